"""Nodes that no path from the start leads to."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.inspection.graph import reached
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import agent, flow, message
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject

LISTED = 4
NODES = (message("main_message-hello"), agent(), message("main_message-offer"))
LEFT = ("main_message-hello", "main_assignAgent-end")


@check(
    "unreachable-node",
    "warning",
    why="No customer ever gets there: the path that was meant to lead there ends somewhere else, or the node is left "
    "over and will be edited in vain.",
    fix="Connect it in the builder, or delete it.",
    evidence="observed",
    source="real exports that were edited by hand keep nodes that nothing leads to any more",
    example=flow(*NODES, edges=(LEFT, ("main_message-offer", "main_assignAgent-end"))),
    neighbour=flow(
        *NODES, edges=(("main_message-hello", "main_message-offer"), ("main_message-offer", "main_assignAgent-end"))
    ),
)
def unreachable_node(subject: Subject) -> Iterator[Found]:
    """One for each piece that is cut off, at its first node: what only it leads to is told with it."""
    graph = subject.graph
    order = {node: number for number, node in enumerate(subject.flow.nodes)}
    lost = [node for node in order if node not in graph.reachable]
    seen = set(graph.reachable)
    heads = [node for node in lost if not graph.predecessors[node]]
    for head in (*heads, *lost):  # what remains behind the heads are circles that lead to themselves
        if head in seen:
            continue
        piece = reached(graph.successors, [head], seen)
        seen |= piece
        behind = sorted(piece - {head}, key=order.__getitem__)
        names = ", ".join(behind[:LISTED]) + (" …" if len(behind) > LISTED else "")
        more = f", nor to {len(behind)} behind it ({names})" if behind else ""
        yield subject.found(head, f"no path from the start leads here{more}")
