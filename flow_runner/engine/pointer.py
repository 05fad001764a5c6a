"""JSON pointers (RFC 6901) into an export as it was given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def below(pointer: str, *parts: str | int) -> str:
    """The pointer of something inside: a member by its key, an item by its number."""
    for part in parts:
        name = str(part)
        if "~" in name or "/" in name:
            name = name.replace("~", "~0").replace("/", "~1")
        pointer = f"{pointer}/{name}"
    return pointer


def at(document: Any, pointer: str) -> Any:
    """What a pointer points to. KeyError where there is nothing."""
    found = document
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        try:
            found = found[int(name)] if isinstance(found, list) else found[name]
        except (IndexError, TypeError, ValueError) as error:
            raise KeyError(f"nothing is at {pointer}") from error
    return found


def first_text(value: Any, wanted: Callable[[str], bool], pointer: str = "") -> str | None:
    """The pointer of the first text, in the order of the document, that is wanted."""
    if isinstance(value, str):
        return pointer if wanted(value) else None
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        if isinstance(item, str | dict | list):
            found = first_text(item, wanted, below(pointer, key))
            if found is not None:
                return found
    return None
