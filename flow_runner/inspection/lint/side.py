"""What the left side of a comparison can hold."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from flow_runner.engine.conditions import NUMERIC, TESTS
from flow_runner.engine.nodes.condition import Check
from flow_runner.engine.number import number
from flow_runner.engine.template import Reference
from flow_runner.inspection.lint.comparison import is_bare
from flow_runner.inspection.lint.content import contents
from flow_runner.inspection.lint.subject import Subject
from flow_runner.inspection.lint.words import listed

ELSE = "\ue000"  # any other text
MOST_LABELS = 100  # of what menus put into a variable: with more, it counts as any text


class Side(NamedTuple):
    """The texts that the left side of a comparison can hold, and where that is known from: empty where it can be any.

    `labels` are those that a menu puts there.
    """

    texts: tuple[str, ...]
    known: str = ""
    labels: tuple[str, ...] = ()


def sides_of(subject: Subject, node_id: str, checks: Sequence[Check]) -> dict[str, Side] | None:
    """The left sides as they are written; None where something is told of one of them, or of a test, already."""
    sides: dict[str, Side] = {}
    for check in checks:
        references = subject.flow.grammar.references(check.variable)[:1]
        named = bool(references) or is_bare(check, subject.flow.grammar)
        if check.test not in TESTS or (references and _is_told(subject, references[0])):
            return None
        if check.variable not in sides:
            own = [one for one in checks if one.variable == check.variable]
            limited = _limited(subject, node_id, check) if references else None
            empty = Side(("",), "no variable is chosen on the left")
            sides[check.variable] = limited or (Side(_samples(own)) if named else empty)
    return sides


def _is_told(subject: Subject, reference: Reference) -> bool:
    """Whether another check tells that nothing sets it."""
    is_variable = reference.name in subject.variables.variables
    if reference.space == "attribute":
        return is_variable and not subject.has_attribute(reference.name)
    return not is_variable


def _limited(subject: Subject, node_id: str, check: Check) -> Side | None:
    """The texts of a variable that nothing has set yet, or that menus alone set."""
    reference = subject.flow.grammar.references(check.variable)[0]
    if reference.space == "attribute":
        return None
    setters = subject.variables.setters(reference)
    if not subject.holding.may_be_set(node_id, reference.name):
        return Side(("",), f"'{reference.text}' is set on no path to here, only by {listed(setters)}")
    given = list(islice(contents(subject, reference), MOST_LABELS + 1))
    labels = tuple(dict.fromkeys(one.label for one in given))
    if len(given) > MOST_LABELS or any(one.kind != "label" for one in given):
        return None
    if any(subject.flow.grammar.references(label) for label in labels):
        return None
    unset = ("",) if subject.holding.may_be_unset(node_id, reference.name) else ()
    quoted = listed([f"'{label}'" for label in labels], most=10)
    return Side((*labels, *unset), f"'{reference.text}' holds a choice of {listed(setters)}: {quoted}", labels)


def _samples(checks: list[Check]) -> tuple[str, ...]:
    """Texts of which one comes out in every way in which these comparisons can come out together: certain for two of
    them, and for any number of exact ones.
    """
    values = list(dict.fromkeys(check.value for check in checks))
    found = ["", ELSE, *values, *(value + ELSE for value in values), *(ELSE + value for value in values)]
    if len(checks) == 2:
        one, other = values[0], values[-1]
        found += [one + other, other + one, f"{one}{ELSE}{other}", f"{other}{ELSE}{one}"]
    bounds = sorted({bound for check in checks if check.test in NUMERIC and (bound := number(check.value)) is not None})
    numbers = [(low + high) / 2 for low, high in pairwise(bounds)]
    numbers += [value for bound in bounds for value in (bound - 1, bound, bound + 1)]
    return tuple(dict.fromkeys([*found, *(f"{value:.30f}" for value in numbers)]))
