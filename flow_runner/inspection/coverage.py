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
    """Nodes and exits that were visited; an exit is (node id, exit name). What the flow declares is asked of it."""

    flow: Flow
    visited_nodes: frozenset[str]
    visited_exits: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, flow: Flow, entries: Iterable[Entry]) -> Coverage:
        walked = [entry.what for entry in entries]
        return cls(
            flow,
            frozenset([what.node for what in walked if isinstance(what, NodeEntered)]),
            frozenset([(what.node, what.exit) for what in walked if isinstance(what, ExitTaken)]),
        )

    @property
    def exits(self) -> list[tuple[str, str]]:
        """All that the flow declares."""
        return [(node, exit.name) for node, exit in self.flow.exits()]

    def to_json(self) -> dict[str, Any]:
        nodes, exits = list(self.flow.nodes), self.exits
        return {
            "nodes": {"declared": len(nodes), "visited": len(self.visited_nodes)},
            "exits": {"declared": len(exits), "visited": len(self.visited_exits)},
            "missed_nodes": [node for node in nodes if node not in self.visited_nodes],
            "missed_exits": [list(exit) for exit in exits if exit not in self.visited_exits],
        }
