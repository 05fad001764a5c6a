"""What a Wati account holds, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

BOT = "Bot"


@dataclass(frozen=True, slots=True)
class Contact:
    """A WhatsApp contact. `wa_id` is digits with country code; `attributes` are the custom ones, in order set.

    The rows `name` and `phone` that Wati adds to `customParams` by itself are made when they are sent. `owner` is the
    e-mail of the agent whose contact it is, empty for nobody.
    """

    id: str
    wa_id: str
    name: str
    created: datetime
    last_updated: datetime
    attributes: dict[str, str]
    source: str | None = None
    allow_broadcast: bool = True
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A contact's chat. `assignee` is an operator's e-mail, empty for the bot; `teams` are team names.

    `last_inbound` opens the 24-hour window; None: the contact never wrote. `unmatched_at` is the last time that the
    default action for no match was taken.
    """

    id: str
    contact_id: str
    ticket_id: str
    status: str = "OPEN"
    assignee: str = ""
    teams: tuple[str, ...] = ()
    last_inbound: datetime | None = None
    unmatched_at: datetime | None = None
    topic: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """A line of a conversation: `kind` is `message` or `ticket`.

    `owner`: True from the business, False from the customer. `extra` holds buttons, list sections or media.
    """

    id: str
    conversation_id: str
    ticket_id: str
    kind: str
    created: datetime
    text: str
    owner: bool = False
    type: str = "text"
    operator: str = BOT
    local_message_id: str | None = None
    whatsapp_message_id: str = ""
    extra: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Agent:
    """An operator of the account: a person to whom chats are assigned."""

    id: str
    name: str
    email: str
    teams: tuple[str, ...] = ()
    online: bool = True
    admin: bool = False


@dataclass(frozen=True, slots=True)
class Team:
    """A team of operators. Chats that are routed to no other team are the default one's (help 11463021)."""

    id: str
    name: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """An approved message template; placeholders in its texts are contact attributes."""

    id: str
    name: str
    body: str
    header: str = ""
    footer: str = ""
    buttons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A WhatsApp Flow of the account: a form that customers fill inside WhatsApp."""

    id: str
    name: str
