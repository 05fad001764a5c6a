"""whatsApp/messages: a message of ours, by the number that it was sent from and the id that the sender gave it.

Example: GET /424242/api/v1/whatsApp/messages/15550199999/00000000-0000-4000-8000-000000000000 => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import errors, payloads, schemas
from emulator.wati.api import WATI
from emulator.wati.assumptions.contacts import FAILURE_TEXT
from emulator.wati.rows import HistoryItem
from emulator.wati.state import WatiState
from emulator.wati.target import channel_called


@WATI.operation(
    "GET",
    "/{tenantId}/api/v1/whatsApp/messages/{phoneNumber}/{localMessageId}",
    replies={
        200: schemas.or_failure(schemas.record({"result": {"const": "success"}, "message": schemas.SENT_MESSAGE})),
        400: schemas.FAILURE,
    },
    evidence="documented",
    source="docs.wati.io getWhatsAppMessageByLocalMessageIdV1 (path, scopes); the reply is assumed to be that of the "
    "send, with the status of now",
    scopes=(("api", "conversations:read"),),
)
def whats_app_message(request: Request, state: WatiState) -> Reply:
    """Of several messages with one id the last is meant."""
    found = _found(state, request.params["phoneNumber"], request.params["localMessageId"])
    if found is None:
        state.universe.assumptions.lean(FAILURE_TEXT)
        return errors.failed(state, "target input invalid", "No message from this number has this localMessageId.")
    return payloads.ok({"result": "success", "message": payloads.sent_message(found, state)})


def _found(state: WatiState, number: str, local_id: str) -> HistoryItem | None:
    channel = channel_called(state, number) if number.isdigit() else None
    for item in state.history.latest("local_message_id", local_id):
        conversation = state.conversations.get(item.conversation_id)
        if conversation is not None and conversation.channel == channel:
            return item
    return None
