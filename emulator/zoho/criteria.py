"""The criteria of a search: `((Last_Name:equals:Test)and(Phone:starts_with:91))`.

Parsed by hand into nested tuples: the grammar is Zoho's own, with backslash escapes for `(`, `)` and `,`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

MAX_CONDITIONS = 10
MAX_DEPTH = 20


class CriteriaError(ValueError):
    """What is wrong with the criteria, as Zoho's `details.reason`."""


@dataclass(frozen=True, slots=True)
class Condition:
    field: str
    operator: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    joiner: str
    parts: tuple[Condition | Group, ...]


Criteria = Condition | Group


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[str, tuple[str, ...]], bool]:
    def test(held: str, wanted: tuple[str, ...]) -> bool:
        try:
            return compare(float(held), float(wanted[0]))
        except ValueError:
            return compare(held, wanted[0])

    return test


OPERATORS: dict[str, Callable[[str, tuple[str, ...]], bool]] = {
    "equals": lambda held, wanted: held == wanted[0],
    "not_equal": lambda held, wanted: held != wanted[0],
    "starts_with": lambda held, wanted: held.startswith(wanted[0]),
    "in": lambda held, wanted: held in wanted,
    "greater_than": _ordered(operator.gt),
    "greater_equal": _ordered(operator.ge),
    "less_than": _ordered(operator.lt),
    "less_equal": _ordered(operator.le),
    "between": lambda held, wanted: (
        len(wanted) == 2 and _ordered(operator.ge)(held, wanted[:1]) and _ordered(operator.le)(held, wanted[1:])
    ),
}
OPERATORS_OF_V2 = ("equals", "starts_with")


def parse(text: str, version: str) -> Criteria:
    """CriteriaError where the text does not follow the grammar or asks for an operator the version lacks."""
    parser = _Parser(text, OPERATORS_OF_V2 if version in ("v2", "v2.1", "v3") else tuple(OPERATORS))
    found = parser.group(0)
    if parser.place != len(text):
        raise CriteriaError(f"unexpected text at position {parser.place}")
    count = sum(1 for _ in conditions(found))
    if count > MAX_CONDITIONS:
        raise CriteriaError(f"{count} conditions, at most {MAX_CONDITIONS} are allowed")
    return found


def conditions(criteria: Criteria) -> Iterator[Condition]:
    if isinstance(criteria, Condition):
        yield criteria
    else:
        for part in criteria.parts:
            yield from conditions(part)


def holds(criteria: Criteria, record: dict[str, Any], contains: bool) -> bool:
    """Whether a record meets the criteria. With `contains`, equals behaves as contains (documented from v5 on)."""
    if isinstance(criteria, Group):
        results = (holds(part, record, contains) for part in criteria.parts)
        return all(results) if criteria.joiner == "and" else any(results)
    held = record.get(criteria.field)
    if isinstance(held, dict):
        held = held.get("name")
    if held is None:
        return criteria.operator == "not_equal"
    text = str(held).casefold()
    wanted = tuple(value.casefold() for value in criteria.values)
    if criteria.operator == "equals" and contains:
        return wanted[0] in text
    return OPERATORS[criteria.operator](text, wanted)


class _Parser:
    def __init__(self, text: str, operators: tuple[str, ...]) -> None:
        self.text = text
        self.place = 0
        self.operators = operators

    def group(self, depth: int) -> Criteria:
        if depth > MAX_DEPTH:
            raise CriteriaError("too many nested brackets")
        self._take("(")
        if self._peek() != "(":
            found: Criteria = self._condition()
            self._take(")")
            return found
        parts = [self.group(depth + 1)]
        joiner = ""
        while self._peek() != ")":
            word = next((w for w in ("and", "or") if self.text[self.place :].lower().startswith(w)), None)
            if word is None or (joiner and word != joiner):
                raise CriteriaError(f"expected 'and' or 'or' (one kind per bracket) at position {self.place}")
            joiner = word
            self.place += len(word)
            parts.append(self.group(depth + 1))
        self._take(")")
        return parts[0] if len(parts) == 1 else Group(joiner, tuple(parts))

    def _condition(self) -> Condition:
        field, found, value = self._until(":"), self._until(":"), self._value()
        if found not in self.operators:
            raise CriteriaError(f"operator '{found}' is not supported")
        if not field or not value[0]:
            raise CriteriaError("a condition is field:operator:value")
        return Condition(field, found, value if found in ("in", "between") else (",".join(value),))

    def _until(self, mark: str) -> str:
        end = self.text.find(mark, self.place)
        if end < 0:
            raise CriteriaError(f"expected '{mark}' after position {self.place}")
        found, self.place = self.text[self.place : end], end + 1
        return found.strip()

    def _value(self) -> tuple[str, ...]:
        values, current = [], ""
        while self._peek() != ")":
            char = self._peek()
            if char == "\\":
                self.place += 1
                current += self._peek()
            elif char == ",":
                values.append(current.strip())
                current = ""
            else:
                current += char
            self.place += 1
        return (*values, current.strip())

    def _peek(self) -> str:
        if self.place >= len(self.text):
            raise CriteriaError("the criteria end too early")
        return self.text[self.place]

    def _take(self, char: str) -> None:
        if self._peek() != char:
            raise CriteriaError(f"expected '{char}' at position {self.place}")
        self.place += 1
