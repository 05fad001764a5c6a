"""The loader reads what Wati and people write, tolerantly."""

from __future__ import annotations

import json
from typing import Any

import pytest

from flow_runner.engine import Flow
from tests.builders import (
    buttons,
    condition,
    export,
    list_node,
    message,
    node,
    parse,
    question,
    time_delay,
    update_attribute,
    webhook,
)
from tests.flow.problems import codes_of, warnings_of
from tests.walks import walk


def test_only_flow_nodes_with_ids_are_required() -> None:
    flow = Flow.loads('{"flowNodes": [{"id": "a", "isStartNode": true, "flowNodeType": "Message"}]}')
    assert (flow.name, flow.start, flow.edges, flow.warnings) == ("unnamed flow", "a", (), ())


def test_a_byte_order_mark_is_no_part_of_the_flow() -> None:
    assert Flow.loads("\ufeff" + json.dumps(export(message("a")))).start == "a"


def test_unknown_keys_are_kept_at_every_level() -> None:
    raw = export({**message("a", "x"), "newField": [1]}, futureKey={"x": None}, flowVersion=7)
    flow = Flow.loads(json.dumps(raw))
    assert flow.raw == raw
    assert flow.warnings == ()


def test_numbers_may_be_texts_and_texts_numbers() -> None:
    run = walk(
        question("a", validation={"type": "Number", "minValue": 5, "maxValue": 9.5, "failsCount": 1}),
        time_delay("b", "2"),
        edges=[("a", "b")],
        given=["4", "9"],
    )
    assert run.rejected == ["it is less than 5"]
    assert run.session.due == "2026-01-15T09:00:02+00:00"


def test_flags_may_be_texts() -> None:
    flow = parse({**message("a"), "isStartNode": "false"}, {**message("b"), "isStartNode": "true"})
    assert flow.start == "b"


@pytest.mark.parametrize(
    "one",
    [
        message("a", flowReplies=None),
        question("a", userInputVariable=None, answerValidation=None, flowReplies=None),
        buttons("a", interactiveButtonsHeader=None, interactiveButtonsItems=None, interactiveButtonsBody=None),
        list_node("a", interactiveListHeader=None, interactiveListSections=None),
        condition("a", flowNodeConditions=None, conditionResult=None, conditionOperator=None),
        webhook("a", methodType=None, headers=None, responseVariables=None, expectedStatuses=None),
        update_attribute("a", attributeVariables=None),
        node("AssignTeam", "a", teamIds=None),
        node("AssignAgent", "a", agentId=None),
        node("TimeDelay", "a", delaySeconds=None),
        message("a", flowNodePosition=None),
        node("Subscription", "a", subscription=None),
        node("UpdateChatTopicName", "a", topicName=None, tagList=None),
        node("InteractiveCtaUrl", "a", interactiveCtaUrlHeader=None, interactiveCtaUrlBody=None),
        node("InteractiveProduct", "a", productRetailerId=None),
        node("InteractiveProductList", "a", interactiveProductListBodyText=None, setId=None),
        node("InteractiveWhatsAppFlow", "a", interactiveWhatsAppFlowHeader=None, fallbackMaxRetryCount=None),
        node("MessageTemplate", "a", messageTemplateId=None, messageTemplateIds=None, buttons=None),
        node("GoogleSpreadsheet", "a", spreadsheet=None, sheet=None, action=None, newCells=None, rowReference=None),
        node("InvokeFlow", "a", newFlowId=None),
    ],
    ids=lambda one: one["flowNodeType"],
)
def test_null_is_nothing(one: dict[str, Any]) -> None:
    flow = parse(one, flowEdges=None, name=None, transform=None)
    assert [code for code in codes_of(flow) if code != "no-conditions"] == []


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (message("a", flowReplies="x"), "a (Message): flowReplies should be a list, found str; it is not used"),
        (message("a", flowReplies=[1]), "a (Message): flowReplies[0] should be an object, found int"),
        (
            question("a", answerValidation=[]),
            "a (Question): answerValidation should be an object, found list; it is not used",
        ),
        (time_delay("a", "soon"), "a (TimeDelay): delaySeconds should be a number, found str; it is not used"),
        (webhook("a", url={"x": 1}), "a (Webhook): url should be a text, found dict; it is not used"),
        (
            node("AssignTeam", "a", teamIds="t1"),
            "a (AssignTeam): teamIds should be a list, found str; it is not used",
        ),
    ],
)
def test_a_field_of_another_kind_is_told_and_not_used(one: dict[str, Any], told: str) -> None:
    assert f"{told} [odd-value]" in warnings_of(parse(one))


def test_statuses_that_are_no_list_are_told() -> None:
    flow = parse(webhook("a", statuses={"200": "b"}), message("b"))
    assert "odd-value" in codes_of(flow)


def test_the_answer_of_the_internal_api_is_unwrapped() -> None:
    inner = export(message("a", "x"), name="Inner")
    flow = Flow.loads(json.dumps({"ok": True, "result": inner, "invokeFlows": []}))
    assert (flow.name, flow.start) == ("Inner", "a")
    assert flow.raw == inner


def test_an_unknown_type_is_passed_through_with_a_warning() -> None:
    run = walk(node("Mesage", "a"), message("b", "there"), edges=[("a", "b")])
    assert warnings_of(run.flow) == [
        "a (Mesage): this type is not known and will be passed through. Did you mean 'Message'? [unknown-node-type]"
    ]
    assert (run.sent, run.warned) == (["there"], [])


def test_the_same_nodes_and_edges_are_the_same_version_whatever_the_canvas_says() -> None:
    one, other = parse(message("a", "x"), transform=None), parse(message("a", "x"), transform={"zoom": "1"})
    changed = parse(message("a", "y"))
    assert one.version == other.version != changed.version


def test_the_nearest_id_is_named_where_a_node_is_asked_for_that_is_not_there() -> None:
    with pytest.raises(KeyError, match="no node is called 'main_mesage-a'. Did you mean 'main_message-a'"):
        parse(message("main_message-a")).node("main_mesage-a")


def test_a_type_that_nobody_has_described_is_kept_warned_about_once_and_passed_through() -> None:
    strange = [node("AskAddress", f"a{number}", someField=number) for number in range(8)]
    edges = [(f"a{number}", f"a{number + 1}") for number in range(7)] + [("a7", "end")]
    run = walk(*strange, message("end", "through"), edges=edges)
    assert (run.sent, run.outcome) == (["through"], "ended")
    told = "this type is not known and will be passed through, here and at 7 other nodes (a1, a2, a3, a4 …)."
    assert [str(problem) for problem in run.flow.warnings] == [f"a0 (AskAddress): {told} [unknown-node-type]"]
    assert run.flow.raw["flowNodes"][3]["someField"] == 3
