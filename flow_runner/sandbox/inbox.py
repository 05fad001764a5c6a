"""What operators do in the team inbox: take a chat over, answer, give it back, solve it, start a chatbot by hand."""

from __future__ import annotations

from emulator.kernel.suggest import did_you_mean
from emulator.wati.rows import Agent, Contact, Conversation
from flow_runner.sandbox.host import Host
from flow_runner.sandbox.trace import Acted, AgentSaid

INBOX = "team inbox"
STATUSES = {"open": "OPEN", "pending": "PENDING", "solved": "SOLVED", "block": "BLOCKED"}


class Inbox:
    """The team inbox of a tenant. LookupError, with the nearest name, for whom the account does not have."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.tenant = host.tenant

    def takes_over(self, agent: str, phone: str) -> None:
        """An agent, by name or e-mail, takes the chat: a running chatbot stops."""
        found, (_, conversation) = self._agent(agent), self._chat(phone)
        self.tenant.wati.assign(conversation, found)
        self._acted(phone, f"{found.name}, in the {INBOX}", "assign_agent", f"{found.name} <{found.email}>")

    def says(self, text: str, phone: str, agent: str = "") -> None:
        """The agent who has the chat, or the one named, writes. ValueError after the 24-hour window was closed."""
        wati, (_, conversation) = self.tenant.wati, self._chat(phone)
        name = agent or conversation.assignee
        if not name:
            raise LookupError("nobody has the chat: say which agent writes, or let one take it over first")
        found = self._agent(name)
        if not wati.window_is_open(conversation, self.tenant.universe.clock.now()):
            raise ValueError("24 hours without a word from the customer: only templates can be sent")
        wati.send(conversation, text, operator=found.email)
        self.host.note(phone, [AgentSaid(found.name, text)])

    def gives_back(self, phone: str) -> None:
        """The chat goes back to the bot."""
        self.tenant.wati.assign(self._chat(phone)[1], None)
        self._acted(phone, INBOX, "back_to_bot", "")

    def sets_status(self, status: str, phone: str) -> None:
        """`open`, `pending`, `solved` or `block`."""
        if status not in STATUSES:
            raise LookupError(f"no status is called '{status}'.{did_you_mean(status, STATUSES)}")
        self.tenant.wati.set_status(self._chat(phone)[1], STATUSES[status])
        self._acted(phone, INBOX, "status", STATUSES[status])

    def starts(self, chatbot: str, phone: str) -> None:
        """Start a chatbot by id or name; `this` is the one under test. Why it cannot start stands in the trace."""
        contact = self.tenant.wati.contact(phone) or self.tenant.wati.add_contact(phone)
        self.host.start_chatbot(contact.wa_id, chatbot, INBOX)
        self.tenant.deliver()

    def goes(self, agent: str, online: bool) -> None:
        """An agent comes online, or leaves."""
        self.tenant.wati.agents.update(self._agent(agent).id, online=online)

    def _acted(self, phone: str, cause: str, action: str, value: str) -> None:
        self.host.note(phone, [Acted(cause, action, value)])
        self.tenant.deliver()

    def _agent(self, name: str) -> Agent:
        wati = self.tenant.wati
        found = wati.agent(name)
        if found is None:
            raise LookupError(f"no agent is called '{name}'.{did_you_mean(name, [one.name for one in wati.agents])}")
        return found

    def _chat(self, phone: str) -> tuple[Contact, Conversation]:
        contact = self.tenant.wati.contact(phone)
        if contact is None:
            raise LookupError(f"no contact has the number {phone}: they never wrote, and the world has none")
        return contact, self.tenant.wati.conversation_of(contact)
