"""The driver: runs nodes until one says Wait, Call or End. It does no I/O and keeps no time."""

from __future__ import annotations

from typing import NamedTuple, assert_never

from emulator.kernel.assumption import Assumptions
from flow_runner.engine.context import Context
from flow_runner.engine.events import AnswerReceived, Event, ExitTaken, FlowEnded, FlowStarted, NodeEntered
from flow_runner.engine.flow import Flow
from flow_runner.engine.ports import Platform
from flow_runner.engine.session import Session
from flow_runner.engine.step import Answer, Call, End, Go, Input, Step, Wait

MAX_STEPS_WITHOUT_INPUT = 200


class Sprint(NamedTuple):
    """What one call into the engine did. `call` is the request whose reply the session now waits for."""

    session: Session
    events: list[Event]
    call: Call | None = None


class Engine:
    """Runs one flow. It holds no state of its own: everything that changes is in the session."""

    __slots__ = ("assumptions", "flow")

    def __init__(self, flow: Flow, assumptions: Assumptions) -> None:
        self.flow = flow
        self.assumptions = assumptions

    def start(self, session_id: str, contact: str, platform: Platform, trigger: Answer) -> Sprint:
        """Begin a session. The message that starts a flow is not taken as an answer."""
        session = Session(session_id, self.flow.version, contact)
        ctx = self._context(session, platform)
        ctx.emit(FlowStarted(self.flow.start, self.flow.name, trigger.text))
        return self._run(ctx, self._enter(ctx, self.flow.start))

    def resume(self, session: Session, platform: Platform, given: Input) -> Sprint:
        """Go on with the answer or reply that the session waits for. ValueError where it waits for neither."""
        wanted = "answer" if isinstance(given, Answer) else "reply"
        if session.waiting != wanted:
            raise ValueError(f"session {session.id} waits for {session.waiting or 'nothing'}, not for an {wanted}")
        ctx = self._context(session, platform)
        if isinstance(given, Answer):
            session.path.clear()
            ctx.emit(AnswerReceived(session.node, given.text, given.choice))
        session.waiting, session.due = "", None
        return self._run(ctx, self.flow.node(session.node).resume(ctx, given))

    def time_out(self, session: Session, platform: Platform) -> Sprint:
        """Go on because the moment has come. ValueError where the session waits for none."""
        if session.due is None:
            raise ValueError(f"session {session.id} does not wait for a moment")
        ctx = self._context(session, platform)
        session.waiting, session.due = "", None
        return self._run(ctx, self.flow.node(session.node).time_out(ctx))

    def _context(self, session: Session, platform: Platform) -> Context:
        if session.version != self.flow.version:
            raise ValueError(
                f"session {session.id} runs version {session.version} of the flow, not {self.flow.version}"
            )
        return Context(self.flow, session, platform, self.assumptions)

    def _enter(self, ctx: Context, node_id: str) -> Step:
        session = ctx.session
        if len(session.path) >= MAX_STEPS_WITHOUT_INPUT:
            return End(
                f"runaway loop: {MAX_STEPS_WITHOUT_INPUT} steps without input, {_cycle(session.path)}", failed=True
            )
        session.node = node_id
        session.path.append(node_id)
        ctx.emit(NodeEntered(node_id, self.flow.types[node_id]))
        return self.flow.nodes[node_id].enter(ctx)

    def _run(self, ctx: Context, step: Step) -> Sprint:
        session = ctx.session
        while True:
            match step:
                case Go():
                    node_id = session.node
                    target = self.flow.target(node_id, step.exit)
                    ctx.emit(ExitTaken(node_id, step.exit, target))
                    step = self._enter(ctx, target) if target else End(f"the path ends at {node_id}")
                case Wait(until):
                    session.waiting = "time" if until else "answer"
                    session.due = until.isoformat() if until else None
                    return Sprint(session, ctx.events)
                case Call():
                    session.waiting = "reply"
                    return Sprint(session, ctx.events, step)
                case End(reason, failed):
                    session.outcome, session.reason = "failed" if failed else "ended", reason
                    ctx.emit(FlowEnded(session.node, session.outcome, reason))
                    return Sprint(session, ctx.events)
                case _:
                    assert_never(step)


def _cycle(path: list[str]) -> str:
    """The nodes between the last two visits of the last node."""
    last = path[-1]
    before = next((n for n in range(len(path) - 2, -1, -1) if path[n] == last), None)
    return " -> ".join(path[before:]) if before is not None else f"last at {last}"
