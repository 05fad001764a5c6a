"""Whether a variable is set when a run comes to a node: on every way there, on some, or on none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flow_runner.engine import Flow
from flow_runner.engine.node import Exit
from flow_runner.engine.nodes.condition import Condition
from flow_runner.engine.nodes.webhook import DEFAULT, Webhook
from flow_runner.engine.template import Grammar
from flow_runner.inspection.graph import Graph
from flow_runner.inspection.lint.comparison import of_empty
from flow_runner.inspection.lint.dataflow import ALL, Arc, Arcs, gathered, spread
from flow_runner.inspection.lint.route import Leg, Way, Ways, shortest
from flow_runner.inspection.lint.variables import Variables


@dataclass(frozen=True, slots=True)
class Holding:
    """`bits` number the variables that are both set and read. The rest is by node id, of those that can be come to."""

    bits: dict[str, int]
    unset: dict[str, int]
    given: dict[str, int]
    arcs: Arcs
    ways: Ways

    @classmethod
    def of(cls, flow: Flow, variables: Variables, ways: Ways, graph: Graph, contains_nothing: bool = False) -> Holding:
        """`contains_nothing`: see `of_empty`."""
        read = {read.name for _, read in variables.everywhere() if read.reference.space == "variable"}
        bits = {name: 1 << number for number, name in enumerate(name for name in variables.variables if name in read)}
        given: dict[str, int] = {}
        for name, bit in bits.items():
            for node_id in variables.variables[name]:
                given[node_id] = given.get(node_id, 0) | bit
        arcs = {
            node_id: _arcs(flow, node_id, ways, given.get(node_id, 0), bits, contains_nothing) for node_id in flow.nodes
        }
        unset = spread(flow.start, (1 << len(bits)) - 1, arcs)
        return cls(bits, unset, gathered(given, graph), arcs, ways)

    def may_be_unset(self, node_id: str, name: str) -> bool:
        """Whether a way from the start to a node passes nothing that surely sets the variable."""
        return bool(self.unset.get(node_id, 0) & self.bits.get(name, 0))

    def may_be_set(self, node_id: str, name: str) -> bool:
        """Whether a way from the start to a node passes something that sets the variable, or may do so."""
        return bool(self.given.get(node_id, 0) & self.bits.get(name, 0))

    def way_without(self, start: str, node_id: str, name: str) -> tuple[Leg, ...]:
        """The shortest way to a node on which the variable stays unset."""
        bit = self.bits[name]

        def unset(node: str) -> Iterator[Way]:
            for way, arc in zip(self.ways[node], self.arcs[node], strict=True):
                if arc.kept & bit:
                    yield way

        return shortest(start, node_id, unset)


def _arcs(
    flow: Flow, node_id: str, ways: Ways, given: int, bits: Mapping[str, int], contains_nothing: bool
) -> list[Arc]:
    """The ways out of a node, on which a variable that it sets, or was asked for, is unset no longer."""
    node, arcs = flow.nodes[node_id], []
    for exit, target in ways[node_id]:
        gone = given
        if isinstance(node, Webhook) and not has_body(node, exit):
            gone = 0
        if isinstance(node, Condition):
            filled = _filled(node, exit.name == "true", flow.grammar, contains_nothing)
            gone = sum(bits.get(name, 0) for name in filled)
        arcs.append(Arc(target, ((1 << len(bits)) - 1) ^ gone if gone else ALL))
    return arcs


def has_body(node: Webhook, exit: Exit) -> bool:
    """Whether a reply that leaves by this exit can be hoped to hold what is saved from it: 2xx, but for 204."""
    codes = [one.code for one in node.statuses if one.code is not None]
    good = [code for code in codes if 200 <= code < 300 and code != 204]
    return int(exit.name) in good if exit.name not in ("", DEFAULT) else not good


def _filled(node: Condition, held: bool, grammar: Grammar, contains_nothing: bool) -> set[str]:
    """The variables that cannot be empty where a condition was left by `true` (held) or by `false`."""
    found: list[set[str]] = []
    for check in node.checks:
        left = grammar.references(check.variable)[:1]
        surely = of_empty(check, grammar, contains_nothing) is (not held)
        found.append({left[0].name} if surely and left and left[0].space == "variable" else set())
    if held != node.any_of:  # all of them came out so, and not just one
        return set().union(*found)
    return set.intersection(*found) if found else set()
