"""One of the two flows that are compared, with what a comparison asks of it, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from flow_runner.engine import Flow
from flow_runner.engine.choice import DEFAULT
from flow_runner.engine.node import Exit, Uses
from flow_runner.inspection.diff.content import Content, content
from flow_runner.inspection.graph import Graph


class Key(NamedTuple):
    """What an exit is to those who take it, whatever its id: the default one, or the n-th with this label."""

    is_default: bool
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Side:
    """A flow with what its nodes do and use, and with their exits."""

    flow: Flow
    uses: dict[str, Uses]
    contents: dict[str, Content]
    exits: dict[str, dict[Key, Exit]]
    graph: Graph

    @classmethod
    def of(cls, flow: Flow) -> Side:
        uses = {node_id: node.uses() for node_id, node in flow.nodes.items()}
        contents = {node_id: content(flow, node_id) for node_id in flow.nodes}
        exits = {node_id: _keyed(node.exits()) for node_id, node in flow.nodes.items()}
        return cls(flow, uses, contents, exits, Graph.of(flow))

    @property
    def start(self) -> str:
        return self.flow.start

    @property
    def reachable(self) -> frozenset[str]:
        """The nodes that some path from the start leads to."""
        return self.graph.reachable

    def behind(self, node_id: str, key: Key) -> str:
        """The node that an exit leads to; empty where nothing follows, or there is no such exit."""
        exit = self.exits[node_id].get(key)
        return self.flow.target(node_id, exit.name) if exit else ""


def _keyed(exits: tuple[Exit, ...]) -> dict[Key, Exit]:
    found: dict[Key, Exit] = {}
    counts: dict[str, int] = {}
    for exit in exits:
        if exit.name == DEFAULT:
            found[Key(True, "", 0)] = exit
        else:
            number = counts.get(exit.label, 0)
            counts[exit.label] = number + 1
            found[Key(False, exit.label, number)] = exit
    return found
