"""Paths into a reply: `result`, `objectKey.keyName`, `data[0].Owner.name`, `data.0.Owner.name`."""

from __future__ import annotations

import json
import re
from typing import Any, Final, NamedTuple

MISSING: Final = object()
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


def as_text(value: Any) -> str:
    """A JSON value as a variable holds it: always a text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
