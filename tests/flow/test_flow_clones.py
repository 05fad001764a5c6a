"""Products that took over Wati's format and changed it: their files are refused, and no export of Wati's own is."""

from __future__ import annotations

import json
from typing import Any

import pytest

from flow_runner.engine import Flow, FlowError
from tests import builders as b

STEP = {"id": "message-node-1700000000000-ab12c", "flowNodeType": "Message", "flowReplies": []}


def clone(**more: Any) -> dict[str, Any]:
    return {"name": "Copy", "flowNodes": [{**STEP, "id": "n1", **more}], "flowEdges": []}


@pytest.mark.parametrize(
    ("raw", "mark"),
    [
        ({"flowNodes": [STEP], "flowEdges": []}, "node ids such as message-node-1700000000000-ab12c"),
        (clone(type="trigger_keyword"), 'type "trigger_keyword"'),
        (clone(flowNodeType="InteractiveButton"), 'flowNodeType "InteractiveButton"'),
        (clone(flowNodeType="ask-address"), 'flowNodeType "ask-address"'),
        (clone(conditionResult=[{"yes": "n2"}]), "conditionResult as a list"),
        (clone(delayDuration=5, delayUnit="m"), "delayDuration"),
        (clone(variableTypeCasting=True), "variableTypeCasting"),
        (clone(responceVariables=[]), "responceVariables"),
        (clone(waitForReply=True), "waitForReply"),
        ({**clone(), "triggerKeywords": ["hi"]}, "triggerKeywords"),
        ({**clone(), "provider": "dialog360"}, "dialog360"),
        ({"nodes": [{"id": "1", "type": "button_question"}], "edges": []}, 'type "button_question"'),
    ],
)
def test_a_clone_of_the_format_is_refused_and_told_what_shows_it(raw: Any, mark: str) -> None:
    with pytest.raises(FlowError) as caught:
        Flow.loads(json.dumps(raw))
    (problem,) = caught.value.problems
    assert problem.code == "clone-format"
    assert f"it has {mark}" in problem.text
    assert problem.text.endswith("Export the chatbot from Wati's own builder.")


@pytest.mark.parametrize("more", [{"delayUnit": "s"}, {"waitForReply": None}, {"type": "delay"}])
def test_one_odd_field_in_an_export_with_ids_of_the_builder_is_kept_as_unknown(more: dict[str, Any]) -> None:
    flow = Flow.parse(b.export({**b.message("main_message-AbCdE", "x"), **more}))
    assert flow.raw["flowNodes"][0] | more == flow.raw["flowNodes"][0]


def test_two_odd_fields_are_too_many_even_so() -> None:
    with pytest.raises(FlowError, match="clone-format"):
        Flow.parse(b.export({**b.message("main_message-AbCdE", "x"), "delayUnit": "s", "triggerKeywords": []}))


@pytest.mark.parametrize("node_id", ["camp_webhook-slots", "n1", "1", "main-node-12"])
def test_an_id_of_somebody_s_own_is_no_mark(node_id: str) -> None:
    assert Flow.parse(b.export(b.message(node_id, "x"))).start == node_id
