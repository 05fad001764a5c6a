"""Coverage: what a flow declares, and what of it was met, of the flow that each contact was in."""

from __future__ import annotations

import json
from typing import Any

import pytest

from flow_runner.engine import Flow, Library
from flow_runner.engine.replies import kind_of, told_apart
from flow_runner.inspection.coverage import Coverage, Score
from flow_runner.inspection.tally import Count, Measure, Point, Tally, Witness
from flow_runner.inspection.walk import walks
from flow_runner.report.result import result
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.stubs import Stubs
from flow_runner.sandbox.trace import Trace
from tests.builders import (
    Raw,
    assign_agent,
    buttons,
    invoke_flow,
    list_node,
    message,
    parse,
    question,
    status,
    webhook,
)

URL = "https://api.example/x"


def covered(sandbox: Sandbox, measure: Measure) -> list[str]:
    """`node` or `node name` of each point that was met."""
    coverage = Coverage.of(sandbox.flow, sandbox.trace)
    missed = coverage.missed(measure)
    return [f"{p.node} {p.name}".strip() for p in coverage.declared[measure] if p not in missed]


def declared(flow: Flow, measure: Measure) -> list[tuple[str, str]]:
    return [(point.node, point.name) for point in Coverage.of(flow, []).declared[measure]]


def asked(hook: Raw, stub: str, *edges: tuple[str, str]) -> Sandbox:
    sandbox = Sandbox(parse(hook, message("b"), edges=edges), stubs=Stubs.parse(f"- {{url: '{URL}', {stub}}}"))
    sandbox.says("hi")
    return sandbox


@pytest.mark.parametrize(
    ("codes", "kinds"),
    [
        ((), ("2xx", "error", "no reply")),
        ((200,), ("200", "other", "no reply")),
        ((200, 401, 200), ("200", "401", "other", "no reply")),
    ],
)
def test_a_node_tells_its_coded_statuses_apart_or_only_success_from_error(
    codes: tuple[int, ...], kinds: tuple[str, ...]
) -> None:
    assert told_apart(codes) == kinds


@pytest.mark.parametrize(
    ("reply", "kinds", "kind"),
    [
        ("200", told_apart([200]), "200"),
        ("201", told_apart([200]), "other"),
        ("503", told_apart([200]), "other"),
        ("201", told_apart([]), "2xx"),
        ("302", told_apart([]), "error"),
        ("404", told_apart([]), "error"),
        ("no reply", told_apart([]), "no reply"),
        ("no reply", told_apart([200]), "no reply"),
    ],
)
def test_a_reply_is_of_the_kind_that_is_told_apart(reply: str, kinds: tuple[str, ...], kind: str) -> None:
    assert kind_of(reply, kinds) == kind


@pytest.mark.parametrize(
    ("hook", "stub", "met"),
    [
        (webhook("a", URL), "status: 201", ["a 2xx"]),
        (webhook("a", URL), "status: 500", ["a error"]),
        (webhook("a", URL), "no_reply: lost", ["a no reply"]),
        (webhook("a", URL), "delay: 60", ["a no reply"]),
        (webhook("a", URL, statuses=(status(204, "b"),)), "status: 204", ["a 204"]),
        (webhook("a", URL, statuses=(status(204, "b"),)), "status: 503", ["a other"]),
        (webhook("a", URL, statuses=(status(204, "b"),)), "no_reply: refused", ["a no reply"]),
        (webhook("a", "no address"), "status: 200", ["a no reply"]),
    ],
)
def test_what_a_webhook_was_answered_is_met(hook: Raw, stub: str, met: list[str]) -> None:
    assert covered(asked(hook, stub), "statuses") == met


def test_the_statuses_that_are_not_told_apart_are_kept() -> None:
    flow = parse(webhook("a", URL, statuses=(status(204, "b"),)), message("b"))
    visits = {Point("statuses", "a", name): Count(1) for name in ("503", "429", "204", "no reply")}
    coverage = Coverage.counted(flow, visits)
    assert coverage.met == {Point("statuses", "a", "other"): ("429", "503")}
    assert coverage.count(Point("statuses", "a", "other")) == Count(2)


@pytest.mark.parametrize("menu", [buttons("a", ("k", "Yes", "b")), list_node("a", ("k", "Yes", "b"))])
def test_an_answer_that_fits_no_choice_leaves_by_the_default_exit_though_it_leads_nowhere(menu: Raw) -> None:
    sandbox = Sandbox(parse(menu, message("b")))
    sandbox.says("hi")
    sandbox.says("something else")
    assert covered(sandbox, "exits") == ["a default"]
    sandbox.says("hi")
    sandbox.taps("Yes")
    assert covered(sandbox, "exits") == ["a k", "a default", "b"]


@pytest.mark.parametrize("stub", ["status: 500", "no_reply: lost"])
def test_a_reply_without_an_exit_leaves_by_the_one_for_any_other(stub: str) -> None:
    assert covered(asked(webhook("a", URL, statuses=(status(200, "b"),)), stub), "exits") == ["a default"]


@pytest.mark.parametrize("last", [assign_agent("z", "agent"), invoke_flow("z", "menu")])
def test_the_exit_of_a_node_that_hands_over_counts_only_where_something_is_connected(last: Raw) -> None:
    assert declared(parse(message("a"), last, edges=[("a", "z")]), "exits") == [("a", "")]
    connected = parse(message("a"), last, message("y"), edges=[("a", "z"), ("z", "y")])
    assert declared(connected, "exits") == [("a", ""), ("z", ""), ("y", "")]


def test_an_exit_that_leads_nowhere_counts_and_can_be_taken() -> None:
    sandbox = Sandbox(parse(message("a")))
    assert declared(sandbox.flow, "exits") == [("a", "")]
    sandbox.says("hi")
    assert covered(sandbox, "exits") == ["a"]


def test_nodes_that_nothing_leads_to_are_missed() -> None:
    sandbox = Sandbox(parse(message("a"), message("lost")))
    sandbox.says("hi")
    assert Coverage.of(sandbox.flow, sandbox.trace).score("nodes") == Score(1, 2)


MENU = parse(question("a", text="In the menu"), message("only-menu"), edges=[("a", "only-menu")])


def triggering(**assume: str) -> Sandbox:
    """A chatbot that triggers another one, whose nodes have the same ids."""
    main = parse(message("a"), invoke_flow("b", "menu"), message("c"), edges=[("a", "b"), ("b", "c")])
    sandbox = Sandbox(Library(main, ids={"menu": MENU}))
    for name, choice in assume.items():
        sandbox.tenant.universe.assumptions.choose(name.replace("__", "."), choice)
    return sandbox


def test_what_a_triggered_chatbot_does_counts_for_that_one() -> None:
    sandbox = triggering()
    sandbox.says("hi")
    sandbox.says("ok")
    assert covered(sandbox, "nodes") == ["a", "b"]
    assert covered(sandbox, "exits") == ["a"]
    menu = Coverage.of(MENU, sandbox.trace)
    assert (menu.score("nodes"), menu.score("exits")) == (Score(2, 2), Score(2, 2))


def test_a_chatbot_that_is_come_back_to_counts_again() -> None:
    sandbox = triggering(flow__invoke_returns="when_it_ends")
    sandbox.says("hi")
    sandbox.says("ok")
    assert covered(sandbox, "nodes") == ["a", "b", "c"]
    assert covered(sandbox, "exits") == ["a", "b", "c"]


def test_a_chatbot_that_triggers_itself_comes_back_where_it_was() -> None:
    flow = parse(question("a"), invoke_flow("b", "own"), message("c"), edges=[("a", "b"), ("b", "c")])
    sandbox = Sandbox(Library(flow, ids={"own": flow}))
    sandbox.tenant.universe.assumptions.choose("flow.invoke_returns", "when_it_ends")
    sandbox.says("hi")
    sandbox.says("first")
    found = walks(flow.version, sandbox.entries())
    assert [list(walk.visits) for walk in found] == [[("a", "", ""), ("b", None, "")], [("a", None, "")]]


def test_each_contact_is_in_a_chatbot_of_its_own() -> None:
    sandbox = triggering()
    sandbox.says("hi", "15550100001")  # now in the menu, waiting
    other = parse(message("a"))
    sandbox.says("hi", "15550100002")
    sandbox.says("ok", "15550100001")
    assert Coverage.of(MENU, sandbox.trace).count(Point("nodes", "only-menu")) == Count(1)
    assert Coverage.of(other, sandbox.trace).score("nodes") == Score(0, 1)


def test_what_another_version_did_is_not_covered_here() -> None:
    sandbox = Sandbox(parse(message("a")))
    sandbox.says("hi")
    changed = parse(message("a", "changed"))
    assert Coverage.of(changed, sandbox.trace).score("nodes") == Score(0, 1)


@pytest.mark.parametrize(
    ("score", "percent"),
    [((0, 0), 100.0), ((0, 3), 0.0), ((2, 3), 66.6), ((1999, 2000), 99.9), ((3, 3), 100.0)],
)
def test_a_percentage_is_rounded_down_so_that_only_all_is_100(score: tuple[int, int], percent: float) -> None:
    assert Score(*score).percent == percent


@pytest.mark.parametrize(("score", "least"), [((2, 3), 66.6), ((2, 3), 66), ((0, 0), 100), ((3, 3), 100), ((0, 3), 0)])
def test_a_score_reaches_what_it_is(score: tuple[int, int], least: float) -> None:
    assert Score(*score).reaches(least)


@pytest.mark.parametrize(("score", "least"), [((2, 3), 66.7), ((1999, 2000), 100), ((0, 3), 0.1)])
def test_a_score_does_not_reach_more_than_it_is(score: tuple[int, int], least: float) -> None:
    assert not Score(*score).reaches(least)


def test_what_only_failed_scenarios_met_is_told_apart() -> None:
    flow = parse(message("a"), message("b"), message("c"))
    visits = {Point("nodes", "a"): Count(2, 1), Point("nodes", "b"): Count(0, 3)}
    coverage = Coverage.counted(flow, visits)
    assert coverage.only_failed("nodes") == [Point("nodes", "b")]
    assert coverage.missed("nodes") == [Point("nodes", "c")]
    assert coverage.only(passed=True).score("nodes") == Score(1, 3)
    assert coverage.only(passed=False).score("nodes") == Score(2, 3)


def test_visits_to_what_the_flow_does_not_have_are_left_out() -> None:
    flow = parse(message("a"))
    visits = {Point("nodes", "gone"): Count(1), Point("exits", "a", "gone"): Count(1), Point("statuses", "a"): Count(1)}
    assert Coverage.counted(flow, visits).counts == {}


def watched(sandbox: Sandbox) -> Tally:
    tally = Tally()
    sandbox.trace.watch(Witness(tally, sandbox.flow.version))
    return tally


def times(tally: Tally, flow: Flow, node: str) -> int:
    return tally.visits[flow.version][Point("nodes", node)]


def test_what_was_taken_back_was_seen_all_the_same() -> None:
    sandbox = Sandbox(parse(question("a"), message("b"), edges=[("a", "b")]))
    tally = watched(sandbox)
    sandbox.says("hi")
    before = sandbox.snapshot()
    sandbox.says("ok")
    sandbox.restore(json.loads(json.dumps(before)))
    assert (times(tally, sandbox.flow, "a"), times(tally, sandbox.flow, "b")) == (1, 1)
    sandbox.says("once more")
    assert (times(tally, sandbox.flow, "a"), times(tally, sandbox.flow, "b")) == (1, 2)
    assert list(tally.last[sandbox.flow.version].visits) == [("a", "", ""), ("b", "", "")]


def test_after_going_back_everybody_is_in_the_chatbot_that_they_were_in() -> None:
    sandbox = triggering()
    tally = watched(sandbox)
    begin = sandbox.snapshot()
    sandbox.says("hi")
    inside = sandbox.snapshot()
    sandbox.restore(begin)
    sandbox.restore(inside)
    sandbox.says("ok")
    assert times(tally, MENU, "only-menu") == 1
    assert Point("nodes", "only-menu") not in tally.visits[sandbox.flow.version]


def test_what_the_trace_has_dropped_was_seen_all_the_same() -> None:
    sandbox = Sandbox(parse(question("a"), edges=[("a", "a")]))
    sandbox.host.trace = Trace(limit=3)
    tally = watched(sandbox)
    for _ in range(10):
        sandbox.says("hi")
    assert times(tally, sandbox.flow, "a") == 10


def test_a_run_tells_its_walks_and_its_statuses() -> None:
    sandbox = asked(webhook("a", URL, statuses=(status(204, "b"),)), "status: 204")
    told: dict[str, Any] = result(sandbox, [])
    assert told["walks"] == [{"flow": sandbox.flow.version, "steps": [["a", "204", "204"], ["b", "", ""]]}]
    assert told["coverage"]["statuses"] == {"declared": 3, "visited": 1}
    assert told["coverage"]["missed_statuses"] == [["a", "other"], ["a", "no reply"]]


def test_a_walk_keeps_its_last_steps_and_counts_the_others() -> None:
    sandbox = Sandbox(parse(question("a"), edges=[("a", "a")]))
    tally = Tally()
    sandbox.trace.watch(Witness(tally, sandbox.flow.version, longest=4))
    for _ in range(10):
        sandbox.says("hi")
    last = tally.last[sandbox.flow.version]
    assert (len(last.visits), last.left_out) == (4, 6)
