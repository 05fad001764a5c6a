"""The command line: `run --coverage` and `coverage`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from flow_runner.inspection.store import load
from flow_runner.inspection.tally import Count
from flow_runner.report.coverage import COVERAGE_SCHEMA
from tests.builders import buttons, condition, export, invoke_flow, message, webhook
from tests.cli.commands import FLOW, call, told, written

SHOP = export(
    buttons("menu", ("b1", "Sales", "sales"), ("b2", " Support ", "")),
    message("sales", "Sales it is."),
    webhook("hook", "https://api.example/x"),
    message("lost", "Nobody comes here."),
    edges=[("sales", "hook")],
    name="Shop",
)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A chatbot in the current folder, of which nothing is recorded."""
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "stubs.yaml", "- {url: https://api.example/x, status: 503}\n")
    written(tmp_path, "shop.json", json.dumps(SHOP, indent=2))
    return "shop.json"


def record(*args: str, flow: str = "shop.json", data: str = ".wati-coverage") -> int:
    return call("run", flow, "--stubs", "stubs.yaml", "--coverage", data, *args).exit_code


def as_json(*args: str) -> Any:
    found = json.loads(call("coverage", *args, "--format", "json").stdout)
    jsonschema.Draft202012Validator(COVERAGE_SCHEMA).validate(found)
    return found


def test_runs_add_up_to_a_table_and_all_that_is_missed(shop: str) -> None:
    assert record("--say", "hi", "--say", "Sales") == 0
    assert record("--say", "hi", "--say", "what", "--expect", "assignee=Asha Agent") == 1
    found = call("coverage", shop)
    assert (found.exit_code, found.stderr) == (0, "")
    lines = [line.rstrip() for line in found.stdout.splitlines()]
    version = next(line for line in lines if "version" in line).split()[-1]
    text = json.dumps(SHOP, indent=2).splitlines()
    menu, support, lost, hook = (
        next(number for number, line in enumerate(text, 1) if mark in line) - before
        for mark, before in (('"interactiveButtonsHeader"', 1), ('"b2"', 1), ("Nobody comes", 4), ('"methodType"', 1))
    )
    assert lines == [
        "chatbot         nodes       exits    statuses  passed  failed",
        "shop.json  3/4  75.0%  4/6  66.6%  1/3  33.3%       1       1",
        "",
        f"shop.json  flow 'Shop'  version {version}",
        "  never reached",
        f"    shop.json:{lost}: lost (Message): no path from the start leads here",
        "  never taken",
        f"    shop.json:{support}: menu (InteractiveButtons) > 'Support', which leads nowhere",
        "    and 1 more, of nodes that were never reached",
        "  never met",
        f"    shop.json:{hook}: hook (Webhook) > 2xx",
        f"    shop.json:{hook}: hook (Webhook) > no reply",
        "    to meet them: a stub with `status: 503` or `no_reply: lost`, or a fault of that operation",
        "  only in scenarios that failed",
        f"    shop.json:{menu}: menu (InteractiveButtons) > 'default', which leads nowhere",
        "",
    ]


@pytest.mark.parametrize(
    ("bars", "code", "unmet"),
    [
        (["75"], 1, ["4 of 6 exits are covered, 66.6%, which is under 75%", "1 of 3 statuses are covered, 33.3%"]),
        (["33.3"], 0, []),
        (["nodes=75", "exits=66"], 0, []),
        (["nodes = 75.1%"], 1, ["3 of 4 nodes are covered, 75.0%, which is under 75.1%"]),
        (["0"], 0, []),
    ],
)
def test_it_fails_under_what_is_asked_for(shop: str, bars: list[str], code: int, unmet: list[str]) -> None:
    record("--say", "hi", "--say", "Sales")
    record("--say", "hi", "--say", "what")
    args = [part for bar in bars for part in ("--fail-under", bar)]
    found = call("coverage", shop, *args)
    assert found.exit_code == code
    assert len([line for line in found.stdout.splitlines() if "which is under" in line]) == len(unmet)
    for text in unmet:
        assert f"shop.json: {text}" in found.stdout
    assert [line.partition(": ")[2][:10] for line in as_json(shop, *args)["unmet"]] == [one[:10] for one in unmet]


def test_the_json_tells_everything_by_its_schema(shop: str) -> None:
    record("--say", "hi", "--say", "Sales")
    record("--say", "hi", "--say", "what", "--expect", "outcome=failed")
    found = as_json(shop)
    [flow] = found["flows"]
    assert (found["data"], found["counted"]) == ([".wati-coverage"], "all")
    assert (flow["file"], flow["flow"]["name"], flow["scenarios"]) == ("shop.json", "Shop", {"passed": 1, "failed": 1})
    assert {key: flow["exits"][key] for key in ("covered", "declared", "percent")} == {
        "covered": 4,
        "declared": 6,
        "percent": 66.6,
    }
    exits = {(one["node"], one["exit"]): one for one in flow["exits"]["items"]}
    assert exits["menu", "b2"]["label"] == "Support"
    assert exits["menu", "b1"] | {"line": 0} == {
        "node": "menu", "type": "InteractiveButtons", "line": 0, "exit": "b1", "label": "Sales", "target": "sales",
        "covered": True, "passed": 1, "failed": 0,
    }  # fmt: skip
    assert exits["menu", "default"]["failed"] == 1
    [error] = [one for one in flow["statuses"]["items"] if one["covered"]]
    assert (error["status"], error["met"]) == ("error", ["503"])
    assert [one["reachable"] for one in flow["nodes"]["items"]] == [True, True, True, False]
    assert flow["last"]["scenario"] == "run"
    assert flow["last"]["steps"] == [["menu", "default", ""]]


@pytest.mark.parametrize(("option", "nodes", "failed"), [("--passed", 3, 0), ("--failed", 1, 1)])
def test_passed_and_failed_scenarios_can_be_told_apart(shop: str, option: str, nodes: int, failed: int) -> None:
    record("--say", "hi", "--say", "Sales")
    record("--say", "hi", "--expect", "outcome=ended")
    found = as_json(shop, option)
    [flow] = found["flows"]
    assert (found["counted"], flow["nodes"]["covered"]) == (option[2:], nodes)
    assert max(one["failed"] for one in flow["nodes"]["items"]) == failed
    assert "only in scenarios that failed" not in call("coverage", shop, option).stdout


def test_a_run_that_fails_has_not_passed(shop: str) -> None:
    assert call("run", shop, "--coverage", "data", "--say", "hi", "--say", "Sales").exit_code == 3  # refused: no stub
    assert load(Path("data")).records[0].scenarios == Count(0, 1)


def test_a_script_is_named(shop: str, tmp_path: Path) -> None:
    script = written(tmp_path, "chat.yaml", "- say: hi\n")
    record("--script", script)
    assert as_json(shop)["flows"][0]["last"]["scenario"] == "run --script chat.yaml"


def test_a_file_that_has_changed_since_is_told_and_its_runs_do_not_count(shop: str, tmp_path: Path) -> None:
    record("--say", "hi")
    changed = json.dumps(SHOP, indent=2).replace("Sales it is", "Sales")
    written(tmp_path, "shop.json", changed)
    found = call("coverage", shop).stdout
    assert "1 scenario ran another version of this file (" in found
    assert "they do not count. Run them again; --erase removes what is old." in found
    [flow] = as_json(shop)["flows"]
    assert flow["nodes"]["covered"] == 0
    [other] = flow["other_versions"]
    assert (other["name"], other["scenarios"]) == ("Shop", {"passed": 1, "failed": 0})


def test_a_file_that_was_renamed_keeps_its_runs(shop: str, tmp_path: Path) -> None:
    record("--say", "hi")
    Path("shop.json").rename("renamed.json")
    [flow] = as_json("renamed.json")["flows"]
    assert (flow["nodes"]["covered"], flow["other_versions"]) == (1, [])


def test_another_chatbot_of_the_same_name_is_not_another_version(shop: str, tmp_path: Path) -> None:
    record("--say", "hi")
    other = written(tmp_path, "other.json", json.dumps(export(message("a"), name="Shop")))
    assert as_json(other)["flows"][0]["other_versions"] == []


def test_without_a_flow_all_that_is_recorded_is_told(shop: str, tmp_path: Path) -> None:
    written(tmp_path, "menu.json", json.dumps(export(message("a"), name="Menu")))
    written(tmp_path, "main.json", json.dumps(export(invoke_flow("a", "menu"), name="Main")))
    record("--say", "hi")
    record("--with", "menu=menu.json", flow="main.json")
    record(flow=FLOW)
    found = as_json()
    names = {flow["flow"]["name"]: Path(flow["file"]).name for flow in found["flows"]}
    assert names == {"Shop": "shop.json", "Main": "main.json", "Zoho lead owner": "zoho_lead_owner.json"}
    assert len(found["problems"]) == 1
    assert "'Menu' (version " in found["problems"][0]
    assert "is recorded, but it was not read from a file. Name its export." in found["problems"][0]
    assert as_json("menu.json")["flows"][0]["nodes"]["covered"] == 1


def test_several_folders_are_added_up(shop: str) -> None:
    record("--say", "hi", data="one")
    record("--say", "hi", "--say", "Sales", data="two")
    [flow] = as_json(shop, "--data", "one", "--data", "two")["flows"]
    assert (flow["scenarios"]["passed"], flow["nodes"]["covered"]) == (2, 3)


def test_damaged_data_is_told_and_the_rest_counts(shop: str) -> None:
    record("--say", "hi")
    record("--say", "hi")
    first = min(Path(".wati-coverage").glob("*.jsonl"))
    first.write_bytes(first.read_bytes()[:50])
    found = call("coverage", shop)
    assert found.exit_code == 0
    assert f"{first}:1: this line is damaged and does not count: it is not JSON" in found.stdout
    assert as_json(shop)["flows"][0]["scenarios"]["passed"] == 1


def test_what_is_recorded_can_be_erased(shop: str) -> None:
    record("--say", "hi")
    found = call("coverage", "--erase")
    assert (found.exit_code, found.stdout) == (0, ".wati-coverage: 1 file erased\n")
    assert not Path(".wati-coverage").exists()
    assert call("coverage", "--erase").stdout == ".wati-coverage: 0 files erased\n"


def test_a_picture_is_drawn_beside_the_table(shop: str) -> None:
    record("--say", "hi", "--say", "Sales")
    found = call("coverage", shop, "--picture", "shop.svg", "--format", "json")
    assert json.loads(found.stdout)["flows"]
    assert found.stderr == "wrote shop.svg\n"
    svg = Path("shop.svg").read_text(encoding="utf-8")
    assert "1 scenario</text>" in svg
    assert "last path: run, which passed</text>" in svg


def test_secrets_in_labels_and_names_are_masked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    token = "wati_0a1b2c3d-0000.aVerySecretToken"
    flow = export(buttons("menu", ("b1", f"Say {token}", "")), name=f"Bot {token}")
    written(tmp_path, "bot.json", json.dumps(flow))
    Path(".wati-coverage").mkdir()
    for form in ("table", "json"):
        found = call("coverage", "bot.json", "--format", form, "--picture", "bot.svg")
        assert token not in found.output
        assert "***" in found.output
    assert token not in Path("bot.svg").read_text()


RECORD = "nothing is recorded there. Record: wati-sandbox run FLOW --coverage"
MISTAKES: dict[str, tuple[str, str]] = {
    "nothing recorded": ("shop.json", f".wati-coverage: {RECORD} .wati-coverage, or pytest --wati-coverage="),
    "an empty folder": ("--data data", f"data: {RECORD} data"),
    "a folder that is none": ("shop.json --data shop.json", "Error: Invalid value for '--data'"),
    "a missing flow": ("shp.json --data data", "shp.json: there is no such file. Did you mean 'shop.json'?"),
    "a broken flow": ("broken.json --data data", "broken.json: file: this is not JSON"),
    "no percentage": ("--fail-under most", "--fail-under most: 'most' is no percentage; write 80, or exits=80"),
    "over a hundred": ("--fail-under 101", "--fail-under 101: '101' is no percentage"),
    "not a number": ("--fail-under nan", "--fail-under nan: 'nan' is no percentage"),
    "no measure": ("--fail-under exit=9", "--fail-under exit=9: 'exit' is no measure. Did you mean 'exits'?"),
    "a flow to erase": ("shop.json --erase", "--erase takes no FLOW: it erases everything that is recorded"),
    "a picture of two": (
        f"shop.json {FLOW} --data data --picture x.svg",
        "--picture draws one chatbot, here are 2: name one FLOW",
    ),
    "a picture over another file": (
        "shop.json --data data --picture stubs.yaml",
        "stubs.yaml: already there, and no picture.",
    ),
    "a picture over the flow": (
        "shop.json --data data --picture shop.json",
        "shop.json: that is FLOW itself, which is never changed",
    ),
}


@pytest.mark.parametrize(("args", "text"), MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_is_told_and_is_exit_code_2(shop: str, tmp_path: Path, args: str, text: str) -> None:
    (tmp_path / "data").mkdir()
    written(tmp_path, "broken.json", "{")
    code, found = told("coverage", *args.split())
    assert code == 2
    assert text in found


def test_a_folder_that_cannot_be_made_is_told_before_the_run(shop: str) -> None:
    code, found = told("run", shop, "--coverage", "shop.json/data")
    assert (code, found) == (2, "shop.json/data: Not a directory")


def test_a_flow_with_edges_that_lead_nowhere_can_be_told_of_too(shop: str, tmp_path: Path) -> None:
    flow = export(condition("a", ("@x", "Equal", "1")), edges=[("a__true", "gone")])
    written(tmp_path, "torn.json", json.dumps(flow))
    record("--drop-dangling-edges", flow="torn.json")
    assert told("coverage", "torn.json")[0] == 2
    assert as_json("torn.json", "--drop-dangling-edges")["flows"][0]["nodes"]["covered"] == 1
