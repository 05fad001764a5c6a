"""Wati v3: who has a chat, and its status."""

from __future__ import annotations

from typing import Any

import pytest

from emulator import Tenant
from tests.wati.v3.v3_calls import PRIYA, call, help_of, ok, refused

OPERATOR, STATUS = f"conversations/{PRIYA}/operator", f"conversations/{PRIYA}/status"
ASHA = "asha.agent@example.com"


def test_an_operator_gets_the_chat_and_the_bot_gets_it_back(tenant: Tenant) -> None:
    assert ok(tenant, "PUT", OPERATOR, {"assignee_email": ASHA.title()}) == {"result": True}
    (conversation,) = tenant.wati.conversations
    assert (conversation.assignee, conversation.teams) == (ASHA, ("Sales",))
    for nobody in (None, ""):
        ok(tenant, "PUT", OPERATOR, {"assignee_email": nobody})
        (conversation,) = tenant.wati.conversations
        assert conversation.assignee == ""
    assert tenant.universe.outbox.snapshot()[0][1]["agent"] == "Asha Agent"


@pytest.mark.parametrize("body", [None, {}, [], {"assignee_email": 7}, {"assignee_email": "nobody@example.com"}])
def test_an_operator_who_is_none_is_refused(tenant: Tenant, body: Any) -> None:
    assert refused(tenant, "PUT", OPERATOR, body)[0] == 400


def test_a_mistyped_operator_is_told_the_nearest(tenant: Tenant) -> None:
    reply = call(tenant, "PUT", OPERATOR, {"assignee_email": "asha.agnt@example.com"})
    assert f"Did you mean '{ASHA}'?" in help_of(reply)


@pytest.mark.parametrize(
    ("status", "kept"), [("open", "OPEN"), ("solved", "SOLVED"), ("pending", "PENDING"), ("block", "BLOCKED")]
)
def test_the_status_of_a_chat_is_set(tenant: Tenant, status: str, kept: str) -> None:
    assert ok(tenant, "PUT", STATUS, {"new_status": status}) == {"result": True}
    (conversation,) = tenant.wati.conversations
    assert conversation.status == kept


@pytest.mark.parametrize("status", [None, "", "OPEN", "closed", "blocked", 1, ["open"]])
def test_a_status_that_is_none_is_refused(tenant: Tenant, status: Any) -> None:
    assert refused(tenant, "PUT", STATUS, {"new_status": status})[0] == 400
