"""sendSessionMessage: whom a path names, which failure it tells, and what the other side of each oddity is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from emulator import Tenant
from tests.wati.sends.sends_calls import ADA, PRIYA, STRANGER, breaches, choose, history, refused
from tests.wati.wati_calls import BEARER, call, data_of, send


def contact_id(account: Tenant) -> str:
    contact = account.wati.contact(PRIYA)
    assert contact is not None
    return contact.id


def test_a_reply_names_the_message_that_it_answers(account: Tenant) -> None:
    first = account.wati.receive(PRIYA, "where is it?")
    given = send(account, "On its way", replyContextId=first.whatsapp_message_id, localMessageId="mine")["message"]
    assert (given["replyContextId"], given["localMessageId"]) == (first.whatsapp_message_id, "mine")
    assert account.wati.history.get(given["id"]).reply_to == first.whatsapp_message_id  # type: ignore[union-attr]
    assert breaches(account) == []


def test_the_path_names_the_contact_by_id_or_bsuid_too(account: Tenant) -> None:
    for whom in (contact_id(account), "IN.priya1"):
        assert send(account, phone=whom)["ok"] is True
    choose(account, "path_targets", "number_only")
    before = data_of(account)
    for whom in (contact_id(account), "IN.priya1"):
        assert send(account, phone=whom) == {"result": False, "info": "target input invalid"}
    assert data_of(account) == before
    assert send(account)["ok"] is True


@pytest.mark.parametrize(
    ("whom", "info"),
    [
        (STRANGER, "Invalid Conversation"),
        (ADA, "Invalid Conversation"),
        ("9876543210", "Invalid Conversation"),
        ("66aa00bb11cc22dd33ee44ff", "Invalid Conversation"),
        ("US.nobody", "Invalid Conversation"),
        ("120363000000000000@g.us", "Invalid Contact"),
        ("+91-98765-43210", "target input invalid"),
        ("91 98765 43210", "target input invalid"),
        ("abc", "target input invalid"),
        ("12345", "target input invalid"),
        ("²²²²²²²²", "target input invalid"),
    ],
)
def test_who_cannot_be_written_to_is_told_in_one_of_three_texts(account: Tenant, whom: str, info: str) -> None:
    before = data_of(account)
    reply = call(account, "POST", f"sendSessionMessage/{whom.replace(' ', '%20')}", messageText="Hello")
    assert refused(account, reply, before) == {"result": False, "info": info}
    assert reply.help


def test_help_knows_whose_country_code_is_missing(account: Tenant) -> None:
    reply = call(account, "POST", "sendSessionMessage/9876543210", messageText="Hi")
    assert reply.help == ("9876543210 is 919876543210 without its country code.",)


def test_a_message_goes_through_the_number_that_is_named(account: Tenant) -> None:
    before = data_of(account)
    reply = call(account, "POST", f"sendSessionMessage/{PRIYA}", messageText="Hi", channelPhoneNumber="15550199998")
    assert refused(account, reply, before)["info"] == "Invalid Conversation"
    channel = account.wati.channels.first("phone", "15550199998")
    assert channel is not None
    account.wati.receive(PRIYA, "hi support", channel=channel.id)
    given = send(account, channelPhoneNumber="15550199998")["message"]
    conversation = account.wati.conversations.get(given["conversationId"])
    assert conversation is not None
    assert conversation.channel == channel.id
    own = send(account, channelPhoneNumber="15550199999")["message"]
    assert own["conversationId"] != given["conversationId"]


def test_an_unknown_number_of_the_account_sends_nothing(account: Tenant) -> None:
    before = data_of(account)
    reply = call(account, "POST", f"sendSessionMessage/{PRIYA}", messageText="Hi", channelPhoneNumber="15550190000")
    assert refused(account, reply, before) == {"result": False, "info": "target input invalid"}
    assert "15550199998" in reply.help[0]
    assert account.universe.assumptions.used["wati.send_failure_texts"] == "seen_elsewhere"


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_a_blank_text_is_refused(account: Tenant, text: str) -> None:
    before = data_of(account)
    reply = call(account, "POST", f"sendSessionMessage/{PRIYA}", messageText=text)
    assert refused(account, reply, before) == {"result": False, "info": "message text can not be empty"}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"messageText": "Hello"}, "application/json"),
        (b"messageText=Hello", "application/x-www-form-urlencoded"),
    ],
    ids=["in JSON", "in a form"],
)
def test_the_text_counts_in_the_body_where_that_oddity_is_off(account: Tenant, body: Any, kind: str) -> None:
    headers = {**BEARER, "content-type": kind}
    path = f"sendSessionMessage/{PRIYA}"
    assert call(account, "POST", path, body, headers).json()["info"] == "message text can not be empty"
    choose(account, "message_text_in", "query_or_body")
    assert call(account, "POST", path, body, headers).json()["message"]["text"] == "Hello"
    assert call(account, "POST", path, {"messageText": ["x"]}).json()["result"] is False


def test_result_is_a_text_or_always_true(account: Tenant) -> None:
    assert send(account)["result"] == "success"
    choose(account, "result_types", "boolean")
    assert send(account)["result"] is True


@pytest.mark.parametrize(("choice", "status"), [("200", 200), ("400", 400)])
def test_a_business_failure_has_status_200_or_400(account: Tenant, choice: str, status: int) -> None:
    choose(account, "failure_status", choice)
    account.universe.clock.advance(timedelta(hours=25))
    before = data_of(account)
    reply = call(account, "POST", f"sendSessionMessage/{PRIYA}", messageText="Hi")
    assert refused(account, reply, before, status)["ticketStatus"] == "CLOSED"
    reply = call(account, "POST", f"sendSessionMessage/{STRANGER}", messageText="Hi")
    assert refused(account, reply, before, status)["info"] == "Invalid Conversation"


def test_what_was_sent_is_delivered_and_read_as_the_clock_moves(account: Tenant) -> None:
    send(account, "Hello")
    seen = []
    for seconds in (0, 1, 4):
        account.universe.clock.advance(timedelta(seconds=seconds))
        seen.append(history(account)[0]["statusString"])
    assert seen == ["SENT", "DELIVERED", "READ"]


def test_a_reply_knows_of_a_delivery_that_came_before_it(account: Tenant) -> None:
    choose(account, "delivery", "at_once")
    assert send(account)["message"]["statusString"] == "DELIVERED"
