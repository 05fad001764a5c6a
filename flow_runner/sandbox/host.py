"""Runs chatbots for the contacts of a tenant: starts and resumes sessions, carries their calls, does what they say."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from emulator.kernel.assumption import Assumption
from emulator.kernel.http import Request
from emulator.kernel.outbox import Notice
from emulator.kernel.shape import moment, read
from emulator.tenant import Tenant
from emulator.wati.rows import Chatbot
from flow_runner.engine import Engine, Flow, Library, Session, Sprint
from flow_runner.engine.assumptions import AGENT_TAKES_OVER, BURST, RUN_AFTER_WINDOW, START_ON
from flow_runner.engine.events import AgentAssigned, FlowEnded, WarningRaised
from flow_runner.engine.node import NODE_TYPES
from flow_runner.engine.step import Answer, Call, Silence
from flow_runner.sandbox.account import Account
from flow_runner.sandbox.chatbot_timer import ChatbotTimer
from flow_runner.sandbox.effects import perform
from flow_runner.sandbox.platform import ContactPort
from flow_runner.sandbox.timers import Timers
from flow_runner.sandbox.trace import Acted, Exchanged, Said, Trace, What
from flow_runner.sandbox.transport import EgressRefused, Transport

DUE = "session_due"
OBJECT_ID = re.compile(r"[0-9a-f]{24}")
OUTCOMES = ("running", "ended", "failed")
WAITS = {"": "word", "answer": "answer", "reply": "reply", "time": "moment"}
THIS = "this"


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
        self.timers = Timers(tenant.universe.clock, self._is_known)
        self.account = Account(tenant, self.timers, self.note, self.start_chatbot)
        self.chatbot_timer = ChatbotTimer(tenant, self.timers, self.account.send, self._expire)
        self._sessions: dict[str, dict[str, Any]] = {}
        self._calls: deque[tuple[str, Call]] = deque()
        self._queued: dict[str, deque[Answer]] = {}
        self._enter_chatbots()
        tenant.install(self)
        self.timers.on(DUE, self._time_out)

    def session(self, contact: str) -> Session | None:
        """The contact's last session, running or over."""
        found = self._sessions.get(contact)
        return Session.from_json(found) if found else None

    def receive(self, notice: Notice) -> None:
        """A message came in, somebody got a chat, a request wants a chatbot, or a contact is gone, of whom nothing that
        was told before is heard any more.
        """
        told = notice.payload
        match notice.kind:
            case "contact deleted":
                self._deleted(told["wa_id"])
            case "message" | "chatbot wanted" if not self._is_known(told["wa_id"]):
                pass
            case "message":
                self._message(told)
            case "assigned":
                self._assigned(told)
            case "chatbot wanted":
                self.start_chatbot(told["wa_id"], told["chatbot"], "a request to the API")

    def settle(self) -> None:
        """Carry every call that waits, in turn, until no session waits for a reply."""
        with self.tenant.universe.clock.hold():
            while self._calls:
                self.carry_one()

    def carry_one(self) -> None:
        """Carry the oldest call, and run its session on, unless somebody has taken the chat meanwhile."""
        contact, call = self._calls.popleft()
        session = Session.from_json(self._sessions[contact])
        request = call.request
        try:
            given, source, number = self.transport.carry(request, call.timeout_s, session.node)
        except EgressRefused as refusal:
            self.note(contact, [_exchanged(session.node, request, None, "refused by the sandbox", "refused", 0)])
            if session.waiting == "reply":
                session.waiting, session.outcome, session.reason = "", "failed", str(refusal)
                self._applied(contact, Sprint(session, [FlowEnded(session.node, "failed", str(refusal))]))
            return
        if isinstance(given, Silence):
            self.note(contact, [_exchanged(session.node, request, None, given.reason, source, number)])
        else:
            self.note(contact, [_exchanged(session.node, request, given.status, "", source, number, given.help)])
        self.tenant.universe.outbox.drain(self.receive)
        session = Session.from_json(self._sessions[contact])
        if session.waiting == "reply":
            self._applied(contact, self.engine.resume(session, self._port(contact), given))

    def start_chatbot(self, contact: str, name: str, cause: str) -> None:
        """Start a chatbot by id or name (`this` is the one under test) because somebody or something wants it; why it
        could not be started is noted.
        """
        flow = self._called(name)
        problem = self._hindrance(contact, name, flow)
        self.note(contact, [Acted(cause, "chatbot", flow.name if flow else name, problem)])
        if flow is not None and not problem:
            self._start(contact, Answer(""), flow)

    def _enter_chatbots(self) -> None:
        """The account has the chatbots that run here: requests to its API list and start them."""
        wati, now = self.tenant.wati, self._now()
        known = {row.name for row in wati.chatbots}
        for flow in self.library:
            if flow.name not in known:
                own = next((one for one in self.library.ids_of(flow) if OBJECT_ID.fullmatch(one)), "")
                row_id = own or self.tenant.universe.ids.object_id("wati.chatbot")
                wati.chatbots.insert(Chatbot(row_id, flow.name, now))

    def _message(self, told: dict[str, Any]) -> None:
        """It answers the waiting session, waits for it, starts one, or is for the account."""
        contact, new_chat = told["wa_id"], told["new_chat"]
        answer = Answer(
            told["text"], (told["choice"] or {}).get("id", "") or "", told["media"], tuple(told["form"].items())
        )
        if self.account.hear(contact, new_chat):
            self.tenant.universe.outbox.drain(self.receive)  # whoever got the chat stops the chatbot first
        session = self.session(contact)
        if session is not None and session.waiting == "answer" and new_chat:
            session = self._after_window(contact, session)
        if session is None or session.outcome != "running":
            self._unclaimed(contact, answer, new_chat)
        elif session.waiting == "answer":
            self._said(contact, answer, "answered")
            self._applied(contact, self.engine.resume(session, self._port(contact), answer))
        elif self._lean(BURST) == "answers_next":
            self._said(contact, answer, "queued", "it answers the next node that asks")
            self._queued.setdefault(contact, deque()).append(answer)
        else:
            self._said(contact, answer, "unheard", f"the chatbot waits for a {WAITS[session.waiting]}")

    def _unclaimed(self, contact: str, answer: Answer, new_chat: bool) -> None:
        """No chatbot runs: the account's own rules say what happens; without any, the chatbot under test starts."""
        why = self.account.keeps_quiet(contact)
        if why:
            self._said(contact, answer, "unheard", why)
            return
        if not self.tenant.wati.profile.has_triggers:
            self._start_main(contact, answer, new_chat)
        else:
            found = self.account.reactions(contact, answer.text, new_chat)
            names = [action.value for one in found for action in one.actions if action.kind == "chatbot"]
            starts = any(not self._hindrance(contact, name, self._called(name)) for name in names)
            why = "" if found else "no keyword, default action or rule of the account is for it"
            self._said(contact, answer, "started" if starts else "handled" if found else "unheard", why)
            self.account.react(contact, found)
        session = self.session(contact)
        if session is None or session.outcome != "running":
            self.account.bot_left(contact)

    def _start_main(self, contact: str, answer: Answer, new_chat: bool) -> None:
        known = contact in self._sessions and not new_chat
        why = "the chat is not new, so no chatbot starts" if known and self._lean(START_ON) == "new_chat" else ""
        why = why or self._hindrance(contact, THIS, self.library.main)
        self._said(contact, answer, "unheard" if why else "started", why)
        if not why:
            self._start(contact, answer, self.library.main)

    def _called(self, name: str) -> Flow | None:
        return self.library.main if name == THIS else self.library.called(name)

    def _hindrance(self, contact: str, name: str, flow: Flow | None) -> str:
        """Why a chatbot cannot start now; empty where it can. Source: help 13938981, 11463025, 11463034."""
        if flow is None:
            return f"no chatbot called '{name}' is known here: give its export too"
        if self.tenant.wati.profile.plan == "growth":
            paid = sorted({kind for kind in flow.types.values() if kind in NODE_TYPES and NODE_TYPES[kind].paid})
            if paid:
                return f"the plan Growth cannot start a chatbot with {', '.join(paid)}"
        session = self._sessions.get(contact)
        return "another chatbot is running" if session and session["outcome"] == "running" else ""

    def _start(self, contact: str, answer: Answer, flow: Flow) -> None:
        session_id = self.tenant.universe.ids.object_id("flow.session")
        self._applied(contact, self.engine.start(session_id, contact, self._port(contact), answer, flow))

    def _assigned(self, told: dict[str, Any]) -> None:
        """Somebody gave the chat to an agent, or back to the bot: a running chatbot stops."""
        row = self.tenant.wati.contacts.get(told["contact_id"])
        session = self.session(row.wa_id) if row and told["agent"] else None
        if row and session and session.outcome == "running" and self._lean(AGENT_TAKES_OVER) == "bot_stops":
            self._applied(row.wa_id, self.engine.stop(session, f"{told['agent']} has taken over"))

    def _is_known(self, contact: str) -> bool:
        return self.tenant.wati.contact(contact) is not None

    def _deleted(self, contact: str) -> None:
        """Whoever the contact was, nothing runs for them and nothing falls due any more."""
        self.timers.forget(contact)
        self._queued.pop(contact, None)
        session = self.session(contact)
        if session is not None and session.outcome == "running":
            stopped = self.engine.stop(session, "the contact was deleted")
            self.note(contact, stopped.events)
            self._sessions[contact] = stopped.session.to_json()

    def _after_window(self, contact: str, session: Session) -> Session:
        """The answer comes after the 24-hour window was closed, or to a chat that was solved."""
        if self._lean(RUN_AFTER_WINDOW) == "goes_on":
            return session
        stopped = self.engine.stop(session, "expired: no answer within the 24-hour window")
        self._applied(contact, stopped)
        return stopped.session

    def _time_out(self, contact: str, data: Any) -> None:
        session = self.session(contact)
        if session is not None and session.due is not None:
            self._applied(contact, self.engine.time_out(session, self._port(contact)))
            self.settle()

    def _expire(self, contact: str, reason: str) -> None:
        session = self.session(contact)
        if session is not None and session.waiting == "answer":
            self._applied(contact, self.engine.stop(session, reason))

    def _plan(self, contact: str, session: Session) -> None:
        """What falls due while the session waits as it does now, and nothing else."""
        self.timers.cancel(DUE, contact)
        if session.due is not None:
            self.timers.plan(DUE, contact, moment(session.due))
        self.chatbot_timer.restart(contact, session.waiting == "answer")

    def _applied(self, contact: str, sprint: Sprint) -> None:
        """Do what a sprint says, keep its session, plan what it waits for, and give the answers that came meanwhile."""
        while True:
            session, port = sprint.session, self._port(contact)
            self.note(contact, perform(self.tenant.wati, port.contact, sprint.events))
            self._sessions[contact] = session.to_json()
            self._plan(contact, session)
            if sprint.call is not None:
                self._calls.append((contact, sprint.call))
            if AgentAssigned in map(type, sprint.events):
                self.account.assigned_by_chatbot(contact, sprint.events)
            queued = self._queued.get(contact)
            if queued and session.waiting == "answer":
                sprint = self.engine.resume(session, port, queued.popleft())
                continue
            if session.outcome != "running":
                self._dropped(contact, session, queued)
                self.account.bot_left(contact)
            return

    def _dropped(self, contact: str, session: Session, queued: deque[Answer] | None) -> None:
        if queued:
            told = "came while the chatbot was busy, and the run ended before anybody asked"
            self.note(contact, [WarningRaised(session.node, "unheard", f"'{a.text}' {told}") for a in queued])
            queued.clear()

    def _port(self, contact: str) -> ContactPort:
        return ContactPort(self.tenant, contact)

    def _check(self, session: dict[str, Any]) -> None:
        """ValueError where a session of a snapshot stands where none can stand."""
        places = [(session["version"], session["node"]), *((one["version"], one["node"]) for one in session["callers"])]
        flows = [(self.library.version(version), node) for version, node in places]
        known = all(flow is not None and node in flow.nodes for flow, node in flows)
        if not known or session["waiting"] not in WAITS or session["outcome"] not in OUTCOMES:
            raise ValueError(f"session {session['id']} stands at {places!r} and waits for {session['waiting']!r}")

    def _said(self, contact: str, answer: Answer, heard: str, why: str = "") -> None:
        self.note(contact, [Said(answer.text, answer.choice, heard, why, answer.media, answer.form)])

    def note(self, contact: str, what: Sequence[What]) -> None:
        """Add to the trace what happened to a contact."""
        self.trace.add(self._now(), contact, what)

    def _lean(self, assumption: Assumption) -> str:
        return self.tenant.universe.assumptions.lean(assumption)

    def _now(self) -> datetime:
        return self.tenant.universe.clock.now()

    def snapshot(self) -> dict[str, Any]:
        return {
            "versions": self.library.versions,
            "sessions": {contact: Session.from_json(data).to_json() for contact, data in self._sessions.items()},
            "calls": [[contact, call.request.to_json(), call.timeout_s] for contact, call in self._calls],
            "queued": {who: [list(answer) for answer in answers] for who, answers in self._queued.items() if answers},
            "timers": self.timers.snapshot(),
            "trace": self.trace.snapshot(),
            "stubs": self.transport.stubs.snapshot(),
        }

    def restore(self, data: dict[str, Any] | None) -> None:
        """ValueError where the snapshot was taken with other versions of the flows. None: no chatbot ran."""
        if data is None:
            never_called = [0] * len(self.transport.stubs.stubs)
            fresh = {"versions": self.library.versions, "trace": Trace().snapshot(), "stubs": never_called}
            data = {**fresh, "sessions": {}, "calls": [], "queued": {}, "timers": {}}
        if data["versions"] != self.library.versions:
            raise ValueError(
                f"the snapshot runs version {data['versions']} of the flow, this is {self.library.versions}"
            )
        for one in data["sessions"].values():
            self._check(one)
        self.timers.restore(data["timers"])
        self._sessions = {contact: Session.from_json(one).to_json() for contact, one in data["sessions"].items()}
        self._calls = deque((who, Call(Request.from_json(one), limit)) for who, one, limit in data["calls"])
        self._queued = {who: deque(_answer(one) for one in answers) for who, answers in data["queued"].items()}
        self.trace.restore(data["trace"])
        self.transport.stubs.restore(data["stubs"])


def _answer(data: list[Any]) -> Answer:
    text, choice, media = (read(str, value, "answer") for value in data[:3])
    return Answer(text, choice, media, tuple((str(name), str(value)) for name, value in data[3]))


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
