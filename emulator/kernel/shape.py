"""Plain JSON back into Python values, by type hint: what a snapshot holds is checked before it is believed."""

from __future__ import annotations

import types
from datetime import UTC, datetime
from typing import Any, Union, get_args, get_origin


def moment(text: Any) -> datetime:
    """An ISO 8601 text with time zone as a moment in UTC. ValueError otherwise."""
    if not isinstance(text, str):
        raise ValueError(f"{text!r} is no moment, such as 2026-01-15T09:00:00+00:00")
    return aware(datetime.fromisoformat(text))


def aware(found: datetime) -> datetime:
    """The moment in UTC. ValueError where it has no time zone."""
    if found.tzinfo is None:
        raise ValueError(f"{found.isoformat()} has no time zone; write for example {found.isoformat()}Z")
    try:
        return found.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"{found.isoformat()} is out of the range of years 1 to 9999") from None


def to_json(value: Any) -> Any:
    """The other way: moments become texts, tuples lists; the rest is JSON already."""
    if isinstance(value, datetime):
        return value.isoformat()
    return [to_json(item) for item in value] if isinstance(value, tuple) else value


def read(hint: Any, value: Any, where: str) -> Any:
    """The value, if it is what the hint says. ValueError with the place otherwise.

    Hints may be str, int, float, bool, None, Any, datetime, unions, `dict[str, …]`, `list[…]` and `tuple[…, ...]`.
    """
    if hint is Any:
        return value
    if hint is datetime:
        return moment(value)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _read_union(inner, value, where)
    if origin in (list, tuple) and isinstance(value, list):
        items = [read(inner[0], item, f"{where}[{number}]") for number, item in enumerate(value)]
        return tuple(items) if origin is tuple else items
    if origin is dict and isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {key: read(inner[1], item, f"{where}.{key}") for key, item in value.items()}
    if origin is None and isinstance(value, hint) and (hint is bool or not isinstance(value, bool)):
        return value
    raise ValueError(f"{where} should be {getattr(hint, '__name__', hint)}, found {value!r}")


def _read_union(hints: tuple[Any, ...], value: Any, where: str) -> Any:
    if value is None and type(None) in hints:
        return None
    for hint in hints:
        if hint is not type(None):
            try:
                return read(hint, value, where)
            except ValueError:
                continue
    raise ValueError(f"{where} should be {' or '.join(getattr(h, '__name__', str(h)) for h in hints)}, found {value!r}")
