"""Numbers as customers write them."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[+-]?(\d{1,30}(\.\d{1,30})?|\.\d{1,30})")


def number(text: str) -> float | None:
    """The number that a text is, blanks around it aside; None for any other text, `nan` and `1_000` included."""
    plain = text.strip()
    return float(plain) if plain.isascii() and _NUMBER.fullmatch(plain) else None


def written(value: float) -> str:
    """A number so that it can be read again: whole where it is, and never with an exponent."""
    return f"{value:.0f}" if value.is_integer() else f"{value:f}".rstrip("0")
