"""Secrets that stand in an export, so that nothing said of it repeats them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from emulator.kernel.secret import MASK, MIN_KNOWN, is_secret_name, mask_text

_PARAMETER = re.compile(r"[?&](?P<name>[^=&#\s]+)=(?P<value>[^&#\s]+)")
_HEAD = re.compile(r"\s*(?:(?:bearer|basic|zoho-oauthtoken)\s+)?", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{\{[^{}]+\}\}|(?<![A-Za-z0-9_])@\w+")


def secrets_of(document: Any) -> frozenset[str]:
    """The values under a secret's name: of headers, test variables, fields, and parameters of addresses.

    Placeholders are none, and a value is split at them and at blanks.
    """
    return frozenset(part for value in _values(document, "") for part in _parts(value) if len(part) >= MIN_KNOWN)


def shown(name: str, text: str, known: Iterable[str], spoken: bool = False) -> str:
    """A field's text as it may be shown: of a secret, by its name, only placeholders and `Bearer` or the like."""
    if not is_secret_name(name):
        return mask_text(text, known, spoken)
    placeholders = [*_PLACEHOLDER.findall(text), ""]
    literals = [_without_secret(piece) for piece in _PLACEHOLDER.split(text)]
    return "".join(part for pair in zip(literals, placeholders, strict=True) for part in pair)


def _without_secret(text: str) -> str:
    head = _HEAD.match(text)
    begin = head.end() if head else 0
    secret = text[begin:].rstrip()
    return text[:begin] + (MASK + text[begin + len(secret) :] if secret else "")


def _parts(value: str) -> Iterator[str]:
    for piece in _PLACEHOLDER.split(value):
        yield from piece.split()


def _values(value: Any, name: str) -> Iterator[str]:
    if isinstance(value, dict):
        for label, held in (("headerName", "headerValue"), ("name", "value")):
            if isinstance(value.get(label), str) and isinstance(value.get(held), str) and is_secret_name(value[label]):
                yield value[held]
        for key, item in value.items():
            yield from _values(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from _values(item, name)
    elif isinstance(value, str):
        if is_secret_name(name):
            yield value
        for found in _PARAMETER.finditer(value):
            if is_secret_name(found["name"]):
                yield found["value"]
