"""What webhooks are told, event by event, in the words of the documentation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from emulator import Tenant
from emulator.kernel.http import Json
from emulator.wati import broadcast
from emulator.wati.callback_payloads import EVENTS
from emulator.wati.rows import HistoryItem
from tests.wati.webhooks.hooks import Told, hook

ADA, BOB, FAR = "15550100001", "15550100002", "15550100003"
SESSION = ("sessionMessageSent", "sessionMessageSent_v2")
SECOND = "66aa00bb11cc22dd33ee4402"


def say(tenant: Tenant, text: str = "hello", phone: str = ADA, **more: Any) -> HistoryItem:
    return tenant.wati.receive(phone, text, **more)


def send(tenant: Tenant, text: str = "Hello", phone: str = ADA, **more: Any) -> HistoryItem:
    contact = tenant.wati.contact(phone)
    assert contact is not None
    return tenant.wati.send(tenant.wati.conversation_of(contact), text, **more)


def send_template(tenant: Tenant, phone: str = ADA) -> HistoryItem:
    found = tenant.wati.templates.first("name", "order_update")
    assert found is not None
    _, [row] = broadcast.begin(tenant.wati, found, "b", [broadcast.Wanted(phone, {"name": "Ada"})])
    item = tenant.wati.history.get(row.message)
    assert item is not None
    return item


def reach(tenant: Tenant, seconds: int = 10) -> None:
    tenant.universe.clock.advance(timedelta(seconds=seconds))


def test_a_message_is_told_as_documented(tenant: Tenant) -> None:
    hook(tenant, "message")
    told = Told(tenant)
    item = say(tenant)
    assert told.bodies == [
        {
            "id": item.id,
            "created": "2026-01-15T09:00:00.0000000Z",
            "whatsappMessageId": item.whatsapp_message_id,
            "conversationId": item.conversation_id,
            "ticketId": item.ticket_id,
            "text": "hello",
            "type": "text",
            "data": None,
            "sourceId": None,
            "sourceUrl": None,
            "timestamp": "1768467600",
            "owner": False,
            "eventType": "message",
            "statusString": "SENT",
            "avatarUrl": None,
            "assignedId": None,
            "operatorName": "Bot",
            "operatorEmail": None,
            "waId": ADA,
            "messageContact": None,
            "senderName": "Ada",
            "listReply": None,
            "interactiveButtonReply": None,
            "buttonReply": None,
            "replyContextId": "",
            "sourceType": 7,
            "frequentlyForwarded": False,
            "forwarded": False,
            "channelId": None,
            "channelPhoneNumber": "15550199999",
            "bsuid": None,
            "parentBsuid": None,
            "username": None,
        }
    ]


def test_a_new_contact_is_told_without_the_text_and_before_the_message(tenant: Tenant) -> None:
    hook(tenant, "message", "newContactMessageReceived")
    told = Told(tenant)
    item = say(tenant, "hi", "15550100009", name="New")
    assert told.events == ["newContactMessageReceived", "message"]
    assert told.bodies[0] == {
        "eventType": "newContactMessageReceived",
        "id": item.id,
        "created": "2026-01-15T09:00:00.0000000Z",
        "waId": "15550100009",
        "senderName": "New",
        "sourceId": None,
        "sourceUrl": None,
        "sourceType": 0,
        "bsuid": None,
        "parentBsuid": None,
        "username": None,
    }
    say(tenant, "again", "15550100009")
    assert told.events[2:] == ["message"]


def test_a_sent_message_is_told_twice_and_only_the_second_knows_the_clients_own_id(tenant: Tenant) -> None:
    hook(tenant, *SESSION)
    say(tenant)
    told = Told(tenant)
    item = send(tenant, local_message_id="mine", operator="asha.agent@example.com")
    first, second = told.bodies
    assert first == {
        "eventType": "sessionMessageSent",
        "id": item.id,
        "whatsappMessageId": item.whatsapp_message_id,
        "conversationId": item.conversation_id,
        "ticketId": item.ticket_id,
        "text": "Hello",
        "type": "text",
        "data": None,
        "timestamp": "1768467600",
        "owner": True,
        "statusString": "SENT",
        "assigneeId": "66aa00bb11cc22dd33ee4401",
        "operatorEmail": "asha.agent@example.com",
        "operatorName": "Asha Agent",
        "waId": ADA,
    }
    assert second == first | {
        "eventType": "sessionMessageSent_v2",
        "localMessageId": "mine",
        "chatbotTriggeredEventId": None,
        "replyContextId": "",
        "channelId": None,
        "channelPhoneNumber": "15550199999",
        "bsuid": None,
        "parentBsuid": None,
        "username": None,
    }


def test_the_way_of_a_message_is_told_step_by_step_in_order(tenant: Tenant) -> None:
    names = [f"sentMessage{one}{v}" for one in ("DELIVERED", "READ", "REPLIED") for v in ("", "_v2")]
    hook(tenant, *SESSION, "message", *names)
    say(tenant)
    told = Told(tenant)
    item = send(tenant, local_message_id="mine")
    reach(tenant)
    say(tenant, "thanks")
    assert told.events == ["message", *SESSION, *names[:4], "message", *names[4:]]
    assert told.only("sentMessageDELIVERED_v2") == {
        "eventType": "sentMessageDELIVERED_v2",
        "statusString": "Delivered",
        "localMessageId": "mine",
        "id": item.id,
        "whatsappMessageId": item.whatsapp_message_id,
        "conversationId": item.conversation_id,
        "ticketId": item.ticket_id,
        "text": "Hello",
        "type": "text",
        "timestamp": "1768467601",
        "assigneeId": None,
        "operatorEmail": None,
        "channelId": None,
        "channelPhoneNumber": "15550199999",
    }
    assert told.only("sentMessageREAD")["timestamp"] == "1768467605"
    assert {"localMessageId", "channelId", "waId"}.isdisjoint(told.only("sentMessageREAD"))
    assert told.only("sentMessageREPLIED_v2")["statusString"] == "Replied"


def test_sent_comes_before_delivered_even_where_that_is_at_once(tenant: Tenant) -> None:
    tenant.universe.assumptions.choose("wati.delivery", "at_once")
    hook(tenant, "sessionMessageSent", "sentMessageDELIVERED")
    told = Told(tenant)
    send(tenant)
    assert told.events == ["sessionMessageSent", "sentMessageDELIVERED"]


def test_a_template_is_told_with_its_name_and_content(tenant: Tenant) -> None:
    hook(tenant, "templateMessageSent", "templateMessageSent_v2", "sentMessageDELIVERED_v2", *SESSION)
    told = Told(tenant)
    item = send_template(tenant)
    reach(tenant)
    assert told.events == ["templateMessageSent", "templateMessageSent_v2", "sentMessageDELIVERED_v2"]
    first, second, delivered = told.bodies
    assert first == {
        "eventType": "templateMessageSent",
        "id": item.id,
        "whatsappMessageId": item.whatsapp_message_id,
        "conversationId": item.conversation_id,
        "ticketId": item.ticket_id,
        "templateId": item.template,
        "templateName": "order_update",
        "created": "2026-01-15T09:00:00.0000000Z",
        "text": "Hi Ada",
        "operatorEmail": None,
        "waId": ADA,
        "type": "template",
        "statusString": "SENT",
        "sourceType": "API",
    }
    assert second["localMessageId"] == item.local_message_id
    assert second["headerType"] == "text"
    content = second["templateContent"]
    assert (content["headerText"], content["footerText"]) == ("Order", "Bye")
    assert [(one["index"], one["type"], one["text"]) for one in content["buttons"]] == [
        (0, "quick_reply", "Yes"),
        (1, "quick_reply", "No"),
    ]
    assert (delivered["type"], delivered["text"]) == ("template", None)


def test_what_does_not_arrive_is_told_with_the_reason(tenant: Tenant) -> None:
    hook(tenant, "templateMessageFailed", "sessionMessageFailed", "sessionMessageFailed_v2")
    told = Told(tenant)
    say(tenant, "hi", FAR)
    item = send_template(tenant, FAR)
    send(tenant, "Hello", FAR)
    reach(tenant)
    assert told.events == ["templateMessageFailed", "sessionMessageFailed", "sessionMessageFailed_v2"]
    assert told.bodies[0] == {
        "eventType": "templateMessageFailed",
        "statusString": "Failed",
        "localMessageId": item.local_message_id,
        "failedCode": "131026",
        "failedDetail": "Message undeliverable",
        "id": item.id,
        "whatsappMessageId": item.whatsapp_message_id,
        "conversationId": item.conversation_id,
        "ticketId": item.ticket_id,
        "text": None,
        "type": "template",
        "timestamp": "1768467601",
        "assigneeId": None,
        "operatorEmail": None,
    }
    assert (told.bodies[1]["type"], told.bodies[1]["text"]) == ("session", "Hello")


OFFERS: dict[str, dict[str, Any]] = {
    "interactiveButtonReply": {"type": "buttons", "extra": {"choices": [["1", "Yes"], ["2", "No"]]}},
    "listReply": {"type": "list", "extra": {"choices": [["1", "Yes"]], "button": "Menu"}},
}


@pytest.mark.parametrize("kind", list(OFFERS))
def test_a_tap_is_told_by_what_was_tapped_on(tenant: Tenant, kind: str) -> None:
    hook(tenant, "message")
    told = Told(tenant)
    send(tenant, "Pick", **OFFERS[kind])
    send(tenant, "Something else")
    say(tenant, "Yes", choice={"id": "1", "title": "Yes"})
    [body] = told.bodies
    assert (body["type"], body["text"]) == ("interactive", "Yes")
    others = {"interactiveButtonReply", "listReply", "buttonReply"} - {kind}
    assert [body[other] for other in others] == [None, None]
    assert body[kind] == {"id": "1", "title": "Yes", **({"description": None} if kind == "listReply" else {})}


def test_a_tap_on_a_template_is_a_button_of_its_own_type(tenant: Tenant) -> None:
    hook(tenant, "message")
    told = Told(tenant)
    item = send_template(tenant)
    say(tenant, "Yes", choice={"title": "Yes"}, reply_to=item.whatsapp_message_id)
    [body] = told.bodies
    assert (body["type"], body["buttonReply"]) == ("button", {"text": "Yes", "payload": "Yes"})
    assert body["replyContextId"] == item.whatsapp_message_id


@pytest.mark.parametrize(
    ("media", "data"),
    [
        (
            "data/images/a b.jpg",
            "https://live-mt-server.wati.io/424242/api/file/showFile?fileName=data/images/a%20b.jpg",
        ),
        ("https://files.example/a.jpg", "https://files.example/a.jpg"),
    ],
)
def test_a_file_is_told_by_where_it_can_be_had(tenant: Tenant, media: str, data: str) -> None:
    hook(tenant, "message", "sessionMessageSent")
    told = Told(tenant)
    say(tenant, "", media=media, type="image")
    send(tenant, "", type="image", extra={"media": media})
    assert [(body["type"], body["text"], body["data"]) for body in told.bodies] == [("image", None, data)] * 2


def test_messages_on_another_number_say_so_and_are_heard_by_its_webhooks_alone(tenant: Tenant) -> None:
    hook(tenant, "message", url="http://127.0.0.1:1/", phone="15550199998")
    hook(tenant, "message", url="http://127.0.0.1:2/", phone="15550199999")
    hook(tenant, "message", url="http://127.0.0.1:3/")
    told = Told(tenant)
    say(tenant, channel=SECOND)
    say(tenant)
    found = [(one.host[-1], one.json()["channelPhoneNumber"][-1], one.json()["channelId"]) for one in _all(told)]
    assert found == [("1", "8", SECOND), ("3", "8", SECOND), ("2", "9", None), ("3", "9", None)]
    tenant.universe.assumptions.choose("wati.webhook_without_number", "own_number")
    say(tenant, channel=SECOND)
    assert len(_all(told)) == 5


def _all(told: Told) -> list[Any]:
    assert told.bodies
    return told.requests


def test_a_contact_with_a_bsuid_is_told_in_that_variant_too(tenant: Tenant) -> None:
    names = [name for name in EVENTS if name.endswith("_bsuid")]
    hook(tenant, *names)
    told = Told(tenant)
    say(tenant, phone=ADA)
    send(tenant, phone=ADA)
    assert told.events == []
    say(tenant, phone=BOB)
    send(tenant, phone=BOB)
    send_template(tenant, BOB)
    assert told.events == [
        "message_bsuid",
        "sessionMessageSent_bsuid",
        "sessionMessageSent_v2_bsuid",
        "templateMessageSent_bsuid",
        "templateMessageSent_v2_bsuid",
    ]
    assert {body["bsuid"] for body in told.bodies} == {"US.1234"}


def test_where_twins_are_one_the_second_is_told_alone(tenant: Tenant) -> None:
    tenant.universe.assumptions.choose("wati.webhook_twins", "v2_only")
    hook(tenant, *SESSION, "sentMessageREAD", "sessionMessageSent_bsuid", "sessionMessageSent_v2_bsuid")
    told = Told(tenant)
    say(tenant, phone=BOB)
    send(tenant, phone=BOB)
    reach(tenant)
    assert told.events == ["sessionMessageSent_v2", "sessionMessageSent_v2_bsuid", "sentMessageREAD"]


def test_who_has_the_chat_is_spelt_alike_where_that_quirk_is_off(tenant: Tenant) -> None:
    tenant.universe.assumptions.choose("wati.assignee_spelling", "assignedId")
    hook(tenant, "message", "sessionMessageSent", "sentMessageREAD", "templateMessageFailed")
    told = Told(tenant)
    say(tenant)
    send(tenant)
    send_template(tenant, FAR)
    reach(tenant)
    assert len(told.bodies) == 4
    assert all("assignedId" in body and "assigneeId" not in body for body in told.bodies)


def test_the_click_id_of_an_advertisement_stands_in_no_webhook_unless_told(tenant: Tenant) -> None:
    referral = {"sourceId": "ad1", "url": "https://ads.example/1", "ctwaClid": "click"}
    hook(tenant, "message")
    told = Told(tenant)
    say(tenant, extra={"referral": referral})
    tenant.universe.assumptions.choose("wati.click_id", "webhook_too")
    say(tenant, extra={"referral": referral})
    assert [body.get("ctwaClid") for body in told.bodies] == [None, "click"]
    assert told.bodies[0]["sourceUrl"] == "https://ads.example/1"


def test_what_a_blocked_contact_writes_is_told_unless_the_account_has_the_beta(tenant: Tenant) -> None:
    hook(tenant, "message")
    told = Told(tenant)
    item = say(tenant)
    tenant.wati.conversations.update(item.conversation_id, status="BLOCKED")
    say(tenant, "let me in")
    assert "wati.blocked_messages" in tenant.universe.assumptions.used
    tenant.universe.assumptions.choose("wati.blocked_messages", "suppressed")
    say(tenant, "once more")
    assert [body["text"] for body in told.bodies] == ["hello", "let me in"]


def test_nothing_is_made_where_nobody_listens(tenant: Tenant) -> None:
    def kept() -> tuple[int, Json]:
        return len(tenant.wati.deliveries), {**tenant.universe.ids.snapshot()}.get("wati.delivery")

    say(tenant)
    assert kept() == (0, None)
    hook(tenant, "sentMessageREAD")
    hook(tenant, "message", url="http://127.0.0.1:1/", status=0)
    say(tenant)
    assert kept() == (0, None)
