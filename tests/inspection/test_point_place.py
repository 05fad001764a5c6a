"""Where what can be covered stands: the line of a button, row or status that has an entry, else that of its node."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from flow_runner.engine import Flow
from flow_runner.inspection.coverage import Coverage
from flow_runner.inspection.point_place import lines_of
from flow_runner.inspection.tally import MEASURES, Point
from flow_runner.testing.exports import exports
from tests.builders import buttons, condition, export, list_node, message, status, webhook

HOOK = webhook("hook", statuses=(status(200, key="sTaTuAb"), {"statusCode": 401}, status(0, key="dEf", default=True)))
NODES = (
    message("hello"),
    buttons("menu", ("kEyOnE", "Yes", ""), ("kEyTwO", "No", "")),
    list_node("list", ("rOw", "Row", "")),
    condition("check", ("@x", "Equal", "1")),
    HOOK,
)


@pytest.mark.parametrize(
    ("point", "mark", "before"),
    [
        (Point("nodes", "hello"), '"flowReplies"', 1),
        (Point("exits", "hello", ""), '"flowReplies"', 1),
        (Point("exits", "menu", "kEyTwO"), '"kEyTwO"', 1),
        (Point("exits", "menu", "default"), '"interactiveButtonsHeader"', 1),
        (Point("exits", "list", "rOw"), '"rOw"', 1),
        (Point("exits", "check", "true"), '"flowNodeConditions"', 1),
        (Point("exits", "hook", "200"), '"sTaTuAb"', 1),
        (Point("statuses", "hook", "200"), '"sTaTuAb"', 1),
        (Point("exits", "hook", "401"), '"methodType"', 1),
        (Point("exits", "hook", "default"), '"dEf"', 1),
        (Point("statuses", "hook", "no reply"), '"methodType"', 1),
    ],
    ids=str,
)
@pytest.mark.parametrize("wrapped", [False, True], ids=["export", "internal API"])
def test_a_point_has_the_line_of_its_entry_or_of_its_node(point: Point, mark: str, before: int, wrapped: bool) -> None:
    raw = export(*NODES)
    text = json.dumps({"ok": True, "result": raw} if wrapped else raw, indent=1)
    flow = Flow.loads(text)
    [line] = [number for number, found in enumerate(text.splitlines(), 1) if mark in found]
    assert lines_of(Coverage(flow, {}), text)[point] == line - before


@settings(derandomize=True, deadline=None, max_examples=50)
@given(exports())
def test_everything_declared_has_a_line_of_the_file(raw: dict[str, Any]) -> None:
    text = json.dumps(raw, indent=1)
    coverage = Coverage(Flow.loads(text), {})
    found = lines_of(coverage, text)
    assert set(found) == {point for measure in MEASURES for point in coverage.declared[measure]}
    assert all(1 <= line <= len(text.splitlines()) for line in found.values())
