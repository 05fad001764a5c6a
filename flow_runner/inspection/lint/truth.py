"""Conditions that always come out the same: what their sides can hold is tried out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flow_runner.engine.assumptions import EMPTY_CONTAINS, EQUAL_CASE, EQUAL_SPACES
from flow_runner.engine.conditions import CONTAINS, NUMERIC, TESTS
from flow_runner.engine.nodes.condition import NORMAL, Check, Condition
from flow_runner.engine.template import Grammar
from flow_runner.inspection.lint.comparison import Placed, comparisons, of_empty
from flow_runner.inspection.lint.side import Side, sides_of
from flow_runner.inspection.lint.subject import Subject
from flow_runner.inspection.lint.words import listed

EXACT = NUMERIC | {"Equal", "NotEqual"}  # the samples are all that matters to these, however many there are
MOST = 10  # comparisons in a condition: of one with more, nothing is tried out
LEANS_ON = (EQUAL_CASE, EQUAL_SPACES, EMPTY_CONTAINS)
Rule = tuple[str, str, str]
"""What is chosen of each of these."""


class Decided(NamedTuple):
    """A condition that always comes out as `held`, because of one comparison, or of several `together`. `leans_on` are
    the assumptions without which it would not.
    """

    node: str
    held: bool
    blamed: Placed
    together: tuple[Check, ...]
    side: Side
    leans_on: tuple[str, ...]


class Tried(NamedTuple):
    """What is needed to try a condition out."""

    sides: dict[str, Side]
    any_of: bool
    grammar: Grammar


def decided(subject: Subject) -> Iterator[Decided]:
    """Those that can be come to. What the loader tells, and what is said of names that nothing sets, is left out."""
    rule = subject.choice(EQUAL_CASE), subject.choice(EQUAL_SPACES), subject.choice(EMPTY_CONTAINS)
    for node_id, node in subject.flow.nodes.items():
        if isinstance(node, Condition) and 0 < len(node.checks) <= MOST and node_id in subject.graph.reachable:
            sides = sides_of(subject, node_id, node.checks)
            if sides is not None:
                tried = Tried(sides, node.any_of, subject.flow.grammar)
                if (held := _always(node.checks, tried, rule)) is not None:
                    yield _decided(node_id, list(comparisons(subject, node_id)), tried, rule, held)


def _decided(node_id: str, found: list[Placed], tried: Tried, rule: Rule, held: bool) -> Decided:
    """What is to blame: one comparison where it is enough, else those of one side."""
    alone = next((one for one in found if _always([one.check], tried, rule) is held), None)
    groups = [[one for one in found if one.check.variable == left] for left in tried.sides]
    several = next((group for group in groups if _always([one.check for one in group], tried, rule) is held), found)
    blamed = alone or several[-1]
    others = [_another(rule, number) for number in range(len(rule))]
    every = [one.check for one in found]
    return Decided(
        node_id,
        held,
        blamed,
        () if alone else tuple(one.check for one in several),
        tried.sides[blamed.check.variable],
        tuple(
            one.name for one, other in zip(LEANS_ON, others, strict=True) if _always(every, tried, other) is not held
        ),
    )


def _another(rule: Rule, number: int) -> Rule:
    """The rule with the other choice in one place."""
    chosen = list(rule)
    chosen[number] = next(one for one in LEANS_ON[number].choices if one != rule[number])
    return chosen[0], chosen[1], chosen[2]


def _always(checks: Sequence[Check], tried: Tried, rule: Rule) -> bool | None:
    """How these comparisons come out whatever their sides hold; None where that decides it."""
    groups = _groups(checks)
    whole: set[bool] = set()  # what all comparisons can be at once
    some: set[bool] = set()  # what one of them can be
    for outcome in (True, False):
        possible = [
            [
                [outcome in _outcomes(check, text, rule, tried.grammar) for check in group]
                for text in tried.sides[group[0].variable].texts
            ]
            for group in groups
        ]
        if all(any(all(row) for row in rows) for rows in possible):
            whole.add(outcome)
        if any(any(any(row) for row in rows) for rows in possible):
            some.add(outcome)
    can_hold, can_fail = (True in some, False in whole) if tried.any_of else (True in whole, False in some)
    return None if can_hold and can_fail else can_hold


def _groups(checks: Sequence[Check]) -> list[list[Check]]:
    """The comparisons of one side together, where the samples tell how they come out together; else each by itself."""
    of_side: dict[str, list[Check]] = {}
    for check in checks:
        of_side.setdefault(check.variable, []).append(check)
    groups: list[list[Check]] = []
    for group in of_side.values():
        together = len(group) <= 2 or all(check.test in EXACT for check in group)
        groups += [group] if together else [[check] for check in group]
    return groups


def _outcomes(check: Check, left: str, rule: Rule, grammar: Grammar) -> set[bool]:
    """What a comparison with this text can come out as."""
    case, spaces, empty = rule
    if grammar.references(check.value):
        known = None if left else of_empty(check, grammar, empty == "true")
        return {True, False} if known is None else {known}
    if not left and not check.value and check.test in CONTAINS and empty == "true":
        return {not TESTS[check.test]("", "")}
    normal = str if check.test in NUMERIC else NORMAL[case, spaces]
    return {TESTS[check.test](normal(left), normal(check.value))}


def reason(one: Decided) -> str:
    """Why a condition always comes out the same, in words."""
    check, left = one.blamed.check, f"'{one.blamed.check.variable}'"
    test = f"{check.test} '{check.value}'"
    outcome = "true" if one.held else "false"
    if one.together:
        tests = listed([f"{each.test} '{each.value}'" for each in one.together], most=4)
        told = f"{'every' if one.held else 'no'} value of {left} passes {'one' if one.held else 'all'} of {tests}"
    elif one.side.known:
        told = f"{one.side.known}; so {test} is {outcome} every time"
        meant = [label for label in one.side.labels if label.strip().casefold() == check.value.strip().casefold()]
        told += f". The label is '{meant[0]}'" if meant else ""
    elif check.test in NUMERIC:
        told = f"{check.test} compares numbers, and '{check.value}' is none: it is false every time"
    else:
        told = f"{test} is {outcome} of every text"
    return told + (f". That leans on an assumption: {listed(one.leans_on)}" if one.leans_on else "")
