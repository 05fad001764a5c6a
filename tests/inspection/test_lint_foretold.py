"""Over generated exports: lint never crashes, points to what is there, and a run bears out what it says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from hypothesis import event, given, settings
from hypothesis import strategies as st

from emulator import seed
from flow_runner.engine import Flow
from flow_runner.engine.conditions import TESTS
from flow_runner.engine.events import (
    AgentAssigned,
    ExitTaken,
    FlowEnded,
    FlowReturned,
    FlowStarted,
    PlaceholderUnset,
    TeamAssigned,
    WarningRaised,
)
from flow_runner.engine.nodes.webhook import Webhook
from flow_runner.engine.pointer import at
from flow_runner.inspection.lint.example import agent, buttons, condition, flow, question
from flow_runner.inspection.lint.finding import GRADES, Finding
from flow_runner.inspection.lint.linter import lint
from flow_runner.inspection.lint.mend import mended
from flow_runner.sandbox.files import DEMO_WORLD
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.stubs import Stubs
from flow_runner.testing.exports import exports

TYPES = (
    *("Message", "Question", "InteractiveButtons", "InteractiveList", "Condition"),
    *("Webhook", "UpdateAttribute", "AssignAgent", "AssignTeam", "TimeDelay"),
)
SAID = st.lists(st.sampled_from(["hi", "Yes", "no", " Yes", "Menu", "5", "10", "abc", "@city"]), min_size=1, max_size=6)
STUBS = "- {url: 'https://api.example/*', json: {a: {b: x}}}"


class Ran(NamedTuple):
    """A run with all that lint tells of its flow. Events of other flows are left out."""

    flow: Flow
    findings: tuple[Finding, ...]
    trace: list[Any]

    def told(self, code: str) -> set[str]:
        return {one.node for one in self.findings if one.code == code}


@cache
def world() -> dict[str, Any]:
    found: dict[str, Any] = seed.load(DEMO_WORLD).data
    return found


def ran(raw: dict[str, Any], said: list[str]) -> Ran:
    """The flow with a customer who says all this, whether or not anything waits for it."""
    parsed = Flow.parse(raw)
    sandbox = Sandbox(parsed, seed.tenant_from(world()), Stubs.parse(STUBS))
    for text in said:
        sandbox.says(text)
    return Ran(parsed, lint(json.dumps(raw)).findings, [entry.what for entry in sandbox.trace])


@settings(derandomize=True, deadline=None, max_examples=150)
@given(exports())
def test_whatever_is_told_points_to_something_and_is_told_again(raw: dict[str, Any]) -> None:
    text = json.dumps(raw)
    linted = lint(text)
    assert linted.flow is not None
    for one in linted.findings:
        event(one.code)
        assert one.node in linted.flow.nodes or not one.node
        at(raw, one.pointer)
        assert one.grade in GRADES
        assert "None" not in one.text.replace("'None'", "")
    assert lint(text).findings == linted.findings
    wrapped = lint(json.dumps({"ok": True, "result": raw, "invokeFlows": []})).findings
    assert [one._replace(pointer=one.pointer.removeprefix("/result")) for one in wrapped] == list(linted.findings)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(exports(), st.randoms(use_true_random=False))
def test_the_order_of_the_nodes_changes_only_what_is_told_first(raw: dict[str, Any], shuffle: Any) -> None:
    """What is told depends on the graph; which of several nodes stands for all of them, on the file."""
    one_for_all = {"loop-without-wait", "unknown-attribute", "unreachable-node"}
    shuffled = {**raw, "flowNodes": list(raw["flowNodes"])}
    shuffle.shuffle(shuffled["flowNodes"])

    def told(document: dict[str, Any]) -> list[tuple[str, str, str]]:
        findings = lint(json.dumps(document)).findings
        return sorted((one.code, one.node, one.grade) for one in findings if one.code not in one_for_all)

    assert told(shuffled) == told(raw)


VALUES = st.sampled_from(["", "Yes", "yes", " Yes", "No", "5", "10", "abc", "@one", "{{name}}"])
LEFTS = st.sampled_from(["@one", "@two", "@three", "{{name}}", "one"])


@st.composite
def deciding(draw: st.DrawFn) -> dict[str, Any]:
    """A chatbot of conditions on what menus and questions before, between and behind them have set."""
    ids = [f"n{number}" for number in range(draw(st.integers(3, 8)))]
    targets = st.sampled_from(["", *ids])
    nodes = []
    for one in ids:
        name = draw(st.sampled_from(["one", "two", "three"]))
        match draw(st.sampled_from(["menu", "menu", "question", "condition", "condition", "condition"])):
            case "menu":
                titles = draw(st.lists(st.sampled_from(["Yes", "No", " Yes", "5", "10"]), min_size=1, max_size=3))
                items = [(f"k{number}", title, draw(targets)) for number, title in enumerate(titles)]
                nodes.append(buttons(one, *items, variable=name, default=draw(targets)))
            case "question":
                nodes.append(question(one, name))
            case _:
                tests = st.tuples(LEFTS, st.sampled_from(sorted(TESTS)), VALUES)
                nodes.append(
                    _compared(one, draw(st.lists(tests, min_size=1, max_size=3)), draw(targets), draw(targets))
                )
                nodes[-1]["conditionOperator"] = draw(st.sampled_from(["None", "And", "Or"]))
    asking = [one["id"] for one in nodes if one["flowNodeType"] == "Question"]
    return flow(*nodes, edges=tuple((one, draw(st.sampled_from(ids))) for one in asking))


def _compared(node_id: str, tests: list[tuple[str, str, str]], yes: str, no: str) -> dict[str, Any]:
    entries = [
        {"id": f"k{number}", "flowConditionType": test, "variable": left, "value": value}
        for number, (left, test, value) in enumerate(tests)
    ]
    return {**condition(node_id, "", "", "", yes, no), "flowNodeConditions": entries}


@settings(derandomize=True, deadline=None, max_examples=300)
@given(deciding(), SAID)
def test_a_condition_never_comes_out_as_lint_says_it_cannot(raw: dict[str, Any], said: list[str]) -> None:
    """But for a value with blanks, of which lint says only that nobody types it: here somebody may."""
    run = ran(raw, said)
    never = {
        one.node for one in run.findings if one.code == "condition-never-true" and "the same blanks" not in one.text
    }
    impossible = {(node, "true") for node in never}
    impossible |= {(node, "false") for node in run.told("condition-always-true")}
    taken = {(what.node, what.exit) for what in run.trace if isinstance(what, ExitTaken)}
    event(f"decided, and come to: {bool({node for node, _ in impossible} & {node for node, _ in taken})}")
    assert not taken & impossible


@settings(derandomize=True, deadline=None, max_examples=150)
@given(exports(types=TYPES, min_nodes=2, unknown=False), SAID)
def test_a_run_that_never_stops_or_loses_an_answer_was_foretold(raw: dict[str, Any], said: list[str]) -> None:
    run = ran(raw, said)
    for what in run.trace:
        match what:
            case FlowEnded(reason=reason) if reason.startswith("runaway loop"):
                event("runaway loop")
                assert run.told("loop-without-wait")
            case WarningRaised(node=node, code="answer-lost"):
                event("answer lost")
                leads_on = any(run.flow.target(node, exit.name) for exit in run.flow.nodes[node].exits())
                assert node in run.told("no-default-exit") or not leads_on


@settings(derandomize=True, deadline=None, max_examples=150)
@given(exports(types=TYPES, min_nodes=2, unknown=False), SAID)
def test_a_path_that_ends_in_nobodys_hands_was_foretold(raw: dict[str, Any], said: list[str]) -> None:
    run = ran(raw, said)
    dead = run.told("dead-end")
    for handed_over, node in ends(run.trace):
        event(f"handed over: {handed_over}")
        assert handed_over or node in dead or dead == {run.flow.start}


def ends(trace: list[Any]) -> Iterator[tuple[bool, str]]:
    """Where paths came to their end, and whether the chat had been given to somebody on the way."""
    handed_over = False
    for what in trace:
        match what:
            case FlowStarted() | FlowReturned():
                handed_over = False
            case AgentAssigned() | TeamAssigned():
                handed_over = True
            case FlowEnded(node=node, reason=reason) if reason.startswith("the path ends"):
                yield handed_over, node


@settings(derandomize=True, deadline=None, max_examples=150)
@given(exports(types=TYPES, min_nodes=2, unknown=False), SAID)
def test_a_variable_that_goes_out_unset_was_foretold(raw: dict[str, Any], said: list[str]) -> None:
    """But for one that a webhook sets, whose reply is hoped to hold it, and for words that may be no variables."""
    run = ran(raw, said)
    nodes = run.flow.nodes.values()
    hoped = {name for node in nodes if isinstance(node, Webhook) for name in node.uses().variables_set}
    is_set = {name for node in nodes for name in node.uses().variables_set}
    for what in run.trace:
        if not isinstance(what, PlaceholderUnset) or not what.placeholder.startswith("@"):
            continue
        name = what.placeholder[1:]
        event(f"set by something: {name in is_set}")
        if name in is_set:
            assert name in hoped or what.node in run.told("unset-variable-on-path")
        elif isinstance(run.flow.nodes[what.node], Webhook):
            assert what.node in run.told("unknown-variable") | run.told("wrong-namespace")


@settings(derandomize=True, deadline=None, max_examples=150)
@given(exports(types=("UpdateAttribute", "Condition", "Condition", "Question"), min_nodes=3, unknown=False), SAID)
def test_a_chatbot_whose_names_were_mended_does_what_it_did(raw: dict[str, Any], said: list[str]) -> None:
    result = mended(raw, lambda check: check.code == "wrong-namespace")
    event(f"mended: {bool(result.changes)}")
    assert done(ran(result.document, said)) == done(ran(raw, said))


def done(run: Ran) -> list[Any]:
    """What happened, but for the digest of the flow and the warnings of the names themselves."""
    named = [what for what in run.trace if not isinstance(what, WarningRaised) or what.code != "bare-variable"]
    return [what._replace(version="") if isinstance(what, FlowStarted) else what for what in named]


def test_ten_thousand_nodes_in_a_row_need_no_recursion() -> None:
    """A condition on what the question behind it asks for, and so on."""
    ids = [f"n{number}" for number in range(10_000)]
    nodes = [
        question(one, f"v{number}")
        if number % 2
        else condition(one, f"@v{number + 1}", "Equal", one, "", ids[number + 1])
        for number, one in enumerate(ids)
    ]
    raw = flow(*nodes, agent("end"), edges=tuple(zip(ids[1::2], [*ids[2::2], "end"], strict=True)))
    told = [one.code for one in lint(json.dumps(raw)).findings]
    assert (told.count("condition-never-true"), told.count("dead-end"), len(told)) == (5_000, 5_000, 10_000)
