"""Generated flows: they never crash, end or wait within the step limit, and go only by exits that they declare."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from functools import cache
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from emulator import seed
from flow_runner.engine import Flow, Library
from flow_runner.engine.assumptions import MAX_STEPS
from flow_runner.engine.events import AnswerReceived, ExitTaken, FlowReturned, FlowStarted, NodeEntered
from flow_runner.engine.node import NODE_TYPES
from flow_runner.inspection.coverage import Coverage
from flow_runner.inspection.tally import Tally, Witness
from flow_runner.report.result import result
from flow_runner.sandbox.files import DEMO_WORLD
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.stubs import Stubs
from flow_runner.testing.exports import WRITERS, exports
from tests.builders import message
from tests.uses_kept import assert_uses_kept

STUBS = "- {url: 'https://api.example/*', json: {a: {b: x}}}"
SAID = st.sampled_from(["hi", "Yes", "menu", "5", "42", "abc", "Menu", "", "@city"])
MOVES = st.lists(st.one_of(SAID, st.just(3600)), min_size=1, max_size=6)


@cache
def world() -> dict[str, Any]:
    found: dict[str, Any] = seed.load(DEMO_WORLD).data
    return found


def run(flow: Flow, moves: list[str | int]) -> Sandbox:
    other = Flow.parse({"flowNodes": [message("m", "from another chatbot", isStartNode=True)], "flowEdges": []})
    library = Library(flow, ids={"66aa00bb11cc22dd33ee4601": other})
    sandbox = Sandbox(library, seed.tenant_from(world()), Stubs.parse(STUBS))
    for move in moves:
        if isinstance(move, int):
            sandbox.advance(timedelta(seconds=move))
        elif move:
            sandbox.says(move)
    return sandbox


def test_every_node_type_is_drawn() -> None:
    assert set(WRITERS) == set(NODE_TYPES)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(exports(), MOVES)
def test_a_generated_flow_runs_by_declared_exits_and_ends_or_waits(raw: dict[str, Any], moves: list[str | int]) -> None:
    flow = Flow.parse(raw)
    sandbox = run(flow, moves)
    told = result(sandbox, [])
    event(f"outcome {told['outcome']}")
    assert told["outcome"] in ("ended", "waiting", "failed")
    declared = {(node_id, exit.name) for node_id, exit in flow.exits()}
    steps, version = 0, flow.version
    for entry in sandbox.trace:
        match entry.what:
            case FlowStarted(version=now) | FlowReturned(version=now):
                version = now
            case AnswerReceived():
                steps = 0
            case NodeEntered(node=node):
                steps += 1
                assert version != flow.version or node in flow.nodes
            case ExitTaken(node=node, exit=exit) if version == flow.version:
                assert (node, exit) in declared
    assert steps <= int(MAX_STEPS.default) * max(len(moves), 1)
    assert json.loads(json.dumps(told)) == told


@settings(derandomize=True, deadline=None, max_examples=60)
@given(exports(), MOVES)
def test_what_is_visited_is_declared(raw: dict[str, Any], moves: list[str | int]) -> None:
    flow = Flow.parse(raw)
    trace = run(flow, moves).trace
    tally = Tally()
    witness = Witness(tally, flow.version)
    for entry in trace:
        witness.see(entry.contact, [entry.what])
    visited = tally.visits.get(flow.version, Counter())
    declared = Coverage.of(flow, trace).declared
    assert {point for point in visited if point.measure == "nodes"} <= set(declared["nodes"])
    assert {point for point in visited if point.measure == "exits"} <= set(declared["exits"])
    assert {point.node for point in visited if point.measure == "statuses"} <= {p.node for p in declared["statuses"]}
    assert sum(visited.values()) == sum(sum(count) for count in Coverage.of(flow, trace).counts.values())


@settings(derandomize=True, deadline=None, max_examples=100)
@given(exports(), MOVES)
def test_a_node_does_what_it_says_of_itself_and_nothing_else(raw: dict[str, Any], moves: list[str | int]) -> None:
    flow = Flow.parse(raw)
    assert_uses_kept(flow, run(flow, moves).trace)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(exports())
def test_load_save_load_is_the_identity(raw: dict[str, Any]) -> None:
    text = json.dumps(raw)
    once = Flow.loads(text)
    assert json.dumps(once.raw) == text
    again = Flow.loads(json.dumps(once.raw))
    assert (again.raw, again.version, again.targets, again.nodes) == (once.raw, once.version, once.targets, once.nodes)
