"""Whom an operation of v3 is about, and how it says something to them."""

from __future__ import annotations

from typing import Any

from emulator.kernel.http import Reply
from emulator.wati import delivery, target
from emulator.wati.assumptions.v3 import V3_CLOSED_WINDOW
from emulator.wati.rows import Contact, Conversation
from emulator.wati.state import WatiState
from emulator.wati.v3 import payload
from emulator.wati.v3.endpoint import Refused, ok, unknown

RE_ENGAGEMENT = delivery.Failure("131047", "Re-engagement message")
"""WhatsApp's: more than 24 hours have passed since the customer last wrote."""
FORMS = "a number of digits with country code, the id of a contact, a BSUID, or channel:any of them"


def contact(state: WatiState, named: str) -> Contact:
    """The contact that a target names; a conversation's id names none. Refused where there is nobody."""
    found = target.target(state, named)
    if found is None or found.conversation is not None:
        raise unknown(state, "The contact does not exist.", f"Nobody is {named}. A target is {FORMS}.")
    return found.contact


def conversation(state: WatiState, named: str) -> Conversation:
    """The conversation that a target names. Refused where there is none, or several are open and no channel is
    named (409: docs.wati.io, pages of v2.2).
    """
    found = target.target(state, named)
    chat = target.conversation(state, found) if found else None
    if isinstance(chat, target.Several):
        names = [_channel_of(state, one) for one in chat.conversations]
        told = f"Open on {' and '.join(names)}: write {names[0]}:{named}, or the id of a conversation."
        raise Refused("Several conversations of this contact are open: name the channel.", told, status=409)
    if chat is None:
        told = f"{named} has no chat here" if found else f"nobody is {named}"
        help = f"{told[0].upper()}{told[1:]}. A target is {FORMS}, or the id of a conversation."
        raise unknown(state, "The conversation does not exist.", help)
    return chat


def send(
    state: WatiState, chat: Conversation, text: str, type: str = "text", extra: dict[str, Any] | None = None, *help: str
) -> Reply:
    """A message whose content is checked; the reply with it. Where the window is closed it is refused, or fails after
    it was accepted.
    """
    must_be_open(state, chat)
    item = state.send(chat, text, type, extra)
    reply = ok(state, {"message": payload.line(item, state)}, *help)
    if not state.window_is_open(chat, state.universe.clock.now()):
        delivery.fail(state, item, RE_ENGAGEMENT)
    return reply


def must_be_open(state: WatiState, chat: Conversation) -> None:
    """Refused where the 24 hours are over, unless such a message is accepted and fails later."""
    if state.window_is_open(chat, state.universe.clock.now()):
        return
    if state.universe.assumptions.lean(V3_CLOSED_WINDOW) == "400":
        raise Refused("Ticket has been expired.", "24 hours without a word from the customer: send a template.")


def _channel_of(state: WatiState, chat: Conversation) -> str:
    row = state.channels.get(chat.channel)
    return row.name if row else state.phone
