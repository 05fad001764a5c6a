"""The comparisons of a condition, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from flow_runner.engine.conditions import CONTAINS, NUMERIC, TESTS
from flow_runner.engine.nodes.condition import Check, Condition
from flow_runner.engine.template import Grammar

if TYPE_CHECKING:
    from flow_runner.inspection.lint.subject import Subject

FIELD = "flowNodeConditions"


class Placed(NamedTuple):
    """A comparison, and its number among the `flowNodeConditions` as they were exported."""

    check: Check
    number: int


def comparisons(subject: Subject, node_id: str) -> Iterator[Placed]:
    """Those of a condition; none of another node."""
    node = subject.flow.nodes[node_id]
    if isinstance(node, Condition):
        listed = subject.raw(node_id).get(FIELD) or []
        numbers = [number for number, entry in enumerate(listed) if isinstance(entry, dict)]
        yield from map(Placed, node.checks, numbers)


def is_bare(check: Check, grammar: Grammar) -> bool:
    """Whether the left side is a name with neither `@` nor braces."""
    named = bool(check.variable) and not check.variable.startswith(("@", "{{"))
    return named and not grammar.references(check.variable)


def of_empty(check: Check, grammar: Grammar, contains_nothing: bool = False) -> bool | None:
    """What a comparison says of an empty text; None where that depends on what its other side holds.

    `contains_nothing`: whether an empty text counts as one that contains nothing.
    """
    test = TESTS.get(check.test)
    if test is None or check.test in NUMERIC:
        return False
    held = test("", check.value.strip())
    if check.test not in CONTAINS:
        return None if grammar.references(check.value) else held
    if not contains_nothing:
        return held
    return None if grammar.references(check.value) else held is bool(check.value)
