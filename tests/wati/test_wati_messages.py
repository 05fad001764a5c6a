"""Wati v1: messages that go out, and the history of a chat."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from emulator import Tenant
from tests.wati.wati_calls import BEARER, PRIYA, assign, call, data_of, send


def history(tenant: Tenant, phone: str = PRIYA, **args: str) -> list[Any]:
    items: list[Any] = call(tenant, "GET", f"getMessages/{phone}", **args).json()["messages"]["items"]
    return items


# --- sendSessionMessage ----------------------------------------------------------------------------------------------


def test_a_message_goes_out_in_the_captured_shape(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "hi")
    given = send(tenant, "Hello & welcome ü", localMessageId="mine")
    assert (given["ok"], given["result"]) == (True, "success")
    message = given["message"]
    assert (message["text"], message["type"], message["statusString"]) == ("Hello & welcome ü", "text", "SENT")
    assert (message["isOwner"], message["localMessageId"], message["operatorName"]) == (True, "mine", "Bot")
    assert message["whatsappMessageId"].startswith("wamid.")
    assert (message["time"], message["created"]) == ("1768467600", "2026-01-15T09:00:00.000Z")


def test_a_message_gets_a_local_id_if_it_came_without(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "hi")
    ids = {send(tenant)["message"][name] for name in ("localMessageId", "id") for _ in range(2)}
    assert len(ids) == 4


@pytest.mark.parametrize(
    "body",
    [{"messageText": "Hello"}, b"messageText=Hello", None],
    ids=["in JSON", "in a form", "nowhere"],
)
def test_the_text_counts_only_in_the_query(tenant: Tenant, body: Any) -> None:
    tenant.wati.receive(PRIYA, "hi")
    before = data_of(tenant)
    headers = {**BEARER, "content-type": "application/x-www-form-urlencoded" if isinstance(body, bytes) else ""}
    reply = call(tenant, "POST", f"sendSessionMessage/{PRIYA}", body, headers)
    assert (reply.status, reply.json()) == (200, {"result": False, "info": "message text can not be empty"})
    assert data_of(tenant) == before


EXPIRED = {"result": False, "message": "Ticket has been expired.", "ticketStatus": "CLOSED"}


@pytest.mark.parametrize(("hours", "open_"), [(23.9999, True), (24, False), (100, False)])
def test_free_text_may_be_sent_for_24_hours(tenant: Tenant, hours: float, open_: bool) -> None:
    tenant.wati.receive(PRIYA, "hi")
    tenant.universe.clock.advance(timedelta(hours=hours))
    before = data_of(tenant)
    given = send(tenant)
    if open_:
        assert given["ok"] is True
    else:
        assert given == EXPIRED
        assert data_of(tenant) == before


def test_the_customers_next_message_opens_the_window_again(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "hi")
    tenant.universe.clock.advance(timedelta(hours=30))
    assert send(tenant) == EXPIRED
    tenant.wati.receive(PRIYA, "still there?")
    assert send(tenant)["ok"] is True


def test_our_own_messages_do_not_keep_the_window_open(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "hi")
    tenant.universe.clock.advance(timedelta(hours=20))
    send(tenant)
    tenant.universe.clock.advance(timedelta(hours=4))
    assert send(tenant) == EXPIRED


@pytest.mark.parametrize("phone", ["15550109999", "22222222", "9876543210"])
def test_who_never_chatted_cannot_be_written_to(tenant: Tenant, phone: str) -> None:
    """Not even a contact that the account knows, or the customer's number without country code."""
    tenant.wati.receive(PRIYA, "hi")
    before = data_of(tenant)
    assert send(tenant, phone=phone) == {"result": False, "info": "Invalid Conversation"}
    assert data_of(tenant) == before


@pytest.mark.parametrize(("length", "good"), [(4096, True), (4097, False)])
def test_a_text_has_at_most_4096_characters(tenant: Tenant, length: int, good: bool) -> None:
    tenant.wati.receive(PRIYA, "hi")
    before = data_of(tenant)
    given = send(tenant, "ü" * length)
    assert ("ok" in given) is good
    assert (data_of(tenant) == before) is not good


# --- getMessages -----------------------------------------------------------------------------------------------------


def test_messages_come_newest_first_with_ticket_rows_between(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "hi")
    tenant.universe.clock.advance(timedelta(seconds=1))
    send(tenant, "Hello")
    assign(tenant, email="asha.agent@example.com")
    tenant.wati.receive(PRIYA, "thanks")
    reply = call(tenant, "GET", f"getMessages/{PRIYA}")
    given = reply.json()
    assert (given["result"], list(given)) == ("success", ["result", "messages", "link"])
    items = given["messages"]["items"]
    assert [(one["eventType"], one.get("text") or one.get("eventDescription")) for one in items] == [
        ("message", "thanks"),
        (
            "ticket",
            "Chat is now assigned to asha.agent@example.com. Automation will not work unless it's assigned back to Bot",
        ),
        ("message", "Hello"),
        ("message", "hi"),
        ("ticket", f"The chat has been initialized by contact Priya Test ({PRIYA})"),
    ]
    assert [one.get("owner") for one in items] == [False, None, True, False, None]
    assert [one["type"] for one in items] == ["text", 1, "text", "text", 0]
    assert items[1]["assignee"] == "asha.agent@example.com"
    assert items[4]["topicName"] == "General Enquiry"
    assert items[0]["timestamp"] == "1768467601"
    assert len({one["ticketId"] for one in items}) == 1
    assert all("waId" not in one and "whatsappMessageId" not in one for one in items)


def test_messages_come_in_pages(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "hi")
    for number in range(3):
        send(tenant, f"{number}")
    given = call(tenant, "GET", f"getMessages/{PRIYA}", pageSize="2", pageNumber="2").json()
    assert [one.get("text") for one in given["messages"]["items"]] == ["0", "hi"]
    assert (given["messages"]["pageNumber"], given["messages"]["pageSize"], given["messages"]["total"]) == (2, 2, 5)
    assert given["link"]["nextPage"].endswith(f"getMessages/{PRIYA}?pageSize=2&pageNumber=3")


def test_a_leading_plus_in_the_path_is_tolerated(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "hi")
    assert history(tenant, f"+{PRIYA}") == history(tenant)
    assert send(tenant, phone=f"%2B{PRIYA}")["ok"] is True


def test_a_contact_who_never_chatted_has_no_messages(tenant: Tenant) -> None:
    assert history(tenant, "22222222") == []


def test_messages_of_an_unknown_number_are_an_assumption(tenant: Tenant) -> None:
    path = "getMessages/15550109999"
    assert call(tenant, "GET", path).json() == {"result": False, "info": "Invalid Contact"}
    assert tenant.universe.assumptions.used == {"wati.messages_of_unknown": "invalid_contact"}
    tenant.universe.assumptions.choose("wati.messages_of_unknown", "empty")
    assert call(tenant, "GET", path).json()["messages"]["items"] == []


def test_a_tap_is_an_interactive_message(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "Yes", choice={"id": "1", "title": "Yes"})
    assert history(tenant)[0]["type"] == "interactive"
    assert history(tenant)[0]["text"] == "Yes"


def test_a_strangers_first_message_makes_them_a_contact(tenant: Tenant) -> None:
    tenant.wati.receive("15550109999", "hi")
    row = call(tenant, "GET", "getContacts", name="15550109999").json()["contact_list"][0]
    assert (row["fullName"], row["source"]) == ("+15550109999", "WhatsApp")
    assert send(tenant, phone="15550109999")["ok"] is True


def test_a_whole_account_survives_json(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "hi", choice={"id": "1", "title": "hi"})
    send(tenant)
    other = Tenant("other")
    other.wati.restore(json.loads(json.dumps(tenant.wati.snapshot())))
    assert other.wati.snapshot() == tenant.wati.snapshot()
    assert history(other) == history(tenant)
