"""sendSessionMessage: free text to a customer who wrote within 24 hours.

Example: POST /424242/api/v1/sendSessionMessage/919876543210?messageText=Hello => 200
"""

from __future__ import annotations

from emulator.kernel.http import BadBody, Reply, Request
from emulator.wati import errors, schemas_send, sending
from emulator.wati.api import WATI
from emulator.wati.body import number_of
from emulator.wati.quirks import MESSAGE_TEXT_IN
from emulator.wati.schemas import TEXT
from emulator.wati.state import WatiState


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/sendSessionMessage/{whatsappNumber}",
    query={
        "type": "object",
        "properties": {
            "messageText": {"type": "string", "minLength": 1, "maxLength": sending.MAX_TEXT},
            "replyContextId": TEXT,
            "localMessageId": TEXT,
            "channelPhoneNumber": TEXT,
        },
        "required": ["messageText"],
    },
    replies={200: schemas_send.SENT_OR_REFUSED, 400: schemas_send.REFUSED},
    evidence="observed",
    source="docs.wati.io sendSessionMessage; ok, result, message ids and all three failures captured live",
    scopes=schemas_send.WRITE_CONVERSATIONS,
)
def send_session_message(request: Request, state: WatiState) -> Reply:
    """The text must stand in the query: in the body it does not count, as on the real service. The path names the
    contact by number, id or BSUID.
    """
    args = request.args
    text = args.get("messageText", "") or _in_body(request, state)
    if not text.strip():
        return errors.failed(state, "message text can not be empty", "messageText must stand in the query.")
    chat = sending.chat_of(state, number_of(request, state), args.get("channelPhoneNumber", ""))
    if isinstance(chat, Reply):
        return chat
    if len(text) > sending.MAX_TEXT:
        return sending.malformed(state, f"A text has at most {sending.MAX_TEXT} characters.")
    row = state.send(chat, text, local_message_id=args.get("localMessageId"), reply_to=args.get("replyContextId", ""))
    return sending.accepted(state, row)


def _in_body(request: Request, state: WatiState) -> str:
    """The text of a JSON or form body, where that quirk is off."""
    if state.universe.assumptions.choice(MESSAGE_TEXT_IN) == "query":
        return ""
    try:
        found = request.json()
    except BadBody:
        return request.form().get("messageText", "")
    text = found.get("messageText") if isinstance(found, dict) else None
    return text if isinstance(text, str) else ""
