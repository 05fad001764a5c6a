"""The form of Wati's internal API: enumerations are numbers, and the flow stands inside an answer."""

from __future__ import annotations

import json
from typing import Any

import pytest

from flow_runner.engine import Flow
from tests import builders as b
from tests.builders import Raw
from tests.walks import Run

OF_EACH_TYPE: tuple[Raw, ...] = (
    b.message("a", "x"),
    b.question("a"),
    b.buttons("a", ("x", "Yes", "")),
    b.list_node("a", ("x", "Yes", "")),
    b.condition("a", ("@x", "Equal", "1")),
    b.webhook("a"),
    b.update_attribute("a", ("x", "1")),
    b.assign_agent("a", "a1"),
    b.node("AssignTeam", "a", teamIds=["t1"], isRoundRobinAssign=False, skipOfflineUsers=False),
    b.time_delay("a", 5),
    b.invoke_flow("a", "66aa00bb11cc22dd33ee4601"),
    b.subscription("a", True),
    b.chat_status("a", "TicketClosing"),
    b.chat_topic("a", "Sales"),
    b.cta_url("a"),
    b.product("a", "SKU-1"),
    b.product_list("a", "set1"),
    b.form("a"),
    b.template("a", "t1"),
    b.spreadsheet("a", ("A", "1")),
)


def answer(*nodes: Raw, edges: Any = ()) -> Raw:
    """What getFlow answers."""
    return {
        "ok": True,
        "result": {**b.export(*nodes, edges=edges), "id": "66aa00bb11cc22dd33ee4601"},
        "invokeFlows": [],
    }


def test_a_flow_of_the_internal_api_runs() -> None:
    hello = {**b.message("m", "Hello"), "flowNodeType": 0}
    hello["flowReplies"][0]["flowReplyType"] = 0
    menu = {**b.buttons("b", ("x", "Yes", "q"), interactiveButtonsHeader=None), "flowNodeType": 14}
    asked = {**b.question("q", validation={"type": 2, "regex": "^[a-z]+$"}), "flowNodeType": "Question"}
    run = Run(Flow.loads(json.dumps(answer(hello, menu, asked, edges=[("m", "b")])))).give("Yes", "5", "pune")
    assert run.sent == ["Hello", "Pick one", "Your city?", "Once more, please."]
    assert (run.variables, run.outcome, run.flow.warnings) == ({"city": "pune"}, "ended", ())


@pytest.mark.parametrize("number", [3, "3"])
def test_the_number_for_no_validation_accepts_everything(number: Any) -> None:
    run = Run(Flow.parse(b.export(b.question("q", validation={"type": number})))).give("anything")
    assert (run.variables, run.flow.warnings) == ({"city": "anything"}, ())


def test_what_stands_around_the_flow_is_kept_and_pointers_lead_through_it() -> None:
    raw = answer(b.message("a", "x"), b.node("Strange", "b"))
    flow = Flow.loads(json.dumps(raw))
    assert json.loads(flow.dumps()) == raw
    assert flow.pointers["b"] == "/result/flowNodes/1"
    assert flow.warnings[0].pointer == "/result/flowNodes/1/flowNodeType"


@pytest.mark.parametrize("one", OF_EACH_TYPE, ids=lambda one: one["flowNodeType"])
@pytest.mark.parametrize("number", [77, "77"])
def test_a_number_that_nobody_knows_is_told_by_the_fields(one: Raw, number: Any) -> None:
    flow = Flow.parse(b.export({**one, "flowNodeType": number}))
    assert flow.types["a"] == one["flowNodeType"]
    assert [str(problem) for problem in flow.warnings] == [
        f"a ({one['flowNodeType']}): the number 77 is not known; read as {one['flowNodeType']}, whose fields it has "
        "[inferred-node-type]"
    ]


@pytest.mark.parametrize("one", OF_EACH_TYPE, ids=lambda one: one["flowNodeType"])
def test_a_number_is_told_by_the_fields_where_all_unused_ones_are_null(one: Raw) -> None:
    """The internal API may send every field that any type has."""
    everything = {key: None for other in OF_EACH_TYPE for key in other}
    flow = Flow.parse(b.export({**everything, **one, "flowNodeType": 77}))
    assert flow.types["a"] == one["flowNodeType"]


def test_a_number_without_any_telling_field_is_an_unknown_type() -> None:
    flow = Flow.parse(b.export({"id": "a", "flowNodeType": 77, "something": 1}))
    assert [problem.code for problem in flow.warnings] == ["unknown-node-type"]
    assert flow.types["a"] == "77"


@pytest.mark.parametrize(("mime", "kind"), [("image/png", "image"), ("application/pdf", "document"), ("", "text")])
def test_the_number_of_a_reply_that_nobody_knows_is_told_by_its_mime_type(mime: str, kind: str) -> None:
    reply = {"flowReplyType": 8, "data": "https://files.example/a", "caption": "", "mimeType": mime}
    run = Run(Flow.parse(b.export(b.message("a", flowReplies=[reply]))))
    assert [event.kind for event in run.events if hasattr(event, "kind")] == [kind]
    assert [problem.code for problem in run.flow.warnings] == ["inferred-reply-type"]
