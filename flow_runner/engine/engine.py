"""The driver: runs nodes until one says Wait, Call or End. It does no I/O and keeps no time."""

from __future__ import annotations

from typing import NamedTuple, assert_never

from emulator.kernel.assumption import Assumptions
from flow_runner.engine.assumptions import INVOKE_CARRIES, INVOKE_RETURNS, MAX_STEPS
from flow_runner.engine.context import Context
from flow_runner.engine.events import (
    AnswerReceived,
    Event,
    ExitTaken,
    FlowEnded,
    FlowReturned,
    FlowStarted,
    NodeEntered,
)
from flow_runner.engine.flow import Flow
from flow_runner.engine.library import Library
from flow_runner.engine.ports import Platform
from flow_runner.engine.session import Session
from flow_runner.engine.step import Answer, Call, End, Go, Input, Invoke, Step, Wait

MAX_CALLERS = 50
FEWEST_STEPS = min(int(choice) for choice in MAX_STEPS.choices)


class Sprint(NamedTuple):
    """What one call into the engine did. `call` is the request whose reply the session now waits for."""

    session: Session
    events: list[Event]
    call: Call | None = None


class Engine:
    """Runs the flows of a library. It holds no state of its own: everything that changes is in the session."""

    __slots__ = ("assumptions", "library")

    def __init__(self, flow: Flow | Library, assumptions: Assumptions) -> None:
        self.library = flow if isinstance(flow, Library) else Library(flow)
        self.assumptions = assumptions

    def start(
        self, session_id: str, contact: str, platform: Platform, trigger: Answer, flow: Flow | None = None
    ) -> Sprint:
        """Begin a session, of the main flow unless another one is given.

        The message that starts a flow is not taken as an answer.
        """
        begun = flow or self.library.main
        session = Session(session_id, begun.version, contact)
        ctx = Context(begun, session, platform, self.assumptions)
        ctx.emit(FlowStarted(begun.start, begun.name, trigger.text, begun.version))
        return self._run(ctx, self._enter(ctx, begun.start))

    def resume(self, session: Session, platform: Platform, given: Input) -> Sprint:
        """Go on with the answer or reply that the session waits for. ValueError where it waits for neither."""
        wanted = "answer" if isinstance(given, Answer) else "reply"
        if session.waiting != wanted:
            raise ValueError(f"session {session.id} waits for {session.waiting or 'nothing'}, not for an {wanted}")
        ctx = self._context(session, platform)
        if isinstance(given, Answer):
            session.path.clear()
            ctx.emit(AnswerReceived(session.node, given.text, given.choice, given.media, given.form))
        session.waiting, session.due = "", None
        return self._run(ctx, ctx.flow.node(session.node).resume(ctx, given))

    def time_out(self, session: Session, platform: Platform) -> Sprint:
        """Go on because the moment has come. ValueError where the session waits for none."""
        if session.due is None:
            raise ValueError(f"session {session.id} does not wait for a moment")
        ctx = self._context(session, platform)
        session.waiting, session.due = "", None
        return self._run(ctx, ctx.flow.node(session.node).time_out(ctx))

    def stop(self, session: Session, reason: str) -> Sprint:
        """End a running session from outside: an agent takes over, or its time is up."""
        session.waiting, session.due, session.outcome, session.reason = "", None, "ended", reason
        return Sprint(session, [FlowEnded(session.node, "ended", reason)])

    def _context(self, session: Session, platform: Platform) -> Context:
        flow = self.library.version(session.version)
        if flow is None:
            known = ", ".join(self.library.versions)
            raise ValueError(f"session {session.id} runs version {session.version} of a flow; known here: {known}")
        return Context(flow, session, platform, self.assumptions)

    def _enter(self, ctx: Context, node_id: str) -> Step:
        session = ctx.session
        steps = len(session.path)
        if steps >= FEWEST_STEPS and steps >= int(ctx.lean(MAX_STEPS)):
            return End(f"runaway loop: {steps} steps without input, {_cycle(session.path)}", failed=True)
        session.node = node_id
        session.path.append(node_id)
        ctx.emit(NodeEntered(node_id, ctx.flow.types[node_id]))
        return ctx.flow.nodes[node_id].enter(ctx)

    def _invoke(self, ctx: Context, called: str) -> Step:
        """Go on in another chatbot; come back only where the assumption says so and something follows."""
        session, flow = ctx.session, self.library.called(called)
        if flow is None:
            told = f"no chatbot with the id '{called}' is known here" if called else "no chatbot is chosen"
            return End(f"{told}: give its export too", failed=True)
        held = dict(session.variables)
        if held and ctx.lean(INVOKE_CARRIES) == "attributes":
            session.variables = {}
        if ctx.flow.target(session.node, "") and ctx.lean(INVOKE_RETURNS) == "when_it_ends":
            if len(session.callers) >= MAX_CALLERS:
                return End(f"chatbots trigger each other over {MAX_CALLERS} deep", failed=True)
            session.callers.append(
                {"version": session.version, "node": session.node, "variables": held, "fails": session.fails}
            )
        session.version, session.fails, ctx.flow = flow.version, {}, flow
        ctx.emit(FlowStarted(flow.start, flow.name, "", flow.version))
        return self._enter(ctx, flow.start)

    def _path_end(self, ctx: Context) -> Step:
        """Nothing is connected: the run ends, or goes on behind the node that had triggered this chatbot."""
        session = ctx.session
        if not session.callers:
            return End(f"the path ends at {session.node}")
        caller = session.callers.pop()
        flow = self.library.version(caller["version"])
        assert flow is not None, "a caller's flow is in the library"
        if session.variables and ctx.lean(INVOKE_CARRIES) == "variables_too":
            caller["variables"] = {**caller["variables"], **session.variables}
        session.version, session.node, ctx.flow = flow.version, caller["node"], flow
        session.variables, session.fails = caller["variables"], caller["fails"]
        ctx.emit(FlowReturned(session.node, flow.name, flow.version))
        return Go("")

    def _run(self, ctx: Context, step: Step) -> Sprint:
        session = ctx.session
        while True:
            match step:
                case Go():
                    node_id = session.node
                    target = ctx.flow.target(node_id, step.exit)
                    ctx.emit(ExitTaken(node_id, step.exit, target))
                    step = self._enter(ctx, target) if target else self._path_end(ctx)
                case Wait(until):
                    session.waiting = "time" if until else "answer"
                    session.due = until.isoformat() if until else None
                    return Sprint(session, ctx.events)
                case Call():
                    session.waiting = "reply"
                    return Sprint(session, ctx.events, step)
                case Invoke(called):
                    step = self._invoke(ctx, called)
                case End(reason, failed, exit):
                    if exit is not None:
                        ctx.emit(ExitTaken(session.node, exit, ""))
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
