"""The command line: what stands in somebody's files reaches no terminal as a control character."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from flow_runner.cli import cli
from tests import builders
from tests.cli.test_cli_help import COMMANDS

NASTY = "\x1b]0;title\x07\x1b[31mred\x9b2J\x08\x7f\x85\r."
WRITTEN = json.dumps(NASTY).replace("\x9b", "\\u009b").replace("\x85", "\\u0085").replace("\x7f", "\\u007f")
RAW = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
BOT = builders.export(
    builders.message(f"m{NASTY}", f"<p>{NASTY}</p>", NASTY),
    builders.buttons(f"b{NASTY}", (f"k{NASTY}", f"Title{NASTY}", "h"), variable=f"v{NASTY}"),
    builders.webhook("h", f"https://api.example/{NASTY}", headers={f"X{NASTY}": NASTY}, body=f"@{NASTY}"),
    builders.condition("c", (f"@q{NASTY}", "Equal", NASTY), yes="a", no="a"),
    builders.assign_agent("a", NASTY),
    edges=[(f"m{NASTY}", f"b{NASTY}"), ("h", "c")],
    name=f"Bot{NASTY}",
)
DANGLING = builders.export(builders.message("m"), edges=[("m", f"gone{NASTY}")])
CONTACT = f"{{ phone: 919876543210, name: {WRITTEN}, attributes: {{ {WRITTEN}: {WRITTEN} }} }}"
WORLD = f"wati: {{ contacts: [ {CONTACT} ] }}\n"
SCRIPT = f"chatbot: bot.json\nsteps: [ {{ say: {WRITTEN} }}, {{ expect: {{ message: {WRITTEN} }} }} ]\n"
FEATURE = f"""Feature: A {NASTY[:-2]}
  Scenario: B {NASTY[:-2]}
    Given the chatbot "bot.json"
    When Priya says "{NASTY[:-2]}"
    Then Priya is told "{NASTY[:-2]}"
"""
CALLS: dict[str, list[list[str]]] = {
    "run": [
        ["bot.json", "--world", "world.yaml", "--say", NASTY],
        ["bot.json", "--say", NASTY, "--format", "json"],
        ["bot.json", "--say", "hi", "--every-assumption"],
        ["bot.json", "--stubs", "stubs.yaml", "--say", "hi", "--say", f"Title{NASTY}", "--expect", f"assignee={NASTY}"],
        ["bot.json", "--as", NASTY],
        ["dangling.json"],
        ["bot.json", "--script", "some.chat.yaml"],
        ["bot.json", "--world", "broken.yaml"],
        [NASTY],
    ],
    "chat": [["bot.json", "--world", "world.yaml"]],
    "record": [["bot.json", "-o", "kept.chat.yaml"]],
    "demo": [["--flow", "bot.json"]],
    "lint": [["bot.json"], ["bot.json", "--format", "json"], ["bot.json", "--format", "sarif"], ["broken.json"]],
    "redact": [["bot.json", "-o", "redacted.json"], ["bot.json", "-o", f"{NASTY}.json"]],
    "diff": [["bot.json", "other.json"], ["bot.json", "other.json", "--format", "json"]],
    "assumptions": [[NASTY]],
    "operations": [[NASTY]],
    "coverage": [["bot.json"], ["bot.json", "--data", NASTY]],
    "picture": [["bot.json"], ["bot.json", "-o", f"{NASTY}.svg"]],
    "init": [["bot.json", "--into", NASTY]],
    "test": [["-v"], ["some.feature", "--format", "json"], [NASTY]],
    "steps": [[NASTY]],
    "explore": [
        ["bot.json"],
        ["bot.json", "--format", "json"],
        ["bot.json", "--into", NASTY],
        ["bot.json", "--ignore", NASTY],
    ],
    "faults": [["bot.json", "--format", form] for form in ("text", "markdown", "html", "json")],
    "fuzz-phones": [["bot.json"], ["bot.json", "--as", NASTY]],
    "verify": [["--only", NASTY]],
    "record-traffic": [["--upstream", NASTY], ["--convert", NASTY]],
    "serve": [["bot.json", "--world", "broken.yaml"]],
    "schema": [[NASTY]],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {
        "bot.json": json.dumps(BOT),
        "other.json": json.dumps(builders.export(builders.message("m", NASTY))),
        "dangling.json": json.dumps(DANGLING),
        "broken.json": json.dumps({"name": NASTY, "flowNodes": [{"id": NASTY, "flowNodeType": NASTY}], "flowEdges": 1}),
        "world.yaml": WORLD,
        "broken.yaml": f"{WRITTEN}: {WRITTEN}\n",
        "stubs.yaml": f"- {{ url: '*', json: {{ a: {WRITTEN} }} }}\n",
        "some.chat.yaml": SCRIPT,
        "some.feature": FEATURE,
        f"{NASTY}.feature": FEATURE,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_is_among_those_that_are_called() -> None:
    assert set(CALLS) == set(COMMANDS)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", COMMANDS)
def test_no_control_character_of_a_file_reaches_the_terminal(command: str) -> None:
    for args in CALLS[command]:
        runner = CliRunner(env={"NO_COLOR": "1", "COLUMNS": "120"})
        found = runner.invoke(cli, [command, *args], f"{NASTY[:-2]}\n/state\n/expect x\n/quit\n", color=True)
        assert found.output, args
        assert RAW.findall(found.output) == [], args
        assert not isinstance(found.exception, Exception), args


@pytest.mark.usefixtures("folder")
def test_what_is_shown_so_is_the_same_json_and_its_own_colours_get_through() -> None:
    told = CliRunner().invoke(cli, ["run", "bot.json", "--format", "json"], color=True).output
    assert json.loads(told)["flow"]["name"] == f"Bot{NASTY}"
    coloured = CliRunner(env={"FORCE_COLOR": "1"}).invoke(cli, ["run", "bot.json"], color=True).output
    assert "\x1b[1m" in coloured
    assert "\\u001b[31mred" in coloured
    assert "\x1b[31mred" not in coloured
