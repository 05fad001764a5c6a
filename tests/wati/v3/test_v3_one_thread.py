"""One conversation across v1, v3, a chatbot and the control API."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from emulator import Tenant, World, gateway
from emulator.kernel.http import Request
from emulator.wati.rows import Agent
from flow_runner.sandbox.sandbox import Sandbox
from tests.builders import VARIABLE, message, parse, question, webhook
from tests.sandbox.sandbox_runs import outcome_of, sandbox_of, sent_by
from tests.wati.v3.v3_calls import PAGE, messages, ok, send_text
from tests.wati.wati_calls import PRIYA
from tests.wati.wati_calls import call as call_v1
from tests.wati.wati_calls import send as send_v1

V3 = "https://live-mt-server.wati.io/api/ext/v3"
AUTHORIZATION = {"Authorization": "Bearer sandbox-wati-token"}


def asking_city(**more: Any) -> Sandbox:
    sandbox = sandbox_of(parse(question("q"), message("m", "Thanks, @city"), edges=[("q", "m")]), **more)
    sandbox.tenant.wati.limits = "unlimited"
    return sandbox


def spoken(rows: list[Any]) -> list[str]:
    return [row["text"] for row in rows if row.get("event_type", row.get("eventType")) == "message"][::-1]


def test_one_conversation_is_the_same_from_every_side() -> None:
    sandbox = asking_city()
    tenant = sandbox.tenant
    sandbox.says("hi")
    send_v1(tenant, "v1 here")
    send_text(tenant, "v3 here")
    sandbox.says("Pune")
    expected = ["hi", "Your city?", "v1 here", "v3 here", "Pune", "Thanks, Pune"]
    v1 = call_v1(tenant, "GET", f"getMessages/{PRIYA}", pageSize="100").json()["messages"]["items"]
    assert spoken(messages(tenant)) == spoken(v1) == expected
    assert [row["id"] for row in messages(tenant)] == [row["id"] for row in v1]
    assert outcome_of(sandbox) == "ended"


def test_the_customer_writes_through_the_control_api_and_v3_reads_it() -> None:
    world = World({})
    tenant = world.tenant("default")
    tenant.wati.limits = "unlimited"

    def ask(method: str, path: str, body: Any = None) -> Any:
        sent = b"" if body is None else json.dumps(body).encode()
        reply = gateway.answer(world, Request.to(method, path, AUTHORIZATION, sent, "http://127.0.0.1:8080"))
        return json.loads(reply.body)

    told = ask("POST", "/_sandbox/inbound", {"phone": PRIYA, "text": "from the phone"})["message"]
    (row,) = [row for row in messages(tenant) if row["event_type"] == "message"]
    assert (row["id"], row["text"], row["owner"]) == (told["id"], "from the phone", False)
    sent = ask("POST", "/api/ext/v3/conversations/messages/text", {"target": PRIYA, "text": "hello"})["message"]
    assert call_v1(tenant, "GET", f"getMessages/{PRIYA}").json()["messages"]["items"][0]["id"] == sent["id"]


def test_a_chatbot_calls_v3_itself() -> None:
    hook = webhook("a", V3 + "/contacts/{{phone}}", headers=AUTHORIZATION, saved=[(VARIABLE, "who", "name")])
    sandbox = sandbox_of(parse(hook, message("b", "You are @who"), edges=[("a", "b")]))
    sandbox.says("hi", name="Priya Test")
    assert sent_by(sandbox) == ["You are Priya Test"]


def test_an_operator_who_gets_the_chat_through_v3_stops_the_chatbot() -> None:
    sandbox = asking_city()
    tenant = sandbox.tenant
    tenant.wati.agents.insert(Agent("66aa00bb11cc22dd33ee4401", "Asha Agent", "asha.agent@example.com"))
    sandbox.says("hi")
    ok(tenant, "PUT", f"conversations/{PRIYA}/operator", {"assignee_email": "asha.agent@example.com"})
    tenant.deliver()
    assert outcome_of(sandbox) == "ended"
    assert sandbox.says("Pune") == []
    assert sandbox.assignee() == {"name": "Asha Agent", "email": "asha.agent@example.com"}


def test_a_chatbot_is_started_through_v3_by_the_id_that_v3_tells() -> None:
    sandbox = asking_city()
    tenant = sandbox.tenant
    tenant.wati.receive(PRIYA, "hi")
    tenant.universe.outbox.restore([])
    (row,) = ok(tenant, "GET", "chatbots", **PAGE)["chatbot_list"]
    ok(tenant, "POST", "chatbots/start", {"target": PRIYA, "chatbot_id": row["id"]})
    tenant.deliver()
    assert (sent_by(sandbox), outcome_of(sandbox)) == (["Your city?"], "waits for answer")


# --- a contact is deleted --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delivered", [True, False])
def test_a_chatbot_ends_with_its_contact_and_begins_anew_with_the_next_message(delivered: bool) -> None:
    sandbox = asking_city()
    sandbox.says("hi")
    ok(sandbox.tenant, "DELETE", f"contacts/{PRIYA}")
    if delivered:
        sandbox.tenant.deliver()
        session = sandbox.session()
        assert session is not None
        assert (session.outcome, session.reason) == ("ended", "the contact was deleted")
    assert [one.text for one in sandbox.says("hi again")] == ["Your city?"]


def test_nothing_falls_due_for_a_contact_who_is_gone() -> None:
    sandbox = asking_city()
    tenant = sandbox.tenant
    tenant.wati.set_up({"timer": {"end_after_minutes": 5, "remind_after_minutes": 1, "text": "Still there?"}})
    sandbox.says("hi")
    ok(tenant, "DELETE", f"contacts/{PRIYA}")
    sandbox.advance(timedelta(hours=1))
    assert (len(tenant.wati.contacts), len(tenant.wati.history)) == (0, 0)
    tenant.restore(json.loads(json.dumps(tenant.snapshot())))


def test_a_message_that_nobody_heard_yet_is_gone_with_its_contact() -> None:
    sandbox = asking_city()
    sandbox.tenant.wati.receive(PRIYA, "hi")
    ok(sandbox.tenant, "DELETE", f"contacts/{PRIYA}")
    sandbox.tenant.deliver()
    assert sandbox.session() is None


def test_a_chatbot_may_delete_its_own_contact() -> None:
    hook = webhook("a", V3 + "/contacts/{{phone}}", "Delete", AUTHORIZATION)
    sandbox = sandbox_of(parse(hook, message("b", "Bye"), edges=[("a", "b")]))
    assert sandbox.says("forget me") == []
    assert (outcome_of(sandbox), sandbox.tenant.wati.contact(PRIYA)) == ("ended", None)


def test_a_chatbot_that_is_wanted_for_a_contact_who_is_gone_does_not_start(tenant: Tenant) -> None:
    sandbox = sandbox_of(parse(question("q")), tenant=tenant)
    (bot,) = tenant.wati.chatbots
    ok(tenant, "POST", "chatbots/start", {"target": PRIYA, "chatbot_id": bot.id})
    ok(tenant, "DELETE", f"contacts/{PRIYA}")
    tenant.deliver()
    assert sandbox.session() is None
