"""Pieces that the events of several kinds share, as webhooks spell them."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote

from emulator.kernel.http import Json
from emulator.wati.callback_schemas import TYPES
from emulator.wati.payloads import media, operator
from emulator.wati.quirks import ASSIGNEE_SPELLING
from emulator.wati.rows import Contact, Conversation, HistoryItem, Template
from emulator.wati.state import WatiState

KINDS = {"buttons": "interactive", "list": "interactive", "cta_url": "interactive", "form": "interactive"}
KINDS |= {"product": "interactive", "product_list": "interactive"}
"""Types of messages that WhatsApp calls otherwise."""
KEPT = "data/"


class Told(NamedTuple):
    """What an event tells of: a message, whose it is, and when it happened."""

    state: WatiState
    item: HistoryItem
    conversation: Conversation
    contact: Contact
    at: datetime


def is_template(item: HistoryItem) -> bool:
    return item.type == "template" or bool(item.template)


def template_of(told: Told) -> Template | None:
    """The template that a message was made of; chatbots name it by id or name."""
    named = told.item.template or (told.item.extra or {}).get("reference") or ""
    templates = told.state.templates
    return templates.get(named) or templates.first("name", named)


def ids(item: HistoryItem) -> Json:
    return {
        "id": item.id,
        "whatsappMessageId": item.whatsapp_message_id,
        "conversationId": item.conversation_id,
        "ticketId": item.ticket_id,
    }


def failed(told: Told, event: str) -> Json:
    item = told.item
    return {
        "eventType": event,
        "statusString": "Failed",
        "localMessageId": item.local_message_id or "",
        "failedCode": item.failed_code,
        "failedDetail": item.failed_detail,
        **ids(item),
        "timestamp": seconds(told.at),
    }


def assigned(told: Told, usual: str) -> Json:
    """Who has the chat. The key differs from event to event, which is a quirk."""
    agent = operator(told.item, told.state)
    spelling = told.state.universe.assumptions.choice(ASSIGNEE_SPELLING)
    return {usual if spelling == "per_event" else "assignedId": agent.id if agent else None}


def channel(told: Told) -> Json:
    """The account's own number has no id here, as in the documented examples."""
    found = told.state.channels.get(told.conversation.channel) if told.conversation.channel else None
    return {"channelId": found.id if found else None, "channelPhoneNumber": found.phone if found else told.state.phone}


def person(told: Told) -> Json:
    """Accounts of the sandbox know of no parent ids, and of no names that people gave themselves."""
    return {"bsuid": told.contact.bsuid or None, "parentBsuid": None, "username": None}


def data(told: Told) -> str | None:
    """Where the file is to be had: through showFile if it is kept here, else at the address that the message names."""
    path = media(told.item)
    if not path.startswith(KEPT):
        return path or None
    return f"{told.state.origin}/{told.state.tenant_id}/api/file/showFile?fileName={quote(path, safe='/')}"


def replies(told: Told) -> Json:
    """A tap, by what was tapped on: the row of a list, a button of a template, or one of an interactive message."""
    choice = (told.item.extra or {}).get("choice")
    if not choice:
        return {}
    asked = _asked(told, choice["title"])
    extra = (asked.extra or {}) if asked else {}
    if asked is not None and is_template(asked):
        return {"buttonReply": {"text": choice["title"], "payload": choice.get("id") or choice["title"]}}
    known = {"id": choice.get("id") or "", "title": choice["title"]}
    if asked is not None and (asked.type == "list" or extra.get("button")):
        return {"listReply": {**known, "description": choice.get("description")}}
    return {"interactiveButtonReply": known}


def _asked(told: Told, title: str) -> HistoryItem | None:
    """The message that the customer chose from: the one that they answer, else the last that offered this."""
    if told.item.reply_to:
        found = told.state.history.first("whatsapp_message_id", told.item.reply_to)
        if found is not None and found.conversation_id == told.item.conversation_id:
            return found
    latest = told.state.history.latest("conversation_id", told.item.conversation_id)
    return next((item for item in latest if title in _titles(item)), None)


def _titles(item: HistoryItem) -> list[str]:
    """What can be tapped: texts, or (id, text) pairs."""
    choices = (item.extra or {}).get("choices") or ()
    return [choice if isinstance(choice, str) else choice[-1] for choice in choices if choice]


def content(item: HistoryItem) -> Json:
    extra = item.extra or {}
    none = dict.fromkeys(("cardIndex", "url", "targetUrl", "originalUrl", "phoneNumber"))
    buttons = [
        {"index": number, "type": "quick_reply", "text": text, **none} for number, text in enumerate(_titles(item))
    ]
    return {"headerText": extra.get("header") or None, "footerText": extra.get("footer") or None, "buttons": buttons}


def kind(item: HistoryItem) -> str:
    kind = KINDS.get(item.type, item.type)
    return kind if kind in TYPES else "text"


def seconds(moment: datetime) -> str:
    return str(int(moment.timestamp()))


def ticks(moment: datetime) -> str:
    """As .NET writes it: seven digits behind the point."""
    return moment.isoformat(timespec="microseconds").removesuffix("+00:00") + "0Z"
