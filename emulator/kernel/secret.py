"""Secrets are masked wherever they could be printed: one function for texts, one for JSON."""

from __future__ import annotations

import re
from typing import Any

MASK = "***"

_SECRET_NAME = re.compile(r"(?i)(authorization|token|secret|passw|api[-_]?key|^code$|^sessionid$|cookie|credential)")
_NOT_SECRET = frozenset({"token_type", "grant_type", "expires_in", "page_token_expiry"})
_NAMED = re.compile(
    r"""(?ix) (?P<head> (?:authorization | \b[\w-]*token | \b[\w-]*secret | password | api[-_]?key | \bcode )
        ["']? \s* [:=] \s* ["']? (?:bearer\s+|zoho-oauthtoken\s+)? ) (?P<value> [^\s"'&,}<*]+ )"""
)
_SHAPED = re.compile(
    r"""(?x) \b1000\.[0-9a-f]{8,}\.[0-9a-f]{8,}      # Zoho tokens and codes
        | \beyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]*          # JSON web tokens
        | \bwati_[0-9a-f-]{8,}\.[\w-]+               # Wati API tokens
        | (?<=Bearer\s)[^\s"',*]+ | (?<=Zoho-oauthtoken\s)[^\s"',*]+"""
)


def is_secret_name(name: str) -> bool:
    """Whether what stands under this name (of a header, parameter, key, variable) should not be shown."""
    return name.lower() not in _NOT_SECRET and bool(_SECRET_NAME.search(name))


def mask_text(text: str) -> str:
    """The text with what looks like a secret, or stands behind a secret's name, replaced by `***`."""
    masked = _SHAPED.sub(MASK, text)
    return _NAMED.sub(lambda m: m[0] if _harmless(m["head"]) else m["head"] + MASK, masked)


def mask(value: Any, name: str = "") -> Any:
    """A copy of a JSON value with its secrets masked: by the names of keys, and by shape in every text.

    Wati's `{"name": …, "value": …}` pairs count as a key with a value.
    """
    if isinstance(value, dict):
        if isinstance(value.get("name"), str) and "value" in value:
            return {**value, "value": mask(value["value"], value["name"])}
        return {key: mask(item, key) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [mask(item, name) for item in value]
    if isinstance(value, str):
        if name and value and is_secret_name(name):
            return MASK
        return mask_text(value)
    return value


def _harmless(head: str) -> bool:
    return any(name in head.lower() for name in _NOT_SECRET)
