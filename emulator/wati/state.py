"""The state of a Wati account, and what can happen to it: the API, a flow and the control API all come through here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, Literal

from emulator.kernel.secret import is_secret_name
from emulator.kernel.shape import read
from emulator.kernel.universe import Universe
from emulator.wati.profile import Profile, profile_from
from emulator.wati.rows import BOT, Agent, Contact, Conversation, HistoryItem, Team
from emulator.wati.tables import Tables

WINDOW = timedelta(hours=24)
DEFAULT_TENANT_ID = "424242"
DEFAULT_TOKEN = "sandbox-wati-token"
DEFAULT_PHONE = "15550199999"
ORIGIN = "https://live-mt-server.wati.io"

MAX_RETIRED = 1000
STAYING = ("SOLVED", "BLOCKED")  # statuses that do not expire
OWN_ROWS = ("name", "phone")  # rows of customParams that Wati makes itself
OPAQUE = re.compile(r"(?=[a-zA-Z_-]*[0-9])(?=[0-9_-]*[a-zA-Z])[\w-]{16,}", re.ASCII)
VALID_NUMBER = re.compile(r"[0-9]{8,15}")


Happening = Literal["new contact", "received", "sent", "DELIVERED", "READ", "REPLIED", "FAILED"]
"""What can happen to a message: the customer's, or ours on its way."""

Listener = Callable[[Happening, HistoryItem], None]


class WatiState(Tables):
    """Contacts, conversations, history, operators and teams of one account.

    `listeners` hear of everything that happens to a message. They are wiring, not state.
    """

    def __init__(self, universe: Universe) -> None:
        super().__init__()
        self.universe = universe
        self.tenant_id = DEFAULT_TENANT_ID
        self.token = DEFAULT_TOKEN
        self.phone = DEFAULT_PHONE  # the account's own number
        self.limits = ""  # the plan whose limits hold: growth, pro, business, unlimited; empty: as the profile says
        self.calls: dict[str, list[float]] = {}  # of each operation, when it was last called
        self.settings: dict[str, Any] = {}  # the profile as the world says it
        self.profile = Profile()
        self.turns: dict[str, str] = {}  # round robin: the agent who had the last chat, by team names
        self.retired: list[str] = []  # secrets that were replaced: what was printed of them stays masked
        self.listeners: list[Listener] = []
        self.origin = (
            ORIGIN  # the address under which clients reach the account: wiring too, it is where they asked last
        )

    def tell(self, happening: Happening, item: HistoryItem) -> None:
        for listener in self.listeners:
            listener(happening, item)

    def set_up(self, settings: dict[str, Any]) -> None:
        """Take over the profile of a checked world."""
        self.settings, self.profile = settings, profile_from(settings)

    def contact(self, wa_id: str) -> Contact | None:
        return self.contacts.first("wa_id", wa_id)

    def add_contact(
        self, wa_id: str, name: str = "", attributes: dict[str, str] | None = None, source: str | None = None
    ) -> Contact:
        """Create a contact, or overwrite name and attributes of the one that has this number (Wati upserts)."""
        now, found = self.universe.clock.now(), self.contact(wa_id)
        custom = {key: value for key, value in (attributes or {}).items() if key not in OWN_ROWS}
        name = name or (attributes or {}).get("name", "")
        if found is not None:
            merged = {**found.attributes, **custom}
            return self.contacts.update(found.id, name=name or found.name, attributes=merged, last_updated=now)
        return self.contacts.insert(
            Contact(
                id=self.universe.ids.object_id("wati.contact"),
                wa_id=wa_id,
                name=name or f"+{wa_id}",
                created=now,
                last_updated=now,
                attributes=custom,
                source=source,
            )
        )

    def set_attributes(self, contact: Contact, attributes: dict[str, str]) -> Contact:
        """Set custom attributes; `name` renames the contact. The last of two values for one name stays."""
        custom = {key: value for key, value in attributes.items() if key not in OWN_ROWS}
        replaced = {key: contact.attributes[key] for key in custom if key in contact.attributes and is_secret_name(key)}
        if replaced:
            self.retired = [*self.retired, *replaced.values()][-MAX_RETIRED:]
        return self.contacts.update(
            contact.id,
            name=attributes.get("name", contact.name),
            attributes={**contact.attributes, **custom},
            last_updated=self.universe.clock.now(),
        )

    def delete_contact(self, contact: Contact) -> None:
        """With everything that was said; tells the outbox. Secrets of the contact stay masked."""
        secrets = [value for name, value in contact.attributes.items() if is_secret_name(name)]
        self.retired = [*self.retired, *secrets][-MAX_RETIRED:]
        for conversation in self.conversations.find("contact_id", contact.id):
            for item in self.history.find("conversation_id", conversation.id):
                self.history.delete(item.id)
            self.conversations.delete(conversation.id)
        self.contacts.delete(contact.id)
        self.universe.outbox.put("contact deleted", {"wa_id": contact.wa_id})

    def conversation(self, contact: Contact, channel: str = "") -> Conversation | None:
        return self.conversations.first("chat", (contact.id, channel))

    def conversation_of(self, contact: Contact, channel: str = "") -> Conversation:
        """The contact's conversation on a channel, opened at need."""
        return self.conversation(contact, channel) or self._open(contact, channel)

    def contact_of(self, conversation: Conversation) -> Contact:
        found = self.contacts.get(conversation.contact_id)
        assert found is not None, "whoever deletes a contact deletes the conversations too"
        return found

    def agent(self, name_or_email: str) -> Agent | None:
        return self.agents.first("email", name_or_email.casefold()) or self.agents.first("name", name_or_email)

    def next_in_turn(self, names: tuple[str, ...], members: list[Agent], fit: list[Agent]) -> Agent:
        """The next of the `fit` after whoever had the last chat of these teams; `members` are all, in their order."""
        key = "\n".join(sorted(names))
        ids = [agent.id for agent in members]
        start = ids.index(self.turns[key]) + 1 if self.turns.get(key) in ids else 0
        rank = {agent_id: (number - start) % len(ids) for number, agent_id in enumerate(ids)}
        chosen = min(fit, key=lambda agent: rank[agent.id])
        self.turns = {**self.turns, key: chosen.id}
        return chosen

    def status_of(self, conversation: Conversation) -> str:
        """Of the chat, in Wati's words: a chat that is not solved expires with its window. Source: help 11463004; that
        a blocked one stays so is assumed.
        """
        expired = conversation.last_inbound is not None and not self.window_is_open(
            conversation, self.universe.clock.now()
        )
        return "EXPIRED" if expired and conversation.status not in STAYING else conversation.status

    def is_new_chat(self, conversation: Conversation) -> bool:
        """Whether a message that comes now begins a chat: the first, or after the window was closed, or once solved."""
        return conversation.status == "SOLVED" or not self.window_is_open(conversation, self.universe.clock.now())

    def window_is_open(self, conversation: Conversation, now: datetime) -> bool:
        """Whether free text may still be sent: 24 hours from the customer's last message."""
        return conversation.last_inbound is not None and now - conversation.last_inbound < WINDOW

    def receive(
        self,
        wa_id: str,
        text: str,
        name: str = "",
        choice: dict[str, str] | None = None,
        media: str = "",
        form: dict[str, str] | None = None,
        channel: str = "",
        **more: Any,
    ) -> HistoryItem:
        """A message from the customer. Makes contact and conversation at need, opens the window, tells the outbox.

        `choice` is the tapped button or list row: `{"id", "title"}`; `media` the address of a photo or file, whose
        caption is the text; `form` a filled WhatsApp Flow; `more` goes into the line of the history. Chatbots hear
        only of what comes to the account's own number.
        """
        now, known = self.universe.clock.now(), self.contact(wa_id)
        contact = known or self.add_contact(wa_id, name, source="WhatsApp")
        conversation = self.conversation_of(contact, channel)
        new_chat = self.is_new_chat(conversation)
        status = "BLOCKED" if conversation.status == "BLOCKED" else "OPEN"
        conversation = self.conversations.update(conversation.id, last_inbound=now, status=status)
        held = {"choice": choice, "media": media, "form": form, **(more.pop("extra", None) or {})}
        item = self._log(
            conversation,
            text=text,
            type=more.pop("type", "") or ("interactive" if choice or form else "document" if media else "text"),
            extra={key: value for key, value in held.items() if value} or None,
            operator=conversation.assignee or BOT,
            status="READ",
            **more,
        )
        if known is None:
            self.tell("new contact", item)
        self.tell("received", item)
        if not channel:
            told = {"wa_id": wa_id, "text": text, "item": item.id, "new_chat": new_chat, "choice": choice}
            self.universe.outbox.put("message", {**told, "media": media, "form": form or {}})
        return item

    def send(
        self,
        conversation: Conversation,
        text: str,
        type: str = "text",
        extra: dict[str, Any] | None = None,
        local_message_id: str | None = None,
        operator: str = "",
        **more: Any,
    ) -> HistoryItem:
        """A message from the business, already known to be allowed. `operator` is the e-mail of whoever wrote it, where
        that is not the assignee; `more` goes into the line of the history.
        """
        item = self._log(
            conversation,
            text=text,
            owner=True,
            type=type,
            extra=extra,
            operator=operator or conversation.assignee or BOT,
            local_message_id=local_message_id or self.universe.ids.uuid("wati.local_message"),
            **more,
        )
        self.tell("sent", item)
        return item

    def assign(self, conversation: Conversation, agent: Agent | None, by_chatbot: bool = False) -> Conversation:
        """Give the chat to an operator (who brings their teams), or back to the bot; tells the outbox, unless it was
        the chatbot that did it.

        With contact-owner routing, owner and assignee keep each other in sync (help 14276824).
        """
        if not by_chatbot:
            told = {"contact_id": conversation.contact_id, "agent": agent.name if agent else ""}
            self.universe.outbox.put("assigned", told)
        if agent is None:
            changed = self.conversations.update(conversation.id, assignee="")
            self._log(changed, kind="ticket", text="Chat is now assigned to Bot")
            return changed
        if self.profile.contact_owner:
            self.contacts.update(conversation.contact_id, owner=agent.email)
        teams = tuple(dict.fromkeys((*conversation.teams, *agent.teams)))
        changed = self.conversations.update(conversation.id, assignee=agent.email, teams=teams)
        self._log(
            changed,
            kind="ticket",
            text=f"Chat is now assigned to {agent.email}. Automation will not work unless it's assigned back to Bot",
            operator=agent.email,
        )
        return changed

    def assign_teams(self, conversation: Conversation, teams: list[Team]) -> Conversation:
        """Show the chat to teams, beside those that see it already."""
        names = tuple(dict.fromkeys((*conversation.teams, *(team.name for team in teams))))
        changed = self.conversations.update(conversation.id, teams=names)
        self._log(changed, kind="ticket", text=f"Chat is now assigned to team {', '.join(t.name for t in teams)}")
        return changed

    def set_status(self, conversation: Conversation, status: str) -> Conversation:
        """OPEN, PENDING, SOLVED or BLOCKED. The line that it leaves is assumed."""
        changed = self.conversations.update(conversation.id, status=status)
        self._log(changed, kind="ticket", text=f"The chat status has been changed to {status}")
        return changed

    def set_topic(self, conversation: Conversation, topic: str, tags: tuple[str, ...]) -> Conversation:
        """The line that it leaves is assumed."""
        changed = self.conversations.update(conversation.id, topic=topic, tags=tags)
        self._log(changed, kind="ticket", text=f"The chat topic has been changed to {topic}")
        return changed

    def subscribe(self, contact: Contact, subscribed: bool) -> Contact:
        """Whether campaigns may be sent to the contact. Source: help 11463027."""
        now = self.universe.clock.now()
        return self.contacts.update(contact.id, allow_broadcast=subscribed, last_updated=now)

    def answered_since(self, conversation: Conversation, moment: datetime, by_bot: bool = True) -> bool:
        """Whether the business said something at or after a moment; with `by_bot` false, only agents count."""
        for item in reversed(self.history.find("conversation_id", conversation.id)):
            if item.created < moment:
                return False
            if item.kind == "message" and item.owner and (by_bot or item.operator != BOT):
                return True
        return False

    def teams_of(self, contact: Contact) -> tuple[str, ...]:
        """The names of the teams that the contact was given to, and of those that see the chat."""
        conversation = self.conversation(contact)
        return tuple(dict.fromkeys((*contact.given_teams, *(conversation.teams if conversation else ()))))

    def _open(self, contact: Contact, channel: str) -> Conversation:
        ids, default = self.universe.ids, self.teams.first("default", True)
        conversation = self.conversations.insert(
            Conversation(
                id=ids.object_id("wati.conversation"),
                contact_id=contact.id,
                ticket_id=ids.object_id("wati.ticket"),
                teams=(default.name,) if default else (),
                channel=channel,
            )
        )
        told = f"The chat has been initialized by contact {contact.name} ({contact.wa_id})"
        self._log(conversation, kind="ticket", text=told)
        return conversation

    def _log(self, conversation: Conversation, text: str, kind: str = "message", **more: Any) -> HistoryItem:
        ids = self.universe.ids
        return self.history.insert(
            HistoryItem(
                id=ids.object_id("wati.history"),
                conversation_id=conversation.id,
                ticket_id=conversation.ticket_id,
                kind=kind,
                created=self.universe.clock.now(),
                text=text,
                whatsapp_message_id=ids.wamid("wati.message") if kind != "ticket" else "",
                **more,
            )
        )

    def secrets(self) -> Iterator[str]:
        """What must not be printed: the token, attributes that are named like secrets, and what looks like one in the
        address of a webhook: the events are not signed, so that people put one there.
        """
        yield self.token
        yield from (token.id for token in self.tokens)
        yield from self.retired
        for webhook in self.webhooks:
            yield from OPAQUE.findall(webhook.url.partition("://")[2].partition("/")[2])
        for contact in self.contacts:
            yield from (value for name, value in contact.attributes.items() if is_secret_name(name))

    def snapshot(self) -> dict[str, Any]:
        own = {name: getattr(self, name) for name in SETTINGS}
        kept = {"calls": {name: list(times) for name, times in self.calls.items()}, "retired": list(self.retired)}
        rows = {name: table.snapshot() for name, table in self.tables()}
        return {**own, **kept, "profile": self.settings, "turns": dict(self.turns), **rows}

    def restore(self, data: dict[str, Any]) -> None:
        for name in SETTINGS:
            setattr(self, name, read(str, data[name], name))
        self.calls = read(dict[str, list[float]], data["calls"], "calls")
        self.retired = read(list[str], data["retired"], "retired")
        self.turns = read(dict[str, str], data["turns"], "turns")
        self.set_up(read(dict[str, Any], data["profile"], "profile"))
        for name, table in self.tables():
            table.restore(data[name])


SETTINGS = ("tenant_id", "token", "phone", "limits")
