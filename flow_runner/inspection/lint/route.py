"""Ways through a flow, found and spelled: `main_webhook-search —401→ main_webhook-refresh → main_message-sorry`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from flow_runner.engine.node import Exit

LONGEST_LABEL = 24
HEAD, TAIL = 1, 5  # of a long way, its first node and its last ones


class Way(NamedTuple):
    """An exit that leads to a node."""

    exit: Exit
    target: str


class Leg(NamedTuple):
    """A node that is passed, and the way by which it is left."""

    node: str
    way: Way


Ways = Mapping[str, Sequence[Way]]


def shortest(begin: str, goal: str, ways: Callable[[str], Iterable[Way]]) -> tuple[Leg, ...]:
    """The legs of the shortest way that has at least one; none where there is no way."""
    came: dict[str, Leg] = {}
    level = [begin]
    while level and goal not in came:
        following = []
        for node in level:
            for way in ways(node):
                if way.target not in came:
                    came[way.target] = Leg(node, way)
                    following.append(way.target)
        level = following
    legs: list[Leg] = []
    while goal in came and not (legs and goal == begin):
        legs.append(came[goal])
        goal = came[goal].node
    return tuple(reversed(legs))


def spelled(legs: Sequence[Leg]) -> str:
    """A way in words, from its first node to its last; the middle of a long one is left out."""
    if not legs:
        return ""
    parts = [f"{leg.node} {arrow(leg.way.exit)} " for leg in legs]
    left_out = len(legs) + 1 - HEAD - TAIL
    if left_out > 1:
        parts[HEAD : len(legs) + 1 - TAIL] = [f"… ({left_out} more) → "]
        parts[0] = f"{legs[0].node} → "
    return "".join(parts) + legs[-1].way.target


def arrow(exit: Exit) -> str:
    """An exit as an arrow, with its name where it has one."""
    label = " ".join((exit.label or exit.name).split())
    if not label:
        return "→"
    return f"—{label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + '…'}→"
