"""updateChatStatus: open, solve, hold or block a chat.

Example: POST /424242/api/v1/updateChatStatus {"whatsappNumber": "919876543210", "ticketStatus": "SOLVED"} => 200
Example: POST /424242/api/v1/updateChatStatus {"ticketStatus": "SOLVED"} => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import errors, payloads, plan, recipient, schemas
from emulator.wati.api import WATI
from emulator.wati.assumptions.contacts import FAILURE_TEXT
from emulator.wati.body import object_of
from emulator.wati.state import WatiState

STATUSES = {"OPEN": "OPEN", "SOLVED": "SOLVED", "PENDING": "PENDING", "BLOCK": "BLOCKED"}
SPELLINGS = ("ticketStatus", "TicketStatus")


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/updateChatStatus",
    body={
        **schemas.of_somebody(
            {
                "channelPhoneNumber": schemas.TEXT_OR_NULL,
                **{spelling: {"enum": list(STATUSES)} for spelling in SPELLINGS},
            }
        ),
        "allOf": [{"anyOf": [{"required": [spelling]} for spelling in SPELLINGS]}],
    },
    replies={200: schemas.or_failure(schemas.RESULT), 400: schemas.FAILURE, 403: None},
    evidence="documented",
    source="docs.wati.io updateChatStatus (body, statuses, 400, plan, scopes), which writes ticketStatus and "
    "TicketStatus; the reply is assumed",
    scopes=(("api", "wati_integration:write", "conversations:write"),),
)
def update_chat_status(request: Request, state: WatiState) -> Reply:
    """Only a chat that exists has a status; an unknown one is refused and changes nothing."""
    refused = plan.lacking(request, state, "pro")
    if refused is not None:
        return refused
    body = object_of(request) or {}
    if recipient.names_nobody(body):
        return recipient.nobody(state)
    contact = recipient.named(state, body)
    conversation = recipient.chat(state, contact, body.get("channelPhoneNumber")) if contact else None
    if conversation is None:
        state.universe.assumptions.lean(FAILURE_TEXT)
        return errors.failed(state, "Invalid Conversation")
    asked = next((body[spelling] for spelling in SPELLINGS if spelling in body), None)
    status = STATUSES.get(asked) if isinstance(asked, str) else None
    if status is None:
        state.universe.assumptions.lean(FAILURE_TEXT)
        return errors.failed(state, "target input invalid", f"ticketStatus is one of {', '.join(STATUSES)}.")
    state.set_status(conversation, status)
    return payloads.ok({"result": True})
