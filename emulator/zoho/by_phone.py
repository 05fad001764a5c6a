"""A search by phone: which records are hits, what of that is assumed, and why one that looks alike is none.

Every way of comparing numbers has index entries that lead to its hits and to little else, so that neither a short
number nor one that very many records have makes anybody read them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from emulator.zoho import phone
from emulator.zoho.assumptions import FAX_IS_PHONE, PHONE_CHARACTERS, PHONE_DIGITS, PHONE_MATCH
from emulator.zoho.field import Module
from emulator.zoho.refused import refuse
from emulator.zoho.rows import Record
from emulator.zoho.state import ZohoState

MAX_NEAR_MISSES = 3
Shown = Callable[[Record], bool]


class ByPhone(NamedTuple):
    """A number to look for, as digits, in the phone fields of a module, under the choices in force."""

    state: ZohoState
    module: Module
    fields: tuple[str, ...]
    wanted: str
    rule: phone.Rule
    newest: bool

    def hits(self, shown: Shown) -> Iterator[Record]:
        """Among the records that may be shown; leans on the assumption of fax numbers where a hit depends on it."""
        mode, alphabet = self.rule
        without_fax = tuple(name for name in self.fields if name != phone.FAX)
        for row in self._walk(mode, alphabet):
            if not shown(row) or not phone.matches(row, self.wanted, self.rule, self.fields):
                continue
            by_fax = row.fields.get(phone.FAX) and not phone.matches(row, self.wanted, self.rule, without_fax)
            if not by_fax or self.state.universe.assumptions.lean(FAX_IS_PHONE) == "yes":
                yield row

    def lean(self, shown: Shown, count: int) -> None:
        """Note the assumptions of which another choice would change the first so many hits."""
        mode, alphabet = self.rule
        lean = self.state.universe.assumptions.lean
        modes = {(one, alphabet) for one in PHONE_MATCH.choices}
        if self._is_disputed(self._walk("", alphabet), modes, shown, count):
            lean(PHONE_MATCH)
        alphabets = {(mode, one) for one in PHONE_DIGITS.choices}
        table, end = self.state.records[self.module.api_name], phone.end(self.wanted)
        has_foreign = table.at_most("foreign", self.wanted) or table.at_most("foreign_end", end)
        if has_foreign and self._is_disputed(self._walk("", "foreign"), alphabets, shown, count):
            lean(PHONE_DIGITS)

    def near_misses(self) -> tuple[str, ...]:
        """Of some records in which the last digits of the number stand."""
        key = phone.index_key(self.wanted)
        rows = self.state.records[self.module.api_name].walk(("phone", key), ("foreign", key))
        return tuple(self._explained(row) for row in islice(rows, MAX_NEAR_MISSES))

    def _explained(self, row: Record) -> str:
        name = f"{self.module.singular} '{row.fields.get(self.module.name_field)}'"
        return phone.explain_miss(row, name, self.wanted, self.rule, self.fields)

    def _is_disputed(self, rows: Iterator[Record], rules: set[phone.Rule], shown: Shown, count: int) -> bool:
        """Whether some of the rules find one of the rows and others do not, before all have found so many."""
        agreed = 0
        for row in filter(shown, rows):
            found = rules & phone.rules_that_find(row, self.wanted, self.fields)
            if found and found != rules:
                return True
            agreed += bool(found)
            if agreed == count:
                return False
        return False

    def _walk(self, mode: str, alphabet: str) -> Iterator[Record]:
        """The rows that a way of comparing may find, or any way where none is given."""
        parts, ends = self.wanted, phone.end(self.wanted)
        keys = [("phone", parts)] * (mode in ("", "contains")) + [("phone_end", ends)] * (mode != "contains")
        others = [({"phone": "foreign", "phone_end": "foreign_end"}[name], key) for name, key in keys]
        if alphabet == "foreign":
            keys = others
        elif alphabet == "unicode":
            keys += others
        return self.state.records[self.module.api_name].walk(*keys, newest=self.newest)


def asked_for(value: str, state: ZohoState, module: Module, newest: bool) -> ByPhone:
    """Refused where the value is no number to look for."""
    if not phone.ALLOWED.fullmatch(value) and state.universe.assumptions.lean(PHONE_CHARACTERS) == "reject":
        told = f"'{value}' has characters that are in no phone number"
        refuse(400, "INVALID_DATA", "invalid data", told, param_name="phone")
    wanted = phone.digits(value, "unicode")
    if len(wanted) < phone.LEAST:
        refuse(400, "INVALID_DATA", "invalid data", param_name="phone")
    fields = tuple(field.api_name for field in module.of_type("phone"))
    choice = state.universe.assumptions.choice
    return ByPhone(state, module, fields, wanted, (choice(PHONE_MATCH), choice(PHONE_DIGITS)), newest)
