"""getMessages: a contact's conversation, newest first, messages mixed with ticket lines.

Example: GET /424242/api/v1/getMessages/919876543210?pageSize=100 => 200
Example: GET /424242/api/v1/getMessages/919876543210?from=2026-01-15%2009:00:00 => 200
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

from emulator.kernel.http import Reply, Request
from emulator.wati import errors, payloads, recipient, schemas
from emulator.wati.api import WATI
from emulator.wati.assumptions.contacts import FAILURE_TEXT, UNKNOWN_CONTACT
from emulator.wati.quirks import HISTORY_ROWS
from emulator.wati.rows import Conversation, HistoryItem
from emulator.wati.state import WatiState

Span = tuple[datetime | None, datetime | None]


@WATI.operation(
    "GET",
    "/{tenantId}/api/v1/getMessages/{whatsappNumber}",
    query={
        "type": "object",
        "properties": {
            **schemas.PAGING,
            "channelPhoneNumber": schemas.TEXT,
            "from": schemas.TEXT,
            "to": schemas.TEXT,
        },
    },
    replies={200: schemas.or_failure(schemas.MESSAGES), 400: schemas.FAILURE},
    evidence="observed",
    source="docs.wati.io getMessages (scopes; the path takes a ContactId or BSUID; filtered by time on the server); "
    "items and paging captured; from and to, YYYY-MM-DD HH:MM:SS, from a client",
    scopes=(("api", "wati_integration:read", "conversations:read"),),
)
def get_messages(request: Request, state: WatiState) -> Reply:
    """`messages` and `ticket` lines, in UTC and with both ends of the time asked for; who never chatted has none."""
    args = request.args
    span = _span(args)
    if span is None:
        state.universe.assumptions.lean(FAILURE_TEXT)
        return errors.failed(state, "target input invalid", "from and to are written as 2026-01-15 09:00:00.")
    contact = recipient.in_path(request, state)
    if contact is None and state.universe.assumptions.lean(UNKNOWN_CONTACT) == "invalid_contact":
        return errors.failed(state, "Invalid Contact")
    conversation = recipient.chat(state, contact, args.get("channelPhoneNumber")) if contact else None
    page, size = payloads.page_asked(args)
    rows, total = _page(state, conversation, span, (page - 1) * size, page * size) if conversation else ([], 0)
    path = f"getMessages/{request.params['whatsappNumber']}"
    return payloads.ok(
        {
            "result": "success",
            "messages": {
                "items": [payloads.history_item(row, state) for row in rows],
                "pageNumber": page,
                "pageSize": size,
                "convCount": 0,
                "total": total,
                "grandTotal": 0,
                "orderBy": None,
                "lastId": None,
                "sortBy": 0,
                "filters": None,
                "allowFilters": None,
                "search": None,
            },
            "link": payloads.link(state, path, args, page, size, total),
        }
    )


def _page(
    state: WatiState, conversation: Conversation, span: Span, start: int, stop: int
) -> tuple[list[HistoryItem], int]:
    """Lines of the conversation, newest first, and how many there are in all."""
    key = ("conversation_id", conversation.id)
    latest, (since, until) = state.history.latest(*key), span
    messages_only = state.universe.assumptions.choice(HISTORY_ROWS) == "messages_only"
    if since is None and until is None and not messages_only:
        return list(islice(latest, start, stop)), state.history.count(*key)
    wanted: Iterator[HistoryItem] = (
        item
        for item in latest
        if (since is None or item.created >= since)
        and (until is None or item.created <= until)
        and not (messages_only and item.kind == "ticket")
    )
    rows = list(wanted)
    return rows[start:stop], len(rows)


def _span(args: dict[str, str]) -> Span | None:
    """From when and to when; None where a moment cannot be read."""
    try:
        since, until = (_moment(args[name]) if args.get(name) else None for name in ("from", "to"))
    except (ValueError, OverflowError):
        return None
    return since, until


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
