"""JSON pointers (RFC 6901) into an export as it was given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any


def below(pointer: str, *parts: str | int) -> str:
    """The pointer of something inside: a member by its key, an item by its number."""
    for part in parts:
        name = str(part)
        if "~" in name or "/" in name:
            name = name.replace("~", "~0").replace("/", "~1")
        pointer = f"{pointer}/{name}"
    return pointer


def parts_of(pointer: str) -> list[str]:
    """The keys and numbers on the way to what a pointer points to."""
    parts = pointer.split("/")[1:]
    return [part.replace("~1", "/").replace("~0", "~") for part in parts] if "~" in pointer else parts


def at(document: Any, pointer: str) -> Any:
    """What a pointer points to. KeyError where there is nothing."""
    found = document
    for name in parts_of(pointer):
        try:
            found = found[int(name)] if isinstance(found, list) else found[name]
        except (IndexError, TypeError, ValueError) as error:
            raise KeyError(f"nothing is at {pointer}") from error
    return found


def texts(value: Any, pointer: str = "", without: str | None = None) -> Iterator[tuple[str, str]]:
    """Every text in a value with its pointer, in the order of the document, but for what stands under a key."""
    if isinstance(value, str):
        yield pointer, value
        return
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        if isinstance(item, str | dict | list) and key != without:
            yield from texts(item, below(pointer, key), without)


def first_text(value: Any, wanted: Callable[[str], bool], pointer: str = "") -> str | None:
    """The pointer of the first text that is wanted."""
    return next((place for place, text in texts(value, pointer) if wanted(text)), None)
