"""Circles without a wait, bursts of messages, and the walks through the graph that find them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from flow_runner.engine.node import Exit
from flow_runner.inspection.graph import circles, knots
from flow_runner.inspection.lint.dataflow import Arc, spread
from flow_runner.inspection.lint.example import Raw, agent, buttons, condition, delay, flow, message, question, webhook
from flow_runner.inspection.lint.route import Leg, Way, arrow, shortest, spelled
from tests.inspection.told import findings, told

END = agent()
HERE = END["id"]
CODE = "loop-without-wait"


def ring(*nodes: Raw, **more: Any) -> dict[str, Any]:
    """Nodes with a single exit, one after the other, and the last one leads back to the first."""
    ids = [one["id"] for one in nodes]
    return flow(*nodes, edges=tuple(zip(ids, [*ids[1:], ids[0]], strict=True)), **more)


def test_the_circle_is_spelled_out_with_its_statuses_and_the_ways_out() -> None:
    raw = flow(
        webhook("search", statuses=((200, HERE), (204, "sorry"), (401, "refresh"), (0, ""))),
        webhook("refresh", statuses=((200, "save"), (0, "sorry"))),
        webhook("save"),
        message("sorry"),
        END,
        edges=(("save", "search"), ("sorry", HERE)),
    )
    (one,) = told(raw, CODE)
    assert (one.node, one.grade) == ("search", "warning")
    assert one.text == (
        "search —401→ refresh —200→ save → search goes round without waiting for the customer; it is left by "
        "search —200→ main_assignAgent-end, search —204→ sorry, search —any other status→ the end and 1 more"
    )


def test_a_circle_that_nothing_leaves_is_an_error() -> None:
    (one,) = told(ring(message("a"), message("b")), CODE)
    assert (one.grade, one.text) == (
        "error",
        "a → b → a goes round without waiting for the customer; nothing ever leaves it",
    )


def test_a_node_that_leads_to_itself_is_a_circle() -> None:
    (one,) = told(flow(condition("c", "{{name}}", "Equal", "x", "c", HERE), END), CODE)
    assert one.text.startswith("c —true→ c goes round")


@pytest.mark.parametrize("asking", [question("q"), buttons("q", ("a", "A", "m"), default="m")])
def test_a_circle_that_waits_for_the_customer_is_none(asking: Raw) -> None:
    edges = (("m", "q"), *((("q", "m"),) if asking["flowNodeType"] == "Question" else ()))
    assert told(flow(message("m"), asking, edges=edges), CODE) == []


def test_a_circle_that_waits_for_a_moment_is_milder() -> None:
    (one,) = told(ring(message("m"), delay("d", 60)), CODE)
    assert (one.grade, one.text) == (
        "warning",
        "m → d → m goes round without waiting for the customer, only for 60 s at d; nothing ever leaves it",
    )
    left = flow(condition("c", "{{name}}", "Equal", "x", "d", HERE), delay("d"), END, edges=(("d", "c"),))
    assert [one.grade for one in told(left, CODE)] == ["note"]


def test_a_circle_inside_a_slower_one_is_told_and_the_slower_one_is_not_told_again() -> None:
    raw = flow(
        condition("a", "{{name}}", "Equal", "x", "b", "d"),
        condition("b", "{{name}}", "Equal", "y", "a", "d"),
        delay("d"),
        edges=(("d", "a"),),
    )
    (one,) = told(raw, CODE)
    assert one.text.startswith("a —true→ b —true→ a goes round without waiting for the customer; it is left by")


def test_two_circles_that_share_a_node_are_one_finding() -> None:
    raw = flow(
        condition("a", "{{name}}", "Equal", "x", "b", "c"), message("b"), message("c"), edges=(("b", "a"), ("c", "a"))
    )
    assert len(told(raw, CODE)) == 1


def test_two_circles_apart_are_two() -> None:
    raw = flow(
        buttons("m", ("a", "A", "a"), ("b", "B", "b"), default=HERE),
        message("a"), message("b"), END,
        edges=(("a", "a"), ("b", "b")),
    )  # fmt: skip
    assert [one.node for one in told(raw, CODE)] == ["a", "b"]


def test_a_chatbot_that_triggers_another_does_not_come_back() -> None:
    invoking = {**message("i"), "flowNodeType": "InvokeFlow", "newFlowId": "66aa00bb11cc22dd33ee4601"}
    assert told(ring(message("m"), invoking), CODE) == []


def test_a_circle_that_nobody_comes_to_is_not_told() -> None:
    raw = flow(message("m"), END, message("a"), message("b"), edges=(("m", HERE), ("a", "b"), ("b", "a")))
    assert {one.code for one in findings(raw)} == {"unreachable-node"}


# --- bursts ----------------------------------------------------------------------------------------------------------


def after_webhook(asking: Raw, *between: Raw) -> dict[str, Any]:
    nodes = [webhook("w"), *between]
    ids = [*(one["id"] for one in nodes), asking["id"]]
    edges = [*pairwise(ids)]
    if asking["flowNodeType"] == "Question" and not asking["expectedAnswers"]:
        edges.append((asking["id"], HERE))
    return flow(*nodes, asking, END, edges=tuple(edges))


VARIANTS = {
    **question("q"),
    "expectedAnswers": [{"id": "y", "expectedInput": "Yes", "isDefault": False, "nodeResultId": HERE}],
}


@pytest.mark.parametrize(
    ("asking", "burst"),
    [
        (question("q"), True),
        (question("q", type="Number"), False),
        (question("q", type="Regex", regex="^[0-9]+$"), False),
        (VARIANTS, False),
        (buttons("q", ("a", "A", HERE), default=HERE, variable="answer"), True),
        (buttons("q", ("a", "A", HERE), default=HERE), False),
        (buttons("q", ("a", "A", HERE), variable="answer"), False),
    ],
)
def test_what_takes_any_text_behind_a_webhook_takes_the_second_message_of_a_burst(asking: Raw, burst: bool) -> None:
    found = told(after_webhook(asking, message("m")), "message-burst")
    assert [(one.node, one.grade) for one in found] == ([("q", "note")] if burst else [])


def test_a_wait_in_between_takes_it_first() -> None:
    raw = after_webhook(question("q"), question("first", type="Number"))
    assert [one.node for one in told(raw, "message-burst")] == []


def test_the_nearest_webhook_is_named() -> None:
    raw = after_webhook(question("q"), webhook("near"), message("m"))
    assert told(raw, "message-burst")[0].text.startswith("what a customer sends while near runs is taken")


def test_where_the_account_drops_such_messages_nothing_is_told() -> None:
    raw = after_webhook(question("q"))
    assert told(raw, "message-burst", {"assumptions": {"flow.burst": "dropped"}}) == []


# --- walks -----------------------------------------------------------------------------------------------------------


def test_knots_come_behind_those_that_they_lead_to() -> None:
    adjacent = {"a": ("b",), "b": ("c", "d"), "c": ("b",), "d": ("e",), "e": ("e", "x"), "x": ("a",)}
    found = [sorted(knot) for knot in knots(adjacent, list("abcde"))]
    assert found == [["e"], ["d"], ["b", "c"], ["a"]]
    assert circles(adjacent, list("abcde")) == [["b", "c"], ["e"]]
    assert circles(adjacent, list("abcdex")) == [list("abcdex")]


def test_ten_thousand_nodes_in_a_row_or_a_ring_need_no_recursion() -> None:
    names = [str(number) for number in range(10_000)]
    row = {name: (after,) for name, after in zip(names, [*names[1:], ""], strict=True)} | {"9999": ()}
    assert len(knots(row, names)) == 10_000
    assert len(circles(row | {"9999": ("0",)}, names)) == 1
    arcs = {name: [Arc(after) for after in following] for name, following in row.items()}
    assert set(spread("0", 1, arcs).values()) == {1}


def test_facts_are_gathered_ended_and_added_on_the_way() -> None:
    arcs = {
        "a": [Arc("b", kept=0b10), Arc("c", added=0b100)],
        "b": [Arc("d")],
        "c": [Arc("d", kept=0b100)],
        "d": [Arc("b")],
    }
    assert spread("a", 0b11, arcs) == {"a": 0b11, "b": 0b110, "c": 0b111, "d": 0b110}


def ways(**led: str) -> dict[str, list[Way]]:
    return {node: [Way(Exit(label, label), label) for label in targets] for node, targets in led.items()}


def test_the_shortest_way_has_at_least_one_leg() -> None:
    graph = ways(a="bc", b="d", c="d", d="a")
    legs = shortest("a", "d", lambda node: graph[node])
    assert [leg.node for leg in legs] == ["a", "b"]
    assert [leg.node for leg in shortest("a", "a", lambda node: graph[node])] == ["a", "b", "d"]
    assert shortest("a", "x", lambda node: graph[node]) == ()
    assert spelled(()) == ""


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (2, "0 → 1"),
        (7, "0 → 1 → 2 → 3 → 4 → 5 → 6"),
        (8, "0 → … (2 more) → 3 → 4 → 5 → 6 → 7"),
        (12, "0 → … (6 more) → 7 → 8 → 9 → 10 → 11"),
    ],
)
def test_the_middle_of_a_long_way_is_left_out(count: int, expected: str) -> None:
    legs = [Leg(str(number), Way(Exit(""), str(number + 1))) for number in range(count - 1)]
    assert spelled(legs) == expected


def test_an_exit_is_named_by_its_label_and_a_long_one_is_cut() -> None:
    assert arrow(Exit("")) == "→"
    assert arrow(Exit("200", "200")) == "—200→"
    assert arrow(Exit("k", "A very\nlong title of a button")) == "—A very long title of a …→"
