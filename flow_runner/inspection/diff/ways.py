"""The shortest way from the start to each node, in the words of a customer: what to answer, and where."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import NamedTuple

from flow_runner.engine.choice import DEFAULT
from flow_runner.engine.node import Exit
from flow_runner.inspection.diff.side import Key, Side

MAX_STEPS = 12
MAX_ONWARD = 4


class Way(NamedTuple):
    """How to come to a place: the last steps, as in `main_buttons-city: taps 'Pune'`, and how many come before them."""

    steps: tuple[str, ...]
    skipped: int = 0


class _Turn(NamedTuple):
    """The last choice before a node: where, and by which exit. It is the `number`-th on the way."""

    node: str
    exit: Key
    number: int


@dataclass(frozen=True, slots=True)
class Ways:
    """Of one flow. Only nodes that are reachable have a way."""

    side: Side
    turns: dict[str, _Turn | None]

    @classmethod
    def of(cls, side: Side) -> Ways:
        turns: dict[str, _Turn | None] = {side.start: None}
        waiting = deque([side.start])
        while waiting:
            node_id = waiting.popleft()
            before = turns[node_id]
            for key, exit in side.exits[node_id].items():
                target = side.flow.target(node_id, exit.name)
                if target and target not in turns:
                    chosen = bool(said(side, node_id, exit))
                    turns[target] = _Turn(node_id, key, before.number + 1 if before else 1) if chosen else before
                    waiting.append(target)
        return cls(side, turns)

    def length(self, node_id: str) -> int:
        """How many choices lie before a node."""
        turn = self.turns[node_id]
        return turn.number if turn else 0

    def to(self, node_id: str) -> Way:
        """The way to a node. KeyError where no path leads there."""
        steps: list[str] = []
        turn = self.turns[node_id]
        while turn is not None and len(steps) < MAX_STEPS:
            steps.append(step(self.side, turn.node, self.side.exits[turn.node][turn.exit]))
            turn = self.turns[turn.node]
        return Way(tuple(reversed(steps)), turn.number if turn else 0)


def step(side: Side, node_id: str, exit: Exit) -> str:
    """A node and what is chosen there; where there is nothing to choose, it just goes on."""
    return f"{node_id}: {said(side, node_id, exit) or 'goes on'}"


def said(side: Side, node_id: str, exit: Exit) -> str:
    """What makes the run leave by an exit; empty where nothing can be chosen."""
    if not side.uses[node_id].waits:
        return exit.label or exit.name
    if exit.name == DEFAULT:
        return "writes something else"
    if not exit.label and not exit.name:
        return "any answer"
    verb = "answers" if side.flow.types[node_id] == "Question" else "taps"
    return f"{verb} '{exit.label.strip()}'"


def onward(side: Side, node_id: str) -> tuple[tuple[str, ...], bool]:
    """The nodes from one to the next at which something is chosen, and whether the run is over behind the last."""
    nodes: list[str] = []
    while node_id and node_id not in nodes and len(nodes) < MAX_ONWARD:
        nodes.append(node_id)
        if len(side.exits[node_id]) > 1 or side.uses[node_id].waits:
            return tuple(nodes), False
        node_id = next((side.behind(node_id, key) for key in side.exits[node_id]), "")
    return tuple(nodes), not node_id
