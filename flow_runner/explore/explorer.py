"""Walks every way through a chatbot: each choice in each state that it can come to, the usual ones first."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from flow_runner.engine.assumptions import MAX_STEPS
from flow_runner.engine.replies import kind_of
from flow_runner.explore.find import Find, finds
from flow_runner.explore.flip import flips
from flow_runner.explore.move import Bursts, Move, Replied
from flow_runner.explore.state import States
from flow_runner.explore.trial import Point, Script, Taken, Trial, deviations, play
from flow_runner.inspection import tally
from flow_runner.inspection.tally import VISITS
from flow_runner.sandbox.sandbox import Sandbox

OUTAGE = "500"
ROUNDS = max(int(choice) for choice in MAX_STEPS.choices)  # enough for the longest limit, one webhook a round
MOST_FLIPS = 6  # scripts that are tried to make one condition come out one way
Planned = tuple[int, int, Script]


@dataclass(slots=True)
class Explored:
    """What is known so far; all of it can be kept, and gone on with.

    `frontier` are scripts not yet run, the fewest deviations first; `expanded` the states whose choices were looked at,
    `circled` those that a run came back to without any input; `visits` how often each point was come to; `good` the
    scripts that showed something new, in the order in which they did; `reached` the moves that lead to the first call
    of each webhook.
    """

    frontier: list[Planned] = field(default_factory=list)
    expanded: set[str] = field(default_factory=set)
    circled: set[str] = field(default_factory=set)
    flipped: Counter[tuple[str, str]] = field(default_factory=Counter)
    visits: Counter[tally.Point] = field(default_factory=Counter)
    finds: dict[tuple[str, str, str], Find] = field(default_factory=dict)
    good: list[Script] = field(default_factory=list)
    reached: dict[str, Script] = field(default_factory=dict)
    paths: int = 0
    planned: int = 0

    @property
    def exhausted(self) -> bool:
        """Whether nothing is left to try."""
        return not self.frontier


class Explorer:
    """`open_sandbox` makes a fresh one each time; `explored` is what an earlier run knew."""

    def __init__(self, open_sandbox: Callable[[], Sandbox], explored: Explored | None = None) -> None:
        self._open = open_sandbox
        first = open_sandbox()
        self.library = first.library
        self._states = States(self.library)
        self.explored = explored or Explored()
        self._since: dict[str, int] = {}  # states of the run in which webhooks have asked, since the last input
        if explored is None:
            self._plan((), 0)

    def paths(self) -> Iterator[Trial]:
        """Every way, as it is walked; stop asking when it is enough."""
        while self.explored.frontier:
            _, _, script = heapq.heappop(self.explored.frontier)
            yield self.walk(script)

    def walk(self, script: Script) -> Trial:
        """Run a script, plan what could have been chosen otherwise on its new part, and note what is wrong with it."""
        self._since = {}
        trial = play(self._open(), script, self._go_on)
        known = self.explored
        known.paths += 1
        for one in finds(trial):
            held = known.finds.get(one.key)
            if held is None or (one.deviations, len(one.script)) < (held.deviations, len(held.script)):
                known.finds[one.key] = one
        if self._visit(trial):
            known.good.append(trial.moves)
        for number, move in enumerate(trial.moves):
            if isinstance(move, Replied):
                known.reached.setdefault(move.node, trial.moves[:number])
        for flip in flips(trial):
            self._flip(trial, flip.node, flip.side, flip.script)
        return trial

    def _go_on(self, sandbox: Sandbox, point: Point, taken: tuple[Taken, ...], scripted: bool) -> bool:
        """Whether nobody has been in this state before; then all that can be chosen in it is planned."""
        key = self._states.key(sandbox, sandbox.phone, point.at)
        self._go_round(key, point, taken)
        if scripted or key in self.explored.expanded:
            return False
        self.explored.expanded.add(key)
        moves = tuple(one.move for one in taken)
        so_far = deviations(taken)
        for move in point.options[1:]:
            self._plan((*moves, move), so_far + _cost(sandbox, move))
        return True

    def _go_round(self, key: str, point: Point, taken: tuple[Taken, ...]) -> None:
        """A webhook asks in a state in which it has asked before, and the customer has said nothing since: plan to go
        that way again and again.
        """
        if not point.is_reply:
            self._since.clear()
            return
        begun = self._since.setdefault(key, len(taken))
        moves = tuple(one.move for one in taken)
        if begun < len(moves) and key not in self.explored.circled:
            self.explored.circled.add(key)
            self._plan((*moves, *moves[begun:] * ROUNDS), deviations(taken))

    def _flip(self, trial: Trial, node: str, side: str, script: Script) -> None:
        known = self.explored
        point = tally.Point("exits", node, side)
        if known.visits[point] or known.flipped[node, side] >= MOST_FLIPS:
            return
        known.flipped[node, side] += 1
        self._plan(script, trial.deviations)

    def _plan(self, script: Script, cost: int) -> None:
        self.explored.planned += 1
        heapq.heappush(self.explored.frontier, (cost, self.explored.planned, script))

    def _visit(self, trial: Trial) -> bool:
        """Count what the run came to; whether anything of it is new."""
        known, before = self.explored, len(self.explored.visits)
        for entry in trial.sandbox.entries(trial.phone):
            visit = VISITS.get(type(entry.what))
            if visit is not None:
                known.visits[self._kind(visit(entry.what))] += 1
        return len(known.visits) > before

    def _kind(self, point: tally.Point) -> tally.Point:
        """A status as the one that its webhook tells apart."""
        if point.measure != "statuses":
            return point
        kinds = next((one.nodes[point.node].uses().replies for one in self.library if point.node in one.nodes), ())
        return point._replace(name=kind_of(point.name, kinds)) if kinds else point


def _cost(sandbox: Sandbox, move: Move) -> int:
    """How far from usual a move is: first come the statuses that a webhook tells apart, and one that it does not."""
    if not isinstance(move, Replied):
        return 2 if isinstance(move, Bursts) else 1
    node = next(one.nodes[move.node] for one in sandbox.library if move.node in one.nodes)
    return 1 if move.label in (*node.uses().replies, OUTAGE) else 2
