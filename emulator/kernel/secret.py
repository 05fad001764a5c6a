"""Secrets are masked wherever they could be printed: one function for texts, one for JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Protocol

MASK = "***"
MIN_KNOWN = 6

_SECRET_NAME = re.compile(
    r"(?i)authorization|token|secret|passw|api[-_]?key|(^|[-_])key$|^code$|sessionid|cookie|credential"
)
_NOT_SECRET = frozenset({"token_type", "grant_type", "expires_in", "page_token_expiry"})
_ERROR_CODE = re.compile(r"[A-Z][A-Z_]+")  # `"code": "INVALID_TOKEN"` is Zoho's answer, no grant code
_VALUE = r"(?P<value>[^\s\"'&,}<*]+)"
_NAMED = re.compile(
    r"""(?ix) (?P<head> (?P<name> authorization | (?<![\w-])(?: [\w-]*token | [\w-]*secret | (?:[\w-]*[-_])?key )
        | password | api[-_]?key | \bcode ) ["']? \s* [:=] \s* ["']? (?:bearer\s+|zoho-oauthtoken\s+)? )"""
    + _VALUE
)
_PAIR = re.compile(r"""(?P<head>"name"\s*:\s*"(?P<name>[^"]*)"\s*,\s*"value"\s*:\s*")(?P<value>(?:[^"\\]|\\.)*)""")
_PART = re.compile(
    r"""(?isx) (?P<head> name="(?P<name>[^"\r\n]{0,200})" [^\r\n]{0,500} \r?\n (?:[^\r\n]{1,500}\r?\n){0,9} \r?\n )
        (?P<value> .{0,9999}? ) (?= \r?\n-- )"""  # bounded, so that no text takes long
)
SHAPED = re.compile(
    r"""(?x) \b1000\.[0-9a-f]{8,}\.[0-9a-f]{8,}      # Zoho tokens and codes
        | (?<![\w-])eyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]*  # JSON web tokens
        | \bAIza[\w-]{20,}                           # Google API keys
        | \bwati_[0-9a-f-]{8,}\.[\w-]+               # Wati API tokens
        | \bEAA[A-Za-z0-9]{40,}                      # tokens of Meta's Graph API
        | \b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}      # Stripe keys
        | \bgh[opsu]_[A-Za-z0-9]{30,}                # GitHub tokens
        | \bxox[abprs]-[A-Za-z0-9-]{10,}             # Slack tokens
        | \bAKIA[A-Z0-9]{16}\b                       # AWS key ids"""
)
"""What is a token by its looks, wherever it stands."""
_BEHIND_SCHEME = re.compile(r"""(?<=Bearer\s)[^\s"',*]+ | (?<=Zoho-oauthtoken\s)[^\s"',*]+""", re.VERBOSE)


def is_secret_name(name: str) -> bool:
    """Whether what stands under this name (of a header, parameter, key, variable) should not be shown."""
    return name.lower() not in _NOT_SECRET and bool(_SECRET_NAME.search(name))


class Masker(Protocol):
    """Masks secrets in a text; see `mask_text`."""

    def __call__(self, text: str, spoken: bool = False) -> str: ...


def mask_text(text: str, known: Iterable[str] = (), spoken: bool = False) -> str:
    """The text without secrets: those `known` to be such, what has the shape of one, and what stands under a secret's
    name in a query, a form, a header or a JSON document. What people say (`spoken`) has no such names in it.
    """
    return masker(known)(text, spoken)


def masker(known: Iterable[str]) -> Masker:
    """`mask_text` for many texts: thousands of known secrets cost no more than one."""
    found = finder(known)

    def masked(text: str, spoken: bool = False) -> str:
        text = _without(text, found(text))
        for pattern in () if spoken else (_PAIR, _PART, _NAMED):
            text = pattern.sub(_masked, text)
        return _BEHIND_SCHEME.sub(MASK, SHAPED.sub(MASK, text))

    return masked


def finder(known: Iterable[str], least: int = MIN_KNOWN) -> Callable[[str], list[tuple[int, int]]]:
    """Where known texts of at least so many characters stand in another; two that overlap are one place."""
    beginnings: dict[str, list[str]] = {}
    for one in known:
        if len(one) >= least:
            beginnings.setdefault(one[:least], []).append(one)

    def places(text: str) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for begin in range(len(text) - least + 1) if beginnings else ():
            for one in beginnings.get(text[begin : begin + least], ()):
                if text.startswith(one, begin):
                    since = found.pop() if found and begin < found[-1][1] else (begin, begin)
                    found.append((since[0], max(since[1], begin + len(one))))
        return found

    return places


def _without(text: str, places: list[tuple[int, int]]) -> str:
    ends = [0, *(end for _, end in places)]
    begins = [*(begin for begin, _ in places), len(text)]
    return MASK.join(text[end:begin] for end, begin in zip(ends, begins, strict=True))


def mask(value: Any, known: Iterable[str] = (), name: str = "") -> Any:
    """A copy of a JSON value with its secrets masked: by the names of keys, and in every text as `mask_text` does.

    Wati's `{"name": …, "value": …}` pairs count as a key with a value.
    """
    if isinstance(value, dict):
        if isinstance(value.get("name"), str) and "value" in value:
            return {**value, "value": mask(value["value"], known, value["name"])}
        return {key: mask(item, known, key) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [mask(item, known, name) for item in value]
    if isinstance(value, str):
        return MASK if name and value and _is_secret(name, value) else mask_text(value, known)
    return value


def _masked(found: re.Match[str]) -> str:
    return found["head"] + MASK if found["value"] and _is_secret(found["name"], found["value"]) else found[0]


def _is_secret(name: str, value: str) -> bool:
    return is_secret_name(name) and not (name.lower() == "code" and _ERROR_CODE.fullmatch(value))
