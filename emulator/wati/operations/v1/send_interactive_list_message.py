"""sendInteractiveListMessage: a text with a list to choose from, to a customer who wrote within 24 hours.

Example: POST /424242/api/v1/sendInteractiveListMessage?whatsappNumber=919876543210 {"header": "H", "body": "B", "footer": "F", "buttonText": "Open", "sections": [{"title": "S", "rows": [{"title": "r", "description": "d"}]}]} => 200
"""  # noqa: E501  # an example stands on one line

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import interactive, schemas_send, sending, template_replies
from emulator.wati.api import WATI
from emulator.wati.body import object_of
from emulator.wati.state import WatiState


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/sendInteractiveListMessage",
    query=schemas_send.TARGET_QUERY,
    body=schemas_send.LIST_BODY,
    replies={200: schemas_send.SENT_OR_REFUSED, 400: schemas_send.REFUSED},
    evidence="documented",
    source="docs.wati.io sendInteractiveListMessage; limits from the OpenAPI of v3",
    scopes=schemas_send.WRITE_CONVERSATIONS,
)
def send_interactive_list_message(request: Request, state: WatiState) -> Reply:
    """At most ten rows, in sections; the header is a text."""
    asked = object_of(request) or {}
    header, body, footer, sections = (asked.get(name) for name in ("header", "body", "footer", "sections"))
    button = asked.get("buttonText")
    problems = interactive.list_problems(header, body, footer, button, sections)
    if problems:
        return sending.malformed(state, *problems)
    chat = sending.chat_of(state, template_replies.whom(request.args), request.args.get("channelPhoneNumber", ""))
    if isinstance(chat, Reply):
        return chat
    assert isinstance(body, str), "interactive has seen to it"
    assert isinstance(button, str), "interactive has seen to it"
    extra = interactive.list_extra(header, footer, button, sections)
    return sending.accepted(state, state.send(chat, body, "interactive", extra))
