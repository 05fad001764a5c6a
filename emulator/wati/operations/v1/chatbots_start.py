"""chatbots/start: start a chatbot for a contact.

Example: POST /424242/api/v1/chatbots/start?chatbotId=66aa00bb11cc22dd33ee4601&whatsappNumber=919876543210 => 200
Example: POST /424242/api/v1/chatbots/start?chatbotId=66aa00bb11cc22dd33ee4601 => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.kernel.suggest import did_you_mean
from emulator.wati import errors, payloads, plan, recipient, schemas
from emulator.wati.api import WATI
from emulator.wati.assumptions.contacts import CHATBOT_WINDOW, FAILURE_TEXT
from emulator.wati.body import object_of
from emulator.wati.rows import Contact
from emulator.wati.state import WatiState


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/chatbots/start",
    query={**schemas.of_somebody({"chatbotId": schemas.SOME_TEXT}), "required": ["chatbotId"]},
    replies={
        200: schemas.or_failure(schemas.RESULT, schemas.FAILURE, schemas.EXPIRED),
        400: schemas.FAILURE,
        403: None,
    },
    evidence="documented",
    source="docs.wati.io startChatbot (both parameters in the query, plan); the reply from a client's types, though an "
    "older OpenAPI of the vendor's says that it is a text; failures are assumed",
)
def chatbots_start(request: Request, state: WatiState) -> Reply:
    """The chatbot starts right after the reply. What clients send as JSON or as a form counts as well."""
    refused = plan.lacking(request, state, "pro")
    if refused is not None:
        return refused
    given = {**(object_of(request) or {}), **request.form(), **request.args}
    if recipient.names_nobody(given):
        return recipient.nobody(state)
    contact = recipient.named(state, given)
    asked = given.get("chatbotId")
    found = state.chatbots.get(asked) if isinstance(asked, str) else None
    if contact is None or found is None:
        state.universe.assumptions.lean(FAILURE_TEXT)
        if contact is None:
            return errors.failed(state, "Invalid Contact")
        told = f"No chatbot has this id.{did_you_mean(str(asked), [row.id for row in state.chatbots])}"
        return errors.failed(state, "target input invalid", told)
    if _is_late(state, contact):
        return errors.expired(state)
    state.universe.outbox.put("chatbot wanted", {"wa_id": contact.wa_id, "chatbot": found.name})
    return payloads.ok({"result": True})


def _is_late(state: WatiState, contact: Contact) -> bool:
    """Whether free text may no longer be sent, and that counts."""
    conversation, now = state.conversation(contact), state.universe.clock.now()
    if conversation is not None and state.window_is_open(conversation, now):
        return False
    return state.universe.assumptions.lean(CHATBOT_WINDOW) == "refused"
