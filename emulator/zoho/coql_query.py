"""What a COQL query finds. A search's index delay does not touch it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any, NamedTuple, NoReturn

from emulator.zoho import compare, coql_limits, directory, narrow, payloads, versions
from emulator.zoho.assumptions import EMPTY_DIFFERS
from emulator.zoho.column import Column
from emulator.zoho.condition import Misfit, Reading, bind
from emulator.zoho.coql import Query, Selected
from emulator.zoho.coql_path import followed
from emulator.zoho.coql_tokens import CoqlError
from emulator.zoho.field import Module
from emulator.zoho.rows import Record
from emulator.zoho.state import ZohoState

DEFAULT_LIMIT = 200
SAME = ("equals", "not_equal", "in", "not_in", "is_null", "is_not_null")
ORDERED = (*SAME, "greater_than", "greater_equal", "less_than", "less_equal", "between", "not_between")
WORDS = (*SAME, "like", "not_like")
OPERATORS_OF: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("date", "datetime", "integer", "bigint", "double", "currency", "percent"), ORDERED),
    **dict.fromkeys(("lookup", "ownerlookup", "profileimage"), SAME),
    **dict.fromkeys(
        ("text", "email", "phone", "website", "picklist", "multiselectpicklist", "autonumber"), WORDS
    ),
    "boolean": ("equals",),
}  # fmt: skip
"""What a data type takes; texts of several lines take nothing. Source: documented."""


class Answer(NamedTuple):
    rows: list[dict[str, Any]]
    more: bool


def answer(query: Query, module: Module, version: versions.Version, state: ZohoState) -> Answer:
    """CoqlError where the query asks for what is not there, or for too much."""
    coql_limits.check(query, version)
    limit, offset = DEFAULT_LIMIT if query.limit is None else query.limit, query.offset or 0
    columns = [(one, _known(module, one.name, state)) for one in query.columns]
    rows = _met(query, module, state)
    rows.sort(key=lambda row: (len(row.id), row.id))
    for sorting in reversed(query.order):
        column = _known(module, _unaliased(sorting.name, query), state)
        rows.sort(key=partial(_place, column), reverse=sorting.descending)
    found = rows[offset : offset + limit]
    return Answer([_shown(row, columns, version, state) for row in found], len(rows) > offset + limit)


def _met(query: Query, module: Module, state: ZohoState) -> list[Record]:
    def find(name: str) -> Column | None:
        return followed(module, name, state)

    def empty_differs() -> bool:
        return state.universe.assumptions.lean(EMPTY_DIFFERS) == "yes"

    try:
        meets = bind(query.where, Reading(find, lambda kind: OPERATORS_OF.get(kind, ()), False, empty_differs))
    except Misfit as misfit:
        _refuse(misfit)
    rows = narrow.rows(state.records[module.api_name], query.where, module, contains=False, newest=False)
    return list(filter(meets, rows))


def _known(module: Module, name: str, state: ZohoState) -> Column:
    found = followed(module, name, state)
    if found is None:
        raise CoqlError("INVALID_QUERY", "column given seems to be invalid", column_name=name)
    return found


def _unaliased(name: str, query: Query) -> str:
    return next((one.name for one in query.columns if one.alias == name), name)


def _place(column: Column, row: Record) -> tuple[bool, Any]:
    """Empty fields come first, as in the database behind it."""
    held = compare.held(compare.KINDS.get(column.data_type, "text"), column.raw(row))
    return (bool(held), held[0] if held else "")


def _shown(
    row: Record, columns: list[tuple[Selected, Column]], version: versions.Version, state: ZohoState
) -> dict[str, Any]:
    """The id comes always. Source: documented samples."""
    sent = {one.alias or one.name: _value(column, row, version.coql_names, state) for one, column in columns}
    return {**sent, "id": row.id}


def _value(column: Column, row: Record, names: bool, state: ZohoState) -> Any:
    """A lookup is its id, from v7 on with the name: of a user the last one."""
    raw = column.raw(row)
    if raw is None or column.data_type not in ("lookup", "ownerlookup"):
        return payloads.moment(raw) if isinstance(raw, datetime) else raw
    if not names:
        return {"id": str(raw)}
    if column.data_type == "ownerlookup":
        user = state.users.get(str(raw))
        return {"name": directory.names(user)[1] if user else None, "id": str(raw)}
    led_to = state.record(str(raw))
    return {"name": payloads.name_of(led_to, state) if led_to else None, "id": str(raw)}


def _refuse(misfit: Misfit) -> NoReturn:
    one = misfit.condition
    match misfit.what:
        case "name":
            raise CoqlError("INVALID_QUERY", "column given seems to be invalid", column_name=one.field)
        case "type":
            details = {"column_name": one.field, "data_type": misfit.data_type}
            raise CoqlError("INVALID_QUERY", "data type not supported", **details)
        case "operator":
            details = {"column_name": one.field, "operator": one.operator, "data_type": misfit.data_type}
            raise CoqlError("INVALID_QUERY", "invalid query formed", **details)
        case _:
            message = "value given seems to be invalid for the column"
            details = {"column_name": one.field, "expected_data_type": misfit.data_type}
            raise CoqlError("INVALID_QUERY", message, **details)
