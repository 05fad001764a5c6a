"""Exported chatbots in a few words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from flow_runner.engine import Flow

Raw = dict[str, Any]

ROOT = Path(__file__).parent.parent
SHARED_FLOWS = ROOT.parent / "shared" / "flows"
ATTRIBUTE, VARIABLE = "ContactCustomParameter", "ContactInputVariable"


def node(kind: str, node_id: str, **fields: Any) -> Raw:
    """A node as it is exported: the fields of its type flat on it, before the common ones."""
    common = {"id": node_id, "flowNodeType": kind, "flowNodePosition": {"posX": "0", "posY": "0"}, "isStartNode": False}
    return {**fields, **{key: value for key, value in common.items() if key not in fields}}


def reply(text: str) -> Raw:
    return {"flowReplyType": "Text", "data": text, "caption": "", "mimeType": ""}


def message(node_id: str, *texts: str, **more: Any) -> Raw:
    return node("Message", node_id, **{"flowReplies": [reply(text) for text in texts], **more})


def question(node_id: str, variable: str = "city", text: str = "Your city?", **more: Any) -> Raw:
    """`more` may hold `validation`: fields that replace those of a fresh answerValidation."""
    validation = {
        "type": "None",
        "minValue": "",
        "maxValue": "",
        "regex": "",
        "fallback": "Once more, please.",
        "failsCount": "3",
        **more.pop("validation", {}),
    }
    fields = {
        "flowReplies": [reply(text)],
        "userInputVariable": variable,
        "answerValidation": validation,
        "isMediaAccepted": False,
        "expectedAnswers": None,
    }
    return node("Question", node_id, **{**fields, **more})


def buttons(node_id: str, *items: tuple[str, str, str], variable: str = "", default: str = "", **more: Any) -> Raw:
    """`items` are (id, title, nodeResultId)."""
    fields = {
        "interactiveButtonsHeader": {"type": "Text", "text": "", "media": None},
        "interactiveButtonsBody": "<p>Pick one</p>",
        "interactiveButtonsFooter": "",
        "interactiveButtonsItems": [
            {"id": key, "buttonText": title, "nodeResultId": target} for key, title, target in items
        ],
        "interactiveButtonsUserInputVariable": variable,
        "interactiveButtonsDefaultNodeResultId": default,
    }
    return node("InteractiveButtons", node_id, **{**fields, **more})


def list_node(node_id: str, *rows: tuple[str, str, str], variable: str = "", default: str = "", **more: Any) -> Raw:
    """`rows` are (id, title, nodeResultId); each stands in a section of its own."""
    fields = {
        "interactiveListHeader": {"type": "Text", "text": ""},
        "interactiveListBody": "<p>Pick one</p>",
        "interactiveListFooter": "",
        "interactiveListButtonText": "Menu",
        "interactiveListSections": [
            {
                "id": f"section{number}",
                "title": "",
                "rows": [{"id": key, "title": title, "description": "", "nodeResultId": target}],
            }
            for number, (key, title, target) in enumerate(rows)
        ],
        "interactiveListUserInputVariable": variable,
        "interactiveListDefaultNodeResultId": default,
    }
    return node("InteractiveList", node_id, **{**fields, **more})


def condition(
    node_id: str, *checks: tuple[str, str, str], yes: str = "", no: str = "", operator: str = "None", **more: Any
) -> Raw:
    """`checks` are (variable, flowConditionType, value)."""
    fields = {
        "flowNodeConditions": [
            {"id": f"check{number}", "flowConditionType": test, "variable": variable, "value": value}
            for number, (variable, test, value) in enumerate(checks)
        ],
        "conditionResult": {"yResultNodeId": yes, "nResultNodeId": no},
        "conditionOperator": operator,
    }
    return node("Condition", node_id, **{**fields, **more})


def webhook(
    node_id: str,
    url: str = "https://api.example/slots",
    method: str = "Get",
    headers: Mapping[str, str] | None = None,
    body: str = "",
    saved: Iterable[tuple[str, str, str]] = (),
    statuses: Any = (),
    **more: Any,
) -> Raw:
    """`saved` are (type, name, path) of response variables; `statuses` are expectedStatuses as they stand."""
    fields = {
        "methodType": method,
        "url": url,
        "headers": [{"headerName": name, "headerValue": value} for name, value in (headers or {}).items()],
        "body": body,
        "testVariables": [],
        "responseVariables": [{"type": kind, "name": name, "path": path} for kind, name, path in saved],
        "expectedStatuses": list(statuses) if isinstance(statuses, tuple) else statuses,
    }
    return node("Webhook", node_id, **{**fields, **more})


def status(code: Any, target: str = "", key: str = "", default: bool = False) -> Raw:
    """An entry of expectedStatuses in its most likely shape."""
    return {"id": key or f"on{code}", "statusCode": code, "nodeResultId": target, "isDefault": default}


def update_attribute(node_id: str, *updates: tuple[str, str], **more: Any) -> Raw:
    entries = [{"type": ATTRIBUTE, "name": name, "value": value} for name, value in updates]
    return node("UpdateAttribute", node_id, **{"attributeVariables": entries, **more})


def assign_agent(node_id: str, agent_id: str, **more: Any) -> Raw:
    return node("AssignAgent", node_id, **{"agentId": agent_id, "kbotBotActionId": None, **more})


def assign_team(node_id: str, *team_ids: str, **more: Any) -> Raw:
    return node("AssignTeam", node_id, teamIds=list(team_ids), **more)


def time_delay(node_id: str, seconds: Any, **more: Any) -> Raw:
    return node("TimeDelay", node_id, delaySeconds=seconds, **more)


def invoke_flow(node_id: str, chatbot: str, **more: Any) -> Raw:
    return node("InvokeFlow", node_id, newFlowId=chatbot, **more)


def cta_url(node_id: str, url: str = "https://shop.example.com", **more: Any) -> Raw:
    fields = {
        "interactiveCtaUrlHeader": {"type": "Text", "text": "", "media": None},
        "interactiveCtaUrlBody": "<p>Have a look</p>",
        "interactiveCtaUrlFooter": "",
        "interactiveCtaUrlButtonText": "Open",
        "interactiveCtaUrlButtonUrl": url,
        "interactiveCtaUrlAccessToken": "",
    }
    return node("InteractiveCtaUrl", node_id, **{**fields, **more})


def product(node_id: str, product_id: str | None, **more: Any) -> Raw:
    fields = {"productRetailerId": product_id, "productVariants": None, "catalogId": None, "hasError": False}
    return node("InteractiveProduct", node_id, **{**fields, **more})


def product_list(node_id: str, set_id: str | None, **more: Any) -> Raw:
    fields = {
        "interactiveProductListHeaderText": "Our range",
        "interactiveProductListBodyText": "<p>Look, {{name}}</p>",
        "catalogId": None,
        "setId": set_id,
        "hasError": False,
    }
    return node("InteractiveProductList", node_id, **{**fields, **more})


def form(node_id: str, form_id: str = "f1", **more: Any) -> Raw:
    """A WhatsApp Flow, with a fallback of its own that is sent twice."""
    fields = {
        "interactiveWhatsAppFlowHeader": {"type": "Text", "text": "", "media": None},
        "interactiveWhatsAppFlowBody": "<p>Tell us more</p>",
        "interactiveWhatsAppFlowButton": "Fill in",
        "interactiveWhatsAppFlowFooter": "",
        "whatsAppFlowId": form_id,
        "isFallbackEnabled": True,
        "fallbackMessage": "Please fill the form.",
        "fallbackMaxRetryCount": 2,
        "userInputVariable": None,
    }
    return node("InteractiveWhatsAppFlow", node_id, **{**fields, **more})


def template(node_id: str, template_id: str = "t1", *buttons: tuple[str, str, str], **more: Any) -> Raw:
    """`buttons` are (id, title, nodeResultId)."""
    entries = [{"id": key, "buttonText": title, "nodeResultId": target} for key, title, target in buttons]
    fields = {"messageTemplateId": template_id, "messageTemplateIds": [], "buttons": entries}
    return node("MessageTemplate", node_id, **{**fields, **more})


def spreadsheet(
    node_id: str,
    *cells: tuple[str, str],
    action: str = "InsertNewRow",
    row: tuple[str, str] = ("", ""),
    yes: str | None = None,
    no: str | None = None,
    sheet: str = "s1",
    **more: Any,
) -> Raw:
    """`cells` are (column, value); `row` is the column and value that a row is looked for by."""
    fields = {
        "googleAccount": {"id": None, "email": None, "hasError": False},
        "spreadsheet": {"spreadsheetName": None, "spreadsheetId": sheet},
        "sheet": {"sheetName": "Sheet1", "sheetId": "0"},
        "action": action,
        "newCells": [{"name": column, "value": value} for column, value in cells],
        "rowReference": {"name": row[0], "value": row[1]},
        "conditionResult": {"yResultNodeId": yes, "nResultNodeId": no},
    }
    return node("GoogleSpreadsheet", node_id, **{**fields, **more})


def subscription(node_id: str, subscribed: Any, **more: Any) -> Raw:
    return node("Subscription", node_id, subscription=subscribed, **more)


def chat_status(node_id: str, status: str, **more: Any) -> Raw:
    return node("UpdateChatStatus", node_id, status=status, **more)


def chat_topic(node_id: str, topic: str, *tags: Any, **more: Any) -> Raw:
    return node("UpdateChatTopicName", node_id, topicName=topic, tagList=list(tags), **more)


def edge(source: str, target: str) -> Raw:
    """`source` is a node id, with `__handle` behind it where the node has several exits."""
    return {"id": f"reactflow__edge-{source}-{target}", "sourceNodeId": source, "targetNodeId": target}


def export(*nodes: Any, edges: Iterable[Raw | tuple[str, str]] = (), **top: Any) -> Raw:
    """A whole export. The first node starts, unless one says that it does."""
    first = [dict(one) if isinstance(one, dict) else one for one in nodes]
    if first and not any(isinstance(one, dict) and one.get("isStartNode") for one in first):
        first[0]["isStartNode"] = True
    drawn = [edge(*one) if isinstance(one, tuple) else one for one in edges]
    return {
        "id": None,
        "tenantId": "123456",
        "name": "Test bot",
        "created": None,
        "flowNodes": first,
        "flowEdges": drawn,
        "lastUpdated": "2026-01-15T09:00:00.88Z",
        **top,
    }


def parse(*nodes: Raw, edges: Iterable[Raw | tuple[str, str]] = (), **top: Any) -> Flow:
    """A flow from nodes, by way of its JSON text."""
    return Flow.loads(json.dumps(export(*nodes, edges=edges, **top)))
