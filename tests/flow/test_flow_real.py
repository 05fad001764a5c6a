"""The loader on real exports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flow_runner.engine import Flow
from flow_runner.engine.events import MessageSent
from tests.builders import SHARED_FLOWS
from tests.flow.problems import codes_of
from tests.walks import answered, walk

REAL = sorted(SHARED_FLOWS.glob("*.json"))
needs_real = pytest.mark.skipif(not REAL, reason="../shared/flows is not beside this repository")


@needs_real
def test_there_are_five_real_exports() -> None:
    assert len(REAL) == 5


@needs_real
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name[:2])
def test_every_real_export_loads(path: Path) -> None:
    text = path.read_text(encoding="utf-8-sig")
    raw = json.loads(text)
    flow = Flow.loads(text)
    assert list(flow.nodes) == [one["id"] for one in raw["flowNodes"]]
    assert [flow.start] == [one["id"] for one in raw["flowNodes"] if one["isStartNode"]]
    assert len(flow.edges) == len(raw["flowEdges"])
    assert flow.raw == raw
    assert set(codes_of(flow)) <= {"edge-disagrees"}


@needs_real
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name[:2])
def test_every_real_export_runs_to_its_first_wait(path: Path) -> None:
    raw = json.loads(path.read_text(encoding="utf-8-sig"))
    run = walk(*raw["flowNodes"], edges=raw["flowEdges"])
    while run.outcome == "waits for reply":
        run.give(answered({}))
    assert run.outcome == "waits for answer"
    assert any(isinstance(event, MessageSent) for event in run.events)
