"""sendInteractiveButtonsMessage: a text with up to three buttons, to a customer who wrote within 24 hours.

Example: POST /424242/api/v1/sendInteractiveButtonsMessage?whatsappNumber=919876543210 {"header": {"type": "Text", "text": "Hi"}, "body": "Pick one", "buttons": [{"text": "Yes"}, {"text": "No"}]} => 200
"""  # noqa: E501  # an example stands on one line

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import interactive, schemas_send, sending, template_replies
from emulator.wati.api import WATI
from emulator.wati.body import object_of
from emulator.wati.state import WatiState


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/sendInteractiveButtonsMessage",
    query=schemas_send.TARGET_QUERY,
    body=schemas_send.BUTTONS_BODY,
    replies={200: schemas_send.SENT_OR_REFUSED, 400: schemas_send.REFUSED},
    evidence="observed",
    source="docs.wati.io sendInteractiveButtonsMessage; success and 'Invalid Conversation' captured",
    scopes=schemas_send.WRITE_CONVERSATIONS,
)
def send_interactive_buttons_message(request: Request, state: WatiState) -> Reply:
    """The header is text, or media by its address; buttons have texts alone."""
    asked = object_of(request) or {}
    header, body, footer, buttons = (asked.get(name) for name in ("header", "body", "footer", "buttons"))
    problems = interactive.button_problems(header, body, footer, buttons)
    if problems:
        return sending.malformed(state, *problems)
    chat = sending.chat_of(state, template_replies.whom(request.args), request.args.get("channelPhoneNumber", ""))
    if isinstance(chat, Reply):
        return chat
    assert isinstance(body, str), "interactive has seen to it"
    extra = interactive.button_extra(header, footer, buttons)
    return sending.accepted(state, state.send(chat, body, "interactive", extra))
