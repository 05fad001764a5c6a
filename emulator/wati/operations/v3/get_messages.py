"""Get messages: a conversation, newest first.

Example: GET /api/ext/v3/conversations/919876543210/messages?page_number=1&page_size=20 => 200
Example: GET /api/ext/v3/conversations/22222222/messages?page_number=1&page_size=20 => 400
"""

from __future__ import annotations

from itertools import islice

from emulator.kernel.http import Reply, Request
from emulator.wati.quirks import HISTORY_ROWS
from emulator.wati.state import WatiState
from emulator.wati.v3 import asked, chat, payload, schema, scope
from emulator.wati.v3.endpoint import endpoint, ok


@endpoint(
    "GET",
    "conversations/{target}/messages",
    query=schema.PAGING,
    reply=schema.MESSAGES,
    scopes=scope.MESSAGES_READ,
    statuses=(400, 404, 409),
    source="the vendor's OpenAPI; its example has messages with fifteen fields; 409 from docs.wati.io, pages of v2.2",
)
def v3_get_messages(request: Request, state: WatiState) -> Reply:
    """Messages, broadcasts and ticket lines, as in v1. There is no total: a short page is the last one."""
    page = asked.page(request, state)
    conversation = chat.conversation(state, request.params["target"])
    lines = state.history.latest("conversation_id", conversation.id)
    if state.universe.assumptions.choice(HISTORY_ROWS) == "messages_only":
        lines = (row for row in lines if row.kind != "ticket")
    shown = islice(lines, page.start, page.stop)
    return ok(state, {"message_list": [payload.line(row, state) for row in shown], **page.told()})
