"""Small exports for the examples of checks: whole enough to be told nothing else of."""

from __future__ import annotations

from typing import Any

Raw = dict[str, Any]
AGENT = "66a000000000000000000001"
TOKENS = {"zoho_token": "kept", "zoho_refresh": "kept", "wati_token": "kept", "shop_token": "kept"}
WITH_TOKENS: Raw = {"wati": {"contacts": [{"phone": "15550100001", "attributes": TOKENS}]}}
"""The world of examples whose credentials are kept by contacts, as {{zoho_token}} is."""


def node(kind: str, node_id: str, **fields: Any) -> Raw:
    """A node as it is exported: the fields of its type, and the common ones."""
    common = {"id": node_id, "flowNodeType": kind, "flowNodePosition": {"posX": "0", "posY": "0"}, "isStartNode": False}
    return {**fields, **common}


def message(node_id: str, text: str = "<p>Welcome to our shop</p>") -> Raw:
    return node("Message", node_id, flowReplies=[reply(text)])


def reply(text: str) -> Raw:
    return {"flowReplyType": "Text", "data": text, "caption": "", "mimeType": ""}


def question(node_id: str, variable: str = "city", **validation: str) -> Raw:
    """`validation` replaces fields of a fresh answerValidation."""
    fresh = {"type": "None", "minValue": "", "maxValue": "", "regex": "", "fallback": "Once more?", "failsCount": "3"}
    return node(
        "Question",
        node_id,
        flowReplies=[reply("<p>Which city do you live in?</p>")],
        userInputVariable=variable,
        answerValidation={**fresh, **validation},
        isMediaAccepted=False,
        expectedAnswers=None,
    )


def buttons(node_id: str, *items: tuple[str, str, str], default: str = "", variable: str = "") -> Raw:
    """`items` are (id, title, nodeResultId)."""
    return node(
        "InteractiveButtons",
        node_id,
        interactiveButtonsHeader={"type": "Text", "text": "", "media": None},
        interactiveButtonsBody="<p>How can we help?</p>",
        interactiveButtonsFooter="",
        interactiveButtonsItems=[{"id": key, "buttonText": title, "nodeResultId": to} for key, title, to in items],
        interactiveButtonsUserInputVariable=variable,
        interactiveButtonsDefaultNodeResultId=default,
    )


def rows(node_id: str, *items: tuple[str, str, str], default: str = "", variable: str = "") -> Raw:
    """A list with one section; `items` are (id, title, nodeResultId)."""
    found = [{"id": key, "title": title, "description": "", "nodeResultId": to} for key, title, to in items]
    return node(
        "InteractiveList",
        node_id,
        interactiveListHeader={"type": "Text", "text": ""},
        interactiveListBody="<p>How can we help?</p>",
        interactiveListFooter="",
        interactiveListButtonText="Menu",
        interactiveListSections=[{"id": "section", "title": "", "rows": found}] if found else [],
        interactiveListUserInputVariable=variable,
        interactiveListDefaultNodeResultId=default,
    )


def condition(node_id: str, variable: str, test: str, value: str, yes: str = "", no: str = "") -> Raw:
    return node(
        "Condition",
        node_id,
        flowNodeConditions=[{"id": "check", "flowConditionType": test, "variable": variable, "value": value}],
        conditionResult={"yResultNodeId": yes, "nResultNodeId": no},
        conditionOperator="None",
    )


def webhook(
    node_id: str,
    url: str = "https://shop.example.com/orders",
    method: str = "Get",
    *,
    headers: dict[str, str] | None = None,
    body: str = "",
    saved: tuple[tuple[str, str, str], ...] = (),
    statuses: tuple[tuple[int, str], ...] = (),
) -> Raw:
    """`saved` are (type, name, path); `statuses` are (code, nodeResultId), of which 0 is the default."""
    return node(
        "Webhook",
        node_id,
        methodType=method,
        url=url,
        headers=[{"headerName": name, "headerValue": value} for name, value in (headers or {}).items()],
        body=body,
        testVariables=[],
        responseVariables=[{"type": kind, "name": name, "path": path} for kind, name, path in saved],
        expectedStatuses=[
            {"id": f"on{code}", "statusCode": code, "nodeResultId": to, "isDefault": code == 0} for code, to in statuses
        ],
    )


def update(node_id: str, *updates: tuple[str, str]) -> Raw:
    """Contact attributes that are set: (name, value)."""
    entries = [{"type": "ContactCustomParameter", "name": name, "value": value} for name, value in updates]
    return node("UpdateAttribute", node_id, attributeVariables=entries)


def agent(node_id: str = "main_assignAgent-end", agent_id: str = AGENT) -> Raw:
    """An end that nobody objects to: the chat is an agent's."""
    return node("AssignAgent", node_id, agentId=agent_id, kbotBotActionId=None)


def template(node_id: str, template_id: str) -> Raw:
    return node("MessageTemplate", node_id, messageTemplateId=template_id, messageTemplateIds=[], buttons=[])


def cta_url(node_id: str, url: str = "https://shop.example.com") -> Raw:
    return node(
        "InteractiveCtaUrl",
        node_id,
        interactiveCtaUrlBody="<p>Our shop</p>",
        interactiveCtaUrlButtonText="Open",
        interactiveCtaUrlButtonUrl=url,
    )


def form(node_id: str, form_id: str) -> Raw:
    return node(
        "InteractiveWhatsAppFlow",
        node_id,
        interactiveWhatsAppFlowBody="<p>Tell us more</p>",
        interactiveWhatsAppFlowButton="Open",
        whatsAppFlowId=form_id,
    )


def sheet_row(
    node_id: str,
    target: str,
    *,
    spreadsheet: str = "orders",
    action: str = "InsertNewRow",
    cells: tuple[tuple[str, str], ...] = (("Phone", "{{phone}}"),),
) -> Raw:
    """`cells` are (column, value); both exits lead to the target."""
    return node(
        "GoogleSpreadsheet",
        node_id,
        spreadsheet={"spreadsheetName": spreadsheet.title(), "spreadsheetId": spreadsheet},
        sheet={"sheetName": "2026", "sheetId": "2026"},
        action=action,
        newCells=[{"name": name, "value": value} for name, value in cells],
        rowReference={"name": "Phone", "value": "{{phone}}"},
        conditionResult={"yResultNodeId": target, "nResultNodeId": target},
    )


def delay(node_id: str, seconds: int = 5) -> Raw:
    return node("TimeDelay", node_id, delaySeconds=seconds)


def edge(source: str, target: str) -> Raw:
    """`source` is a node id, with `__handle` behind it where the node has several exits."""
    handle = source.replace("__", "")
    return {"id": f"reactflow__edge-{handle}-{target}", "sourceNodeId": source, "targetNodeId": target}


def flow(*nodes: Raw, edges: tuple[tuple[str, str], ...] = (), **top: Any) -> Raw:
    """An export. The first node starts. An edge is drawn for every target that a node names, beside those given."""
    drawn = [*edges, *((source, target) for one in nodes for source, target in _named(one))]
    return {
        "id": None,
        "tenantId": None,
        "name": "Example",
        "created": None,
        "flowNodes": [{**one, "isStartNode": number == 0} for number, one in enumerate(nodes)],
        "flowEdges": [edge(source, target) for source, target in dict.fromkeys(drawn)],
        "lastUpdated": "2026-01-15T09:00:00.88Z",
        "isDeleted": False,
        "transform": {"posX": "0", "posY": "0", "zoom": "1"},
        "isPro": True,
        "flowVersion": 0,
        "channelTypes": ["WA"],
        **top,
    }


def _named(one: Raw) -> list[tuple[str, str]]:
    """The exits of a node that name their target, as source and target of an edge."""
    key = one["id"]
    choices = [*one.get("interactiveButtonsItems", ()), *one.get("expectedStatuses", ())]
    choices += [row for section in one.get("interactiveListSections", ()) for row in section["rows"]]
    named = [(f"{key}__{choice['id']}", choice["nodeResultId"]) for choice in choices]
    for field in ("interactiveButtonsDefaultNodeResultId", "interactiveListDefaultNodeResultId"):
        named.append((f"{key}__{key}-default", one.get(field, "")))
    result = one.get("conditionResult", {})
    named += [(f"{key}__true", result.get("yResultNodeId", "")), (f"{key}__false", result.get("nResultNodeId", ""))]
    return [(source, target) for source, target in named if target]
