"""The command line: `schema`, `demo` and `init`."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from flow_runner.cli.schema import WHAT
from flow_runner.sandbox.files import bundled_flows
from tests.cli.commands import BOT, FLOW, SECRETS, call, told, written


@pytest.mark.parametrize("name", list(WHAT))
def test_every_schema_is_a_schema(name: str) -> None:
    schema = json.loads(call("schema", name).stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"]
    jsonschema.Draft202012Validator.check_schema(schema)
    assert name in " ".join(call("schema", "--help").stdout.split())


def test_the_demo_keeps_all_three_promises() -> None:
    found = call("demo")
    assert found.exit_code == 0
    for case in ("1. assign", "2. welcome", "3. refresh", "3 of 3 cases as promised"):
        assert case in found.stdout
    assert [secret for secret in SECRETS if secret in found.output] == []


@pytest.mark.parametrize("flow", list(bundled_flows()))
def test_the_demo_shows_every_bundled_flow(flow: str) -> None:
    assert call("demo", "--flow", flow).exit_code == 0


def test_the_demo_fails_where_a_promise_is_broken(bot: str) -> None:
    found = call("demo", "--flow", bot)
    assert found.exit_code == 1
    assert "0 of 3 cases as promised" in found.stdout


def test_init_writes_an_account_in_which_the_flow_runs(tmp_path: Path) -> None:
    export = written(tmp_path, "my_bot.json", bundled_flows()[FLOW].read_text(encoding="utf-8"))
    found = call("init", export)
    assert (found.exit_code, found.stderr) == (0, "")
    world = tmp_path / "world.yaml"
    assert world.exists()
    assert [path.suffix for path in tmp_path.glob("*.feature")] == [".feature"]
    assert call("run", export, "--world", str(world)).exit_code == 0


def test_init_overwrites_nothing_unless_told_to(tmp_path: Path) -> None:
    export = written(tmp_path, "my_bot.json", json.dumps(BOT))
    world = Path(written(tmp_path, "world.yaml", "# mine\n"))
    code, text = told("init", export)
    assert code == 2
    assert "already there. Overwrite with --force." in text
    assert world.read_text(encoding="utf-8") == "# mine\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["my_bot.json", "world.yaml"]
    assert call("init", export, "--force").exit_code == 0
    assert world.read_text(encoding="utf-8") != "# mine\n"


@pytest.mark.parametrize("text", ["{", '{"a": 1}'])
def test_init_of_a_broken_export_leaves_nothing_behind(tmp_path: Path, text: str) -> None:
    assert told("init", written(tmp_path, "bot.json", text))[0] == 2
    assert [path.name for path in tmp_path.iterdir()] == ["bot.json"]
