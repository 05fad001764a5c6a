"""What a Wati account holds, in tables, and by what it is found."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

from emulator.kernel.index import Containing, Each, Exact
from emulator.kernel.table import Table
from emulator.wati.rows import (
    Agent,
    Broadcast,
    Channel,
    Chatbot,
    Contact,
    Conversation,
    Delivery,
    Form,
    HistoryItem,
    Order,
    Recipient,
    StoredFile,
    Team,
    Template,
    Token,
    Webhook,
)

PARTS = (3, 6, 12)
"""Sizes of the parts by which texts are found: of a first name, of a whole one, of an address."""


class Tables:
    """The tables of one account."""

    def __init__(self) -> None:
        self.contacts: Table[Contact] = Table(
            Contact,
            {
                "wa_id": Exact(lambda row: row.wa_id),
                "bsuid": Exact(lambda row: row.bsuid or None),
                "created": Exact(lambda row: row.created.date()),
                "name": Containing(lambda row: (row.name.casefold(),), *PARTS),
                "phone": Containing(lambda row: (row.wa_id,), *PARTS),
                "attribute": Each(_attributes),
                "attribute_text": Containing(lambda row: map(str.casefold, row.attributes.values()), *PARTS),
            },
        )
        self.conversations: Table[Conversation] = Table(
            Conversation,
            {
                "contact_id": Exact(lambda row: row.contact_id),
                "chat": Exact(lambda row: (row.contact_id, row.channel)),
                "assignee": Exact(lambda row: row.assignee),
            },
        )
        self.history: Table[HistoryItem] = Table(
            HistoryItem,
            {
                "conversation_id": Exact(lambda row: row.conversation_id),
                "local_message_id": Exact(lambda row: row.local_message_id),
                "whatsapp_message_id": Exact(lambda row: row.whatsapp_message_id or None),
            },
        )
        self.agents: Table[Agent] = Table(
            Agent,
            {"email": Exact(lambda row: row.email.casefold()), "name": Exact(lambda row: row.name)},
        )
        self.teams: Table[Team] = Table(
            Team, {"name": Exact(lambda row: row.name), "default": Exact(lambda row: row.default or None)}
        )
        self.templates: Table[Template] = Table(Template, {"name": Exact(lambda row: row.name)})
        self.forms: Table[Form] = Table(Form, {"name": Exact(lambda row: row.name)})
        self.channels: Table[Channel] = Table(
            Channel, {"name": Exact(lambda row: row.name), "phone": Exact(lambda row: row.phone)}
        )
        self.files: Table[StoredFile] = Table(StoredFile, {"path": Exact(lambda row: row.path)})
        self.broadcasts: Table[Broadcast] = Table(Broadcast, {"name": Exact(lambda row: row.name)})
        self.recipients: Table[Recipient] = Table(Recipient, {"broadcast": Exact(lambda row: row.broadcast)})
        self.chatbots: Table[Chatbot] = Table(Chatbot, {})
        self.tokens: Table[Token] = Table(Token, {})
        self.webhooks: Table[Webhook] = Table(Webhook, {})
        self.deliveries: Table[Delivery] = Table(Delivery, {})
        self.orders: Table[Order] = Table(Order, {})

    def tables(self) -> Iterator[tuple[str, Table[Any]]]:
        for name in NAMES:
            yield name, getattr(self, name)


def _attributes(row: Contact) -> Iterator[Hashable]:
    """Each custom attribute as (name, value), and by its name alone where it has a value."""
    for name, value in row.attributes.items():
        yield name, value
        if value:
            yield name


NAMES = (
    "contacts",
    "conversations",
    "history",
    "agents",
    "teams",
    "templates",
    "forms",
    "channels",
    "files",
    "broadcasts",
    "recipients",
    "chatbots",
    "tokens",
    "webhooks",
    "deliveries",
    "orders",
)
