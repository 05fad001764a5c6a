"""Stand-ins for what must not be shared: the same thing gets the same one, so that comparisons still work."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from flow_runner.inspection.person import digits_of

_WORD = re.compile(r"[\w.@-]+")
CREDENTIAL, EMAIL, PHONE, HOST, ACCOUNT = "credential", "e-mail address", "phone number", "host", "account number"
TEST_VALUE = "test value"
FORMS: dict[str, Callable[[int], str]] = {
    CREDENTIAL: lambda number: f"REDACTED-{number}",
    EMAIL: lambda number: f"person{number}@example.com",
    PHONE: lambda number: f"1555010{number:04d}",
    HOST: lambda number: f"host-{number}.example",
    ACCOUNT: lambda number: f"{number - 1:06d}",
}
"""By kind, the stand-in of this number, from 1. All are reserved, or nobody's."""


class Invented:
    """Hands out stand-ins in the order of first use, and counts the places by kind; one that stands in the document
    already is not used for something else.
    """

    __slots__ = ("_given", "_next", "_out", "_taken", "counts")

    def __init__(self, texts: Iterable[str]) -> None:
        self._taken = {word.strip(".-") for text in texts for word in _WORD.findall(text)}
        self._given: dict[tuple[str, str], str] = {}
        self._next: dict[str, int] = {}
        self._out: set[str] = set()
        self.counts: dict[str, int] = {}

    def count(self, kind: str) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1

    def instead_of(self, kind: str, value: str, form: Callable[[int], str] | None = None) -> str:
        """The stand-in of a value of this kind; `form` makes those of kinds that have none here."""
        given = self._given.get((kind, value))
        if given is None:
            given = self._given[kind, value] = self._new(kind, value, form or FORMS[kind])
        if given != value:
            self.count(kind)
        return given

    def kept(self, kind: str, value: str, form: Callable[[int], str] | None = None) -> str:
        """Of a value that is nobody's: itself, unless it was handed out instead of somebody's before."""
        if value in self._out or (kind, value) in self._given:
            return self.instead_of(kind, value, form)
        self._taken.add(value)
        return value

    def phone(self, number: str) -> str:
        """Of a phone number: with a + where it had one, and the same for other ways to write it."""
        given = self.instead_of(PHONE, digits_of(number))
        return f"+{given}" if number.startswith("+") else given

    def _new(self, kind: str, value: str, form: Callable[[int], str]) -> str:
        while True:
            self._next[kind] = number = self._next.get(kind, 0) + 1
            candidate = form(number)
            if candidate == value or candidate not in self._taken:
                self._out.add(candidate)
                return candidate
