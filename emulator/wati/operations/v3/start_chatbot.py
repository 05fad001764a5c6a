"""Start a chatbot for a contact (plan Pro).

Example: POST /api/ext/v3/chatbots/start {"target": "919876543210", "chatbot_id": "66aa00bb11cc22dd33ee4499"} => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.kernel.json_schema import object_of
from emulator.wati.state import WatiState
from emulator.wati.v3 import asked, chat, schema, scope
from emulator.wati.v3.endpoint import Refused, endpoint, needs_pro, ok


@endpoint(
    "POST",
    "chatbots/start",
    body=object_of({"target": schema.SAID, "chatbot_id": schema.SAID}, *("target", "chatbot_id"), more=True),
    reply=schema.RESULT,
    scopes=scope.CHATBOTS_WRITE,
    statuses=(400, 403, 404),
    source="the vendor's OpenAPI: available in the plan Pro; that an unknown id is refused is assumed",
)
def v3_start_chatbot(request: Request, state: WatiState) -> Reply:
    """It starts after the reply, on the account's own number; why it could not stands in the transcript."""
    needs_pro(state)
    found = asked.body(request)
    named, chatbot_id = asked.text(found, "target"), asked.text(found, "chatbot_id")
    contact = chat.contact(state, named)
    row = state.chatbots.get(chatbot_id)
    if row is None:
        known = ", ".join(f"{one.id} ({one.name})" for one in state.chatbots) or "none"
        raise Refused("The chatbot does not exist.", f"Chatbots of this account: {known}.")
    state.universe.outbox.put("chatbot wanted", {"wa_id": contact.wa_id, "chatbot": row.name})
    return ok(state, {"result": True})
