"""Wati v3: text to a conversation, on any channel, and the conversation read back."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from emulator import Tenant
from tests.wati.v3.conftest import tenant_of
from tests.wati.v3.v3_calls import (
    ADA,
    BSUID,
    CHANNEL,
    CHANNEL_ID,
    CHANNEL_PHONE,
    PAGE,
    call,
    help_of,
    messages,
    ok,
    refused,
    send_text,
)
from tests.wati.wati_calls import PRIYA, assign
from tests.wati.wati_calls import call as call_v1
from tests.wati.wati_calls import send as send_v1

TEXT = "conversations/messages/text"
ONE_OF_TWO = "Several conversations of this contact are open: name the channel."


def test_a_text_goes_out_in_the_vendors_spelling(tenant: Tenant) -> None:
    message = send_text(tenant, "Hello & ü\n*bold*")
    assert (message["text"], message["type"], message["owner"], message["status"]) == (
        "Hello & ü\n*bold*",
        "text",
        True,
        "sent",
    )
    assert (message["operator_name"], message["assigned_id"], message["event_type"]) == ("Bot", None, "message")
    assert message["timestamp"] == message["created"] == "2026-01-15T09:00:00.0000000Z"


def test_messages_come_newest_first_with_ticket_lines_and_status_in_lower_case(tenant: Tenant) -> None:
    send_text(tenant)
    tenant.universe.clock.advance(timedelta(seconds=10))
    assert [(row["event_type"], row["text"]) for row in messages(tenant)] == [
        ("message", "Hello"),
        ("message", "hi"),
        ("ticket", f"The chat has been initialized by contact Priya Test ({PRIYA})"),
    ]
    assert [row.get("status") for row in messages(tenant)] == ["read", "read", None]
    (first,) = messages(tenant, page_size="1", page_number="2")
    assert first["text"] == "hi"


def test_ticket_lines_can_be_left_out() -> None:
    tenant = tenant_of(**{"wati.history_rows": "messages_only"})
    assert {row["event_type"] for row in messages(tenant)} == {"message"}


def test_an_operators_message_has_their_name(tenant: Tenant) -> None:
    assign(tenant, email="asha.agent@example.com")
    message = send_text(tenant)
    agent = tenant.wati.agent("asha.agent@example.com")
    assert agent is not None
    assert (message["operator_name"], message["assigned_id"]) == ("Asha Agent", agent.id)


def test_v1_and_v3_read_what_the_other_one_sent(tenant: Tenant) -> None:
    first, second = send_v1(tenant, "from v1")["message"], send_text(tenant, "from v3")
    items = call_v1(tenant, "GET", f"getMessages/{PRIYA}").json()["messages"]["items"]
    assert [(row["id"], row["text"]) for row in items[:2]] == [(second["id"], "from v3"), (first["id"], "from v1")]
    assert [row["id"] for row in messages(tenant)[:2]] == [second["id"], first["id"]]


@pytest.mark.parametrize(
    "body",
    [
        None,
        b"\xff",
        "text",
        {"target": PRIYA},
        {"text": "x"},
        {"target": PRIYA, "text": ""},
        {"target": PRIYA, "text": " \n"},
        {"target": PRIYA, "text": 7},
        {"target": [PRIYA], "text": "x"},
        {"target": int(PRIYA), "text": "x"},
        {"target": PRIYA, "text": "x" * 4097},
        {"target": ADA, "text": "x"},
        {"target": "nobody", "text": "x"},
    ],
)
def test_a_text_that_cannot_be_sent_is_refused(tenant: Tenant, body: Any) -> None:
    assert refused(tenant, "POST", TEXT, body)[0] == 400


def test_the_longest_text_goes_out(tenant: Tenant) -> None:
    assert len(send_text(tenant, "x" * 4096)["text"]) == 4096


@pytest.mark.parametrize("status", ["400", "404"])
def test_a_contact_who_never_chatted_has_no_conversation(status: str) -> None:
    tenant = tenant_of(**{"wati.v3_unknown_target": status})
    told = (int(status), "The conversation does not exist.")
    assert refused(tenant, "POST", TEXT, {"target": ADA, "text": "x"}) == told
    assert refused(tenant, "GET", f"conversations/{ADA}/messages", **PAGE) == told
    assert f"{ADA} has no chat here" in help_of(call(tenant, "POST", TEXT, {"target": ADA, "text": "x"}))


# --- the window ------------------------------------------------------------------------------------------------------


def test_a_closed_window_is_refused(tenant: Tenant) -> None:
    tenant.universe.clock.advance(timedelta(hours=24) - timedelta(microseconds=1))
    send_text(tenant)
    tenant.universe.clock.advance(timedelta(microseconds=1))
    assert refused(tenant, "POST", TEXT, {"target": PRIYA, "text": "x"}) == (400, "Ticket has been expired.")
    assert tenant.universe.assumptions.used["wati.v3_closed_window"] == "400"


def test_a_closed_window_may_fail_after_the_message_was_accepted() -> None:
    tenant = tenant_of(**{"wati.v3_closed_window": "accepted"})
    heard: list[str] = []
    tenant.wati.listeners.append(lambda happening, item: heard.append(happening))
    tenant.universe.clock.advance(timedelta(days=2))
    assert send_text(tenant)["status"] == "sent"
    tenant.universe.clock.advance(timedelta(minutes=1))
    row = messages(tenant)[0]
    assert (row["status"], row["failed_detail"], heard) == ("failed", "Re-engagement message", ["sent", "FAILED"])
    assert next(tenant.wati.history.latest("conversation_id", row["conversation_id"])).failed_code == "131047"


# --- several channels ------------------------------------------------------------------------------------------------


@pytest.fixture
def two(tenant: Tenant) -> Tenant:
    """Priya has written to both numbers of the account."""
    tenant.wati.receive(PRIYA, "hi there", channel=CHANNEL_ID)
    return tenant


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", f"conversations/{PRIYA}/messages", None),
        ("PUT", f"conversations/{PRIYA}/operator", {"assignee_email": None}),
        ("PUT", f"conversations/{BSUID}/status", {"new_status": "solved"}),
        ("POST", TEXT, {"target": PRIYA, "text": "x"}),
        ("POST", "conversations/messages/fileViaUrl", {"target": PRIYA, "file_url": "https://files.example/a.png"}),
        (
            "POST",
            "conversations/messages/interactive",
            {"target": BSUID, "type": "buttons", "button_message": {"body": "b", "buttons": [{"text": "Yes"}]}},
        ),
    ],
)
def test_several_open_conversations_need_a_channel(two: Tenant, method: str, path: str, body: Any) -> None:
    args = PAGE if method == "GET" else {}
    assert refused(two, method, path, body, **args) == (409, ONE_OF_TWO)
    assert f"write {two.wati.phone}:" in help_of(call(two, method, path, body, **args))


@pytest.mark.parametrize(
    ("channel", "lines"), [(CHANNEL, ["to one", "hi there"]), (CHANNEL_PHONE, ["to one", "hi there"])]
)
def test_a_channel_tells_the_conversations_apart(two: Tenant, channel: str, lines: list[str]) -> None:
    for whom in (PRIYA, BSUID):
        send_text(two, "to one", f"{channel}:{whom}")
    found = messages(two, f"{channel}%3A{PRIYA}")
    assert [row["text"] for row in found if row["event_type"] == "message"] == ["to one", *lines]
    assert messages(two, f"{two.wati.phone}:{PRIYA}")[0]["text"] == "hi"


def test_a_conversation_is_named_by_its_id(two: Tenant) -> None:
    for conversation in list(two.wati.conversations):
        assert send_text(two, "by id", conversation.id)["conversation_id"] == conversation.id


def test_one_open_conversation_among_several_is_the_one_that_is_meant(two: Tenant) -> None:
    ok(two, "PUT", f"conversations/{CHANNEL}:{PRIYA}/status", {"new_status": "solved"})
    first = next(iter(two.wati.conversations))
    assert send_text(two)["conversation_id"] == first.id


def test_what_the_vendor_would_answer_never_holds_the_help(two: Tenant) -> None:
    reply = call(two, "POST", TEXT, {"target": PRIYA, "text": "x"})
    assert CHANNEL not in json.dumps(json.loads(reply.body))
