"""The fields of a WhatsApp Flow as people write them."""

from __future__ import annotations

import re

_COMMAS = re.compile("[,，]")


def form_fields(text: str) -> dict[str, str]:
    """`name=Ann, city=Pune`. ValueError for what is no field."""
    given: dict[str, str] = {}
    for part in _COMMAS.split(text):
        name, equals, value = part.partition("=")
        if not equals or not name.strip():
            told = "write name=value with commas between, as in name=Ann, city=Pune"
            raise ValueError(f"'{part.strip()}' is no field: {told}")
        given[name.strip()] = value.strip()
    return given
