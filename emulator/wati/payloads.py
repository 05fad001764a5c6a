"""Rows as Wati v1 writes them; the only place with its spelling."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from emulator.kernel.http import Json, Reply
from emulator.wati.rows import Contact, Conversation, HistoryItem
from emulator.wati.state import WatiState

CONTENT_TYPE = {"Content-Type": "application/json; charset=utf-8"}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def ok(payload: Json) -> Reply:
    return Reply(200, payload, CONTENT_TYPE)


def failed(info: str) -> Reply:
    """Wati v1 tells business failures with status 200. Source: live captures of four operations."""
    return Reply(200, {"result": False, "info": info}, CONTENT_TYPE)


def expired() -> Reply:
    """The 24-hour window is closed. Source: live probe, July 2026."""
    return Reply(200, {"result": False, "message": "Ticket has been expired.", "ticketStatus": "CLOSED"}, CONTENT_TYPE)


def contact(row: Contact, state: WatiState) -> Json:
    return {
        "id": row.id,
        "tenantId": state.tenant_id,
        "wAid": row.wa_id,
        "firstName": row.name,
        "fullName": row.name,
        "phone": row.wa_id,
        "source": row.source,
        "contactStatus": "VALID",
        "photo": None,
        "created": f"{MONTHS[row.created.month - 1]}-{row.created.day:02d}-{row.created.year}",
        "customParams": custom_params(row),
        "optedIn": False,
        "isDeleted": False,
        "lastUpdated": moment(row.last_updated),
        "allowBroadcast": row.allow_broadcast,
        "allowSMS": True,
        "teamIds": [],
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


def sent_message(row: HistoryItem, conversation: Conversation, state: WatiState) -> Json:
    agent = state.agents.first("email", conversation.assignee) if conversation.assignee else None
    return {
        "whatsappMessageId": row.whatsapp_message_id,
        "localMessageId": row.local_message_id,
        "text": row.text,
        "media": None,
        "messageContact": None,
        "location": None,
        "type": row.type,
        "time": str(int(row.created.timestamp())),
        "status": 1,
        "statusString": "SENT",
        "isOwner": True,
        "isUnread": False,
        "ticketId": row.ticket_id,
        "avatarUrl": None,
        "assignedId": agent.id if agent else None,
        "operatorName": agent.name if agent else "Bot",
        "replyContextId": None,
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
    common = {
        "id": row.id,
        "created": moment(row.created),
        "conversationId": row.conversation_id,
        "ticketId": row.ticket_id,
        "eventType": row.kind,
    }
    if row.kind == "ticket":
        assigned = row.operator if row.operator != "Bot" else None
        opened = row.text.startswith("The chat has been initialized")
        return {
            "eventDescription": row.text,
            "type": 0 if opened else 1,
            "actor": assigned,
            "assignee": assigned,
            "topicName": "General Enquiry" if opened else None,
            **common,
        }
    agent = state.agents.first("email", row.operator.casefold())
    return {
        "replySourceMessage": None,
        "messageReferral": None,
        "text": row.text,
        "type": row.type,
        "data": None,
        "timestamp": str(int(row.created.timestamp())),
        "owner": row.owner,
        "statusString": "SENT" if row.owner else "READ",
        "avatarUrl": None,
        "assignedId": agent.id if agent else None,
        "operatorName": agent.name if agent else "Bot",
        "localMessageId": row.local_message_id,
        "failedDetail": None,
        "referenceOrderId": None,
        "contacts": None,
        "messageProducts": None,
        "orderProducts": None,
        "interactiveData": None,
        "orderDetailsViewModel": None,
        **common,
    }


def moment(value: datetime) -> str:
    """ISO 8601 in UTC with milliseconds and Z."""
    return value.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def paged(rows: list[Any], args: dict[str, str]) -> tuple[int, int, list[Any]]:
    """Page number, page size and the rows of that page. A number that is none counts as the default."""
    page = max(_number(args.get("pageNumber", ""), 1), 1)
    size = max(_number(args.get("pageSize", ""), 10), 1)
    return page, size, rows[(page - 1) * size : page * size]


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default
