"""Conditions whose true exit nobody takes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from flow_runner.engine.assumptions import EQUAL_SPACES
from flow_runner.engine.nodes.question import Question
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.comparison import FIELD, comparisons
from flow_runner.inspection.lint.content import contents
from flow_runner.inspection.lint.example import Raw, agent, condition, flow, message, question
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.side import MOST_LABELS
from flow_runner.inspection.lint.subject import Subject
from flow_runner.inspection.lint.truth import decided, reason

ASK, SAID, HELLO, END = question("main_question-city"), "main_condition-pune", message("main_message-hello"), agent()
EDGES = ((ASK["id"], SAID), (HELLO["id"], END["id"]))


def _asked(value: str) -> Raw:
    return flow(ASK, condition(SAID, "@city", "Equal", value, HELLO["id"], END["id"]), HELLO, END, edges=EDGES)


@check(
    "condition-never-true",
    "warning",
    why="Every customer takes the false exit: what stands behind the true one is never done for anybody.",
    fix="Compare with a value that can be there, letter by letter, or take the condition out.",
    evidence="reported",
    source="incidents of one team: conditions that were false for everybody, found on a live phone",
    example=_asked("Pune "),
    neighbour=_asked("Pune"),
)
def condition_never_true(subject: Subject) -> Iterator[Found]:
    """What follows from the flow alone; and values with blanks around them, which nobody types."""
    told = set()
    for one in decided(subject):
        told.add(one.node)
        if not one.held:
            yield subject.found(one.node, reason(one), FIELD, one.blamed.number, "value")
    if subject.choice(EQUAL_SPACES) == EQUAL_SPACES.default:
        for node in subject.flow.nodes:
            if node not in told and node in subject.graph.reachable:
                yield from _with_blanks(subject, node)


def _with_blanks(subject: Subject, node: str) -> Iterator[Found]:
    grammar = subject.flow.grammar
    for tested, number in comparisons(subject, node):
        value = tested.value
        if tested.test != "Equal" or value == value.strip() or grammar.references(value):
            continue
        left = grammar.references(tested.variable)[:1]
        held = [one for reference in left for one in islice(contents(subject, reference), MOST_LABELS)]
        if not any(one.label == value for one in held):
            typed = any(isinstance(subject.flow.nodes.get(one.node), Question) for one in held)
            told = f"Equal '{value}' is true only of a text with the same blanks around it"
            told += ", and nobody types these" if typed else ""
            yield subject.found(node, told, FIELD, number, "value", grade="warning" if typed else "note")
