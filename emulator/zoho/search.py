"""A search in a module: by criteria, e-mail, phone or word; exactly one counts, in that order.

Hits are read one by one, the newest first, and only as far as the page goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple, NoReturn

from emulator.zoho import by_phone, column, criteria, index_delay, narrow, parameter, versions
from emulator.zoho.assumptions import CRITERIA_BRACKETS, CRITERIA_LIMIT, EMPTY_DIFFERS, SEARCH_ORDER, WORD_MATCH
from emulator.zoho.condition import Misfit, Reading, bind, conditions
from emulator.zoho.field import Module
from emulator.zoho.refused import refuse
from emulator.zoho.rows import Record
from emulator.zoho.state import ZohoState

BY = ("criteria", "email", "phone", "word")
MAX_RESULTS = 2000
MIN_TEXT = 2


Hits = Callable[[Callable[[Record], bool]], Iterator[Record]]
"""The hits of a search among the records that may be shown, one by one."""


class Asked(NamedTuple):
    """What a search asks for: one way of `BY` with its value, a page, and which records may be shown."""

    by: str
    value: str
    version: str
    page: int
    per_page: int
    converted: tuple[bool, ...]
    approved: tuple[bool, ...]

    @property
    def end(self) -> int:
        return self.page * self.per_page


class Page(NamedTuple):
    rows: list[Record]
    more: bool
    help: tuple[str, ...] = ()


def asked(args: Mapping[str, str], version: str) -> Asked:
    """Refused where nothing is asked for, or too much."""
    by = next((name for name in BY if args.get(name)), None)
    if by is None:
        message = "One of the expected parameter is missing"
        refuse(400, "EXPECTED_PARAM_MISSING", message, param_names=list(BY))
    value = args[by].strip()
    if by != "criteria" and len(value) < MIN_TEXT:
        refuse(400, "INVALID_DATA", "invalid data", param_name=by)
    converted = parameter.three_ways(args, "converted", "false")
    approved = parameter.three_ways(args, "approved", "true")
    found = Asked(by, value, version, parameter.number(args, "page", 1), parameter.per_page(args), converted, approved)
    if found.end > MAX_RESULTS:
        refuse(400, "LIMIT_REACHED", "maximum response iteration limit reached", limit=str(MAX_RESULTS))
    return found


def page(asked: Asked, module: Module, state: ZohoState) -> Page:
    """The hits of a page; where there is none at all, what was nearly one. Refused where the value is none."""

    def shown(row: Record) -> bool:
        return row.converted in asked.converted and row.approved in asked.approved and index_delay.visible(state, row)

    phone = by_phone.asked_for(asked.value, state, module, is_newest_first(state)) if asked.by == "phone" else None
    hits = phone.hits if phone else _HITS[asked.by](asked, module, state)
    rows = list(islice(hits(shown), asked.end + 1))
    if phone:
        phone.lean(shown, asked.end + 1)
    if len(rows) > 1:
        state.universe.assumptions.lean(SEARCH_ORDER)
    if rows:
        return Page(rows[asked.end - asked.per_page : asked.end], len(rows) > asked.end)
    hidden = _why_hidden(list(hits(lambda row: True)), asked, module, state)
    return Page([], False, hidden or (phone.near_misses() if phone else ()))


def is_newest_first(state: ZohoState) -> bool:
    return state.universe.assumptions.choice(SEARCH_ORDER) == "newest_first"


def _why_hidden(rows: list[Record], asked: Asked, module: Module, state: ZohoState) -> tuple[str, ...]:
    """Of records that match, and may not be shown."""
    converted = sum(row.converted not in asked.converted for row in rows)
    approved = sum(row.approved not in asked.approved for row in rows)
    unknown = sum(not index_delay.visible(state, row) for row in rows)
    told = {
        f"{'not converted' if True in asked.converted else 'converted'}; converted=both would find them": converted,
        f"{'approved' if False in asked.approved else 'not approved'}; approved=both would find them": approved,
        "not in the index yet; COQL would find them": unknown,
    }
    names = f"{module.singular.lower()}(s)"
    return tuple(f"{count} {names} match but are {why}" for why, count in told.items() if count)


def _by_email(asked: Asked, module: Module, state: ZohoState) -> Hits:
    table, key = state.records[module.api_name], ("email", asked.value.casefold())
    return lambda shown: filter(shown, table.walk(key, newest=is_newest_first(state)))


def _by_word(asked: Asked, module: Module, state: ZohoState) -> Hits:
    """Every text of every record is read."""
    whole = state.universe.assumptions.lean(WORD_MATCH) == "whole_word"
    word, has_full_name = asked.value.casefold(), module.field(column.FULL_NAME) is not None

    def has(text: str) -> bool:
        return word in text.casefold().split() if whole else word in text.casefold()

    def is_hit(row: Record) -> bool:
        return any(has(held) for held in row.fields.values() if isinstance(held, str)) or (
            has_full_name and has(column.full_name(row))
        )

    table = state.records[module.api_name]
    return lambda shown: filter(shown, filter(is_hit, table.walk(newest=is_newest_first(state))))


def _by_criteria(asked: Asked, module: Module, state: ZohoState) -> Hits:
    version, lean = versions.OF[asked.version], state.universe.assumptions.lean
    try:
        found = criteria.parse(asked.value)
    except criteria.CriteriaError as error:
        _refuse_query(version, str(error), error.api_name)
    if not found.enclosed and lean(CRITERIA_BRACKETS) == "required":
        _refuse_query(version, "brackets must stand around all of the conditions", "")
    _refuse_too_many(found, version, state)
    contains = found.size > 1 or version.equals_contains

    def find(name: str) -> column.Column | None:
        known = column.column(module, name, state)
        return None if known is None else column.named(known, state)

    def operators(data_type: str) -> tuple[str, ...]:
        return tuple(one for one in criteria.OPERATORS_OF.get(data_type, ()) if one in version.operators)

    try:
        meets = bind(found.tree, Reading(find, operators, contains, lambda: lean(EMPTY_DIFFERS) == "yes"))
    except Misfit as misfit:
        _refuse_misfit(misfit, version)
    table = state.records[module.api_name]
    return lambda shown: filter(
        lambda row: shown(row) and meets(row),
        narrow.rows(table, found.tree, module, contains, is_newest_first(state)),
    )


_HITS: dict[str, Callable[[Asked, Module, ZohoState], Hits]] = {
    "criteria": _by_criteria,
    "email": _by_email,
    "word": _by_word,
}


def _refuse_too_many(found: criteria.Criteria, version: versions.Version, state: ZohoState) -> None:
    most = max(int(one) for one in CRITERIA_LIMIT.choices)
    if found.size > min(int(one) for one in CRITERIA_LIMIT.choices):
        limit = int(state.universe.assumptions.lean(CRITERIA_LIMIT)) if found.size <= most else most
        if found.size > limit:
            message = f"no of criterium that can be given exceed the limit {most}"
            refuse(400, "CRITERIA_LIMIT_EXCEEDED", message, f"{found.size} conditions; {limit} are allowed")
    for one in conditions(found.tree):
        if len(one.values) > criteria.MAX_VALUES:
            message = f'Only {criteria.MAX_VALUES} values are allowed in "IN" criteria'
            refuse(400, "INVALID_QUERY", message, api_name=one.field, param_name="criteria")


def _refuse_misfit(misfit: Misfit, version: versions.Version) -> NoReturn:
    one = misfit.condition
    match misfit.what:
        case "name" | "type":
            _refuse_query(version, "the field is not available for search", one.field)
        case "operator":
            _refuse_query(version, f"operator '{one.operator}' is not supported", one.field, operator=one.operator)
        case _:
            reason = "the value does not have the data type of the field"
            _refuse_query(version, reason, one.field, value=",".join(one.values), expected_data_type=misfit.data_type)


def _refuse_query(version: versions.Version, reason: str, api_name: str, **details: str) -> NoReturn:
    """`api_name` is that of the field, or of the parameter where no field is to blame."""
    named = {"api_name": api_name} if api_name else {"api_name": "criteria", "param_name": "criteria"}
    refuse(400, "INVALID_QUERY", version.invalid_query, reason=reason, **named, **details)
