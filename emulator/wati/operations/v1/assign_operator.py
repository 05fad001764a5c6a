"""assignOperator: give a chat to an operator by e-mail, or back to the bot without one.

Example: POST /424242/api/v1/assignOperator?email=asha.agent@example.com&whatsappNumber=919876543210 => 200
Example: POST /424242/api/v1/assignOperator?email=asha.agent@example.com => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.kernel.suggest import did_you_mean
from emulator.wati import errors, payloads, recipient, schemas
from emulator.wati.api import WATI
from emulator.wati.assumptions.contacts import FAILURE_TEXT
from emulator.wati.state import WatiState


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/assignOperator",
    query=schemas.of_somebody({"email": schemas.TEXT, "channelPhoneNumber": schemas.TEXT}),
    replies={200: schemas.or_failure(schemas.RESULT), 400: schemas.FAILURE},
    evidence="documented",
    source="docs.wati.io assignOperator (parameters, 400, scopes); the history line it leaves was captured; failure "
    "texts are assumed",
    scopes=(("api", "wati_integration:write", "conversations:write"),),
)
def assign_operator(request: Request, state: WatiState) -> Reply:
    """Only a chat that exists can be assigned; an unknown e-mail is refused and changes nothing."""
    args = request.args
    if recipient.names_nobody(args):
        return recipient.nobody(state)
    contact = recipient.named(state, args)
    conversation = recipient.chat(state, contact, args.get("channelPhoneNumber")) if contact else None
    if conversation is None:
        state.universe.assumptions.lean(FAILURE_TEXT)
        return errors.failed(state, "Invalid Conversation")
    email = args.get("email", "")
    agent = state.agents.first("email", email.casefold()) if email else None
    if email and agent is None:
        state.universe.assumptions.lean(FAILURE_TEXT)
        told = f"No agent has the e-mail {email}.{did_you_mean(email, [a.email for a in state.agents])}"
        return errors.failed(state, "Invalid operator", told)
    state.assign(conversation, agent)
    return payloads.ok({"result": True, "info": None})
