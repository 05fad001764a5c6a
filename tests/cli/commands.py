"""Commands in this process, and the files that they are given."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from flow_runner.cli import cli
from tests import builders

FLOW = "zoho_lead_owner"
SECRETS = [
    "1000.00000000000000000000000000000001.00000000000000000000000000000001",
    "sandbox-client-secret",
    "1000.sandbox.refresh-token",
    "sandbox-wati-token",
]
BOT = builders.export(
    builders.buttons("pick", ("b1", "Sales", "sales"), ("b2", "Support", "support")),
    builders.message("sales", "Sales it is."),
    builders.message("support", "Support it is."),
)


def call(*args: str, say: str | None = None, **env: str) -> Result:
    """A command in this process; stdout and stderr apart."""
    return CliRunner(env={"NO_COLOR": "1", "COLUMNS": "200", **env}).invoke(
        cli, [str(arg) for arg in args], say, prog_name="wati-sandbox"
    )


def told(*args: str) -> tuple[int, str]:
    """Exit code and stderr of a command that must fail before it prints anything."""
    found = call(*args)
    assert found.stdout == ""
    assert "Traceback" not in found.stderr
    return found.exit_code, found.stderr.strip()


def run_json(*args: str) -> Any:
    found = call("run", FLOW, "--format", "json", *args)
    assert found.stderr == ""
    return json.loads(found.stdout)


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)
