"""Chatbots are listed, and started by a request."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from emulator import Tenant, seed
from flow_runner.sandbox.sandbox import Sandbox
from tests.builders import export, message, parse, question
from tests.wati.wati_calls import BEARER, PRIYA, call, data_of

ASKED = [
    pytest.param({"query": True}, id="query"),
    pytest.param({"json": True}, id="JSON"),
    pytest.param({"form": True}, id="form"),
    pytest.param({"query": True, "key": "target"}, id="target"),
]


@pytest.fixture
def sandbox() -> Sandbox:
    """A chatbot that greets, and Priya, who has written and whom nobody has answered."""
    world = {"limits": "unlimited", "contacts": [{"phone": PRIYA, "name": "Priya"}]}
    tenant = seed.tenant_from({"profile": {"keywords": []}, "wati": world})
    return Sandbox(parse(question("q", text="Your city?"), name="Greeter"), tenant)


def chatbots(sandbox: Sandbox) -> Any:
    reply = call(sandbox.tenant, "GET", "chatbots")
    assert reply.status == 200
    return reply.json()


def start(sandbox: Sandbox, chatbot: str, whom: str = PRIYA, key: str = "whatsappNumber", **how: bool) -> Any:
    given = {"chatbotId": chatbot, key: whom}
    if how.get("json"):
        reply = call(sandbox.tenant, "POST", "chatbots/start", given)
    elif how.get("form"):
        headers = {**BEARER, "content-type": "application/x-www-form-urlencoded"}
        reply = call(sandbox.tenant, "POST", "chatbots/start", urlencode(given).encode(), headers)
    else:
        reply = call(sandbox.tenant, "POST", "chatbots/start", **given)
    assert reply.status == 200
    sandbox.tenant.deliver()
    return reply.json()


def sent(tenant: Tenant) -> list[str]:
    return [item.text for item in tenant.wati.history if item.owner]


def test_the_chatbots_that_run_here_are_listed(sandbox: Sandbox) -> None:
    (row,) = chatbots(sandbox)
    assert list(row) == ["id", "name", "created"]
    assert row["name"] == "Greeter"
    assert list(sandbox.tenant.universe.journal)[-1].violations == []


@pytest.mark.parametrize("how", ASKED)
def test_a_request_starts_a_chatbot(sandbox: Sandbox, how: dict[str, Any]) -> None:
    sandbox.tenant.wati.receive(PRIYA, "hello")
    sandbox.tenant.universe.outbox.restore([])
    (row,) = chatbots(sandbox)
    assert start(sandbox, row["id"], **how) == {"result": True}
    assert sent(sandbox.tenant) == ["Your city?"]
    session = sandbox.host.session(PRIYA)
    assert session is not None
    assert session.waiting == "answer"


def test_a_chatbot_after_the_24_hours_is_refused_or_sends_nothing(sandbox: Sandbox) -> None:
    (row,) = chatbots(sandbox)
    closed = {"result": False, "message": "Ticket has been expired.", "ticketStatus": "CLOSED"}
    assert start(sandbox, row["id"]) == closed
    sandbox.tenant.wati.receive(PRIYA, "hello")
    sandbox.tenant.universe.outbox.restore([])
    sandbox.tenant.universe.clock.advance(timedelta(hours=24))
    assert start(sandbox, row["id"]) == closed
    sandbox.tenant.universe.assumptions.choose("wati.chatbot_window", "started")
    assert start(sandbox, row["id"]) == {"result": True}
    assert sent(sandbox.tenant) == []


@pytest.mark.parametrize(
    ("chatbot", "whom", "info"),
    [
        ("own", "15550100099", "Invalid Contact"),
        ("66aa00bb11cc22dd33ee4601", PRIYA, "target input invalid"),
        ("Greeter", PRIYA, "target input invalid"),
        ("", PRIYA, "target input invalid"),
    ],
)
def test_a_chatbot_that_cannot_start_changes_nothing(sandbox: Sandbox, chatbot: str, whom: str, info: str) -> None:
    sandbox.tenant.wati.receive(PRIYA, "hello")
    sandbox.tenant.universe.outbox.restore([])
    before = data_of(sandbox.tenant)
    asked = chatbots(sandbox)[0]["id"] if chatbot == "own" else chatbot
    assert start(sandbox, asked, whom) == {"result": False, "info": info}
    assert data_of(sandbox.tenant) == before


def test_a_chatbot_has_the_id_of_its_export() -> None:
    flow = parse(message("m", "Hi"), name="Greeter", id="66aa00bb11cc22dd33ee4699")
    sandbox = Sandbox(flow, seed.tenant_from({"wati": {"limits": "unlimited"}}))
    assert export(message("m", "Hi"), id="66aa00bb11cc22dd33ee4699")["id"] == chatbots(sandbox)[0]["id"]


@pytest.mark.parametrize(("method", "path"), [("GET", "chatbots"), ("POST", "chatbots/start")])
def test_chatbots_take_the_plan_pro(sandbox: Sandbox, method: str, path: str) -> None:
    sandbox.tenant.wati.set_up({"plan": "growth"})
    reply = call(sandbox.tenant, method, path, whatsappNumber=PRIYA)
    assert (reply.status, reply.body) == (403, b"")
    assert "takes the plan Pro" in reply.headers["X-Sandbox-Help"]
