"""The criteria of a search: `((Last_Name:equals:Test)and(Phone:starts_with:91))`.

Parsed by hand: the grammar is Zoho's own, with backslash escapes for `(`, `)`, `,` and the backslash itself. One
condition may stand without brackets, as the documentation's samples have it.
"""

from __future__ import annotations

from typing import NamedTuple

from emulator.zoho.condition import MAX_DEPTH, Condition, Group, Tree, conditions

MAX_VALUES = 100
OF_SEVERAL = ("in", "between")
ESCAPED = "(),\\"
NUMBERS = ("equals", "not_equal", "greater_equal", "greater_than", "less_equal", "less_than", "between", "in")
WORDS = ("equals", "not_equal", "starts_with", "in")
OPERATORS_OF: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("date", "datetime", "integer", "bigint", "double", "currency", "percent"), NUMBERS),
    **dict.fromkeys(("text", "email", "phone", "website", "multiselectpicklist"), WORDS),
    **dict.fromkeys(("lookup", "ownerlookup", "picklist", "autonumber"), ("equals", "not_equal", "in")),
    "textarea": ("equals", "not_equal", "starts_with"),
    "boolean": ("equals", "not_equal"),
}
"""What a data type takes; others cannot be searched. Source: documented, zoho.com CRM v7 search-records."""


class CriteriaError(ValueError):
    """What is wrong with the criteria, as Zoho's `details.reason`; `api_name` is the field where that is known."""

    def __init__(self, reason: str, api_name: str = "") -> None:
        super().__init__(reason)
        self.api_name = api_name


class Criteria(NamedTuple):
    """`enclosed` is whether brackets stand around all of it, where it has several conditions."""

    tree: Tree
    enclosed: bool

    @property
    def size(self) -> int:
        """How many conditions there are."""
        return sum(1 for _ in conditions(self.tree))


def parse(text: str) -> Criteria:
    """CriteriaError where the text does not follow the grammar."""
    parser = _Parser(text.strip())
    if parser.rest_starts_with("("):
        tree = parser.group(0)
        enclosed = not parser.rest
        if not enclosed:
            tree = parser.chain([tree], 0)
    else:
        tree, enclosed = parser.condition(), True
    if parser.rest:
        raise CriteriaError(f"unexpected text at position {parser.place}")
    return Criteria(tree, enclosed)


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0

    @property
    def rest(self) -> bool:
        return self.place < len(self.text)

    def rest_starts_with(self, start: str) -> bool:
        return self.text.startswith(start, self.place)

    def group(self, depth: int) -> Tree:
        if depth > MAX_DEPTH:
            raise CriteriaError("too many nested brackets")
        self._take("(")
        found = self.chain([self.group(depth + 1)], depth) if self._peek() == "(" else self.condition()
        self._take(")")
        return found

    def chain(self, parts: list[Tree], depth: int) -> Tree:
        """`and(…)and(…)`, up to a closing bracket or the end."""
        joiner = ""
        while self._skip() and self.text[self.place] != ")":
            rest = self.text[self.place : self.place + 3].lower()
            word = next((word for word in ("and", "or") if rest.startswith(word)), None)
            if word is None or (joiner and word != joiner):
                raise CriteriaError(f"expected 'and' or 'or' (one kind per bracket) at position {self.place}")
            joiner = word
            self.place += len(word)
            parts.append(self.group(depth + 1))
        return parts[0] if len(parts) == 1 else Group(joiner, tuple(parts))

    def condition(self) -> Condition:
        field, operator, values = self._until(":"), self._until(":"), self._values()
        if not field or not operator or not all(values):
            raise CriteriaError("a condition is field:operator:value", field)
        if len(values) > 1 and operator not in OF_SEVERAL:
            raise CriteriaError("a comma in a value must be escaped with a backslash", field)
        if operator == "between" and len(values) != 2:
            raise CriteriaError("between takes two values", field)
        return Condition(field, operator, values)

    def _until(self, mark: str) -> str:
        end = self.text.find(mark, self.place)
        if end < 0:
            raise CriteriaError(f"expected '{mark}' after position {self.place}")
        found, self.place = self.text[self.place : end], end + 1
        return found.strip()

    def _values(self) -> tuple[str, ...]:
        """Up to a closing bracket or the end."""
        values, current = [], ""
        while self.rest and (char := self.text[self.place]) != ")":
            following = self.text[self.place + 1 : self.place + 2]
            if char == "(":
                raise CriteriaError(f"the bracket in a value at position {self.place} must be escaped with a backslash")
            if char == "\\" and following and following in ESCAPED:
                current += following
                self.place += 1
            elif char == ",":
                values.append(current.strip())
                current = ""
            else:
                current += char
            self.place += 1
        return (*values, current.strip())

    def _skip(self) -> bool:
        """Over spaces; whether anything follows."""
        while self.rest and self.text[self.place] == " ":
            self.place += 1
        return self.rest

    def _peek(self) -> str:
        if not self._skip():
            raise CriteriaError("the criteria end too early")
        return self.text[self.place]

    def _take(self, char: str) -> None:
        if self._peek() != char:
            raise CriteriaError(f"expected '{char}' at position {self.place}")
        self.place += 1
