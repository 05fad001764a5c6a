"""Checks of ids, and of what an account has or lacks."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from flow_runner.inspection.lint.example import agent, flow, message, node, question, update, webhook
from tests.inspection.findings import found, told

Raw = dict[str, Any]
HELLO, AGENT, OTHER = "main_message-hello", "66a000000000000000000001", "66a000000000000000000002"


def ending(last: Raw) -> Raw:
    return flow(message(HELLO), last, edges=((HELLO, last["id"]),))


@pytest.mark.parametrize(
    ("last", "code"),
    [
        (node("AssignAgent", "end", agentId=None, kbotBotActionId=None), "no-agent-chosen"),
        (node("AssignAgent", "end", agentId=" ", kbotBotActionId=""), "no-agent-chosen"),
        (node("AssignAgent", "end"), "no-agent-chosen"),
        (node("AssignAgent", "end", agentId=None, kbotBotActionId="66b0"), ""),
        (node("AssignAgent", "end", agentId=123456), ""),
        (node("AssignTeam", "end", teamIds=None), "no-team-chosen"),
        (node("AssignTeam", "end", teamIds=[None, ""]), "no-team-chosen"),
        (node("AssignTeam", "end", teamIds=[], assignToAdmin=True), "no-team-chosen"),
        (node("AssignTeam", "end", teamIds=[], isContactOwnerAssign="true"), ""),
        (node("AssignTeam", "end", teamIds=["", "66b0"]), ""),
        (node("InvokeFlow", "end", newFlowId=None), "no-chatbot-chosen"),
        (node("InvokeFlow", "end", newFlowId="Menu"), ""),
    ],
)
def test_nobody_chosen_is_told_however_the_blank_is_written(last: Raw, code: str) -> None:
    chosen = [one.code for one in found(ending(last)) if one.code.endswith("-chosen")]
    assert chosen == ([code] if code else [])


AGENTS = [{"name": name, "email": f"{name.lower()}@example.com", "id": f"66{n}"} for n, name in enumerate("EDCBA")]


def test_a_foreign_agent_is_told_with_whom_the_account_has() -> None:
    world = {"wati": {"agents": AGENTS}}
    assert told(ending(agent(agent_id=OTHER)), "foreign-agent", world) == [
        ("main_assignAgent-end", "error", "no agent of the account has this id; it has A, B, C and 2 more")
    ]
    assert told(ending(agent(agent_id="660")), "foreign-agent", world) == []


@pytest.mark.parametrize("world", [None, {}, {"wati": {"teams": [{"name": "Sales", "id": "1"}]}}])
def test_an_account_that_names_no_agents_says_nothing_of_them(world: Raw | None) -> None:
    assert told(ending(agent(agent_id=OTHER)), "foreign-agent", world) == []


def test_each_foreign_team_is_told_at_its_place() -> None:
    world = {"wati": {"teams": [{"name": "Sales", "id": "1"}]}}
    raw = ending(node("AssignTeam", "end", teamIds=["1", None, 7, "1", "8", ""]))
    assert [one.pointer for one in found(raw, "foreign-team", world)] == [
        "/flowNodes/1/teamIds/2",
        "/flowNodes/1/teamIds/4",
    ]


@pytest.mark.parametrize(
    ("called", "is_foreign"), [("66c1", False), ("Menu", False), ("menu", False), ("Example", False), ("66c2", True)]
)
def test_a_chatbot_is_known_by_its_id_or_its_name(called: str, is_foreign: bool) -> None:
    """`Example` is the flow itself."""
    world = {"chatbots": [{"file": "menu.json", "id": "66c1", "name": "Menu"}]}
    raw = ending(node("InvokeFlow", "end", newFlowId=called))
    assert bool(told(raw, "foreign-chatbot", world)) is is_foreign
    assert told(raw, "foreign-chatbot", {}) == []


def test_the_account_number_is_compared_only_with_one_that_the_world_says() -> None:
    hook = webhook("main_webhook-a", "https://live-mt-server.wati.io/171717/api/v1/getContacts")
    raw = flow(hook, agent(), edges=(("main_webhook-a", "main_assignAgent-end"),))
    code = "foreign-account"
    assert len(told(raw, code, {"wati": {"tenant_id": 424242}})) == 1
    assert "171717" not in found(raw, code, {"wati": {"tenant_id": 424242}})[0].text
    assert told(raw, code, {"wati": {"tenant_id": 171717}}) == []
    assert told(raw, code, {"wati": {"tenant_id": 424242}, "credentials": "from_export"}) == []
    assert told(raw, code, {}) == told(raw, code) == []


@pytest.mark.parametrize(
    ("value", "is_told"),
    [
        ("171717", True),
        (171717, True),
        ("", False),
        (None, False),
        ("REDACTED_TENANT", False),
        (True, False),
        ([], False),
    ],
)
def test_the_exporters_number_is_told_where_it_is_one(value: Any, is_told: bool) -> None:
    raw = {**ending(agent()), "tenantId": value}
    assert [one.pointer for one in found(raw, "tenant-id")] == (["/tenantId"] if is_told else [])


def test_paid_nodes_are_told_once_a_type_and_only_on_the_plan_without_them() -> None:
    ids = ["main_question-a", "u1", "u2", "main_assignAgent-end"]
    nodes = (question(ids[0]), update("u1", ("a", "b")), update("u2", ("c", "d")), agent())
    raw = flow(*nodes, edges=tuple(pairwise(ids)))
    growth = {"profile": {"plan": "growth"}}
    assert [(one.node, one.text) for one in found(raw, "paid-node", growth)] == [
        ("u1", "the Growth plan does not have this one, nor 1 more node of this type"),
        ("main_assignAgent-end", "the Growth plan does not have this one"),
    ]
    for world in (None, {}, {"profile": {"plan": "pro"}}):
        assert told(raw, "paid-node", world) == []


# --- media ----------------------------------------------------------------------------------------------------------


def showing(kind: Any, data: Any) -> Raw:
    media = {"flowReplyType": kind, "data": data, "caption": "<p>Our range</p>", "mimeType": ""}
    return ending(node("Message", "end", flowReplies=[media]))


@pytest.mark.parametrize(
    ("kind", "data", "grades"),
    [
        ("Image", "", ["warning"]),
        ("Document", None, ["warning"]),
        ("Video", "range.mp4", ["warning"]),
        ("Audio", "file:///home/me/a.mp3", ["warning"]),
        ("Image", "http://files.example.com/a.jpg", ["note"]),
        ("Image", "https://files.example.com/a.jpg", []),
        ("Image", "{{image1}}", []),
        ("Image", "@image1", []),
        ("Text", "", []),
    ],
)
def test_media_without_an_address_did_not_come_along(kind: str, data: Any, grades: list[str]) -> None:
    assert [grade for _, grade, _ in told(showing(kind, data), "media-not-in-export")] == grades


@pytest.mark.parametrize(
    ("header", "is_told"),
    [
        ({"type": "Image", "text": "", "media": None}, True),
        ({"type": "Image", "text": "", "media": {"url": ""}}, True),
        ({"type": "Image", "text": ""}, True),
        ({"type": "Image", "text": "", "media": {"link": "https://files.example.com/a.jpg"}}, False),
        ({"type": "Image", "text": "", "media": "{{image1}}"}, False),
        ({"type": "Text", "text": "", "media": None}, False),
        (None, False),
    ],
)
def test_a_header_has_its_media_in_any_form(header: Any, is_told: bool) -> None:
    menu = node("InteractiveButtons", "menu", interactiveButtonsHeader=header, interactiveButtonsItems=[])
    address = node("InteractiveCtaUrl", "address", interactiveCtaUrlHeader=header)
    form = node("InteractiveWhatsAppFlow", "form", interactiveWhatsAppFlowHeader=header)
    for one in (menu, address, form):
        assert bool(told(flow(one), "media-not-in-export")) is is_told
