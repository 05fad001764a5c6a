"""Secrets that stand in an export, so that nothing said of it repeats them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from emulator.kernel.secret import MIN_KNOWN, is_secret_name, mask_text

_PARAMETER = re.compile(r"[?&](?P<name>[^=&#\s]+)=(?P<value>[^&#\s]+)")
_PLACEHOLDER = re.compile(r"\{\{[^{}]+\}\}|(?<![A-Za-z0-9_])@\w+")


def secrets_of(document: Any) -> frozenset[str]:
    """The values under a secret's name: of headers, test variables, fields, and parameters of addresses.

    Placeholders are none, and a value is split at them and at blanks.
    """
    return frozenset(part for value in _values(document, "") for part in _parts(value) if len(part) >= MIN_KNOWN)


def masker(document: Any) -> Callable[[str], str]:
    """A function that masks the secrets of an export, however many there are, in a text of any length."""
    secrets = secrets_of(document)
    lengths: dict[str, set[int]] = {}  # of the secrets, by how they begin
    for secret in secrets:
        lengths.setdefault(secret[:MIN_KNOWN], set()).add(len(secret))

    def masked(text: str) -> str:
        begins = range(len(text) - MIN_KNOWN + 1) if lengths else ()
        parts = (text[at : at + long] for at in begins for long in lengths.get(text[at : at + MIN_KNOWN], ()))
        return mask_text(text, secrets.intersection(parts)) if text else text

    return masked


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
