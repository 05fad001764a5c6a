"""Secrets that were seen: from then on they are masked wherever they stand."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import quote, quote_plus, unquote, unquote_plus

from emulator.kernel import secret
from emulator.kernel.secret import MASK, MIN_KNOWN, is_secret_name

_CLIENT = re.compile(r"\b1000\.[A-Z0-9]{16,}")
_ELEMENT = re.compile(r"(?P<head><(?P<name>[\w:.-]+)(?:\s[^<>]*)?>\s*)(?P<value>[^<>]+)(?=</)")
_PLAIN_WORD = re.compile(r"[A-Za-z]{1,7}")
_WEAK_NAME = re.compile(r"(?i)code|(.*[-_])?key|cookie")
_SHAPED = re.compile(r"(?=.*\d)(?=.*[A-Za-z]).{8,}", re.DOTALL)


class Known:
    """The secrets of one recording, each in the ways in which clients spell it."""

    def __init__(self) -> None:
        self._secrets: set[str] = set()
        self._masker: secret.Masker | None = None

    def learn(self, name: str, value: str) -> None:
        """A value under a secret's name. A plain word is not learned, for it stands for itself elsewhere."""
        if len(value) < MIN_KNOWN or value == MASK or _PLAIN_WORD.fullmatch(value):
            return
        if _WEAK_NAME.fullmatch(name) and not _SHAPED.fullmatch(value):
            return
        quoted = quote(value, safe=""), quote(value), quote_plus(value), unquote(value), unquote_plus(value)
        spelled = {value, *quoted, json.dumps(value)[1:-1], html.escape(value)}
        if not spelled <= self._secrets:
            self._secrets |= spelled
            self._masker = None

    def masked(self, text: str) -> str:
        """A text without them, and without what its own looks or names tell to be secret."""
        text = _CLIENT.sub(MASK, self._finder()(text))
        return _ELEMENT.sub(_without_secret, text) if "</" in text else text

    def without(self, text: str) -> str:
        """A text without them, and otherwise as it is."""
        return self._finder()(text, spoken=True)

    def _finder(self) -> secret.Masker:
        if self._masker is None:
            self._masker = secret.masker(self._secrets)
        return self._masker


def _without_secret(found: re.Match[str]) -> str:
    return found["head"] + MASK if is_secret_name(found["name"]) else found[0]
