"""What tests and people hold: a chatbot, a Wati and a Zoho account, and the customers who write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from emulator import seed
from emulator.document import Document
from emulator.kernel.secret import is_secret_name
from emulator.kernel.suggest import did_you_mean
from emulator.tenant import Tenant
from emulator.wati import callback_queue, limits
from flow_runner.engine import Flow, Library, Session
from flow_runner.engine.events import AttributeSet, MessageSent, TeamAssigned, VariableSet
from flow_runner.sandbox import chatbots, credentials
from flow_runner.sandbox.files import DEMO_WORLD, read_flow
from flow_runner.sandbox.host import Host
from flow_runner.sandbox.inbox import Inbox
from flow_runner.sandbox.stubs import Stubs
from flow_runner.sandbox.trace import Acted, Entry, Trace
from flow_runner.sandbox.transport import Transport

DEFAULT_PHONE = "919876543210"


class Sandbox:
    """One chatbot in one account. Nothing in it is shared, so that any number of them live side by side."""

    _watchers: ClassVar[list[Callable[[Sandbox], None]]] = []

    def __init__(
        self,
        flow: Flow | Library,
        tenant: Tenant | None = None,
        stubs: Stubs | None = None,
        allowed: Iterable[str] = (),
        phone: str = DEFAULT_PHONE,
        file: Path | None = None,
    ) -> None:
        """`flow` may be a library, where the chatbot triggers others; `allowed` are the host names that requests may
        really be sent to, `phone` is who writes by default, `file` is where the chatbot was read from, and `notes` tell
        what was odd before anything ran. ValueError where a stub is of a webhook that is not there.
        """
        self.library = flow if isinstance(flow, Library) else Library(flow)
        self.flow = self.library.main
        self.tenant = tenant or Tenant("default")
        self.phone = phone
        self.file = file
        self.notes: list[str] = []
        self.host = Host(self.tenant, self.library, Transport(self.tenant, stubs, frozenset(allowed)))
        self.tenant.carrier = self._carry
        self.inbox = Inbox(self.host)
        for node in dict.fromkeys(self.stubs.nodes):
            self.webhook(node)
        for see in tuple(Sandbox._watchers):
            see(self)

    @classmethod
    def on_open(cls, see: Callable[[Sandbox], None]) -> Callable[[], None]:
        """Let somebody see every sandbox that is made from here on, whoever makes it; the answer ends that."""
        Sandbox._watchers.append(see)
        return lambda: Sandbox._watchers.remove(see)

    @classmethod
    def open(
        cls,
        flow: Flow | Path | str,
        world: Path | str | None = None,
        stubs: Path | str | None = None,
        allowed: Iterable[str] = (),
        phone: str = DEFAULT_PHONE,
        others: Mapping[str, Flow] | None = None,
    ) -> Sandbox:
        """From files; without a world, in the demo account, which takes the credentials of the export for its own.

        `others` are further chatbots by id, beside those that the world names. FlowError or DocumentError with
        everything that is wrong in them, OSError if one is missing.
        """
        parsed = flow if isinstance(flow, Flow) else Flow.loads(read_flow(Path(flow)))
        document = seed.load(Path(world or DEMO_WORLD))
        library = Library(parsed, ids={**chatbots.named_in(document, Path(world or DEMO_WORLD)), **(others or {})})
        file = None if isinstance(flow, Flow) else Path(flow)
        return cls.made(library, document, Stubs.load(Path(stubs)) if stubs else None, allowed, phone, file)

    @classmethod
    def made(
        cls,
        library: Library,
        world: Document,
        stubs: Stubs | None = None,
        allowed: Iterable[str] = (),
        phone: str = DEFAULT_PHONE,
        file: Path | None = None,
    ) -> Sandbox:
        """Of what was read and checked before: the chatbots, and a world that takes their credentials if it says so."""
        tenant = seed.tenant_from(world.data)
        sandbox = cls(library, tenant, stubs, allowed, phone, file)
        for one in library:
            found = credentials.find(one)
            if credentials.wanted(world.data):
                credentials.adopt(found, tenant)
            sandbox.notes += credentials.strange(found, tenant)
        return sandbox

    def says(self, text: str, phone: str = "", name: str = "") -> list[MessageSent]:
        """The customer writes; the answer is what the chatbot sent back to them."""
        return self._after(phone or self.phone, lambda who: self.tenant.wati.receive(who, text, name))

    def taps(self, title: str | int, phone: str = "") -> list[MessageSent]:
        """The customer taps a button or row of the last message that offered any: by its title, or its number from 1.

        LookupError if it is not on it.
        """
        who = phone or self.phone
        offered = self.offered(who)
        if isinstance(title, int):
            title = offered[title - 1][1] if 0 < title <= len(offered) else f"number {title}"
        choice = next(({"id": key, "title": text} for key, text in offered if text.strip() == title.strip()), None)
        if choice is None:
            known = [text for _, text in offered]
            raise LookupError(f"nothing called '{title}' can be tapped now.{did_you_mean(title, known)}")
        return self._after(who, lambda one: self.tenant.wati.receive(one, choice["title"], choice=choice))

    def sends(self, media: str, phone: str = "", caption: str = "") -> list[MessageSent]:
        """The customer sends a photo or file, by its address."""
        return self._after(phone or self.phone, lambda who: self.tenant.wati.receive(who, caption, media=media))

    def fills(self, fields: Mapping[str, str], phone: str = "") -> list[MessageSent]:
        """The customer fills the WhatsApp Flow that was sent, field by field."""
        form = dict(fields)
        return self._after(phone or self.phone, lambda who: self.tenant.wati.receive(who, "Response sent", form=form))

    def at_once(self, *messages: tuple[str, str]) -> None:
        """Several (phone, text) arrive before the chatbot gets to answer any: their webhooks take turns. Of the same
        phone they are a burst.
        """
        for who, text in messages:
            self.tenant.wati.receive(who, text)
        self.tenant.deliver()

    def advance(self, delta: timedelta) -> None:
        """Let time pass: tokens expire, delays end, timers of the account fire, in order."""
        with self.tenant.lock:
            self.tenant.universe.clock.advance(delta)
            self.tenant.deliver()

    def offered(self, phone: str = "") -> tuple[tuple[str, str], ...]:
        """(id, title) of what the last message with buttons or rows offered."""
        who = phone or self.phone
        sent = (entry.what for entry in reversed(self.trace) if entry.contact == who)
        return next((what.choices for what in sent if isinstance(what, MessageSent) and what.choices), ())

    def session(self, phone: str = "") -> Session | None:
        return self.host.session(phone or self.phone)

    def attributes(self, phone: str = "") -> dict[str, str]:
        """The contact's custom attributes; empty for an unknown number."""
        contact = self.tenant.wati.contact(phone or self.phone)
        return dict(contact.attributes) if contact else {}

    def assignee(self, phone: str = "") -> dict[str, str] | None:
        """`{"name", "email"}` of the agent who has the chat; None while it is the bot's."""
        wati = self.tenant.wati
        contact = wati.contact(phone or self.phone)
        conversation = contact and wati.conversation(contact)
        agent = wati.agent(conversation.assignee) if conversation and conversation.assignee else None
        return {"name": agent.name, "email": agent.email} if agent else None

    def teams(self, phone: str = "") -> tuple[str, ...]:
        """The teams that see the chat."""
        contact = self.tenant.wati.contact(phone or self.phone)
        conversation = contact and self.tenant.wati.conversation(contact)
        return conversation.teams if conversation else ()

    def given_teams(self, phone: str = "") -> tuple[str, ...]:
        """The teams that the chatbot, or the account by itself, has given the chat to; others may see it too."""
        found: dict[str, None] = {}
        for entry in self.entries(phone):
            match entry.what:
                case TeamAssigned(names=names):
                    found |= dict.fromkeys(names)
                case Acted(action="assign_team", value=name, problem=""):
                    found[name] = None
        return tuple(found)

    def status(self, phone: str = "") -> str | None:
        """Of the chat, in Wati's words: OPEN, PENDING, EXPIRED, SOLVED, BLOCKED or BROADCAST; None without a chat."""
        contact = self.tenant.wati.contact(phone or self.phone)
        conversation = self.tenant.wati.conversation(contact) if contact else None
        return self.tenant.wati.status_of(conversation) if conversation else None

    @property
    def trace(self) -> Trace:
        return self.host.trace

    @property
    def stubs(self) -> Stubs:
        return self.host.transport.stubs

    def webhook(self, node_id: str) -> str:
        """The id, if a node of these chatbots has it that makes requests; ValueError with the nearest one otherwise."""
        known = {one: node for flow in self.library for one, node in flow.nodes.items() if node.uses().replies}
        if node_id not in known:
            raise ValueError(f"no webhook is called '{node_id}'.{did_you_mean(node_id, known)}")
        return node_id

    def due(self, phone: str = "") -> datetime | None:
        """When the next thing happens to the contact by itself: a delay ends, a timer of the account fires."""
        who = phone or self.phone
        timers = self.tenant.universe.clock.timers
        return next((one.due for one in timers if isinstance(one.payload, list) and one.payload[:1] == [who]), None)

    def leftovers(self) -> list[str]:
        """What should not be left at the end: breaches of contract, stubs never called, faults that never fired."""
        universe = self.tenant.universe
        breaches = [
            f"exchange {one.number} ({one.operation}): {told} [contract]"
            for one in universe.journal
            for told in one.violations
        ]
        stubs = [f"{told} [unused-stub]" for told in self.stubs.unused()]
        return [*breaches, *stubs, *(f"{told} [unfired-fault]" for told in universe.faults.unfired())]

    def secrets(self) -> frozenset[str]:
        """What must not be printed: the accounts' own, and whatever was put under a secret's name in a run."""
        put = [entry.what for entry in self.trace if isinstance(entry.what, VariableSet | AttributeSet)]
        return self.tenant.secrets() | {one.value for one in put if is_secret_name(one.name)}

    def snapshot(self) -> dict[str, Any]:
        """Everything, as plain JSON."""
        return self.tenant.snapshot()

    def restore(self, data: dict[str, Any]) -> None:
        """Go back to a snapshot of the same flow. ValueError where it does not fit; nothing is changed then."""
        self.tenant.restore(data)

    def _after(self, who: str, act: Any) -> list[MessageSent]:
        with self.tenant.lock:
            mark = self.trace.mark
            limits.rest(self.tenant.wati)
            act(who)
            self.tenant.deliver()
            return [what for what in self.trace.happened(mark, who) if isinstance(what, MessageSent)]

    def _carry(self, tenant: Tenant) -> None:
        """Bring events to the account's webhooks, here and now."""
        with tenant.lock, tenant.universe.clock.hold():
            callback_queue.carry(tenant.wati, self.host.transport.call_back, tenant.hand_over)

    def entries(self, phone: str = "") -> list[Entry]:
        return self.trace.of(phone or self.phone)
