"""assignOperator: give a chat to an operator by e-mail, or back to the bot without one.

Example: POST /424242/api/v1/assignOperator?email=asha.agent@example.com&whatsappNumber=919876543210 => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.kernel.suggest import did_you_mean
from emulator.wati import errors, payloads, schemas
from emulator.wati.api import WATI
from emulator.wati.assumptions import FAILURE_TEXT
from emulator.wati.state import WatiState


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/assignOperator",
    query={
        "type": "object",
        "properties": {"email": schemas.TEXT, "whatsappNumber": {"type": "string", "pattern": "^[0-9]{8,15}$"}},
        "required": ["whatsappNumber"],
    },
    replies={200: schemas.or_failure(schemas.RESULT)},
    evidence="documented",
    source="docs.wati.io assignOperator; the history line it leaves was captured; failure texts are assumed",
)
def assign_operator(request: Request, state: WatiState) -> Reply:
    """Only a chat that exists can be assigned; an unknown e-mail is refused and changes nothing."""
    contact = state.contact(request.args.get("whatsappNumber", ""))
    conversation = state.conversation(contact) if contact else None
    if conversation is None:
        state.universe.assumptions.lean(FAILURE_TEXT)
        return errors.failed(state, "Invalid Conversation")
    email = request.args.get("email", "")
    agent = state.agents.first("email", email.casefold()) if email else None
    if email and agent is None:
        state.universe.assumptions.lean(FAILURE_TEXT)
        refused = errors.failed(state, "Invalid operator")
        refused.help = (f"No agent has the e-mail {email}.{did_you_mean(email, [a.email for a in state.agents])}",)
        return refused
    state.assign(conversation, agent)
    return payloads.ok({"result": True, "info": None})
