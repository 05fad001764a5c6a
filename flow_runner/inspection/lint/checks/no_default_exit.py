"""Menus that have no answer to what a customer types."""

from __future__ import annotations

from collections.abc import Iterator

from emulator.kernel.words import counted
from flow_runner.engine.choice import DEFAULT
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import agent, buttons, flow
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject

ASK, END = "main_buttons-ask", agent()
TALK = ("talk", "Talk to us", END["id"])


@check(
    "no-default-exit",
    "warning",
    why="A customer who types instead of tapping gets no answer: the text fits no choice, and the run ends in silence.",
    fix="Connect the default exit, best to a message that asks to choose and leads back to this node.",
    evidence="reported",
    source="a live bot swallowed typed texts at its buttons, and its leads went cold",
    example=flow(buttons(ASK, TALK), END),
    neighbour=flow(buttons(ASK, TALK, default=END["id"]), END),
)
def no_default_exit(subject: Subject) -> Iterator[Found]:
    """Of menus that lead on by a choice: the others are the end of their path, whatever is answered."""
    fallback = subject.fallback
    for node, exits in subject.exits.items():
        if node not in subject.graph.reachable or not subject.uses[node].waits or not subject.ways[node]:
            continue
        if any(exit.name == DEFAULT and not subject.flow.target(node, DEFAULT) for exit in exits):
            told = "the default exit leads nowhere"
            if fallback is None:
                yield subject.found(node, f"{told}, so a text that fits no choice ends the run")
                continue
            tries = counted(fallback.tries, "time")
            told += f"; the account's fallback message is sent with the node again, {tries}, and then the run ends"
            yield subject.found(node, told, grade="note")
