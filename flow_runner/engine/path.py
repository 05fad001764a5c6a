"""Paths into a reply: `result`, `objectKey.keyName`, `data[0].Owner.name`, `data.0.Owner.name`."""

from __future__ import annotations

import json
import re
from typing import Any, Final, NamedTuple

MISSING: Final = object()
MOST_ITEMS = 50  # of a list that is made
_PART = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


class Path(NamedTuple):
    """A path as it is written, and the keys and indexes on its way."""

    text: str
    parts: tuple[str, ...]

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, text: str) -> Path:
        found = _PART.findall(text.removeprefix("$."))
        return cls(text, tuple(bracketed or name.strip() for bracketed, name in found))


def lookup(value: Any, path: Path) -> tuple[Any, bool]:
    """What stands at a path, or MISSING; and whether an array had to be indexed on the way."""
    if isinstance(value, dict) and path.text in value:
        return value[path.text], False
    indexed = False
    for part in path.parts:
        if isinstance(value, list) and part.isascii() and part.isdigit():
            indexed = True
            number = int(part) if len(part) < 10 else len(value)
            value = value[number] if number < len(value) else MISSING
        elif isinstance(value, dict):
            value = value.get(part, MISSING)
        else:
            value = MISSING
        if value is MISSING:
            break
    return value, indexed


def put(holder: Any, path: Path, value: Any) -> None:
    """Write a value at a path, over what stands there. What is missing on the way is made, earlier items of a list
    included; an index beyond `MOST_ITEMS` is taken for the last one.
    """
    for part, following in zip(path.parts, [*path.parts[1:], None], strict=False):  # an empty path has no parts
        fresh: Any = value if following is None else [] if following.isdigit() else {}
        key: Any = part
        if isinstance(holder, list):
            key = min(int(part), MOST_ITEMS - 1) if part.isdigit() and len(part) < 10 else 0
            while len(holder) <= key:
                holder.append("" if following is None else type(fresh)())
            kept = holder[key]
        elif isinstance(holder, dict):
            kept = holder.get(part)
        else:
            return
        if following is None or not isinstance(kept, dict | list):
            holder[key] = fresh
        holder = holder[key]


def as_text(value: Any) -> str:
    """A JSON value as a variable holds it: always a text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
