"""Why a walk that left nothing untried did not come to something, as far as that can be known."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from emulator.kernel.words import counted
from flow_runner.engine import Flow
from flow_runner.engine.node import Node
from flow_runner.engine.nodes.condition import Condition
from flow_runner.engine.nodes.google_spreadsheet import INSERT, GoogleSpreadsheet
from flow_runner.engine.nodes.question import Question
from flow_runner.explore.sample import accepted
from flow_runner.inspection.tally import Point

Tried = Mapping[tuple[str, str], int]


def why_not_taken(node: Node, exit: str, tried: Tried) -> str:
    """Why no way took the exit of a node that was come to; empty where that is not known. `tried` counts the ways that
    were tried to make a condition, by its id, come out as one side.
    """
    match node:
        case Question() if not node.answers and not accepted(node.validation):
            return "no answer is known that it accepts"
        case Condition() if tried.get((node.id, exit)):
            ways = counted(tried[node.id, exit], "way")
            return f"of {ways} to change what it compares none made it come out so"
        case Condition():
            return "nothing is known that would change what it compares"
        case GoogleSpreadsheet() if node.action == INSERT:
            return "here a row can always be added"
    return ""


def gates(flow: Flow, met: Collection[Point]) -> dict[str, Point]:
    """For each node that no way came to, the exit that was not taken of a node before it: the first one that leads to
    it.
    """
    found: dict[str, Point] = {}
    for node, exit in flow.exits():
        point = Point("exits", node, exit.name)
        if Point("nodes", node) in met and point not in met:
            stack = [flow.target(node, exit.name)]
            while stack:
                target = stack.pop()
                if target and target not in found and Point("nodes", target) not in met:
                    found[target] = point
                    stack += [flow.target(target, one.name) for one in flow.nodes[target].exits()]
    return found
