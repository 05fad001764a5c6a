"""Which nodes and exits of a flow were walked; taken from traces, so collecting it costs a run nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flow_runner.engine import Flow
from flow_runner.engine.events import ExitTaken, NodeEntered
from flow_runner.sandbox.trace import Entry


@dataclass(frozen=True, slots=True)
class Coverage:
    """Declared and visited nodes, and exits as (node id, exit name)."""

    nodes: tuple[str, ...]
    exits: tuple[tuple[str, str], ...]
    visited_nodes: frozenset[str]
    visited_exits: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, flow: Flow, entries: Iterable[Entry]) -> Coverage:
        nodes, exits = set(), set()
        for entry in entries:
            match entry.what:
                case NodeEntered(node=node):
                    nodes.add(node)
                case ExitTaken(node=node, exit=exit):
                    exits.add((node, exit))
        declared = tuple((node, exit.name) for node, exit in flow.exits())
        return cls(tuple(flow.nodes), declared, frozenset(nodes), frozenset(exits))

    def to_json(self) -> dict[str, Any]:
        missed = [list(exit) for exit in self.exits if exit not in self.visited_exits]
        return {
            "nodes": {"declared": len(self.nodes), "visited": len(self.visited_nodes)},
            "exits": {"declared": len(self.exits), "visited": len(self.visited_exits)},
            "missed_nodes": [node for node in self.nodes if node not in self.visited_nodes],
            "missed_exits": missed,
        }
