"""Wati v1: chats are assigned, shown to teams, solved and blocked, on the number that is meant."""

from __future__ import annotations

from typing import Any

import pytest

from emulator import Tenant, seed
from emulator.wati.rows import Conversation
from tests.wati.wati_calls import PRIYA, call, data_of

SHOP = "15550188888"
BSUID = "US.1234567890"
ASHA = "asha@example.com"


@pytest.fixture
def tenant() -> Tenant:
    """Priya has a chat on the account's own number and one on the shop's; Ada has none."""
    world = {
        "limits": "unlimited",
        "contacts": [{"phone": PRIYA, "name": "Priya", "bsuid": BSUID}, {"phone": "15550100001", "name": "Ada"}],
        "channels": [{"name": "Shop", "phone": SHOP}],
        "teams": [{"name": "Sales"}, {"name": "Support"}],
        "agents": [{"name": "Asha", "email": ASHA}],
    }
    tenant = seed.tenant_from({"wati": world})
    tenant.wati.receive(PRIYA, "hi")
    tenant.wati.receive(PRIYA, "hi", channel=next(iter(tenant.wati.channels)).id)
    return tenant


def chat(tenant: Tenant, channel: str = "") -> Conversation:
    contact = tenant.wati.contact(PRIYA)
    assert contact is not None
    found = tenant.wati.conversation(contact, next(iter(tenant.wati.channels)).id if channel else "")
    assert found is not None
    return found


def refused(tenant: Tenant, reply: Any, before: Any, info: str, status: int = 200) -> None:
    assert (reply.status, reply.json()) == (status, {"result": False, "info": info})
    assert data_of(tenant) == before


# --- who is meant ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["whatsappNumber", "target"])
def test_a_chat_is_named_by_number_or_target(tenant: Tenant, key: str) -> None:
    assert call(tenant, "POST", "assignOperator", email=ASHA, **{key: PRIYA}).json()["result"] is True
    assert (chat(tenant).assignee, chat(tenant, SHOP).assignee) == (ASHA, "")


def test_a_target_may_be_an_id_or_a_bsuid_and_wins(tenant: Tenant) -> None:
    contact = tenant.wati.contact(PRIYA)
    assert contact is not None
    for target in (contact.id, BSUID):
        args = {"target": target, "whatsappNumber": "15550100001", "email": ASHA}
        assert call(tenant, "POST", "assignOperator", **args).json()["result"] is True


@pytest.mark.parametrize("named", ["Shop", SHOP])
def test_a_channel_is_named_by_name_or_number(tenant: Tenant, named: str) -> None:
    args = {"whatsappNumber": PRIYA, "email": ASHA, "channelPhoneNumber": named}
    assert call(tenant, "POST", "assignOperator", **args).json()["result"] is True
    assert (chat(tenant).assignee, chat(tenant, SHOP).assignee) == ("", ASHA)


def test_who_chats_on_a_channel_alone_has_one_chat_to_be_meant(tenant: Tenant) -> None:
    tenant.wati.receive("15550100001", "hi", channel=next(iter(tenant.wati.channels)).id)
    assert call(tenant, "POST", "assignOperator", whatsappNumber="15550100001", email=ASHA).json()["result"] is True


@pytest.mark.parametrize(
    "path", ["assignOperator?email=asha@example.com", "assignTeam", "updateChatStatus", "chatbots/start?chatbotId=x"]
)
@pytest.mark.parametrize("body", [None, {"ticketStatus": "OPEN"}, {"target": "", "whatsappNumber": None}, b"[", []])
def test_nobody_is_400_as_documented(tenant: Tenant, path: str, body: Any) -> None:
    before = data_of(tenant)
    refused(tenant, call(tenant, "POST", path, body), before, "target or whatsappNumber is required", 400)


@pytest.mark.parametrize(
    "whom",
    [
        {"whatsappNumber": "15550100001"},
        {"whatsappNumber": "15550100099"},
        {"target": "US.404"},
        {"whatsappNumber": PRIYA, "channelPhoneNumber": "15550177777"},
        {"whatsappNumber": f"+{PRIYA}"},
    ],
    ids=str,
)
def test_a_chat_that_is_not_there_cannot_be_changed(tenant: Tenant, whom: dict[str, str]) -> None:
    before = data_of(tenant)
    refused(tenant, call(tenant, "POST", "assignOperator", email=ASHA, **whom), before, "Invalid Conversation")
    refused(tenant, call(tenant, "POST", "assignTeam", {"teams": ["Sales"]}, **whom), before, "Invalid Conversation")
    body = {"ticketStatus": "SOLVED", **whom}
    refused(tenant, call(tenant, "POST", "updateChatStatus", body), before, "Invalid Conversation")


# --- teams -----------------------------------------------------------------------------------------------------------


def test_a_chat_is_shown_to_teams_beside_those_that_see_it(tenant: Tenant) -> None:
    call(tenant, "POST", "assignTeam", {"teams": ["Sales"]}, whatsappNumber=PRIYA)
    reply = call(tenant, "POST", "assignTeam", {"teams": ["Support", "Sales"]}, whatsappNumber=PRIYA)
    assert reply.json() == {"result": True}
    assert chat(tenant).teams == ("Sales", "Support")
    ids = {team.id for team in tenant.wati.teams}
    (row,) = call(tenant, "GET", "getContacts", name="Priya").json()["contact_list"]
    assert set(row["teamIds"]) == ids


@pytest.mark.parametrize("body", [None, [], b"x", {}, {"teams": []}, {"teams": "Sales"}, {"teams": [5]}], ids=str)
def test_teams_that_cannot_be_read_are_refused(tenant: Tenant, body: Any) -> None:
    before = data_of(tenant)
    reply = call(tenant, "POST", "assignTeam", body, whatsappNumber=PRIYA)
    refused(tenant, reply, before, "target input invalid")


def test_one_unknown_team_changes_nothing_and_is_told_the_nearest(tenant: Tenant) -> None:
    before = data_of(tenant)
    reply = call(tenant, "POST", "assignTeam", {"teams": ["Sales", "Suport"]}, whatsappNumber=PRIYA)
    refused(tenant, reply, before, "Invalid team")
    assert "Did you mean 'Support'?" in reply.headers["X-Sandbox-Help"]


# --- the status ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "status"), [("OPEN", "OPEN"), ("SOLVED", "SOLVED"), ("PENDING", "PENDING"), ("BLOCK", "BLOCKED")]
)
@pytest.mark.parametrize("spelling", ["ticketStatus", "TicketStatus"])
def test_a_chat_has_the_status_that_was_asked_for(tenant: Tenant, asked: str, status: str, spelling: str) -> None:
    body = {"whatsappNumber": PRIYA, spelling: asked, "channelPhoneNumber": "15550199999"}
    reply = call(tenant, "POST", "updateChatStatus", body)
    assert reply.json() == {"result": True}
    assert list(tenant.universe.journal)[-1].violations == []
    assert (chat(tenant).status, chat(tenant, SHOP).status) == (status, "OPEN")
    latest = call(tenant, "GET", f"getMessages/{PRIYA}", pageSize="1").json()["messages"]["items"][0]
    assert (latest["eventType"], latest["eventDescription"]) == (
        "ticket",
        f"The chat status has been changed to {status}",
    )


def test_the_status_of_the_chat_on_a_channel_is_its_own(tenant: Tenant) -> None:
    body = {"target": BSUID, "ticketStatus": "SOLVED", "channelPhoneNumber": SHOP}
    assert call(tenant, "POST", "updateChatStatus", body).json() == {"result": True}
    assert (chat(tenant).status, chat(tenant, SHOP).status) == ("OPEN", "SOLVED")


@pytest.mark.parametrize("asked", ["solved", "CLOSED", "BLOCKED", "", None, 1, ["OPEN"], {}])
def test_another_status_is_refused_with_those_that_there_are(tenant: Tenant, asked: Any) -> None:
    before = data_of(tenant)
    reply = call(tenant, "POST", "updateChatStatus", {"whatsappNumber": PRIYA, "ticketStatus": asked})
    refused(tenant, reply, before, "target input invalid")
    assert "OPEN, SOLVED, PENDING, BLOCK" in reply.headers["X-Sandbox-Help"]


def test_the_status_takes_the_plan_pro(tenant: Tenant) -> None:
    tenant.wati.set_up({"plan": "growth"})
    before = data_of(tenant)
    reply = call(tenant, "POST", "updateChatStatus", {"whatsappNumber": PRIYA, "ticketStatus": "SOLVED"})
    assert (reply.status, reply.body, data_of(tenant)) == (403, b"", before)
