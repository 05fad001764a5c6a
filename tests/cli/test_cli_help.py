"""The command line: help."""

from __future__ import annotations

import click
import pytest

from flow_runner.cli import Commands
from tests.cli.commands import call

COMMANDS = Commands().list_commands(click.Context(Commands()))


@pytest.mark.parametrize("args", [["--help"], ["-h"], *([name, "--help"] for name in COMMANDS)], ids=str)
def test_help_teaches(args: list[str]) -> None:
    found = call(*args)
    assert (found.exit_code, found.stderr) == (0, "")
    assert found.stdout.startswith("Usage: ")
    assert "  -h, --help" in found.stdout


def test_the_help_lists_every_command_with_a_summary_and_the_exit_codes() -> None:
    found = call("--help").stdout
    lines = {line.split()[0]: line.split(maxsplit=1) for line in found.splitlines() if line.startswith("  ")}
    assert all(len(lines[name]) == 2 for name in COMMANDS)
    assert "0 as expected, 1 an expectation was not met, 2 unusable input, 3" in " ".join(found.split())


def test_the_version_is_told() -> None:
    assert call("--version").stdout.startswith("wati-sandbox 0.")
