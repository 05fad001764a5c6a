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
    e-mail of the agent whose contact it is, empty for nobody. `given_teams` are names of teams. `bsuid` is the id that
    WhatsApp gives a person who hides the number; `phone_is` says how far messages come: see `delivery.PHONES`.
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
    opted_in: bool = False
    given_teams: tuple[str, ...] = ()
    bsuid: str = ""
    phone_is: str = "on"


@dataclass(frozen=True, slots=True)
class Conversation:
    """A contact's chat on a channel (its id; empty for the account's own number). `assignee` is an operator's e-mail,
    empty for the bot; `teams` are team names.

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
    channel: str = ""


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """A line of a conversation: `kind` is `message`, `ticket` or `broadcastMessage`.

    `owner`: True from the business, False from the customer. `status` is SENT, DELIVERED, READ, REPLIED or FAILED;
    `failed_code` and `failed_detail` are WhatsApp's. `extra` holds buttons, list sections or media, `template` and
    `broadcast` are ids, `reply_to` is WhatsApp's id of the message that this one answers.
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
    status: str = "SENT"
    failed_code: str = ""
    failed_detail: str = ""
    template: str = ""
    broadcast: str = ""
    reply_to: str = ""


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
    """A message template; placeholders in its texts are contact attributes. Only one that is APPROVED can be sent;
    the others are PENDING, REJECTED, PAUSED or DELETED. `header_type` is text, image, video or document.
    """

    id: str
    name: str
    body: str
    header: str = ""
    footer: str = ""
    buttons: tuple[str, ...] = ()
    status: str = "APPROVED"
    category: str = "MARKETING"
    language: str = "en"
    header_type: str = "text"
    last_modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A WhatsApp Flow of the account: a form that customers fill inside WhatsApp."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A further number of the account, beside its own: `name` and `phone` tell it apart in requests."""

    id: str
    name: str
    phone: str
    kind: str = "Whatsapp"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was sent through the account: `path` is what Wati calls it, `content` is base64."""

    id: str
    path: str
    name: str
    content_type: str
    content: str
    size: int


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A campaign: a template, sent to recipients at once or at `scheduled_at`. `status` is scheduled, completed or
    failed.
    """

    id: str
    name: str
    template: str
    channel: str
    created: datetime
    last_updated: datetime
    scheduled_at: datetime
    status: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a broadcast. `message` is the id of the line that it became, empty while nothing was sent; `failed_code`
    says why nothing was.
    """

    id: str
    broadcast: str
    phone: str
    created: datetime
    params: dict[str, str]
    local_message_id: str
    contact: str = ""
    message: str = ""
    failed_code: str = ""


@dataclass(frozen=True, slots=True)
class Chatbot:
    """A chatbot of the account, which a request can start."""

    id: str
    name: str
    created: datetime


@dataclass(frozen=True, slots=True)
class Token:
    """A scoped API token, whose id it is. `scopes` of a legacy token are empty: it may do everything. `role` is what
    the claims of a legacy token say.
    """

    id: str
    scopes: tuple[str, ...] = ()
    expires_at: datetime | None = None
    role: str = "ADMINISTRATOR"


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that hears of events. `status` is 0 disabled, 1 enabled, 2 defective; `failures` are in a row."""

    id: str
    url: str
    event_types: tuple[str, ...]
    created: datetime
    last_updated: datetime
    channel: str = ""
    phone: str = ""
    status: int = 1
    failures: int = 0
    notified: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event on its way to a webhook: tried at `due`, for the `attempt`-th time (the first is 1)."""

    id: str
    webhook: str
    event: str
    body: dict[str, Any]
    due: datetime
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class Order:
    """An order of WhatsApp Pay, under the reference that the business gave it. `amount` is in parts of the currency:
    `offset` of them are one. `status` is what the business says of it; `message` is the line that told the customer.
    """

    id: str
    phone: str
    created: datetime
    currency: str
    amount: int
    offset: int
    details: dict[str, Any]
    message: str
    status: str = "pending"
