"""Assign an operator to a conversation, or give it back to the bot.

Example: PUT /api/ext/v3/conversations/919876543210/operator {"assignee_email": "asha.agent@example.com"} => 200
Example: PUT /api/ext/v3/conversations/919876543210/operator {"assignee_email": null} => 200
Example: PUT /api/ext/v3/conversations/919876543210/operator {"assignee_email": "nobody@example.com"} => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.kernel.json_schema import object_of
from emulator.kernel.suggest import did_you_mean
from emulator.wati.state import WatiState
from emulator.wati.v3 import asked, chat, schema, scope
from emulator.wati.v3.endpoint import Refused, endpoint, ok


@endpoint(
    "PUT",
    "conversations/{target}/operator",
    body=object_of({"assignee_email": schema.TEXT_OR_NULL}, "assignee_email", more=True),
    reply=schema.RESULT,
    scopes=scope.MESSAGES_WRITE,
    statuses=(400, 404, 409),
    source="the vendor's OpenAPI; 409 from docs.wati.io; that an unknown e-mail is refused is assumed",
)
def v3_assign_operator(request: Request, state: WatiState) -> Reply:
    """null is the bot. A chatbot that runs stops where an operator gets the chat."""
    found = asked.body(request)
    if "assignee_email" not in found:
        raise Refused("assignee_email is required: an e-mail, or null for the bot.")
    email = asked.optional(found, "assignee_email")
    conversation = chat.conversation(state, request.params["target"])
    agent = state.agents.first("email", email.casefold()) if email else None
    if email and agent is None:
        near = did_you_mean(email, [one.email for one in state.agents])
        raise Refused("The operator does not exist.", f"No agent has the e-mail {email}.{near}")
    state.assign(conversation, agent)
    return ok(state, {"result": True})
