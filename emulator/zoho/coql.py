"""COQL, the query language of the CRM: `select Last_Name from Leads where (Phone = '91…') order by id limit 2`.

Parsed by hand into values, as the grammar is small and its errors are Zoho's. Of the clauses, `group by` and functions
(COUNT, SUM and the like) are not understood. Source: zoho.com CRM v7/v8 Get-Records-through-COQL-Query.
"""

from __future__ import annotations

from typing import NamedTuple

from emulator.zoho.condition import MAX_DEPTH, Condition, Group, Tree
from emulator.zoho.coql_tokens import CoqlError, Token, syntax_error, tokens

SIGNS = {
    "=": "equals",
    "!=": "not_equal",
    "<": "less_than",
    "<=": "less_equal",
    ">": "greater_than",
    ">=": "greater_equal",
}
VALUES = ("text", "number", "word")


class Selected(NamedTuple):
    """A column: the API name of a field, or a path through lookups; `alias` is empty where there is none."""

    name: str
    alias: str = ""


class Sorting(NamedTuple):
    name: str
    descending: bool = False


class Query(NamedTuple):
    """`limit` and `offset` are None where the query does not say."""

    columns: tuple[Selected, ...]
    module: str
    where: Tree
    order: tuple[Sorting, ...] = ()
    limit: int | None = None
    offset: int | None = None


def parse(text: str) -> Query:
    """CoqlError where it is no query."""
    return _Parser(text).query()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.place = 0

    def query(self) -> Query:
        if self._next.kind != "select":
            raise CoqlError("SYNTAX_ERROR", "missing clause", clause="select")
        self.place += 1
        columns = [self._column()]
        while self._took("sign", ","):
            columns.append(self._column())
        self._clause("from")
        module = self._take("word").text
        self._clause("where")
        where = self._where(0)
        order = self._order() if self._took("order") else ()
        limit = self._number() if self._took("limit") else None
        offset = self._number() if self._took("offset") else None
        self._take("end")
        return Query(tuple(columns), module, where, order, limit, offset)

    def _column(self) -> Selected:
        name = self._name()
        if not self._took("as"):
            return Selected(name)
        alias = self._take("word", "text").text
        if not alias.strip():
            raise CoqlError("INVALID_ALIAS", "The alias name cannot be an empty string", column_name=name)
        return Selected(name, alias)

    def _name(self) -> str:
        """A column; it may stand in quotes."""
        found = self._take("word", "text")
        if not found.text.strip():
            raise syntax_error(self.text, found)
        return found.text

    def _where(self, depth: int) -> Tree:
        """One condition, or two with a joiner between them: more need brackets, as documented."""
        left = self._operand(depth)
        if self._next.kind not in ("and", "or"):
            return left
        joiner = self._take("and", "or").kind
        return Group(joiner, (left, self._operand(depth)))

    def _operand(self, depth: int) -> Tree:
        if depth > MAX_DEPTH:
            raise syntax_error(self.text, self._next)
        if not self._took("sign", "("):
            return self._condition()
        found = self._where(depth + 1)
        self._take_sign(")")
        return found

    def _condition(self) -> Condition:
        name = self._name()
        if self._next.kind == "sign" and self._next.text in SIGNS:
            return Condition(name, SIGNS[self._take("sign").text], (self._value(),))
        if self._took("is"):
            is_denied = self._took("not")
            self._take("null")
            return Condition(name, "is_not_null" if is_denied else "is_null")
        denied = "not_" if self._took("not") else ""
        kind = self._take("in", "like", "between").kind
        return Condition(name, denied + kind, self._operands(kind))

    def _operands(self, kind: str) -> tuple[str, ...]:
        if kind == "like":
            return (self._take("text").text,)
        if kind == "between":
            low = self._value()
            self._take("and")
            return low, self._value()
        self._take_sign("(")
        values = [self._value()]
        while self._took("sign", ","):
            values.append(self._value())
        self._take_sign(")")
        return tuple(values)

    def _order(self) -> tuple[Sorting, ...]:
        self._take("by")
        found = [self._sorting()]
        while self._took("sign", ","):
            found.append(self._sorting())
        return tuple(found)

    def _sorting(self) -> Sorting:
        name = self._name()
        return Sorting(name, not self._took("asc") and self._took("desc"))

    def _value(self) -> str:
        return self._take(*VALUES).text

    def _number(self) -> int:
        found = self._take("number")
        if not found.text.isdigit() or len(found.text) > 9:
            raise syntax_error(self.text, found)
        return int(found.text)

    @property
    def _next(self) -> Token:
        return self.tokens[self.place]

    def _clause(self, kind: str) -> None:
        if self._next.kind == "end":
            raise CoqlError("SYNTAX_ERROR", "missing clause", clause=kind)
        self._take(kind)

    def _took(self, kind: str, text: str = "") -> bool:
        found = self._next.kind == kind and (not text or self._next.text == text)
        self.place += found
        return found

    def _take(self, *kinds: str) -> Token:
        found = self._next
        if found.kind not in kinds:
            raise syntax_error(self.text, found)
        self.place += found.kind != "end"
        return found

    def _take_sign(self, text: str) -> None:
        if not self._took("sign", text):
            raise syntax_error(self.text, self._next)
