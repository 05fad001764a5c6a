"""Values of fields as they are compared: numbers as numbers, days and moments as such, texts in any case."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from math import isfinite
from typing import Any

from emulator.kernel.shape import moment

KINDS: dict[str, str] = {
    **dict.fromkeys(("integer", "bigint", "double", "currency", "percent"), "number"),
    **{one: one for one in ("boolean", "date", "datetime")},
}
"""How a data type is compared; as a text where nothing else is said."""
NEGATIONS = {
    "not_equal": "equals",
    "not_in": "in",
    "not_between": "between",
    "not_like": "like",
    "is_not_null": "is_null",
}
_NUMBER = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)

Held = tuple[Any, ...]
"""What a field holds, as comparable values: none if it is empty, several if any of them may match."""
Test = Callable[[Held], bool]


def read(kind: str, text: str) -> Any:
    """A value as somebody asks for it. ValueError where the kind does not have it."""
    if kind == "number":
        if not _NUMBER.fullmatch(text):
            raise ValueError(text)
        return Decimal(text)
    if kind == "boolean":
        if text.lower() not in ("true", "false"):
            raise ValueError(text)
        return text.lower() == "true"
    if kind == "date":
        if not _DAY.fullmatch(text):
            raise ValueError(text)
        return date.fromisoformat(text)
    return moment(text) if kind == "datetime" else text.casefold()


def held(kind: str, value: Any) -> Held:
    """A value as a record holds it. What is not of its field's kind is never met."""
    if value is None or value in ("", [], ()):
        return ()
    if isinstance(value, tuple):
        return tuple(one for each in value for one in held(kind, each))
    if isinstance(value, list):
        texts = [str(one.get("name")) if isinstance(one, dict) else str(one) for one in value]
        return tuple(text.casefold() for text in (*texts, ";".join(texts)))
    if isinstance(value, datetime):
        return (value,)
    if kind == "number" and isinstance(value, int | float) and not isinstance(value, bool):
        return (Decimal(repr(value)),) if isfinite(value) else ()
    try:
        return (read(kind, str(value)),)
    except ValueError:
        return ()


def test(operator: str, kind: str, values: Iterable[str], empty_differs: Callable[[], bool]) -> Test:
    """What an operator asks of a field. ValueError where a value is not of the field's kind; `empty_differs` tells
    whether an empty field meets what denies.
    """
    if operator in NEGATIONS:
        meets = test(NEGATIONS[operator], kind, values, empty_differs)
        if operator == "is_not_null":
            return lambda found: not meets(found)
        return lambda found: not meets(found) if found else empty_differs()
    if operator == "is_null":
        return lambda found: not found
    wanted = tuple(read(kind, value) for value in values)
    one = _ONE[operator](wanted)
    return lambda found: any(one(value) for value in found)


def _is_like(parts: list[str], value: str) -> bool:
    """Whether a text is made of these parts in order, with any text between them."""
    place = len(parts[0])
    if len(parts) == 1 or not value.startswith(parts[0]):
        return value == parts[0]
    for part in parts[1:-1]:
        place = value.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return value.endswith(parts[-1]) and len(value) - len(parts[-1]) >= place


_ONE: dict[str, Callable[[tuple[Any, ...]], Callable[[Any], bool]]] = {
    "equals": lambda wanted: lambda value: bool(value == wanted[0]),
    "contains": lambda wanted: lambda value: wanted[0] in value,
    "starts_with": lambda wanted: lambda value: value.startswith(wanted[0]),
    "like": lambda wanted: partial(_is_like, wanted[0].split("%")),
    "in": lambda wanted: lambda value: value in wanted,
    "greater_than": lambda wanted: lambda value: bool(value > wanted[0]),
    "greater_equal": lambda wanted: lambda value: bool(value >= wanted[0]),
    "less_than": lambda wanted: lambda value: bool(value < wanted[0]),
    "less_equal": lambda wanted: lambda value: bool(value <= wanted[0]),
    "between": lambda wanted: lambda value: bool(wanted[0] <= value <= wanted[1]),
}
