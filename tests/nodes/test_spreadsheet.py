"""GoogleSpreadsheet: rows are added, changed and looked for in a table of the account."""

from __future__ import annotations

from typing import Any

import pytest

from flow_runner.engine.events import SheetChanged, SheetSearched
from tests.builders import question, spreadsheet
from tests.nodes.node_runs import OK, OTHER
from tests.walks import FakePlatform, walk

PHONE, CITY = "Phone", "City"


def account() -> FakePlatform:
    found = FakePlatform({"phone": "15550100002"})
    sheet = found.sheets.add("Leads", "Sheet1", (PHONE, CITY), spreadsheet_id="s1")
    sheet.insert({PHONE: "15550100001", CITY: "Pune"})
    sheet.insert({PHONE: "15550100002", CITY: "Delhi"})
    return found


def rows(platform: FakePlatform) -> list[tuple[str, str]]:
    sheet = platform.sheets.open("s1", "Sheet1")
    assert sheet is not None
    return [(row[PHONE], row[CITY]) for row in sheet.rows]


def test_a_row_is_added_at_the_end_with_its_values_filled_in() -> None:
    node = spreadsheet("a", (CITY, "@city"), (PHONE, "{{phone}}"))
    run = walk(question("q"), node, OK, edges=[("q", "a"), ("a", "ok")], given=["Goa"], platform=account())
    assert rows(run.platform)[2:] == [("15550100002", "Goa")]
    assert SheetChanged("a", "Leads / Sheet1", "row added", ((CITY, "Goa"), (PHONE, "15550100002"))) in run.events
    assert (run.path[-1], run.warned) == ("ok", [])


def test_columns_that_the_sheet_does_not_have_are_told_and_not_kept() -> None:
    run = walk(spreadsheet("a", (CITY, "Goa"), ("Age", "30")), platform=account())
    assert rows(run.platform)[2:] == [("", "Goa")]
    assert run.warned == ["unknown-column"]


@pytest.mark.parametrize(("asked", "path"), [("{{phone}}", ["a", "ok"]), ("15550100009", ["a", "other"])])
def test_a_row_is_looked_for_and_decides_the_exit(asked: str, path: list[str]) -> None:
    node = spreadsheet("a", action="GetRow", row=(PHONE, asked), yes="ok", no="other")
    run = walk(node, OK, OTHER, platform=account())
    found = [event for event in run.events if isinstance(event, SheetSearched)]
    assert (run.path, [one.found for one in found]) == (path, [path[-1] == "ok"])
    assert rows(run.platform) == rows(account())


@pytest.mark.parametrize(("asked", "city", "path"), [("15550100001", "Goa", "ok"), ("nobody", "Pune", "other")])
def test_a_row_is_changed_where_it_is_found(asked: str, city: str, path: str) -> None:
    node = spreadsheet("a", (CITY, "Goa"), action="UpdateRow", row=(PHONE, asked), yes="ok", no="other")
    run = walk(node, OK, OTHER, platform=account())
    assert rows(run.platform) == [("15550100001", city), ("15550100002", "Delhi")]
    assert run.path[-1] == path


@pytest.mark.parametrize(
    ("more", "told"),
    [({"sheet": "gone"}, "no spreadsheet 'gone / Sheet1' is known here"), ({"sheet": "", "empty": True}, "is chosen")],
)
def test_a_spreadsheet_that_is_not_there_is_told_and_the_flow_goes_on(more: dict[str, Any], told: str) -> None:
    extra = {"sheet": {"sheetName": None, "sheetId": ""}} if more.pop("empty", False) else {}
    node = spreadsheet("a", (CITY, "Goa"), **more)
    run = walk({**node, **extra}, OK, edges=[("a", "ok")], platform=account())
    assert (run.warned, run.path) == (["unknown-sheet"], ["a", "ok"])
    assert told in str(run.events)


@pytest.mark.parametrize("key", ["name", "columnName", "column", "header", "key"])
def test_a_cell_names_its_column_under_every_likely_key(key: str) -> None:
    node = {**spreadsheet("a"), "newCells": [{key: CITY, "value": "Goa"}]}
    assert rows(walk(node, platform=account()).platform)[2:] == [("", "Goa")]


def test_an_action_that_was_never_seen_is_taken_for_what_its_name_says_and_told() -> None:
    run = walk(spreadsheet("a", action="FindAllRows", row=(PHONE, "15550100001")), platform=account())
    assert [problem.code for problem in run.flow.warnings] == ["guessed-action"]
    assert "taken for: search" in run.flow.warnings[0].text
    assert run.exits == ["true"]
