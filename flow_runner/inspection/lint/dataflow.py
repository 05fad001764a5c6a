"""What may be so when a run comes to a node: facts spread along the exits, each a bit of a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from flow_runner.inspection.graph import Graph, is_circle, knots

ALL = -1


class Arc(NamedTuple):
    """A way to a node: which facts survive it (`ALL`, or their bits), and which come up on it."""

    target: str
    kept: int = ALL
    added: int = 0


Arcs = Mapping[str, Sequence[Arc]]


def gathered(added: Mapping[str, int], graph: Graph) -> dict[str, int]:
    """The facts that may hold at each node that can be come to, where each node adds some behind it and none ends one:
    the nodes of a circle then have them all in common.
    """
    held = {node: 0 for node in graph.successors if node in graph.reachable}
    for knot in reversed(knots(graph.successors, held)):
        facts = 0
        for node in knot:
            facts |= held[node]
        if is_circle(graph.successors, knot):
            for node in knot:
                facts |= added.get(node, 0)
        for node in knot:
            held[node] = facts
            for target in graph.successors[node]:
                held[target] |= facts | added.get(node, 0)
    return held


def spread(start: str, first: int, arcs: Arcs) -> dict[str, int]:
    """The facts that may hold at each node that can be come to; those of `first` hold at the start."""
    order = _order(start, arcs)
    nodes = list(order)
    held = {start: first}
    waiting, queued = [0], {0}
    while waiting:
        number = heappop(waiting)
        queued.discard(number)
        node = nodes[number]
        facts = held[node]
        for target, kept, added in arcs[node]:
            before = held.get(target)
            after = (before or 0) | (facts & kept) | added
            if after != before:
                held[target] = after
                place = order[target]
                if place not in queued:
                    queued.add(place)
                    heappush(waiting, place)
    return held


def _order(start: str, arcs: Arcs) -> dict[str, int]:
    """The nodes that can be come to, numbered so that most stand behind all that lead to them."""
    seen, left = {start}, []
    stack = [(start, iter(arcs[start]))]
    while stack:
        node, further = stack[-1]
        arc = next((arc for arc in further if arc.target not in seen), None)
        if arc is None:
            left.append(node)
            stack.pop()
        else:
            seen.add(arc.target)
            stack.append((arc.target, iter(arcs[arc.target])))
    return {node: number for number, node in enumerate(reversed(left))}
