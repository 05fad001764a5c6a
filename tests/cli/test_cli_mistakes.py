"""The command line: what it says of mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from flow_runner.sandbox.files import DEMO_WORLD, FLOWS
from tests.cli.commands import FLOW, told, written

RUN_MISTAKES: dict[str, tuple[list[str], str]] = {
    "flow": (["zoho_lead_ownr"], "zoho_lead_ownr: there is no such file. Did you mean 'zoho_lead_owner'?"),
    "world": ([FLOW, "--world", "nope.yaml"], "nope.yaml: No such file or directory"),
    "stubs": ([FLOW, "--stubs", "nope.yaml"], "nope.yaml: No such file or directory"),
    "script": ([FLOW, "--script", "nope.yaml"], "nope.yaml: No such file or directory"),
    "assumption": (
        [FLOW, "--assume", "zoho.phone_mach=exact"],
        "no assumption is called 'zoho.phone_mach'. Did you mean 'zoho.phone_match'?",
    ),
    "expectation": (
        [FLOW, "--expect", "asignee=x"],
        "'asignee=x' is no expectation: write KEY=VALUE. Did you mean 'assignee'?",
    ),
    "outcome": ([FLOW, "--expect", "outcome=endet"], "'endet' is no outcome. Did you mean 'ended'?"),
    "start": ([FLOW, "--start", "nope"], "zoho_lead_owner: start: no node is called 'nope'."),
    "both": ([FLOW, "--say", "hi", "--script", "x"], "--script and --say: use one of them"),
    "phone": ([FLOW, "--as", "abc"], "'abc' is no phone number with country code, such as 919876543210"),
    "folder": ([str(FLOWS)], f"{FLOWS}: this is a folder; name the JSON file that Wati exported"),
}


@pytest.mark.parametrize(("args", "text"), RUN_MISTAKES.values(), ids=list(RUN_MISTAKES))
def test_a_mistake_in_what_was_typed_is_told_and_is_exit_code_2(args: list[str], text: str) -> None:
    code, found = told("run", *args)
    assert code == 2
    assert found.startswith(text)
    assert "\n" not in found


@pytest.mark.parametrize("command", ["run", "chat", "init"])
def test_every_command_that_takes_a_flow_tells_a_missing_one(command: str) -> None:
    assert told(command, "zoho_lead_ownr") == (
        2,
        "zoho_lead_ownr: there is no such file. Did you mean 'zoho_lead_owner'?",
    )


@pytest.mark.parametrize(
    ("args", "text"),
    [
        (["rn"], "Error: No such command 'rn'. Did you mean 'run'?"),
        (["run", FLOW, "--formt", "json"], "Did you mean --format?"),
        (["run", FLOW, "--format", "yaml"], "'yaml' is not one of 'text', 'json'"),
        (["run"], "Missing argument 'FLOW'"),
        (["serve", "--port", "0"], "0 is not in the range"),
        (["schema", "wrld"], "no schema is called 'wrld'. Did you mean 'world'?"),
    ],
)
def test_an_unknown_command_option_or_name_is_told_with_the_nearest(args: list[str], text: str) -> None:
    code, found = told(*args)
    assert code == 2
    assert text.replace("'", "") in found.replace("'", "")


def test_a_world_with_a_typo_names_file_line_and_the_nearest_key(tmp_path: Path) -> None:
    text = DEMO_WORLD.read_text(encoding="utf-8").replace("  agents:", "  agnets:")
    line = text.splitlines().index("  agnets:") + 1
    world = written(tmp_path, "my-world.yaml", text)
    for command in (("run", FLOW), ("chat", FLOW), ("serve",)):
        code, found = told(*command, "--world", world)
        assert code == 2
        assert found == f"my-world.yaml:{line}: wati: 'agnets' is not known here. Did you mean 'agents'?"


@pytest.mark.parametrize(
    ("option", "text", "mistake"),
    [
        ("--stubs", "- {ur: x}\n", "file.yaml:1: 0: 'ur' is not known here. Did you mean 'url'?"),
        ("--script", "- {sya: hi}\n", "file.yaml:1: 0: 'sya' is not known here. Did you mean 'say'?"),
        ("--script", "- say: hi\n- advance: soon\n", "file.yaml:2: 1 > advance: 'soon' is no duration"),
        ("--script", "- say: hi\n- expect: {asignee: x}\n", "file.yaml:2: 1 > expect: 'asignee' is not known here."),
    ],
)
def test_a_mistake_in_a_file_names_its_line(tmp_path: Path, option: str, text: str, mistake: str) -> None:
    code, found = told("run", FLOW, option, written(tmp_path, "file.yaml", text))
    assert code == 2
    assert mistake in found.splitlines()[0] + "".join(found.splitlines()[1:])
    assert found.startswith("file.yaml:")


@pytest.mark.parametrize("text", ["", "{", "[]", "5", '{"a": 1}'])
def test_a_file_that_is_no_export_is_told(tmp_path: Path, text: str) -> None:
    code, found = told("run", written(tmp_path, "bot.json", text))
    assert code == 2
    assert found.startswith(str(tmp_path / "bot.json"))
