"""The control API: what WhatsApp thinks of a template, and how far messages come."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from emulator import gateway
from emulator.kernel.http import Reply, Request
from emulator.world import World
from tests.wati.sends.sends_calls import ADA, history
from tests.wati.wati_calls import call, send

DATA = {"wati": {"contacts": [{"phone": ADA}], "templates": [{"name": "hello", "body": "Hi"}]}}


@pytest.fixture
def world() -> World:
    return World(DATA)


def put(world: World, path: str, body: Any) -> Reply:
    return gateway.answer(world, Request.to("PUT", f"/_sandbox/{path}", {}, json.dumps(body)))


def test_a_paused_template_cannot_be_sent(world: World) -> None:
    tenant = world.tenant("default")
    body = {"template_name": "hello", "broadcast_name": "b"}
    assert put(world, "templates/hello", {"status": "PAUSED"}).json()["templates"][0]["status"] == "PAUSED"
    given = call(tenant, "POST", "sendTemplateMessage", body, whatsappNumber=ADA).json()
    assert given["info"] == "Template is not approved."
    put(world, "templates/hello", {"status": "APPROVED", "language": "en"})
    assert call(tenant, "POST", "sendTemplateMessage", body, whatsappNumber=ADA).json()["result"] is True


def test_a_template_that_is_not_there_is_404_with_a_suggestion(world: World) -> None:
    reply = put(world, "templates/helo", {"status": "PAUSED"})
    assert (reply.status, reply.json()["error"]) == (404, "no template is called 'helo'. Did you mean 'hello'?")
    assert put(world, "templates/hello", {"status": "PAUSED", "language": "de"}).status == 404
    assert put(world, "templates/hello", {"status": "GONE"}).status == 400
    assert put(world, "templates/hello", {}).status == 400


@pytest.mark.parametrize(
    ("choice", "status"),
    [("on", "READ"), ("unread", "DELIVERED"), ("off", "SENT"), ("unreachable", "FAILED"), ("not_chosen", "FAILED")],
)
def test_a_phone_says_how_far_messages_come(world: World, choice: str, status: str) -> None:
    tenant = world.tenant("default")
    tenant.wati.receive(ADA, "hi")
    assert put(world, f"contacts/{ADA}/phone", {"is": choice}).json()["phone_is"] == choice
    send(tenant, phone=ADA)
    tenant.universe.clock.advance(timedelta(minutes=1))
    assert history(tenant, ADA)[0]["statusString"] == status


def test_a_phone_without_whatsapp_gets_no_template(world: World) -> None:
    put(world, f"contacts/{ADA}/phone", {"is": "no_whatsapp"})
    body = {"template_name": "hello", "broadcast_name": "b"}
    given = call(world.tenant("default"), "POST", "sendTemplateMessage", body, whatsappNumber=ADA).json()
    assert given["validWhatsAppNumber"] is False


def test_a_contact_that_is_not_there_is_404(world: World) -> None:
    assert put(world, "contacts/15550109999/phone", {"is": "on"}).status == 404
    assert put(world, f"contacts/{ADA}/phone", {"is": "broken"}).status == 400
