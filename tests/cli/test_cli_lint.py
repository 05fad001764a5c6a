"""The command line: lint, as its user meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from flow_runner.inspection.lint.example import agent, buttons, edge, flow, message, webhook
from flow_runner.inspection.lint.linter import all_checks
from flow_runner.sandbox.files import bundled_flows
from tests.cli.commands import call, told, written

SECRET = "7Qm2xV9ZkT4sLw8bRn3c"
END = "main_assignAgent-end"
MENU = buttons("main_buttons-menu", ("sales", "Sales", "main_webhook-orders"), default=END)
ORDERS = {
    **webhook("main_webhook-orders", headers={"Authorization": f"Bearer {SECRET}"}, statuses=((200, END), (0, END))),
    "testVariables": [{"name": "@phone", "value": "+49 30 23125 123"}],
}
CLEAN = flow(message("main_message-hello"), agent(), edges=(("main_message-hello", END),))
WARNED = {**flow(MENU, ORDERS, agent()), "newFangledSetting": {"kept": [1]}, "tenantId": "171717"}
BROKEN = {**CLEAN, "flowEdges": [*CLEAN["flowEdges"], edge("main_message-gone", END)]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three chatbots, in the folder where lint is called: a clean one, one to be warned of, one that cannot run."""
    monkeypatch.chdir(tmp_path)
    for name, raw in (("clean", CLEAN), ("warned", WARNED), ("broken", BROKEN)):
        written(tmp_path, f"{name}.json", json.dumps(raw, indent=2))
    return tmp_path


def linted(*args: str, **env: str) -> tuple[int, Any]:
    found = call("lint", *args, "--format", "json", **env)
    assert found.stderr == ""
    return found.exit_code, json.loads(found.stdout)


def codes(report: Any) -> list[str]:
    return [one["code"] for file in report["files"] for one in file["findings"]]


def test_a_clean_chatbot_is_told_so(folder: Path) -> None:
    found = call("lint", "clean.json")
    assert (found.exit_code, found.stdout) == (0, "clean.json  flow 'Example'\n\n1 file: nothing found\n")


def test_each_finding_says_where_what_why_and_how_to_fix_it(folder: Path) -> None:
    found = call("lint", "broken.json")
    told = [line.strip() for line in found.stdout.splitlines() if line.strip()]
    assert found.exit_code == 1
    line = 1 + (folder / "broken.json").read_text().splitlines().index('      "sourceNodeId": "main_message-gone",')
    assert told[1] == (
        f"broken.json:{line - 2}: error: flowEdges[1]: sourceNodeId 'main_message-gone' is no node of this flow. "
        "Did you mean 'main_message-hello'? To run without such edges: --drop-dangling-edges.  [dangling-edge]"
    )
    assert told[2].startswith("why: It belongs to a node that is gone")
    assert told[3].startswith("fix: Delete the edge")
    assert told[4] == "1 file: 1 error"


def test_the_line_is_that_of_the_place_in_the_file(folder: Path) -> None:
    """Whatever its indentation, and with people's own letters in it."""
    raw = {**WARNED, "name": "Grüße 👋"}
    for indent in (None, 1, 4, "\t"):
        (folder / "bot.json").write_text(json.dumps(raw, indent=indent, ensure_ascii=False), encoding="utf-8")
        lines = (folder / "bot.json").read_text(encoding="utf-8").splitlines()
        _, report = linted("bot.json")
        for one in report["files"][0]["findings"]:
            key = one["pointer"].rpartition("/")[2]
            assert f'"{key}"' in lines[one["line"] - 1]
        assert len(codes(report)) == 3


def test_json_holds_to_its_published_schema(folder: Path) -> None:
    schema = json.loads(call("schema", "lint").stdout)
    status, report = linted("clean.json", "warned.json", "broken.json")
    jsonschema.Draft202012Validator(schema).validate(report)
    assert status == 1
    assert report["summary"] == {"errors": 1, "warnings": 2, "notes": 1}
    assert report["failed"] is True
    assert sorted(codes(report)) == ["dangling-edge", "personal-test-value", "secret-in-export", "tenant-id"]


def test_sarif_is_what_code_scanning_takes(folder: Path) -> None:
    found = call("lint", "warned.json", str(folder / "broken.json"), "--format", "sarif")
    log = json.loads(found.stdout)
    Sarif.model_validate(log)
    [run] = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules)) == 4
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        [place] = result["locations"]
        assert place["physicalLocation"]["artifactLocation"]["uri"] in ("warned.json", "broken.json")
        assert place["physicalLocation"]["region"]["startLine"] > 1
    assert len({result["partialFingerprints"]["codeNodeText/v1"] for result in run["results"]}) == 4


def test_an_empty_sarif_is_sarif_too(folder: Path) -> None:
    log = json.loads(call("lint", "clean.json", "--format", "sarif").stdout)
    Sarif.model_validate(log)
    assert log["runs"][0]["results"] == []


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_no_format_prints_a_secret(folder: Path, form: str) -> None:
    found = call("lint", "warned.json", "--format", form)
    assert "credential" in found.stdout
    assert [one for one in (SECRET, SECRET[:8], "23125", "171717") if one in found.output] == []


@pytest.mark.parametrize(
    ("file", "bar", "status"),
    [
        ("clean.json", "note", 0),
        ("warned.json", "error", 0),
        ("warned.json", "warning", 1),
        ("broken.json", "error", 1),
        ("broken.json", "never", 0),
    ],
)
def test_what_fails_is_said_by_fail_on(folder: Path, file: str, bar: str, status: int) -> None:
    assert call("lint", file, "--fail-on", bar).exit_code == status


def test_errors_fail_where_nothing_is_said(folder: Path) -> None:
    assert [call("lint", file).exit_code for file in ("clean.json", "warned.json", "broken.json")] == [0, 0, 1]


def test_ignore_and_only_choose_what_is_told_and_what_fails(folder: Path) -> None:
    status, report = linted("broken.json", "--ignore", "dangling-edge")
    assert (status, codes(report)) == (0, [])
    status, report = linted("warned.json", "broken.json", "--only", "tenant-id", "--only", "secret-in-export")
    assert (status, sorted(codes(report))) == (0, ["secret-in-export", "tenant-id"])


@pytest.mark.parametrize("option", ["--ignore", "--only"])
def test_a_code_that_is_none_is_told_with_the_nearest(folder: Path, option: str) -> None:
    status, text = told("lint", "clean.json", option, "dangling-edges", option, "tenant-id")
    assert status == 2
    assert text.splitlines() == [
        "no check is called 'dangling-edges'. Did you mean 'dangling-edge'?",
        "All: wati-sandbox lint --codes",
    ]


def test_all_codes_are_listed() -> None:
    text = call("lint", "--codes").stdout
    assert [line.split()[0] for line in text.splitlines() if not line.startswith(" ")] == list(all_checks())
    rows = json.loads(call("lint", "--codes", "--format", "json").stdout)
    assert {row["code"] for row in rows if row["mends"]} >= {"dangling-edge", "edge-disagrees", "tenant-id"}
    assert all(row["why"] and row["fix"] and row["grade"] for row in rows)


def test_fix_writes_a_mended_file_and_tells_what_it_did_and_what_remains(folder: Path) -> None:
    before = (folder / "warned.json").read_bytes()
    found = call("lint", "warned.json", "--fix", "-o", "new.json")
    assert found.exit_code == 0
    assert (folder / "warned.json").read_bytes() == before
    raw = json.loads((folder / "new.json").read_text())
    assert (raw["tenantId"], raw["newFangledSetting"]) == (None, {"kept": [1]})
    assert (folder / "new.json").read_text() == json.dumps(raw, indent=2)  # indented as it was
    assert "mended tenantId, the exporter's account number, is null now.  [tenant-id]" in found.stdout
    assert "written to new.json" in found.stdout
    assert "new.json:" in found.stdout
    assert "23125" not in (folder / "new.json").read_text() + found.output
    assert found.stdout.endswith("1 file: 1 warning\n")


def test_fix_mends_only_what_is_wanted(folder: Path) -> None:
    assert call("lint", "warned.json", "--fix", "-o", "new.json", "--ignore", "tenant-id").exit_code == 0
    assert json.loads((folder / "new.json").read_text())["tenantId"] == "171717"


def test_a_file_with_nothing_to_mend_is_copied_as_it_is(folder: Path) -> None:
    text = json.dumps(CLEAN).replace(", ", " ,")
    (folder / "odd.json").write_text(text)
    assert call("lint", "odd.json", "--fix", "-o", "new.json").exit_code == 0
    assert (folder / "new.json").read_text() == text


def test_what_is_there_is_not_overwritten_unless_asked_for(folder: Path) -> None:
    assert told("lint", "broken.json", "--fix", "-o", "clean.json") == (
        2,
        "clean.json: already there. Overwrite with --force.",
    )
    assert json.loads((folder / "clean.json").read_text()) == CLEAN
    assert call("lint", "broken.json", "--fix", "-o", "clean.json", "--force").exit_code == 0
    for force in ([], ["--force"]):
        status, text = told("lint", "broken.json", "--fix", "-o", str(folder / "broken.json"), *force)
        assert (status, text.endswith("that is FLOW itself, which is never changed.")) == (2, True)
    assert json.loads((folder / "broken.json").read_text()) == BROKEN


@pytest.mark.parametrize(
    ("args", "text"),
    [
        ([], "lint: name at least one FLOW, or say --codes for a list of all checks"),
        (["clean.json", "--fix"], "--fix takes one FLOW, and writes a new file: say -o NEW_FILE"),
        (
            ["clean.json", "warned.json", "--fix", "-o", "x"],
            "--fix takes one FLOW, and writes a new file: say -o NEW_FILE",
        ),
        (["clean.json", "-o", "x.json"], "-o is the new file of --fix; say --fix too, or redirect the output"),
        (["claen.json"], "claen.json: there is no such file. Did you mean 'clean.json'?"),
        (["."], ".: this is a folder; name the JSON file that Wati exported"),
        (["clean.json", "--world", "none.yaml"], "none.yaml: No such file or directory"),
        (["clean.json", "--fix", "-o", "no/such/x.json"], "no/such/x.json: No such file or directory"),
    ],
)
def test_a_mistake_is_told_in_one_line(folder: Path, args: list[str], text: str) -> None:
    assert told("lint", *args) == (2, text)


def test_every_missing_file_is_told(folder: Path) -> None:
    status, text = told("lint", "none.json", "clean.json", "warnd.json")
    assert (status, len(text.splitlines())) == (2, 2)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b'{\n  "flowNodes": [,]\n}', "not-json", 2),
        (b"", "not-json", 1),
        (b"[]", "not-a-flow", 1),
        (b"\xff\xfe{}", "not-text", 1),
        (b'{"flowNodes": [{"id": "a", "triggerKeywords": []}]}', "clone-format", 1),
    ],
)
def test_a_file_that_is_no_export_is_a_finding_like_any_other(
    folder: Path, content: bytes, code: str, line: int
) -> None:
    (folder / "bot.json").write_bytes(content)
    status, report = linted("clean.json", "bot.json")
    assert (status, codes(report)) == (1, [code])
    assert report["files"][1]["findings"][0]["line"] == line
    assert report["files"][1]["flow"] is None


def test_a_byte_order_mark_and_windows_line_ends_are_no_trouble(folder: Path) -> None:
    text = json.dumps(WARNED, indent=2).replace("\n", "\r\n")
    (folder / "bot.json").write_bytes(b"\xef\xbb\xbf" + text.encode())
    _, report = linted("bot.json")
    _, plain = linted("warned.json")
    assert [one["line"] for one in report["files"][0]["findings"]] == [
        one["line"] for one in plain["files"][0]["findings"]
    ]


def test_ids_are_held_against_a_world(folder: Path) -> None:
    written(folder, "menu.json", json.dumps({**CLEAN, "name": "Menu"}))
    world = (
        "wati: {tenant_id: 171717, agents: [{name: A, email: a@example.com, id: 66a000000000000000000002}]}\n"
        "chatbots: [{file: menu.json}]\n"
    )
    written(folder, "world.yaml", world)
    calls = flow({"id": "main_invokeFlow-a", "flowNodeType": "InvokeFlow", "newFlowId": "menu"})
    written(folder, "calls.json", json.dumps(calls))
    status, report = linted("clean.json", "calls.json", "--world", "world.yaml")
    assert (status, codes(report)) == (1, ["foreign-agent"])


def test_a_broken_world_is_told_with_its_line(folder: Path) -> None:
    written(folder, "world.yaml", "wati:\n  agent: []\n")
    status, text = told("lint", "clean.json", "--world", "world.yaml")
    assert status == 2
    assert text.startswith("world.yaml:2: wati: 'agent' is not known here. Did you mean 'agents'?")


@pytest.mark.parametrize("name", list(bundled_flows()))
def test_a_bundled_chatbot_can_be_named_and_has_no_errors(name: str) -> None:
    found = call("lint", name)
    assert found.exit_code == 0
    assert f"{name}.json  flow 'Zoho lead owner" in found.stdout


@pytest.mark.parametrize(("env", "coloured"), [({"NO_COLOR": "1"}, False), ({"FORCE_COLOR": "1"}, True), ({}, False)])
def test_colour_is_used_only_where_it_is_wanted(folder: Path, env: dict[str, str], coloured: bool) -> None:
    command = [str(Path(sys.executable).parent / "wati-sandbox"), "lint", "warned.json"]
    plain = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "TTY")}
    found = subprocess.run(command, capture_output=True, text=True, env={**plain, **env}, check=True)
    assert ("\x1b[" in found.stdout) is coloured
    assert found.stderr == ""
