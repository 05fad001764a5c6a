"""What must hold after every step of a state machine, and whose fault it is where it does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from emulator.kernel.journal import Exchange
from emulator.kernel.secret import finder
from emulator.wati.callback_queue import OPERATION
from flow_runner.engine.events import FlowEnded, MessageSent, PlaceholderUnset
from flow_runner.engine.session import Session
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.trace import Entry

CLOSED = ("SOLVED", "BLOCKED")


class Complaint(NamedTuple):
    """Something that should not be, and whether the chatbot or the sandbox is to be mended."""

    at_fault: Literal["chatbot", "sandbox"]
    code: str
    text: str

    def __str__(self) -> str:
        return f"the {self.at_fault} is at fault: {self.text} [{self.code}]"


Complaints = Iterator[Complaint]


def breaches(exchanges: Iterable[Exchange]) -> Complaints:
    """Requests that the API's documentation does not allow, and replies of the sandbox that do not hold to it."""
    for one in exchanges:
        for told in one.violations:
            text = f"exchange {one.number} ({one.operation}): {told}"
            if told.startswith("request"):
                yield Complaint("chatbot", "bad-request", text)
            else:
                yield Complaint("sandbox", "contract", text)


def lost_sessions(sandbox: Sandbox, phone: str) -> Complaints:
    """A running session stands at a node of its flow, and waits for something that can come."""
    session = sandbox.session(phone)
    if session is None or session.outcome != "running":
        return
    flow = sandbox.library.version(session.version)
    if flow is None or session.node not in flow.nodes:
        yield Complaint("sandbox", "lost-session", f"the run of {phone} stands at '{session.node}', which is no node")
    if session.waiting not in ("answer", "time"):
        yield Complaint("sandbox", "stuck-session", f"the run of {phone} waits for {session.waiting or 'nothing'}")


def unknown_assignees(sandbox: Sandbox, phone: str) -> Complaints:
    """Who has the chat is an agent of the account."""
    wati = sandbox.tenant.wati
    contact = wati.contact(phone)
    conversation = wati.conversation(contact) if contact else None
    if conversation and conversation.assignee and wati.agent(conversation.assignee) is None:
        told = f"the chat of {phone} is with {conversation.assignee}, who is no agent of the account"
        yield Complaint("sandbox", "unknown-assignee", told)


def told_secrets(sandbox: Sandbox, news: Iterable[Entry]) -> Complaints:
    """No token or other secret of the accounts stands in a message to a customer. The secret is not repeated here."""
    messages = [(one.contact, one.what) for one in news if isinstance(one.what, MessageSent)]
    if not messages:
        return
    find = finder(sandbox.tenant.secrets())
    for contact, sent in messages:
        if any(find(text) for text in _texts(sent)):
            yield Complaint("chatbot", "secret-told", f"{sent.node} sends a secret of the account to {contact}")


def crossed_over(
    sandbox: Sandbox, news: Iterable[Entry], marks: Mapping[str, str], phones: Iterable[str]
) -> Complaints:
    """What only one customer said stands nowhere with another one of `phones`. `marks` are such texts, and whose they
    are.
    """
    if not marks:
        return
    sent = [(one.contact, text) for one in news if isinstance(one.what, MessageSent) for text in _texts(one.what)]
    held = [(phone, text) for phone in phones for text in _held(sandbox, phone)]
    for mark, owner in marks.items():
        for phone, text in (*sent, *held):
            if phone != owner and mark in text:
                at_fault: Literal["chatbot", "sandbox"] = "chatbot" if _was_carried(sandbox, mark) else "sandbox"
                yield Complaint(at_fault, "crossed-over", f"what only {owner} said stands with {phone}: '{mark}'")


def runaway_loops(news: Iterable[Entry]) -> Complaints:
    for one in news:
        if isinstance(one.what, FlowEnded) and one.what.reason.startswith("runaway loop"):
            yield Complaint("chatbot", "runaway-loop", f"{one.contact} is caught in a {one.what.reason}")


def literal_placeholders(news: Iterable[Entry]) -> Complaints:
    """A placeholder that was never set, and that goes out to the customer as it is written."""
    unset: dict[tuple[str, str], list[str]] = {}
    for one in news:
        match one.what:
            case PlaceholderUnset(node=node, placeholder=placeholder):
                unset.setdefault((one.contact, node), []).append(placeholder)
            case MessageSent() as sent:
                shown = [
                    name for name in unset.get((one.contact, sent.node), ()) if any(name in t for t in _texts(sent))
                ]
                if shown:
                    told = f"{sent.node} sends {', '.join(map(repr, shown))} to {one.contact} as it is written"
                    yield Complaint("chatbot", "unset-placeholder", told)


def failed_runs(news: Iterable[Entry]) -> Complaints:
    for one in news:
        if isinstance(one.what, FlowEnded) and one.what.outcome == "failed":
            yield Complaint(
                "chatbot", "failed-run", f"the run of {one.contact} fails at {one.what.node}: {one.what.reason}"
            )


def left_alone(sandbox: Sandbox, news: Iterable[Entry]) -> Complaints:
    """A run is over, nobody has the chat, no team sees it, and it is not closed."""
    for phone, ended in {one.contact: one.what for one in news if isinstance(one.what, FlowEnded)}.items():
        session = sandbox.session(phone)
        over = session is not None and session.outcome != "running"
        cared_for = sandbox.assignee(phone) or sandbox.teams(phone) or sandbox.status(phone) in CLOSED
        if over and not cared_for:
            yield Complaint("chatbot", "left-alone", f"{phone} is left alone at {ended.node}: {ended.reason}")


def _texts(sent: MessageSent) -> list[str]:
    return [sent.text, sent.header, sent.footer, sent.button, sent.reference, *(title for _, title in sent.choices)]


def _held(sandbox: Sandbox, phone: str) -> list[str]:
    """What is remembered of a customer."""
    session: Session | None = sandbox.session(phone)
    return [*(session.variables.values() if session else ()), *sandbox.attributes(phone).values()]


def _was_carried(sandbox: Sandbox, mark: str) -> bool:
    """Whether the chatbot had put it where all customers' runs can read it: into a request, or a sheet."""
    journal, sheets = sandbox.tenant.universe.journal, sandbox.tenant.sheets
    requests = (one.request for one in journal if not one.operation.startswith(OPERATION))
    asked = any(mark in request.url or mark in request.body.decode("utf-8", "replace") for request in requests)
    return asked or mark in str(sheets.snapshot())
