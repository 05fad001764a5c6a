"""Exported chatbots in a few words, a platform that is a dictionary, and a driver that keeps sessions as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from emulator.kernel.assumption import Assumptions
from emulator.kernel.http import Reply, Request
from emulator.kernel.universe import Universe
from emulator.sheets import OpenSheet, SheetsState
from flow_runner.engine import Engine, Flow, Library, Session
from flow_runner.engine.events import (
    AnswerRejected,
    Event,
    ExitTaken,
    MessageSent,
    NodeEntered,
    PlaceholderUnset,
    WarningRaised,
)
from flow_runner.engine.ports import Fallback, Routed, Routing, Template
from flow_runner.engine.step import Answer, Input

Raw = dict[str, Any]

ROOT = Path(__file__).parent.parent
SHARED_FLOWS = ROOT.parent / "shared" / "flows"
ATTRIBUTE, VARIABLE = "ContactCustomParameter", "ContactInputVariable"
TIME = object()  # an input of `walk`: the moment has come


# --- exported flows -------------------------------------------------------------------------------------------------


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


# --- the engine, driven ---------------------------------------------------------------------------------------------


class FakePlatform:
    """The engine's Platform over dictionaries."""

    def __init__(
        self,
        attributes: Mapping[str, str] | None = None,
        agents: Mapping[str, tuple[str, str]] | None = None,
        teams: Mapping[str, str] | None = None,
        templates: Mapping[str, Template] | None = None,
        forms: Mapping[str, str] | None = None,
        fallback: Fallback | None = None,
    ) -> None:
        self.attributes = dict(attributes or {})
        self.agents = dict(agents or {})
        self.teams = dict(teams or {})
        self.templates = dict(templates or {})
        self.forms = dict(forms or {})
        self.fallback_message = fallback
        self.routed = Routed("", "", "", "nobody is there")
        self.asked: list[tuple[tuple[str, ...], Routing]] = []
        self.sheets = SheetsState(Universe("fake"))
        self.moment = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def attribute(self, name: str) -> str | None:
        return self.attributes.get(name)

    def set_attribute(self, name: str, value: str) -> None:
        self.attributes[name] = value

    def agent(self, agent_id: str) -> tuple[str, str] | None:
        return self.agents.get(agent_id)

    def team(self, team_id: str) -> str | None:
        return self.teams.get(team_id)

    def route(self, teams: tuple[str, ...], routing: Routing) -> Routed:
        self.asked.append((teams, routing))
        return self.routed

    def fallback(self) -> Fallback | None:
        return self.fallback_message

    def template(self, template_id: str) -> Template | None:
        return self.templates.get(template_id)

    def form(self, form_id: str) -> str | None:
        return self.forms.get(form_id)

    def sheet(self, spreadsheet: str, sheet: str) -> OpenSheet | None:
        return self.sheets.open(spreadsheet, sheet)

    def pass_time(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


class Run:
    """A session of a flow; between any two sprints it is nothing but a JSON text."""

    def __init__(
        self, flow: Flow | Library, platform: FakePlatform | None = None, assume: Mapping[str, str] | None = None
    ) -> None:
        self.flow = flow.main if isinstance(flow, Library) else flow
        self.platform = platform or FakePlatform()
        self.assumptions = Assumptions(assume)
        self.engine = Engine(flow, self.assumptions)
        self.events: list[Event] = []
        self.requests: list[Request] = []
        self._stored = ""
        self._keep(self.engine.start("s1", "15550100001", self.platform, Answer("hi")))

    def give(self, *inputs: Input | str | object) -> Run:
        """Answers (a text is one), replies, silences, or TIME."""
        for given in inputs:
            if given is TIME:
                self._keep(self.engine.time_out(self.session, self.platform))
            else:
                put = Answer(given) if isinstance(given, str) else given
                self._keep(self.engine.resume(self.session, self.platform, put))
        return self

    def _keep(self, sprint: Any) -> None:
        self._stored = json.dumps(sprint.session.to_json())
        self.events += sprint.events
        if sprint.call is not None:
            self.requests.append(sprint.call.request)

    @property
    def session(self) -> Session:
        return Session.from_json(json.loads(self._stored))

    @property
    def variables(self) -> dict[str, str]:
        return self.session.variables

    @property
    def outcome(self) -> str:
        session = self.session
        return f"waits for {session.waiting}" if session.outcome == "running" else session.outcome

    @property
    def sent(self) -> list[str]:
        return [event.text for event in self.events if isinstance(event, MessageSent)]

    @property
    def path(self) -> list[str]:
        return [event.node for event in self.events if isinstance(event, NodeEntered)]

    @property
    def exits(self) -> list[str]:
        return [event.exit for event in self.events if isinstance(event, ExitTaken)]

    @property
    def warned(self) -> list[str]:
        return [event.code for event in self.events if isinstance(event, WarningRaised)]

    @property
    def unset(self) -> list[str]:
        return [event.placeholder for event in self.events if isinstance(event, PlaceholderUnset)]

    @property
    def rejected(self) -> list[str]:
        return [event.reason for event in self.events if isinstance(event, AnswerRejected)]

    @property
    def leaned(self) -> set[str]:
        return set(self.assumptions.used)

    @property
    def request(self) -> Request:
        """The last request that the run wanted carried."""
        return self.requests[-1]


def walk(
    *nodes: Raw,
    edges: Iterable[Raw | tuple[str, str]] = (),
    given: Iterable[Input | str | object] = (),
    platform: FakePlatform | None = None,
    assume: Mapping[str, str] | None = None,
) -> Run:
    """Start the flow of these nodes, and give it its inputs."""
    return Run(parse(*nodes, edges=edges), platform, assume).give(*given)


def answered(payload: Any = None, code: int = 200) -> Reply:
    """A reply with a JSON body, from its bytes; without a payload the body is empty."""
    return Reply(code, raw=b"" if payload is None else json.dumps(payload).encode())
