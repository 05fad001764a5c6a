"""Rows as Wati v1 writes them; the only place with its spelling."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from emulator.kernel.http import Json, Reply
from emulator.wati.errors import CONTENT_TYPE
from emulator.wati.quirks import CREATED_FORMAT, NUMBER_SPELLING, TEMPLATE_NAME
from emulator.wati.rows import BOT, Agent, Contact, HistoryItem
from emulator.wati.state import WatiState

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def ok(payload: Json) -> Reply:
    return Reply(200, payload, CONTENT_TYPE)


def contact(row: Contact, state: WatiState) -> Json:
    assumptions = state.universe.assumptions
    spelling = "wAid" if assumptions.choice(NUMBER_SPELLING) == "per_version" else "waId"
    in_words = assumptions.choice(CREATED_FORMAT) == "month_name"
    teams = (state.teams.first("name", name) for name in state.teams_of(row))
    return {
        "id": row.id,
        "tenantId": state.tenant_id,
        spelling: row.wa_id,
        "firstName": row.name,
        "fullName": row.name,
        "phone": row.wa_id,
        "source": row.source,
        "contactStatus": "INVALID" if row.phone_is == "no_whatsapp" else "VALID",
        "photo": None,
        "created": in_month_name(row.created) if in_words else moment(row.created),
        "customParams": custom_params(row),
        "optedIn": row.opted_in,
        "isDeleted": False,
        "lastUpdated": moment(row.last_updated),
        "allowBroadcast": row.allow_broadcast,
        "allowSMS": True,
        "teamIds": [team.id for team in teams if team],
        "isInFlow": False,
        "lastFlowId": None,
        "currentFlowNodeId": None,
        "selectedHubspotId": None,
    }


def custom_params(row: Contact) -> list[dict[str, str]]:
    """`name` and `phone` come first: Wati adds them by itself. Source: two captures."""
    rows = [{"name": "name", "value": row.name}, {"name": "phone", "value": row.wa_id}]
    return rows + [{"name": name, "value": value} for name, value in row.attributes.items()]


def link(state: WatiState, path: str, args: dict[str, str], page: int, size: int, total: int) -> Json:
    """The paging block. Observed with null neighbours; that they are URLs with the same filters is assumed."""
    filters = {name: value for name, value in args.items() if name not in ("pageSize", "pageNumber")}

    def to(number: int) -> str | None:
        if number < 1 or (number - 1) * size >= total:
            return None
        query = urlencode({**filters, "pageSize": size, "pageNumber": number})
        return f"/{state.tenant_id}/api/v1/{path}?{query}"

    return {"prevPage": to(page - 1), "nextPage": to(page + 1), "pageNumber": page, "pageSize": size, "total": total}


def sent_message(row: HistoryItem, state: WatiState) -> Json:
    """A message of ours, as the reply to a send of v1 has it."""
    agent = operator(row, state)
    return {
        "whatsappMessageId": row.whatsapp_message_id,
        "localMessageId": row.local_message_id,
        "text": row.text,
        "media": media(row) or None,
        "messageContact": None,
        "location": None,
        "type": row.type,
        "time": str(int(row.created.timestamp())),
        "status": 1,
        "statusString": row.status,
        "isOwner": True,
        "isUnread": False,
        "ticketId": row.ticket_id,
        "avatarUrl": None,
        "assignedId": agent.id if agent else None,
        "operatorName": agent.name if agent else BOT,
        "replyContextId": row.reply_to or None,
        "sourceType": 2,
        "failedDetail": None,
        "messageReferral": None,
        "messageProducts": None,
        "orderProducts": None,
        "interactiveData": None,
        "id": row.id,
        "created": moment(row.created),
        "conversationId": row.conversation_id,
    }


def history_item(row: HistoryItem, state: WatiState) -> Json:
    """A line of getMessages: a message, a broadcast, or what happened to the ticket."""
    common = {
        "id": row.id,
        "created": moment(row.created),
        "conversationId": row.conversation_id,
        "ticketId": row.ticket_id,
        "eventType": row.kind,
    }
    match row.kind:
        case "ticket":
            return _ticket(row) | common
        case "broadcastMessage":
            return _broadcast(row, state) | common | {"ticketId": None}
    agent = operator(row, state)
    return {
        "replySourceMessage": None,
        "messageReferral": (row.extra or {}).get("referral"),
        "text": row.text,
        "type": row.type,
        "data": media(row) or None,
        "timestamp": str(int(row.created.timestamp())),
        "owner": row.owner,
        "statusString": row.status,
        "avatarUrl": None,
        "assignedId": agent.id if agent else None,
        "operatorName": agent.name if agent else BOT,
        "localMessageId": row.local_message_id,
        "failedDetail": row.failed_detail or None,
        "referenceOrderId": None,
        "contacts": None,
        "messageProducts": None,
        "orderProducts": None,
        "interactiveData": None,
        "orderDetailsViewModel": None,
        **common,
    }


def _ticket(row: HistoryItem) -> Json:
    assigned = row.operator if row.operator != BOT else None
    opened = row.text.startswith("The chat has been initialized")
    return {
        "eventDescription": row.text,
        "type": 0 if opened else 1,
        "actor": assigned,
        "assignee": assigned,
        "topicName": "General Enquiry" if opened else None,
    }


def _broadcast(row: HistoryItem, state: WatiState) -> Json:
    """Captured: the template's name stands in the description alone, and nobody is the owner."""
    found = state.templates.get(row.template)
    name, day = found.name if found else "", row.created.strftime("%d|%m|%Y")
    told = {"templateName": name} if state.universe.assumptions.choice(TEMPLATE_NAME) == "as_field" else {}
    return {
        "eventDescription": f'Broadcast message with using "{name}" template was received {day}',
        "finalText": row.text,
        "template": None,
        "mediaHeaderLink": media(row) or None,
        "statusString": row.status,
        "failedDetail": row.failed_detail,
        "localMessageId": row.local_message_id,
        **told,
    }


def media(row: HistoryItem) -> str:
    """The path of the file that is kept here, or the address that the message names."""
    return (row.extra or {}).get("media") or ""


def operator(row: HistoryItem, state: WatiState) -> Agent | None:
    """Who wrote it, or who had the chat then; None for the bot."""
    return state.agents.first("email", row.operator.casefold())


def in_month_name(value: datetime) -> str:
    """`Oct-11-2024`. Source: three captures."""
    return f"{MONTHS[value.month - 1]}-{value.day:02d}-{value.year}"


def moment(value: datetime) -> str:
    """ISO 8601 in UTC with milliseconds and Z."""
    return value.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def paged(rows: list[Any], args: dict[str, str]) -> tuple[int, int, list[Any]]:
    """Page number, page size and the rows of that page."""
    page, size = page_asked(args)
    return page, size, rows[(page - 1) * size : page * size]


def page_asked(args: dict[str, str]) -> tuple[int, int]:
    """Page number, from 1, and page size. A number that is none counts as the default."""
    return max(_number(args.get("pageNumber", ""), 1), 1), max(_number(args.get("pageSize", ""), 10), 1)


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default
