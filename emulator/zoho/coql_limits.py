"""How much one COQL query may ask for. Source: zoho.com CRM COQL-Limitations of v2, v7 and v8."""

from __future__ import annotations

from collections.abc import Iterable

from emulator.zoho import versions
from emulator.zoho.condition import conditions
from emulator.zoho.coql import Query
from emulator.zoho.coql_tokens import CoqlError

MAX_COLUMNS, MAX_CONDITIONS, MAX_SORTINGS = 50, 25, 10
CREDITS = ((200, 1), (1000, 2))
MOST_CREDITS = 3


def check(query: Query, version: versions.Version) -> None:
    """CoqlError where it is too much, or the same twice."""
    asked = list(conditions(query.where))
    _at_most(MAX_COLUMNS, len(query.columns), "select")
    _at_most(MAX_CONDITIONS, len(asked), "where")
    _at_most(MAX_SORTINGS, len(query.order), "order by")
    _at_most(version.coql_limit, query.limit or 0, "limit")
    _at_most(version.coql_records, (query.limit or 0) + (query.offset or 0), "offset")
    for one in asked:
        if one.operator in ("in", "not_in"):
            _at_most(version.coql_values, len(one.values), one.operator.replace("_", " "))
        if one.operator == "not_like" and not _is_not_contains(one.values[0]):
            message, told = "invalid query formed", "not like takes '%text%' only"
            raise CoqlError("INVALID_QUERY", message, told, column_name=one.field, operator="not like")
    _once("DUPLICATE_DATA", "duplicate data", (one.name for one in query.columns))
    _once("DUPLICATE_DATA", "duplicate data", (one.name for one in query.order))
    message = "The same alias cannot refer to more than one select column"
    _once("DUPLICATE_ALIAS", message, (one.alias for one in query.columns if one.alias))


def credits(limit: int | None) -> int:
    """What a query costs, by its limit. Source: documented."""
    return next((cost for most, cost in CREDITS if (limit or 0) <= most), MOST_CREDITS)


def _is_not_contains(pattern: str) -> bool:
    return len(pattern) > 2 and pattern.startswith("%") and pattern.endswith("%")


def _at_most(limit: int, found: int, clause: str) -> None:
    if found > limit:
        raise CoqlError("LIMIT_EXCEEDED", "limit exceeded", limit=limit, clause=clause)


def _once(code: str, message: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise CoqlError(code, message, column_name=name)
        seen.add(name)
