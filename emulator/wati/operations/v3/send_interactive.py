"""Send an interactive message, with buttons or a list, to an active conversation.

Example: POST /api/ext/v3/conversations/messages/interactive {"target": "919876543210", "type": "buttons"} => 400
"""

from __future__ import annotations

from typing import Any

from emulator.kernel.http import Reply, Request
from emulator.wati import interactive
from emulator.wati.state import WatiState
from emulator.wati.v3 import asked, chat, interactive_schema, schema, scope
from emulator.wati.v3.endpoint import Refused, endpoint

MEMBERS = {"buttons": "button_message", "list": "list_message"}


@endpoint(
    "POST",
    "conversations/messages/interactive",
    body=interactive_schema.WANTED,
    reply=schema.SENT,
    scopes=scope.MESSAGES_WRITE,
    statuses=(400, 404, 409),
    source="the vendor's OpenAPI; the number of buttons, rows and sections is WhatsApp's",
)
def v3_send_interactive(request: Request, state: WatiState) -> Reply:
    """`button_message` or `list_message`, as `type` says; the other one is passed over."""
    found = asked.body(request)
    named, kind = asked.text(found, "target"), found.get("type")
    member = MEMBERS.get(kind) if isinstance(kind, str) else None
    if member is None:
        raise Refused("type must be buttons or list.")
    message = found.get(member)
    if not isinstance(message, dict):
        raise Refused(f"{member} is required for the type {kind}.")
    problems, extra = _buttons(message) if kind == "buttons" else _list(message)
    if problems:
        raise Refused(f"{member}: {problems[0]}.", *problems[1:])
    return chat.send(state, chat.conversation(state, named), message["body"], "interactive", extra)


def _buttons(message: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
    header, footer, buttons = (message.get(name) for name in ("header", "footer", "buttons"))
    problems = interactive.button_problems(header, message.get("body"), footer, buttons)
    return problems, {} if problems else interactive.button_extra(header, footer, buttons)


def _list(message: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
    header, footer, button = (message.get(name) for name in ("header", "footer", "button_text"))
    problems = interactive.list_problems(header, message.get("body"), footer, button, message.get("sections"))
    return problems, {} if problems else interactive.list_extra(header, footer, str(button), message["sections"])
