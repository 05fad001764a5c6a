"""What the loader tells of conditions: tests that nobody knows, and no test at all."""

from __future__ import annotations

from flow_runner.inspection.lint.check import told_by_loader
from flow_runner.inspection.lint.example import Raw, agent, condition, flow, message, question

END = agent()
CITY, IS_PUNE, HELLO = "main_question-city", "main_condition-isPune", "main_message-hello"


def _tested(test: str) -> Raw:
    return condition(IS_PUNE, "@city", test, "Pune", HELLO, END["id"])


def _after_question(tested: Raw) -> Raw:
    return flow(question(CITY), tested, message(HELLO), END, edges=((CITY, IS_PUNE), (HELLO, END["id"])))


told_by_loader(
    "no-conditions",
    "error",
    why="There is nothing to compare, so every customer takes the false exit.",
    fix="Set variable, test and value in the builder, or take the node out.",
    evidence="assumed",
    source="no export seen has such a node",
    example=_after_question({**_tested("Equal"), "flowNodeConditions": []}),
    neighbour=_after_question(_tested("Equal")),
)
told_by_loader(
    "unknown-test",
    "error",
    why="No test of the builder is called so: every customer takes the false exit, and importing the file may drop the "
    "whole node.",
    fix="Use Equal or KeywordContains, which are in real exports; or choose the test in the builder and export again.",
    evidence="reported",
    source="a file with a made-up test name lost the node when it was written to the platform",
    example=_after_question(_tested("Contains")),
    neighbour=_after_question(_tested("KeywordContains")),
)
told_by_loader(
    "guessed-test",
    "note",
    why="The builder has such a test, but its name in the file was never seen: if it is another one, importing the "
    "file may drop the whole node.",
    fix="If you typed it, choose the test in the builder instead. If Wati exported it, all is well: please report it.",
    evidence="assumed",
    source="help 11463038 has eight tests; two of their names were seen in exports",
    example=_after_question(_tested("StartsWith")),
    neighbour=_after_question(_tested("Equal")),
)
