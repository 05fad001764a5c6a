"""Wati v1: a chat is given to an operator, and back to the bot."""

from __future__ import annotations

import pytest

from emulator import Tenant
from tests.wati.wati_calls import PRIYA, assign, call, data_of, send


def test_a_chat_is_given_to_an_operator_who_brings_their_teams(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "hi")
    assert assign(tenant, email="Asha.Agent@example.com") == {"result": True, "info": None}
    (conversation,) = tenant.wati.conversations
    assert (conversation.assignee, conversation.teams) == ("asha.agent@example.com", ("Sales",))
    assert send(tenant)["message"]["operatorName"] == "Asha Agent"


@pytest.mark.parametrize("args", [{}, {"email": ""}])
def test_a_chat_goes_back_to_the_bot_without_an_email(tenant: Tenant, args: dict[str, str]) -> None:
    tenant.wati.receive(PRIYA, "hi")
    assign(tenant, email="asha.agent@example.com")
    assert assign(tenant, **args)["result"] is True
    (conversation,) = tenant.wati.conversations
    assert conversation.assignee == ""


@pytest.mark.parametrize(
    ("phone", "email", "info"),
    [
        (PRIYA, "nobody@example.com", "Invalid operator"),
        (PRIYA, "Asha Agent", "Invalid operator"),
        ("22222222", "asha.agent@example.com", "Invalid Conversation"),
        ("15550109999", "asha.agent@example.com", "Invalid Conversation"),
    ],
)
def test_an_assignment_that_cannot_be_made_changes_nothing(tenant: Tenant, phone: str, email: str, info: str) -> None:
    tenant.wati.receive(PRIYA, "hi")
    before = data_of(tenant)
    assert assign(tenant, phone, email=email) == {"result": False, "info": info}
    assert data_of(tenant) == before
    assert tenant.universe.assumptions.used == {"wati.failure_texts": "seen_elsewhere"}


def test_a_mistyped_operator_is_told_the_nearest(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "hi")
    reply = call(tenant, "POST", "assignOperator", whatsappNumber=PRIYA, email="asha.agnt@example.com")
    assert "Did you mean 'asha.agent@example.com'?" in reply.headers["X-Sandbox-Help"]
