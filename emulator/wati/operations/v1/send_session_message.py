"""sendSessionMessage: free text to a customer who wrote within 24 hours.

Example: POST /424242/api/v1/sendSessionMessage/919876543210?messageText=Hello => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import errors, payloads, schemas
from emulator.wati.api import WATI
from emulator.wati.body import number_of
from emulator.wati.state import WatiState

MAX_TEXT = 4096


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/sendSessionMessage/{whatsappNumber}",
    query={
        "type": "object",
        "properties": {"messageText": {"type": "string", "minLength": 1, "maxLength": MAX_TEXT}},
        "required": ["messageText"],
    },
    replies={200: schemas.or_failure(schemas.SENT, schemas.FAILURE, schemas.EXPIRED)},
    evidence="observed",
    source="docs.wati.io sendSessionMessage; ok, result, message ids and all three failures captured live",
)
def send_session_message(request: Request, state: WatiState) -> Reply:
    """The text must stand in the query: in the body it does not count, as on the real service."""
    text = request.args.get("messageText", "")
    if not text:
        return errors.failed(state, "message text can not be empty")
    contact = state.contact(number_of(request, state))
    conversation = state.conversation(contact) if contact else None
    if conversation is None:
        return errors.failed(state, "Invalid Conversation")
    if not state.window_is_open(conversation, state.universe.clock.now()):
        return errors.expired(state)
    if len(text) > MAX_TEXT:
        return errors.failed(state, "target input invalid")
    row = state.send(conversation, text, local_message_id=request.args.get("localMessageId"))
    return payloads.ok({"ok": True, "result": "success", "message": payloads.sent_message(row, state)})
