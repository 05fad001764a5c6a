"""Conditions whose false exit nobody takes."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.comparison import FIELD
from flow_runner.inspection.lint.example import agent, condition, flow, question
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject
from flow_runner.inspection.lint.truth import Decided, decided, reason

ASK, KNOWN, END = question("main_question-city"), "main_condition-known", agent()
TESTED = condition(KNOWN, "@city", "Equal", "", END["id"], END["id"])


@check(
    "condition-always-true",
    "warning",
    why="Every customer takes the true exit: what stands behind the false one is never done for anybody.",
    fix="Compare with a value that can be there; of two tests that each rule something out, all must hold (And).",
    evidence="assumed",
    source="what the tests of the builder mean, tried out on what the two sides can hold",
    example=flow(
        condition(KNOWN, "@city", "Equal", "", ASK["id"], END["id"]), ASK, END, edges=((ASK["id"], END["id"]),)
    ),
    neighbour=flow(ASK, TESTED, END, edges=((ASK["id"], KNOWN),)),
)
def condition_always_true(subject: Subject) -> Iterator[Found]:
    """But for 'is it filled?', where it always is: that is caution, and no mistake."""
    for one in decided(subject):
        if one.held and not _is_caution(one):
            yield subject.found(one.node, reason(one), FIELD, one.blamed.number, "value")


def _is_caution(one: Decided) -> bool:
    return one.blamed.check.test == "KeywordContains" and not one.blamed.check.value
