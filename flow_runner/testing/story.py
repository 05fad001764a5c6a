"""What the steps of one scenario share."""

from __future__ import annotations

from dataclasses import dataclass, field

from emulator.kernel.http import Reply
from emulator.kernel.suggest import did_you_mean
from emulator.wati.rows import Agent, Contact
from emulator.zoho.rows import Record, User
from flow_runner.engine import Session
from flow_runner.engine.events import MessageSent, NodeEntered
from flow_runner.explore.ending import CLOSED
from flow_runner.sandbox.phone import wa_id
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.trace import Exchanged
from flow_runner.testing.calls import Call, Calls, nth
from flow_runner.testing.setting import Setting
from flow_runner.testing.verdict import NotMet

TOKEN_CONTACT = "22222222"
TOKEN_NAME = "zoho_token"


@dataclass
class Story:
    """A sandbox that is opened by the first step that needs it, and the customers by name.

    `foreseen` are the contacts whose chatbot was expected to fail; `code` and `replies` are what Zoho's console and
    calls by hand gave; `first_tokens` are the access tokens that Zoho had at the beginning.
    """

    setting: Setting
    customers: dict[str, str] = field(default_factory=dict)
    foreseen: set[str] = field(default_factory=set)
    replies: list[Reply] = field(default_factory=list)
    code: str = ""
    first_tokens: frozenset[str] = frozenset()
    _sandbox: Sandbox | None = None
    _calls: Calls | None = None

    @property
    def sandbox(self) -> Sandbox:
        if self._sandbox is None:
            self._sandbox = self.setting.open()
            self._calls = Calls(self._sandbox)
            self.first_tokens = frozenset(token.id for token in self._sandbox.tenant.zoho.access_tokens)
        return self._sandbox

    @property
    def opened(self) -> Sandbox | None:
        """The sandbox, if any step has needed it."""
        return self._sandbox

    def choose(self, flow: str = "", world: str = "", stubs: str = "", other: str = "") -> None:
        """Say what to run, before anything ran. File names are relative to the feature's own folder."""
        if self._sandbox is not None:
            raise ValueError("name the chatbot, the world and the stubs before all other steps")
        self.setting = self.setting.chosen(flow, world, stubs, other)

    def names(self, who: str, phone: str) -> None:
        """Call a customer by a name. ValueError where the number is none."""
        self.customers[who] = wa_id(phone)

    def phone(self, who: str) -> str:
        """The number of a customer, by name or as written. ValueError with the nearest name."""
        if who in self.customers:
            return self.customers[who]
        if any(character.isdigit() for character in who):
            return wa_id(who)
        hint = did_you_mean(who, self.customers)
        raise ValueError(f"nobody is called '{who}' here.{hint} Say first: Given {who} writes from 919876543210")

    def contact(self, who: str) -> Contact:
        """A contact of Wati, made at need."""
        wati, phone = self.sandbox.tenant.wati, self.phone(who)
        return wati.contact(phone) or wati.add_contact(phone)

    def agent(self, name: str, make: bool = False) -> Agent:
        """An agent of Wati. ValueError with the nearest name where there is none, unless one is to be made."""
        wati = self.sandbox.tenant.wati
        found = wati.agent(name)
        if found is None and make:
            made = Agent(self.sandbox.tenant.universe.ids.object_id("wati.agent"), name, _email(name))
            return wati.agents.insert(made)
        if found is None:
            known = [one.name for one in wati.agents]
            raise ValueError(f"Wati has no agent called '{name}'.{did_you_mean(name, known)}")
        return found

    def owner(self, name: str) -> User:
        """A user of Zoho, made at need."""
        zoho = self.sandbox.tenant.zoho
        return zoho.user(name) or zoho.add_user(name, _email(name))

    def lead(self, last_name: str) -> Record:
        """A lead by its Last_Name. ValueError with the nearest name where there is none."""
        leads = {str(one.fields.get("Last_Name")): one for one in self.sandbox.tenant.zoho.leads}
        if last_name not in leads:
            raise ValueError(f"Zoho has no lead '{last_name}'.{did_you_mean(last_name, leads)}")
        return leads[last_name]

    @property
    def reply(self) -> Reply:
        """To the last call that was made by hand. ValueError where there was none."""
        if not self.replies:
            raise ValueError(
                "no call was made by hand: say first what is asked, such as 'the code is exchanged for tokens'"
            )
        return self.replies[-1]

    def messages(self, who: str) -> list[str]:
        """The texts that the chatbot has sent to a customer."""
        sent = [entry.what for entry in self.sandbox.entries(self.phone(who)) if isinstance(entry.what, MessageSent)]
        return [full_text(one) for one in sent]

    def told(self, who: str) -> str:
        """What a customer was told, for an error."""
        found = "; ".join(repr(one) for one in self.messages(who)[-5:])
        return f"{who} was told {found or 'nothing'}"

    def differs(self, what: str, wanted: object, found: object) -> str:
        """What is not as expected, for an error."""
        shown = ["never set" if one is None else repr(one) for one in (wanted, found)]
        return f"{what} should be {shown[0]}, and is {shown[1]}"

    def way(self, who: str, node: str) -> list[str]:
        """The nodes that a customer's chatbot went through, in order. ValueError where no node is called `node`."""
        self.check_node(node)
        entries = self.sandbox.entries(self.phone(who))
        return [entry.what.node for entry in entries if isinstance(entry.what, NodeEntered)]

    def check_node(self, node: str) -> None:
        """ValueError, with the nearest, where no node has this id."""
        known = {one for flow in self.sandbox.library for one in flow.nodes}
        if node not in known:
            raise ValueError(f"no node is called '{node}'.{did_you_mean(node, known)}")

    def run(self, who: str) -> Session:
        """The last run of a customer's chatbot. NotMet where none started."""
        found = self.sandbox.session(self.phone(who))
        if found is None:
            raise NotMet(f"no chatbot started for {who}")
        return found

    def is_left_alone(self, who: str) -> bool:
        """Whether no agent has the chat, no team was given it, it is not closed, and no chatbot waits for them."""
        phone = self.phone(who)
        session = self.sandbox.session(phone)
        if session is not None and session.outcome == "running":
            return False
        closed = self.sandbox.status(phone) in CLOSED
        return not (closed or self.sandbox.assignee(phone) or self.sandbox.given_teams(phone))

    def exchanged(self, who: str) -> list[Exchanged]:
        """What came of the requests of a customer's chatbot, in order."""
        entries = self.sandbox.entries(self.phone(who))
        return [entry.what for entry in entries if isinstance(entry.what, Exchanged)]

    def calls(self, name: str) -> list[Call]:
        """The calls of an operation, a webhook or an address. ValueError with the nearest where there is none."""
        return self._all.named(name)

    def call(self, which: str, name: str) -> Call:
        """`the last`, `the first` or `the 2nd` call. AssertionError where there were not so many."""
        return nth(which, self.calls(name), name)

    def all_calls(self) -> list[Call]:
        return self._all.every()

    def known_call(self, name: str) -> str:
        """The name. ValueError with the nearest where nothing is called that."""
        return self._all.check(name)

    def called(self) -> str:
        """What was called, for an error."""
        names = ", ".join(one.exchanged.node for one in self.all_calls())
        return f"the webhooks that called, in order: {names or 'none'}"

    @property
    def _all(self) -> Calls:
        self.sandbox  # noqa: B018  # opened at need, with its calls
        assert self._calls is not None
        return self._calls


def full_text(sent: MessageSent) -> str:
    """With header and footer."""
    return "\n".join(part for part in (sent.header, sent.text, sent.footer) if part)


def _email(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@example.com"
