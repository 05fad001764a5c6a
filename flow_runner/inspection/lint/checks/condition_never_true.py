"""Conditions whose true exit nobody takes."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.engine.assumptions import EQUAL_SPACES
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.comparison import FIELD, comparisons
from flow_runner.inspection.lint.content import contents
from flow_runner.inspection.lint.example import Raw, agent, condition, flow, message, question
from flow_runner.inspection.lint.finding import Found
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
    """What follows from the flow alone. A value with blanks around it is told although a webhook could send the same:
    nobody types it.
    """
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
    for tested, number in comparisons(subject, node):
        value, grammar = tested.value, subject.flow.grammar
        if tested.test != "Equal" or value == value.strip() or grammar.references(value):
            continue
        left = grammar.references(tested.variable)[:1]
        if not any(one.label == value for reference in left for one in contents(subject, reference)):
            told = f"Equal '{value}' is true only of a text with the same blanks around it, and nobody types these"
            yield subject.found(node, told, FIELD, number, "value")
