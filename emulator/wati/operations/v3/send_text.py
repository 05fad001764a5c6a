"""Send a text message to an active conversation.

Example: POST /api/ext/v3/conversations/messages/text {"target": "919876543210", "text": "Hello"} => 200
Example: POST /api/ext/v3/conversations/messages/text {"target": "919876543210", "text": ""} => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.kernel.json_schema import object_of
from emulator.wati.state import WatiState
from emulator.wati.v3 import asked, chat, schema, scope
from emulator.wati.v3.endpoint import endpoint

MAX_TEXT = 4096


@endpoint(
    "POST",
    "conversations/messages/text",
    body=object_of(
        {"target": schema.SAID, "text": schema.SAID | {"maxLength": MAX_TEXT}}, *("target", "text"), more=True
    ),
    reply=schema.SENT,
    scopes=scope.MESSAGES_WRITE,
    statuses=(400, 404, 409),
    source="the vendor's OpenAPI; its example of the message has fifteen fields; 409 from docs.wati.io",
)
def v3_send_text(request: Request, state: WatiState) -> Reply:
    """The text is sent as it stands; the 24-hour window must be open."""
    found = asked.body(request)
    named, text = asked.text(found, "target"), asked.text(found, "text", MAX_TEXT)
    return chat.send(state, chat.conversation(state, named), text)
