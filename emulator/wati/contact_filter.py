"""Which contacts getContacts is asked for. What narrows most is looked up, the rest is checked on what that finds, so
that a question costs what its answer is worth, however many contacts there are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from emulator.wati.assumptions.contacts import CREATED_DATE, NAME_FILTER
from emulator.wati.rows import Contact
from emulator.wati.state import WatiState

Found = tuple[list[Contact], int]
"""The contacts of the page, and how many there are on all pages."""
Place = tuple[str, Hashable]
"""An index, and a key in it."""

OPERATORS: dict[str, Callable[[str | None, str], bool]] = {
    "contain": lambda held, wanted: held is not None and wanted.casefold() in held.casefold(),
    "exist": lambda held, wanted: bool(held),
    "==": lambda held, wanted: held == wanted,
    "=": lambda held, wanted: held == wanted,
    "valid": lambda held, wanted: bool(held),
}
OPPOSITES = {"notContain": "contain", "notExist": "exist", "!=": "==", "invalid": "valid"}
TEXTS = ("name", "phone", "attribute_text")
"""Indexes in which a part is looked for."""
YEAR_FIRST, YEAR_LAST = (
    re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII),
    re.compile(r"(\d{2})-(\d{2})-(\d{4})", re.ASCII),
)


class Condition(NamedTuple):
    """What is asked of a contact. Those that pass all stand under `places` (none: anywhere); `exactly` where nobody
    else does.
    """

    passes: Callable[[Contact], bool]
    places: tuple[Place, ...] = ()
    exactly: bool = False

    @property
    def is_counted(self) -> bool:
        """Whether an index knows how many pass, without looking for them."""
        return self.exactly and len(self.places) == 1 and self.places[0][0] not in TEXTS


class Rest(NamedTuple):
    """Everybody but those who pass."""

    condition: Condition

    def passes(self, row: Contact) -> bool:
        return not self.condition.passes(row)


def by_name(text: str) -> Condition:
    """A part of the name, or of the number."""
    folded = text.casefold()
    if not (text.isascii() and text.isdigit()):
        return Condition(lambda row: folded in row.name.casefold(), (("name", folded),), True)
    return Condition(
        lambda row: folded in row.name.casefold() or text in row.wa_id, (("name", folded), ("phone", text)), True
    )


def by_attributes(text: str) -> list[Condition | Rest] | None:
    """Of `[{"name", "operator", "value"}]`; None where it cannot be read."""
    try:
        triples = [(item["name"], item["operator"], item.get("value") or "") for item in json.loads(text)]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    if not all(isinstance(part, str) for triple in triples for part in triple):
        return None
    if not all(operator in OPERATORS or operator in OPPOSITES for _, operator, _ in triples):
        return None
    return [
        Rest(_condition(name, OPPOSITES[operator], value))
        if operator in OPPOSITES
        else _condition(name, operator, value)
        for name, operator, value in triples
    ]


def by_day(state: WatiState, text: str) -> Condition | None:
    """`YYYY-MM-DD` or `MM-DD-YYYY`, in UTC; None where it is neither."""
    first, last = YEAR_FIRST.fullmatch(text), YEAR_LAST.fullmatch(text)
    try:
        if first:
            day = date(int(first[1]), int(first[2]), int(first[3]))
        elif last:
            day = date(int(last[3]), int(last[1]), int(last[2]))
        else:
            return None
    except ValueError:
        return None
    if state.universe.assumptions.lean(CREATED_DATE) == "from_that_day":
        return Condition(lambda row: row.created.date() >= day)
    return Condition(lambda row: row.created.date() == day, (("created", day),), True)


def page(state: WatiState, conditions: Sequence[Condition | Rest], start: int, stop: int) -> Found:
    """Who passes all of them, in the order in which they were added."""
    table, one = state.contacts, conditions[0] if len(conditions) == 1 else None
    if not conditions:
        return table.page(start, stop), len(table)
    if isinstance(one, Condition) and one.is_counted:
        index, key = one.places[0]
        return table.find(index, key, start, stop), table.count(index, key)
    if isinstance(one, Rest) and one.condition.exactly and len(one.condition.places) == 1:
        rows = list(islice(filter(one.passes, table), start, stop))
        return rows, len(table) - table.count(*one.condition.places[0])
    rows = everybody(state, conditions)
    return rows[start:stop], len(rows)


def everybody(state: WatiState, conditions: Sequence[Condition | Rest]) -> list[Contact]:
    """Who passes all of them, on one page."""
    table = state.contacts
    narrow = [one for one in conditions if isinstance(one, Condition) and one.places]
    if not narrow:
        return [row for row in table if all(one.passes(row) for one in conditions)]
    best = narrow[0]
    if len(narrow) > 1:
        best = min(narrow, key=lambda one: sum(table.at_most(*place) for place in one.places))
    found = table.find(*best.places[0]) if len(best.places) == 1 else table.find_any(best.places)
    rest = [one for one in conditions if one is not best or not best.exactly]
    return [row for row in found if all(one.passes(row) for one in rest)] if rest else found


def named(state: WatiState, text: str, rest: Sequence[Condition | Rest], start: int, stop: int) -> Found:
    """As `page`, with a filter by name. Whether a number counts as a name is assumed, where it matters."""
    condition = by_name(text)
    if len(condition.places) == 1:
        return page(state, [condition, *rest], start, stop)
    rows, folded = everybody(state, [condition, *rest]), text.casefold()
    by_names = [row for row in rows if folded in row.name.casefold()]
    if len(by_names) < len(rows) and state.universe.assumptions.lean(NAME_FILTER) == "name":
        rows = by_names
    return rows[start:stop], len(rows)


def _condition(name: str, operator: str, value: str) -> Condition:
    test = OPERATORS[operator]
    match name:
        case "name":
            return Condition(lambda row: test(row.name, value), *_of_name(operator, value))
        case "phone":
            return Condition(lambda row: test(row.wa_id, value), *_of_number(operator, value))
    return Condition(lambda row: test(row.attributes.get(name), value), *_of_attribute(name, operator, value))


def _of_name(operator: str, value: str) -> tuple[tuple[Place, ...], bool]:
    match operator:
        case "contain":
            return (("name", value.casefold()),), True
        case "==" | "=":
            return (("name", value.casefold()),), False
    return (), False


def _of_number(operator: str, value: str) -> tuple[tuple[Place, ...], bool]:
    match operator:
        case "contain":
            return (("phone", value.casefold()),), True
        case "==" | "=":
            return (("wa_id", value),), True
    return (), False


def _of_attribute(name: str, operator: str, value: str) -> tuple[tuple[Place, ...], bool]:
    match operator:
        case "contain":
            return (("attribute_text", value.casefold()),), False
        case "==" | "=":
            return (("attribute", (name, value)),), True
    return (("attribute", name),), True
