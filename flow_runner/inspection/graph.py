"""The nodes of a flow as they lead to one another."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from flow_runner.engine import Flow

Adjacent = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Graph:
    """Who leads to whom, each neighbour once and in the order of the exits; `reachable` are those from the start."""

    successors: Adjacent
    predecessors: Adjacent
    reachable: frozenset[str]

    @classmethod
    def of(cls, flow: Flow) -> Graph:
        ahead: dict[str, dict[str, None]] = {node: {} for node in flow.nodes}
        behind: dict[str, dict[str, None]] = {node: {} for node in flow.nodes}
        for (node, _), target in flow.targets.items():
            ahead[node][target] = None
            behind[target][node] = None
        successors = {node: tuple(found) for node, found in ahead.items()}
        predecessors = {node: tuple(found) for node, found in behind.items()}
        return cls(successors, predecessors, reached(successors, [flow.start]))


def reached(adjacent: Adjacent, begin: Iterable[str], barred: Collection[str] = ()) -> frozenset[str]:
    """The nodes that can be come to without those that are barred, where one begins included."""
    found = set(begin)
    stack = list(found)
    while stack:
        for after in adjacent[stack.pop()]:
            if after not in found and after not in barred:
                found.add(after)
                stack.append(after)
    return frozenset(found)


def circles(adjacent: Adjacent, members: Iterable[str]) -> list[list[str]]:
    """The knots among members that lead to themselves without leaving the members; each in the order of the members."""
    order = {node: number for number, node in enumerate(members)}
    found = [sorted(knot, key=order.__getitem__) for knot in knots(adjacent, order) if is_circle(adjacent, knot)]
    return sorted(found, key=lambda knot: order[knot[0]])


def is_circle(adjacent: Adjacent, knot: list[str]) -> bool:
    """Whether the nodes of a knot can be come to from themselves: all but a single one that does not lead to itself."""
    return len(knot) > 1 or knot[0] in adjacent[knot[0]]


def knots(adjacent: Adjacent, members: Collection[str]) -> list[list[str]]:
    """The members in groups of those that can all be come to from one another without leaving the members; a group
    stands behind those that it leads to. Source: Tarjan 1972, without its recursion.
    """
    within = frozenset(members)
    found: list[list[str]] = []
    index: dict[str, int] = {}
    lowest: dict[str, int] = {}
    path: dict[str, None] = {}  # begun, and not yet in a group
    for root in members:
        stack = [] if root in index else [(root, iter(adjacent[root]))]
        while stack:
            node, further = stack[-1]
            if node not in index:
                index[node] = lowest[node] = len(index)
                path[node] = None
            after = next((one for one in further if one in within and (one not in index or one in path)), None)
            if after is None:
                stack.pop()
                if stack:
                    lowest[stack[-1][0]] = min(lowest[stack[-1][0]], lowest[node])
                if lowest[node] == index[node]:
                    found.append(_taken(path, node))
            elif after in index:
                lowest[node] = min(lowest[node], index[after])
            else:
                stack.append((after, iter(adjacent[after])))
    return found


def _taken(path: dict[str, None], node: str) -> list[str]:
    """What was begun since a node, the node included; it is no longer on the path."""
    group: list[str] = []
    while not group or group[-1] != node:
        group.append(path.popitem()[0])
    return group
