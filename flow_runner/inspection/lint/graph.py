"""The nodes of a flow as they lead to one another: what every check asks, worked out once."""

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
