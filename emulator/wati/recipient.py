"""Whom a request of v1 or v2 is about, and in which of their chats.

Source: docs.wati.io: `target` (number, id of the contact or BSUID) takes precedence over `whatsappNumber`; neither is
400; `channelPhoneNumber` names the account's number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from emulator.kernel.http import Reply, Request
from emulator.wati.body import number_of
from emulator.wati.errors import CONTENT_TYPE
from emulator.wati.quirks import PATH_TARGETS
from emulator.wati.rows import Contact, Conversation
from emulator.wati.state import WatiState
from emulator.wati.target import channel_called, contact_by

KEYS = ("target", "whatsappNumber")
NOBODY = "target or whatsappNumber is required"


def in_path(request: Request, state: WatiState) -> Contact | None:
    """The contact of the path: by number, and by id or BSUID as far as the quirk goes."""
    whom = number_of(request, state)
    if state.universe.assumptions.choice(PATH_TARGETS) == "number_only":
        return state.contact(whom)
    return contact_by(state, whom)


def named(state: WatiState, given: Mapping[str, Any]) -> Contact | None:
    """The contact that a query or a body names."""
    target, number = (given.get(key) for key in KEYS)
    if isinstance(target, str) and target:
        return contact_by(state, target)
    return state.contact(number) if isinstance(number, str) else None


def names_nobody(given: Mapping[str, Any]) -> bool:
    return not any(given.get(key) for key in KEYS)


def nobody(state: WatiState) -> Reply:
    """Documented as 400; the body is assumed to be that of other failures."""
    return Reply(400, {"result": False, "info": NOBODY}, CONTENT_TYPE, help=(f"Wati answers 400: {NOBODY}.",))


def chat(state: WatiState, contact: Contact, channel: Any = None) -> Conversation | None:
    """The contact's chat with a number of the account; where none is named, with its own, or else the last begun."""
    if channel:
        found = channel_called(state, channel) if isinstance(channel, str) else None
        return None if found is None else state.conversation(contact, found)
    own = state.conversation(contact)
    return own or next(state.conversations.latest("contact_id", contact.id), None)
