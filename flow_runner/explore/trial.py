"""One run that follows a script of moves, and then takes the most usual move at every choice that it comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple

from emulator.kernel.http import Request
from flow_runner.engine.nodes.webhook import Webhook
from flow_runner.explore.answers import first_inputs, inputs, replies
from flow_runner.explore.ending import Ending, ending_of
from flow_runner.explore.move import (
    Before,
    Begins,
    Bursts,
    Fills,
    Holds,
    Input,
    Move,
    Replied,
    Says,
    Sends,
    Taps,
    Waits,
    usual,
)
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.stubs import Stub

MOST_INPUTS = 500

Script = tuple[Move, ...]


class Point(NamedTuple):
    """A choice: where (`begin`, `answer at X`, `reply to X`), and what can be chosen, the most usual first."""

    at: str
    options: Sequence[Move]

    @property
    def is_reply(self) -> bool:
        """Whether a webhook waits for it: the run cannot be left there."""
        return isinstance(self.options[0], Replied)


class Taken(NamedTuple):
    """A move that was taken; `mark` is how much had happened before, `usual` whether it is the first option."""

    move: Move
    mark: int
    usual: bool


GoOn = Callable[[Sandbox, Point, tuple[Taken, ...], bool], bool]
"""Asked at every choice, with what was taken before: whether to go on from here. The last argument tells whether the
script says what comes next; then the answer does not matter.
"""


class _Stop(Exception):
    """The run need not go on."""


@dataclass(slots=True)
class Trial:
    """What came of a script. `complete` is False where somebody wanted no more of it, or it took too many inputs."""

    sandbox: Sandbox
    script: Script
    taken: list[Taken] = field(default_factory=list)
    complete: bool = True

    @property
    def phone(self) -> str:
        return self.sandbox.phone

    @property
    def moves(self) -> Script:
        return tuple(one.move for one in self.taken)

    @property
    def deviations(self) -> int:
        """How far from usual it is."""
        return deviations(self.taken)

    @property
    def ending(self) -> Ending:
        return ending_of(self.sandbox, self.phone)


class _Chooser(Stub):
    """Stands before all stubs and services: what a webhook is answered is a choice of the trial."""

    __slots__ = ("_asked", "_choose")

    def __init__(self, choose: Callable[[str, Request], Replied]) -> None:
        super().__init__("*", "", [], node="*")
        self._choose = choose
        self._asked: list[tuple[str, Request]] = []

    def matches(self, request: Request, node: str) -> bool:
        if not node:
            return False
        self._asked.append((node, request))
        return True

    def next(self) -> dict[str, Any]:
        return self._choose(*self._asked[-1]).stub


class _Run:
    def __init__(self, sandbox: Sandbox, script: Script, go_on: GoOn) -> None:
        self.trial = Trial(sandbox, script)
        self.sandbox = sandbox
        self._go_on = go_on
        self._rest = list(script)
        self._chooser = _Chooser(self._reply)

    def run(self) -> Trial:
        trial = self.trial
        while self._rest and isinstance(self._rest[0], Before):
            self._begin(self._rest.pop(0))
        self.sandbox.stubs.stubs.insert(0, self._chooser)
        try:
            self._do(self._choose(Point("begin", first_inputs(self.sandbox))))
            for _ in range(MOST_INPUTS):
                point = self._input_point()
                if point is None:
                    break
                self._do(self._choose(point))
            else:
                trial.complete = False
        except _Stop:
            trial.complete = False
        self.sandbox.stubs.stubs.remove(self._chooser)
        return trial

    def _begin(self, move: Move) -> None:
        assert isinstance(move, Before)
        self.trial.taken.append(Taken(move, 0, False))
        begin(self.sandbox, move)

    def _input_point(self) -> Point | None:
        """What the customer can do now; None where the chatbot waits for nothing."""
        sandbox, phone = self.sandbox, self.trial.phone
        session = sandbox.session(phone)
        if session is None or session.outcome != "running":
            return None
        if session.waiting == "time":
            due = sandbox.due(phone)
            assert due is not None, "a delay ends some day"
            left = (due - sandbox.tenant.universe.clock.now()).total_seconds()
            return Point(f"time at {session.node}", [Waits(int(left) + 1)])
        flow = sandbox.library.version(session.version)
        assert flow is not None, "a session runs a flow of the library"
        return Point(f"answer at {session.node}", inputs(sandbox, phone, flow.node(session.node)))

    def _reply(self, node: str, request: Request) -> Replied:
        """Called in the middle of a sprint, when a webhook asks."""
        found = next(flow.nodes[node] for flow in self.sandbox.library if isinstance(flow.nodes.get(node), Webhook))
        assert isinstance(found, Webhook), "only webhooks ask"
        self.sandbox.stubs.stubs.remove(self._chooser)
        options = replies(self.sandbox, found, request)
        self.sandbox.stubs.stubs.insert(0, self._chooser)
        move = self._choose(Point(f"reply to {node}", options))
        return move if isinstance(move, Replied) else usual(node)

    def _choose(self, point: Point) -> Move:
        """The next move of the script, where it fits; else the usual one, if somebody still wants to go on."""
        mark, usually = self.sandbox.trace.mark, point.options[0]
        move = usually
        scripted = bool(self._rest) and _fits(self._rest[0], point)
        go_on = self._go_on(self.sandbox, point, tuple(self.trial.taken), scripted)
        if scripted:
            move = self._rest.pop(0)
        else:
            self._rest.clear()
            if not go_on:
                raise _Stop
        self.trial.taken.append(Taken(move, mark, move == usually))
        return move

    def _do(self, move: Move) -> None:
        act(self.sandbox, move)


def deviations(taken: Iterable[Taken]) -> int:
    """How many moves are not the usual ones; a burst counts for two."""
    return sum(1 + isinstance(one.move, Bursts) for one in taken if not one.usual)


def play(sandbox: Sandbox, script: Script, go_on: GoOn = lambda sandbox, point, taken, scripted: True) -> Trial:
    """Run a script in a fresh sandbox, as its current customer."""
    return _Run(sandbox, script, go_on).run()


def begin(sandbox: Sandbox, move: Before) -> None:
    """Set an attribute of the customer, or take it away; or add a row to a sheet."""
    if isinstance(move, Holds):
        spreadsheet, _, name = move.sheet.partition(" / ")
        sheet = sandbox.tenant.sheets.open(spreadsheet, name)
        assert sheet is not None, "it was searched"
        sheet.insert({move.column: move.value})
        return
    wati, phone = sandbox.tenant.wati, sandbox.phone
    contact = wati.contact(phone) or wati.add_contact(phone)
    kept = {name: value for name, value in contact.attributes.items() if name != move.name}
    if move.value is not None:
        kept[move.name] = move.value
    wati.contacts.update(contact.id, attributes=kept)


def act(sandbox: Sandbox, move: Move) -> None:
    """Do what the customer does."""
    match move:
        case Says(text):
            sandbox.says(text)
        case Taps(title):
            sandbox.taps(title)
        case Sends(address):
            sandbox.sends(address)
        case Fills(form):
            sandbox.fills(dict(form))
        case Bursts(text, more):
            sandbox.at_once((sandbox.phone, text), (sandbox.phone, more))
        case Waits(seconds):
            sandbox.advance(timedelta(seconds=seconds))
        case Begins() | Holds() | Replied():
            raise AssertionError(f"{move} is nothing that a customer does")


def _fits(move: Move, point: Point) -> bool:
    """Whether a move of a script can be taken at a choice: any answer to that webhook, anything that can be typed."""
    if isinstance(move, Replied):
        return point.at == f"reply to {move.node}"
    if isinstance(move, Taps | Fills | Waits | Before):
        return move in point.options
    return isinstance(point.options[0], Input)
