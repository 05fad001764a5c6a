"""Why something was not come to."""

from __future__ import annotations

from pathlib import Path

from flow_runner.explore.explorer import Explorer
from flow_runner.inspection.tally import Point
from flow_runner.report.explore import Report
from tests.builders import Raw, condition, export, message, question, spreadsheet, webhook
from tests.explore.explorations import Author, opener

BARRED = {"type": "Regex", "regex": "^(?!x)x$"}


def missed(raw: Raw, stopped: str = "", folder: Path | None = None, world: str = "") -> dict[Point, str]:
    explorer = Explorer(Author(folder, raw, world).setting.open if folder else opener(raw))
    assert list(explorer.paths())
    report = Report.of("bot.json", explorer, explorer.explored.finds.values(), stopped, {})
    return {point: report.why(point) for measure in ("nodes", "exits") for point in report.missed(measure)}


def test_a_question_that_accepts_nothing_bars_all_that_stands_behind_it() -> None:
    raw = export(question("a", validation=BARRED), message("b"), message("c"), edges=[("a", "b"), ("b", "c")])
    assert missed(raw) == {
        Point("nodes", "b"): "behind a (Question) > its exit",
        Point("nodes", "c"): "behind a (Question) > its exit",
        Point("exits", "a", ""): "no answer is known that it accepts",
        Point("exits", "b", ""): "behind a (Question) > its exit",
        Point("exits", "c", ""): "behind a (Question) > its exit",
    }
    assert set(missed(raw, "--max-paths 1").values()) == {""}


def test_a_condition_that_cannot_come_out_otherwise_is_told() -> None:
    decide = condition("c", ("@abc", "GreaterThan", "much"), yes="y", no="n")
    told = missed(export(message("a"), decide, message("y", "1"), message("n", "2"), edges=[("a", "c")]))
    assert told[Point("nodes", "y")] == "behind c (Condition) > true"
    assert told[Point("exits", "c", "true")] == "nothing is known that would change what it compares"


def test_a_row_can_always_be_added(tmp_path: Path) -> None:
    raw = export(spreadsheet("a", ("City", "Pune"), no="b"), webhook("b"), message("c"), edges=[("b", "b"), ("a", "c")])
    told = missed(raw, "", tmp_path, "sheets: [ { spreadsheet: s1, sheet: Sheet1, columns: [ City ] } ]")
    assert told[Point("exits", "a", "false")] == "here a row can always be added"
    assert told[Point("nodes", "b")] == "behind a (GoogleSpreadsheet) > false"
