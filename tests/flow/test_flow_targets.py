"""The loader: where exits lead, and where a flow starts."""

from __future__ import annotations

from typing import Any

import pytest

from flow_runner.engine import Flow
from tests.builders import buttons, condition, export, list_node, message, parse, question, status, webhook
from tests.flow.problems import codes_of, warnings_of
from tests.walks import walk

# --- where exits lead ------------------------------------------------------------------------------------------------


def test_a_choices_own_field_wins_over_its_edge_and_the_disagreement_is_told() -> None:
    flow = parse(buttons("a", ("x", "Yes", "b")), message("b"), message("c"), edges=[("a__x", "c")])
    assert flow.target("a", "x") == "b"
    assert warnings_of(flow) == [
        "a: 'Yes' leads to b by its own field and to c by its edge; the field wins [edge-disagrees]"
    ]


@pytest.mark.parametrize(
    "one",
    [
        buttons("a", ("x", "Yes", "b"), default="b"),
        list_node("a", ("x", "Yes", "b"), default="b"),
        condition("a", ("@v", "Equal", "1"), yes="b", no="b"),
        webhook("a", statuses=[status(200, "b")]),
    ],
    ids=lambda one: one["flowNodeType"],
)
def test_edges_that_agree_are_nothing_to_tell(one: dict[str, Any]) -> None:
    handles = {
        "InteractiveButtons": ["x", "a-default"],
        "InteractiveList": ["x", "a-default"],
        "Condition": ["true", "false"],
        "Webhook": ["on200"],
    }[one["flowNodeType"]]
    assert parse(one, message("b"), edges=[(f"a__{handle}", "b") for handle in handles]).warnings == ()


@pytest.mark.parametrize(
    ("one", "handle", "exit"),
    [
        (buttons("a", ("x", "Yes", "")), "x", "x"),
        (buttons("a", ("x", "Yes", "")), "a-default", "default"),
        (list_node("a", ("x", "Yes", "")), "x", "x"),
        (list_node("a", ("x", "Yes", "")), "a-default", "default"),
        (condition("a", ("@v", "Equal", "1")), "true", "true"),
        (condition("a", ("@v", "Equal", "1")), "false", "false"),
        (question("a", expectedAnswers=[{"id": "v1", "expectedInput": "Yes"}]), "v1", "v1"),
    ],
)
def test_an_exit_without_a_field_of_its_own_follows_its_edge(one: dict[str, Any], handle: str, exit: str) -> None:
    flow = parse(one, message("b"), edges=[(f"a__{handle}", "b")])
    assert flow.target("a", exit) == "b"
    assert flow.warnings == ()


def test_a_field_that_names_no_node_is_told_and_the_edge_counts() -> None:
    flow = parse(buttons("a", ("x", "Yes", "gone")), message("b"), edges=[("a__x", "b")])
    assert flow.target("a", "x") == "b"
    assert warnings_of(flow) == [
        "a: 'Yes' names 'gone', which is no node of this flow; the edge counts [dangling-target]"
    ]


def test_a_handle_that_fits_no_exit_is_told_and_never_taken() -> None:
    flow = parse(buttons("a", ("x", "Yes", "b")), message("b"), message("c"), edges=[("a__zz", "c")])
    assert set(flow.targets.values()) == {"b"}
    assert warnings_of(flow) == [
        "a: an edge leaves by 'zz', which fits no exit of this node; it is never taken [edge-fits-no-exit]"
    ]


def test_a_handle_that_fits_no_status_is_told_and_never_taken() -> None:
    flow = parse(webhook("a", statuses=[status(200, "b")]), message("b"), message("c"), edges=[("a__tea", "c")])
    assert set(flow.targets.values()) == {"b"}
    assert "edge-fits-no-exit" in codes_of(flow)


def test_a_single_exit_takes_its_only_edge_from_an_odd_handle() -> None:
    flow = parse(message("a"), message("b"), edges=[("a__odd", "b")])
    assert flow.target("a", "") == "b"


def test_a_single_exit_prefers_the_bare_edge() -> None:
    flow = parse(message("a"), message("b"), message("c"), edges=[("a__odd", "c"), ("a", "b")])
    assert flow.target("a", "") == "b"
    assert codes_of(flow) == ["edge-fits-no-exit"]


def test_of_two_edges_from_one_handle_the_first_counts_and_it_is_told() -> None:
    flow = parse(message("a"), message("b"), message("c"), edges=[("a", "b"), ("a", "c")])
    assert flow.target("a", "") == "b"
    assert warnings_of(flow) == ["a: two edges leave by 'the only exit'; the first counts [two-edges]"]


def test_ids_may_contain_the_mark_between_node_and_handle() -> None:
    flow = parse(
        buttons("a", ("x", "Yes", "")),
        buttons("a__b", ("x", "Yes", "")),
        message("a__b__c"),
        message("d"),
        edges=[("a__x", "d"), ("a__b__x", "a"), ("a__b__c", "a__b")],
    )
    assert flow.targets == {("a", "x"): "d", ("a__b", "x"): "a", ("a__b__c", ""): "a__b"}


def test_two_choices_of_one_id_never_lead_to_the_other_ones_target() -> None:
    """A copied button keeps the id of the first; a tap on the first must not follow the second one's edge."""
    run = walk(buttons("a", ("x", "Yes", "b"), ("x", "No", "c")), message("b", "B"), message("c", "C"), given=["Yes"])
    assert run.sent[-1] == "B" or "duplicate" in " ".join(codes_of(run.flow))


def test_choices_without_ids_never_lead_to_the_other_ones_target() -> None:
    run = walk(buttons("a", ("", "Yes", "b"), ("", "No", "c")), message("b", "B"), message("c", "C"), given=["Yes"])
    assert run.sent[-1] == "B"


# --- where it starts -------------------------------------------------------------------------------------------------


def test_of_several_starts_the_first_one_counts_and_it_is_told() -> None:
    flow = parse(message("a"), message("b", isStartNode=True), message("c", isStartNode=True))
    assert flow.start == "b"
    assert warnings_of(flow) == [
        "flowNodes: 2 nodes have isStartNode: true (b, c); the first one starts [several-starts]"
    ]


def test_start_overrules_the_export() -> None:
    raw = {**export(), "flowNodes": [message("a"), message("b")]}
    assert Flow.parse(raw, start="b").start == "b"
    assert parse(message("a"), message("b")).start == "a"
    assert Flow.parse(export(message("a"), message("b")), start="b").start == "b"
