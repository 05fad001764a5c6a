"""Whom a request is about: by number, id of the contact, BSUID or id of the conversation, on any channel.

Source: the descriptions of `target` in the vendor's OpenAPI of v3, and docs.wati.io of 2026 for paths of v1.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from emulator.wati.rows import Channel, Contact, Conversation
from emulator.wati.state import WatiState

BSUID = re.compile(r"[A-Z]{2}\.[A-Za-z0-9]{1,64}")


class Target(NamedTuple):
    """What was named. `channel` is an id, empty for the account's own number, None where none was named;
    `conversation` where that was what was named.
    """

    contact: Contact
    channel: str | None = None
    conversation: Conversation | None = None


class Several(NamedTuple):
    """Conversations on several channels are open, and none was named."""

    conversations: tuple[Conversation, ...]


def target(state: WatiState, text: str) -> Target | None:
    """`whom`, or `channel:whom`; None where there is nobody, or no such channel."""
    conversation = state.conversations.get(text)
    if conversation is not None:
        return Target(state.contact_of(conversation), conversation.channel, conversation)
    named, colon, whom = text.rpartition(":")
    contact = contact_by(state, whom)
    if not colon:
        return Target(contact) if contact else None
    channel = channel_called(state, named)
    return Target(contact, channel) if contact and channel is not None else None


def contact_by(state: WatiState, whom: str) -> Contact | None:
    """By number, id or BSUID."""
    return state.contact(whom) or state.contacts.get(whom) or state.contacts.first("bsuid", whom)


def channel_called(state: WatiState, name: str) -> str | None:
    """The id of a channel by its name or number; empty for the account's own number, None for one that is not there."""
    if name == state.phone:
        return ""
    found: Channel | None = state.channels.first("name", name) or state.channels.first("phone", name)
    return found.id if found else None


def conversation(state: WatiState, found: Target) -> Conversation | Several | None:
    """The conversation that is meant; None where there is none yet."""
    if found.conversation is not None:
        return found.conversation
    if found.channel is not None:
        return state.conversation(found.contact, found.channel)
    rows = state.conversations.find("contact_id", found.contact.id)
    if len(rows) < 2:
        return rows[0] if rows else None
    active = tuple(row for row in rows if state.status_of(row) in ("OPEN", "PENDING"))
    return Several(active) if len(active) > 1 else (active[0] if active else rows[-1])
