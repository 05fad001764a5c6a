"""What webhooks are sent, event by event; the only place with its spelling. Source: see `callback_schemas`."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from emulator.kernel.contract import Contract
from emulator.kernel.http import Json
from emulator.kernel.json_schema import Schema
from emulator.wati import callback_parts as parts
from emulator.wati import callback_schemas as schemas
from emulator.wati.callback_parts import Told, is_template
from emulator.wati.payloads import media, operator
from emulator.wati.quirks import CLICK_ID
from emulator.wati.rows import BOT

INBOUND_SOURCE = 7
FIRST_SOURCE = 0


Builder = Callable[[Told, str], Json]


class Event(NamedTuple):
    """An event by its name: how its body is made, and what holds of it."""

    build: Builder
    contract: Contract


def message(told: Told, event: str) -> Json:
    """What a customer wrote, tapped or sent."""
    item, agent = told.item, operator(told.item, told.state)
    extra = item.extra or {}
    referral = extra.get("referral") or {}
    replies = parts.replies(told)
    clicked = referral.get("ctwaClid") if told.state.universe.assumptions.choice(CLICK_ID) == "webhook_too" else None
    return {
        **parts.ids(item),
        "created": parts.ticks(item.created),
        "text": item.text or None,
        "type": "button" if "buttonReply" in replies else parts.kind(item),
        "data": parts.data(told),
        "sourceId": referral.get("sourceId"),
        "sourceUrl": referral.get("url"),
        "timestamp": parts.seconds(item.created),
        "owner": False,
        "eventType": event,
        "statusString": "SENT",
        "avatarUrl": None,
        **parts.assigned(told, "assignedId"),
        "operatorName": agent.name if agent else BOT,
        "operatorEmail": agent.email if agent else None,
        "waId": told.contact.wa_id,
        "messageContact": None,
        "senderName": told.contact.name,
        "listReply": None,
        "interactiveButtonReply": None,
        "buttonReply": None,
        **replies,
        "replyContextId": item.reply_to,
        "sourceType": INBOUND_SOURCE,
        "frequentlyForwarded": False,
        "forwarded": False,
        **parts.channel(told),
        **parts.person(told),
        **({"ctwaClid": clicked} if clicked else {}),
    }


def new_contact(told: Told, event: str) -> Json:
    """Somebody wrote for the first time. What they wrote comes with `message`."""
    referral = (told.item.extra or {}).get("referral") or {}
    return {
        "eventType": event,
        "id": told.item.id,
        "created": parts.ticks(told.item.created),
        "waId": told.contact.wa_id,
        "senderName": told.contact.name,
        "sourceId": referral.get("sourceId"),
        "sourceUrl": referral.get("url"),
        "sourceType": FIRST_SOURCE,
        **parts.person(told),
    }


def session_sent(told: Told, event: str) -> Json:
    item, agent = told.item, operator(told.item, told.state)
    body = {
        "eventType": event,
        **parts.ids(item),
        "text": item.text or None,
        "type": parts.kind(item),
        "data": parts.data(told),
        "timestamp": parts.seconds(item.created),
        "owner": True,
        "statusString": "SENT",
        **parts.assigned(told, "assigneeId"),
        "operatorEmail": agent.email if agent else None,
        "operatorName": agent.name if agent else BOT,
        "waId": told.contact.wa_id,
    }
    if event == "sessionMessageSent":
        return body
    more = {"replyContextId": item.reply_to, **parts.channel(told), **parts.person(told)}
    return {**body, "localMessageId": item.local_message_id or "", "chatbotTriggeredEventId": None, **more}


def template_sent(told: Told, event: str) -> Json:
    """`sourceType` says how it was sent; here it is always API."""
    item, agent = told.item, operator(told.item, told.state)
    found = parts.template_of(told)
    body = {
        "eventType": event,
        **parts.ids(item),
        "templateId": found.id if found else item.template,
        "templateName": found.name if found else "",
        "created": parts.ticks(item.created),
        "text": item.text,
        "operatorEmail": agent.email if agent else None,
        "waId": told.contact.wa_id,
        "type": "template",
        "statusString": "SENT",
        "sourceType": "API",
    }
    if event == "templateMessageSent":
        return body
    header = found.header_type if found and (found.header or media(item)) else None
    content = {"headerLink": parts.data(told), "headerType": header, "templateContent": parts.content(item)}
    return {
        **body,
        "localMessageId": item.local_message_id or "",
        **content,
        **parts.channel(told),
        **parts.person(told),
    }


def status(told: Told, event: str) -> Json:
    """How far a message of ours came; the text of a template is not repeated."""
    item, agent = told.item, operator(told.item, told.state)
    body = {
        "eventType": event,
        "statusString": item.status.capitalize(),
        **parts.ids(item),
        "text": None if is_template(item) else item.text or None,
        "type": "template" if is_template(item) else parts.kind(item),
        "timestamp": parts.seconds(told.at),
        **parts.assigned(told, "assigneeId"),
        "operatorEmail": agent.email if agent else None,
    }
    if not event.endswith("_v2"):
        return body
    return {**body, "localMessageId": item.local_message_id or "", **parts.channel(told)}


def session_failed(told: Told, event: str) -> Json:
    return {**parts.failed(told, event), "type": "session", "text": told.item.text or None}


def template_failed(told: Told, event: str) -> Json:
    agent = operator(told.item, told.state)
    told_by = {**parts.assigned(told, "assigneeId"), "operatorEmail": agent.email if agent else None}
    return {**parts.failed(told, event), "type": "template", "text": None, **told_by}


def _event(name: str, build: Builder, schema: Callable[[str], Schema]) -> tuple[str, Event]:
    return name, Event(build, Contract({"title": name, **schema(name)}))


EVENTS: dict[str, Event] = dict(
    [
        *(_event(name, message, schemas.message) for name in ("message", "message_bsuid")),
        *(
            _event(name, new_contact, schemas.new_contact)
            for name in ("newContactMessageReceived", "newContactMessageReceived_bsuid")
        ),
        *(
            _event(f"sessionMessageSent{version}", session_sent, schemas.session_sent)
            for version in ("", "_v2", "_bsuid", "_v2_bsuid")
        ),
        *(
            _event(f"templateMessageSent{version}", template_sent, schemas.template_sent)
            for version in ("", "_v2", "_bsuid", "_v2_bsuid")
        ),
        *(
            _event(f"sentMessage{reached}{version}", status, schemas.status)
            for reached in ("DELIVERED", "READ", "REPLIED")
            for version in ("", "_v2")
        ),
        *(
            _event(name, session_failed, schemas.session_failed)
            for name in ("sessionMessageFailed", "sessionMessageFailed_v2")
        ),
        _event("templateMessageFailed", template_failed, schemas.template_failed),
    ]
)
