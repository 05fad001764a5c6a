"""Paths that end where nobody has the chat."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.engine.choice import DEFAULT
from flow_runner.engine.node import Exit
from flow_runner.engine.nodes.webhook import Webhook
from flow_runner.inspection.graph import reached
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import agent, buttons, flow, message
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject
from flow_runner.inspection.lint.words import listed

ASK, OFFER, END = "main_buttons-ask", message("main_message-offer"), agent()
NODES = (buttons(ASK, ("offer", "Our offer", OFFER["id"]), ("talk", "Talk", END["id"]), default=END["id"]), OFFER, END)


@check(
    "dead-end",
    "warning",
    why="The run ends in silence with the chat in nobody's hands: a customer who writes on gets no answer, or the "
    "chatbot from its beginning.",
    fix="Let the path go on to Assign team, Assign user, Update chat status or Trigger chatbot, or back to a menu.",
    evidence="reported",
    source="one team found its bot silent behind a message without an edge, and once more after mending that",
    example=flow(*NODES),
    neighbour=flow(*NODES, edges=((OFFER["id"], END["id"]),)),
)
def dead_end(subject: Subject) -> Iterator[Found]:
    """One for each node at which a path ends. Of a chatbot that hands over nowhere, which may be meant so, one note."""
    handing = {node for node in subject.graph.reachable if subject.uses[node].hands_over}
    start = subject.flow.start
    alone = reached(subject.graph.successors, [] if start in handing else [start], handing)
    ends = {node: exits for node in subject.flow.nodes if node in alone and (exits := _open(subject, node))}
    if handing:
        for node, exits in ends.items():
            yield subject.found(node, f"{_exits(exits)}the run ends here, and nobody has the chat")
    elif ends:
        nodes = listed(list(ends))
        told = f"nothing in this chatbot hands the chat over or closes it; it ends at {nodes}, and nobody has the chat"
        yield subject.found(start, told, grade="note")


def _open(subject: Subject, node: str) -> list[Exit]:
    """The exits that lead nowhere, and are not told by another check: free text without a default exit, and statuses
    that a webhook has no entry for.
    """
    kind, uses = subject.flow.nodes[node], subject.uses[node]
    free = uses.waits or (isinstance(kind, Webhook) and all(one.code is not None for one in kind.statuses))
    return [
        exit
        for exit in subject.exits[node]
        if not subject.flow.target(node, exit.name) and not (exit.name == DEFAULT and free)
    ]


def _exits(exits: list[Exit]) -> str:
    """Which exits lead nowhere, where a node has names for them."""
    names = [f"'{exit.label or exit.name}'" for exit in exits if exit.name]
    return f"{listed(names)} {'leads' if len(names) == 1 else 'lead'} nowhere: " if names else "nothing follows: "
