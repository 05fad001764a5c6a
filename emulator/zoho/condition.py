"""Conditions on records, as criteria and COQL both have them: a tree, and the test that it is of a module's records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from emulator.zoho import compare
from emulator.zoho.column import Column
from emulator.zoho.rows import Record

MAX_DEPTH = 20
TEXTS = ("text", "textarea", "email", "phone", "website")


@dataclass(frozen=True, slots=True)
class Condition:
    """`operator` is a word of criteria, or one that COQL has besides: not_in, not_between, like, is_null and so on."""

    field: str
    operator: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """`joiner` is `and` or `or`."""

    joiner: str
    parts: tuple[Condition | Group, ...]


Tree = Condition | Group
Meets = Callable[[Record], bool]


class Misfit(Exception):
    """A condition that its field does not take; `what` is name, operator, value or type."""

    def __init__(self, what: str, condition: Condition, data_type: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.condition = condition
        self.data_type = data_type


class Reading(NamedTuple):
    """How conditions are meant: what a name leads to, which operators a data type takes, and whether equals behaves as
    contains among texts.
    """

    column: Callable[[str], Column | None]
    operators: Callable[[str], tuple[str, ...]]
    contains: bool
    empty_differs: Callable[[], bool]


def conditions(tree: Tree) -> Iterator[Condition]:
    if isinstance(tree, Condition):
        yield tree
    else:
        for part in tree.parts:
            yield from conditions(part)


def bind(tree: Tree, reading: Reading) -> Meets:
    """The test of a record. Misfit, for the first condition that is none."""
    if isinstance(tree, Condition):
        return _one(tree, reading)
    parts = [bind(part, reading) for part in tree.parts]
    if tree.joiner == "and":
        return lambda row: all(meets(row) for meets in parts)
    return lambda row: any(meets(row) for meets in parts)


def _one(condition: Condition, reading: Reading) -> Meets:
    column = reading.column(condition.field)
    if column is None:
        raise Misfit("name", condition)
    allowed = reading.operators(column.data_type)
    if not allowed:
        raise Misfit("type", condition, column.data_type)
    if condition.operator not in allowed:
        raise Misfit("operator", condition, column.data_type)
    kind = compare.KINDS.get(column.data_type, "text")
    contains = reading.contains and condition.operator == "equals" and column.data_type in TEXTS
    operator = "contains" if contains else condition.operator
    try:
        meets = compare.test(operator, kind, condition.values, reading.empty_differs)
    except ValueError:
        raise Misfit("value", condition, column.data_type) from None
    raw = column.raw
    return lambda row: meets(compare.held(kind, raw(row)))
