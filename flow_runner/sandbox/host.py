"""Runs a chatbot for the contacts of a tenant: starts and resumes sessions, carries their calls, does what they say."""

from __future__ import annotations

from collections import deque
from datetime import datetime
from typing import Any

from emulator.kernel.http import Request
from emulator.kernel.outbox import Notice
from emulator.kernel.shape import moment
from emulator.tenant import Tenant
from emulator.wati.state import WINDOW
from flow_runner.engine import Engine, Library, Session, Sprint
from flow_runner.engine.assumptions import BURST, START_ON
from flow_runner.engine.events import AgentAssigned, Event, FlowEnded, MessageSent, TeamAssigned, WarningRaised
from flow_runner.engine.step import Answer, Call, Silence
from flow_runner.sandbox.platform import ContactPort
from flow_runner.sandbox.trace import Exchanged, Said, Trace
from flow_runner.sandbox.transport import EgressRefused, Transport

DUE = "session_due"
OUTCOMES = ("running", "ended", "failed")
WAITS = {"": "word", "answer": "answer", "reply": "reply", "time": "moment"}
ACTIONS = (MessageSent, AgentAssigned, TeamAssigned)


class Host:
    """The flow host of a tenant. Sessions are kept as plain JSON between any two sprints.

    Calls that sessions wait for stand in a queue and are carried one by one, so that two customers who write at once
    take turns, as on the platform.
    """

    def __init__(self, tenant: Tenant, library: Library, transport: Transport) -> None:
        self.tenant = tenant
        self.library = library
        self.transport = transport
        self.engine = Engine(library, tenant.universe.assumptions)
        self.trace = Trace()
        self._sessions: dict[str, dict[str, Any]] = {}
        self._calls: deque[tuple[str, Call]] = deque()
        self._queued: dict[str, deque[Answer]] = {}
        tenant.install(self)
        tenant.universe.clock.on(DUE, self._time_out)

    def session(self, contact: str) -> Session | None:
        """The contact's last session, running or over."""
        found = self._sessions.get(contact)
        return Session.from_json(found) if found else None

    @property
    def contacts(self) -> list[str]:
        """Those who ever started the chatbot."""
        return sorted(self._sessions)

    def receive(self, notice: Notice) -> None:
        """A message came in: it answers the waiting session, waits for it, or starts one."""
        contact, text = notice.payload["wa_id"], notice.payload["text"]
        choice = (notice.payload["choice"] or {}).get("id", "") or ""
        answer = Answer(text, choice)
        session = self.session(contact)
        if session is None or session.outcome != "running":
            why = self._keeps_quiet(contact, session)
            self._note(contact, Said(text, choice, "unheard" if why else "started", why))
            if not why:
                self._start(contact, answer)
        elif session.waiting == "answer":
            self._note(contact, Said(text, choice, "answered"))
            self._resume(contact, session, answer)
        elif self.tenant.universe.assumptions.lean(BURST) == "answers_next":
            self._note(contact, Said(text, choice, "queued", "it answers the next node that asks"))
            self._queued.setdefault(contact, deque()).append(answer)
        else:
            self._note(contact, Said(text, choice, "unheard", f"the chatbot waits for a {WAITS[session.waiting]}"))

    def settle(self) -> None:
        """Carry every call that waits, in turn, until no session waits for a reply."""
        with self.tenant.universe.clock.hold():
            while self._calls:
                self.carry_one()

    def carry_one(self) -> None:
        """Carry the oldest call, and run its session on."""
        contact, call = self._calls.popleft()
        session = Session.from_json(self._sessions[contact])
        request = call.request
        try:
            given, source, number = self.transport.carry(request, call.timeout_s)
        except EgressRefused as refusal:
            self._note(contact, _exchanged(session.node, request, None, "refused by the sandbox", "refused", 0))
            session.waiting, session.outcome, session.reason = "", "failed", str(refusal)
            self._applied(contact, Sprint(session, [FlowEnded(session.node, "failed", str(refusal))]))
            return
        if isinstance(given, Silence):
            self._note(contact, _exchanged(session.node, request, None, given.reason, source, number))
        else:
            self._note(contact, _exchanged(session.node, request, given.status, "", source, number, given.help))
        self._applied(contact, self.engine.resume(session, self._port(contact), given))

    def _start(self, contact: str, answer: Answer) -> None:
        session_id = self.tenant.universe.ids.object_id("flow.session")
        self._applied(contact, self.engine.start(session_id, contact, self._port(contact), answer))

    def _resume(self, contact: str, session: Session, answer: Answer) -> None:
        self._applied(contact, self.engine.resume(session, self._port(contact), answer))

    def _time_out(self, contact: str) -> None:
        session = self.session(contact)
        if session is not None and session.due is not None and moment(session.due) <= self._now():
            self._applied(contact, self.engine.time_out(session, self._port(contact)))
            self.settle()

    def _keeps_quiet(self, contact: str, session: Session | None) -> str:
        """Why no chatbot starts for this message; empty where one does."""
        wati = self.tenant.wati
        row = wati.contact(contact)
        conversation = row and wati.conversation(row)
        if conversation and conversation.assignee:
            agent = wati.agents.first("email", conversation.assignee.casefold())
            return f"the chat is with {agent.name if agent else conversation.assignee}, so no chatbot starts"
        if session is None or self.tenant.universe.assumptions.lean(START_ON) == "chat_with_bot":
            return ""
        said = next((e.at for e in reversed(self.trace.of(contact)) if isinstance(e.what, Said)), None)
        return "" if said is None or self._now() - said >= WINDOW else "the chat is not new, so no chatbot starts"

    def _applied(self, contact: str, sprint: Sprint) -> None:
        """Do what a sprint says, keep its session, plan what it waits for, and give the answers that came meanwhile."""
        while True:
            session = sprint.session
            self._do(contact, sprint.events)
            self._sessions[contact] = session.to_json()
            if sprint.call is not None:
                self._calls.append((contact, sprint.call))
            elif session.due is not None:
                self.tenant.universe.clock.call_at(moment(session.due), DUE, contact)
            queued = self._queued.get(contact)
            if not queued:
                return
            if session.waiting == "answer":
                sprint = self.engine.resume(session, self._port(contact), queued.popleft())
                continue
            if session.outcome != "running":
                told = "came while the chatbot was busy, and the run ended before anybody asked"
                self._note(contact, *(WarningRaised(session.node, "unheard", f"'{a.text}' {told}") for a in queued))
                queued.clear()
            return

    def _do(self, contact: str, events: list[Event]) -> None:
        """Note every event, and let the account do those that are actions."""
        wati, noted = self.tenant.wati, events
        actions = [event for event in events if isinstance(event, ACTIONS)]
        if actions:
            conversation = wati.conversation_of(self._port(contact).contact)
            if not wati.window_is_open(conversation, self._now()):
                noted = [_undelivered(event) if isinstance(event, MessageSent) else event for event in events]
            for event in noted:
                if isinstance(event, MessageSent):
                    wati.send(conversation, event.text, event.kind, _extra(event))
                elif isinstance(event, AgentAssigned) and event.email:
                    conversation = wati.assign(conversation, wati.agent(event.email))
                elif isinstance(event, TeamAssigned) and event.names:
                    teams = [team for team in wati.teams if team.name in event.names]
                    conversation = wati.assign_teams(conversation, teams)
        self._note(contact, *noted)

    def _port(self, contact: str) -> ContactPort:
        return ContactPort(self.tenant, contact)

    def _check(self, session: dict[str, Any]) -> None:
        """ValueError where a session of a snapshot stands where none can stand."""
        places = [(session["version"], session["node"]), *((one["version"], one["node"]) for one in session["callers"])]
        flows = [(self.library.version(version), node) for version, node in places]
        known = all(flow is not None and node in flow.nodes for flow, node in flows)
        if not known or session["waiting"] not in WAITS or session["outcome"] not in OUTCOMES:
            raise ValueError(f"session {session['id']} stands at {places!r} and waits for {session['waiting']!r}")

    def _note(self, contact: str, *what: Event | Said | Exchanged) -> None:
        self.trace.add(self._now(), contact, what)

    def _now(self) -> datetime:
        return self.tenant.universe.clock.now()

    def snapshot(self) -> dict[str, Any]:
        return {
            "versions": self.library.versions,
            "sessions": {contact: Session.from_json(data).to_json() for contact, data in self._sessions.items()},
            "calls": [[contact, call.request.to_json(), call.timeout_s] for contact, call in self._calls],
            "queued": {contact: [list(answer) for answer in answers] for contact, answers in self._queued.items()},
            "trace": self.trace.snapshot(),
            "stubs": self.transport.stubs.snapshot(),
        }

    def restore(self, data: dict[str, Any] | None) -> None:
        """ValueError where the snapshot was taken with other versions of the flows. None: no chatbot ran."""
        if data is None:
            never_called = [0] * len(self.transport.stubs.stubs)
            fresh = {"versions": self.library.versions, "trace": Trace().snapshot(), "stubs": never_called}
            data = {**fresh, "sessions": {}, "calls": [], "queued": {}}
        if data["versions"] != self.library.versions:
            raise ValueError(
                f"the snapshot runs version {data['versions']} of the flow, this is {self.library.versions}"
            )
        for one in data["sessions"].values():
            self._check(one)
        self._sessions = {contact: Session.from_json(one).to_json() for contact, one in data["sessions"].items()}
        self._calls = deque((who, Call(Request.from_json(one), limit)) for who, one, limit in data["calls"])
        self._queued = {who: deque(Answer(*answer) for answer in answers) for who, answers in data["queued"].items()}
        self.trace.restore(data["trace"])
        self.transport.stubs.restore(data["stubs"])


def _undelivered(event: MessageSent) -> WarningRaised:
    told = "24 hours without a word from the customer: WhatsApp does not deliver"
    return WarningRaised(event.node, "window-closed", f"{told} '{event.text}'")


def _extra(event: MessageSent) -> dict[str, Any] | None:
    if event.kind == "text":
        return None
    return {
        "media": event.media,
        "header": event.header,
        "footer": event.footer,
        "choices": [list(choice) for choice in event.choices],
        "button": event.button,
    }


def _exchanged(
    node: str,
    request: Request,
    status: int | None,
    reason: str,
    source: str,
    number: int,
    help: tuple[str, ...] = (),
) -> Exchanged:
    return Exchanged(
        node, request.method, request.host, request.path, request.query, status, reason, source, number, help
    )
