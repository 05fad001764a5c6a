"""Secrets that stand in an export, so that nothing said of it repeats them, and a copy can be shared without them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from emulator.kernel.secret import MASK, MIN_KNOWN, SHAPED, Masker, is_secret_name
from emulator.wati.state import DEFAULT_TOKEN
from emulator.zoho.state import DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, DEFAULT_REFRESH_TOKEN
from flow_runner.engine import Flow
from flow_runner.engine.pointer import below
from flow_runner.sandbox.sandbox import Sandbox

OWN_EXAMPLES = frozenset({DEFAULT_TOKEN, DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, DEFAULT_REFRESH_TOKEN})
"""What opens nothing but this sandbox, and stands in the bundled chatbots."""
SCHEMES = frozenset({"bearer", "basic", "token", "zoho-oauthtoken", "apikey", "digest", "oauth", "key"})
MIN_SHAPED = 16
KEPT = 16  # chatbots whose secrets are known: to look for them in a large one takes a while

_PARAMETER = re.compile(r"(?:^|[?&])(?P<name>[^=&?#\s\"'<>]+)=(?P<value>[^&#\s\"'<>]+)")
_MEMBER = re.compile(r'"(?P<name>[^"\\]+)"\s*:\s*"(?P<value>(?:[^"\\]|\\.)*)"')
_PAIR = re.compile(r'"name"\s*:\s*"(?P<name>[^"\\]*)"\s*,\s*"value"\s*:\s*"(?P<value>(?:[^"\\]|\\.)*)"')
_PASSWORD = re.compile(r"(?P<name>://)[^/\s:@{}]*:(?P<value>[^/\s@{}]+)@")
_HOOK = re.compile(
    r"(?:hooks\.slack\.com/services|hooks\.zapier\.com/hooks/catch|hook\.(?:\w{2,10}\.)?make\.com"
    r"|discord(?:app)?\.com/api/webhooks)/(?P<value>[\w/-]{8,})"
)
"""Addresses that let in whoever knows them."""
_HEAD = re.compile(r"\s*(?:(?:bearer|basic|zoho-oauthtoken)\s+)?", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{\{[^{}]+\}\}|(?<![A-Za-z0-9_])@\w+")
_EXAMPLE = re.compile(r"(?i)redacted|<[^<>]*>|x{4}|\*{3}|\.{3}|…|\byour[-_ ]|change[-_ ]?me|placeholder|example|dummy")
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[-\s.]")
_STRONG = re.compile(
    r"(.*_)?(authorization|token|secret|password|passwd|passphrase|pwd|api_?key|access_key|secret_key|private_key"
    r"|credentials?|cookie|session_?id)"
)
_WEAK = re.compile(r"(.*_)?(key|code|auth|signature|sig)")
_STRUCTURE = frozenset(
    {"id", "flowNodeType", "flowNodePosition", "sourceNodeId", "targetNodeId", "nodeResultId", "isStartNode"}
)
_HARMLESS = re.compile(r"(.*_)?(page|continuation|csrf)_token|(.*_)?(idempotency|sort|primary|foreign)_key")
_WORD = re.compile(r"[a-z]{1,15}")


class Secret(NamedTuple):
    """A credential that is written out: the part of the text at `pointer` that it takes, what it is, in words, and how
    it reads, which is never told.
    """

    pointer: str
    begin: int
    end: int
    what: str
    literal: str


def secrets_of(document: Any, credentials: Iterable[Secret] | None = None) -> frozenset[str]:
    """What must not be printed: the values under a secret's name, of headers, test variables, fields, and parameters
    of addresses; and every credential, where they are known already as `credentials`.

    Placeholders are none, and a value is split at them and at blanks.
    """
    named = {part for value in _values(document, "") for part in _parts(value) if len(part) >= MIN_KNOWN}
    written = credentials_in(document) if credentials is None else credentials
    return frozenset((*named, *(one.literal for one in written)))


def secrets_in(sandbox: Sandbox) -> frozenset[str]:
    """What must not be printed of a run: secrets of the accounts and of the run itself, and those that the exports
    write out.
    """
    return sandbox.secrets().union(*map(_written_out, sandbox.library))


@lru_cache(KEPT)
def _written_out(flow: Flow) -> frozenset[str]:
    return secrets_of(flow.raw)


def credentials_in(document: Any) -> list[Secret]:
    """Every credential that is written out, in the order of the document; examples and placeholders are none."""
    return list(_credentials(document))


def is_structure(key: str) -> bool:
    """Whether a field makes the graph: what stands in it names nodes and exits, and must stay as it is."""
    return key in _STRUCTURE or key.endswith(("NodeResultId", "ResultNodeId"))


def is_example(value: str) -> bool:
    """Whether a value only says what belongs there, or is one of the sandbox's own."""
    return value in OWN_EXAMPLES or bool(_EXAMPLE.search(value))


def _credentials(document: Any) -> Iterator[Secret]:
    for pointer, key, label, text in _texts(document, "", "", ""):
        spans: dict[tuple[int, int], str] = {}
        for begin, end, what in _spans(text, key, label):
            covered = any(begin < until and since < end for since, until in spans)
            if not covered and not is_example(text[begin:end]):
                spans[begin, end] = what
        for (begin, end), what in sorted(spans.items()):
            yield Secret(pointer, begin, end, what, text[begin:end])


def _texts(value: Any, pointer: str, key: str, label: str) -> Iterator[tuple[str, str, str, str]]:
    """Every text with its pointer, its key, and its label: the name of the header or variable whose value it is."""
    if isinstance(value, str):
        if len(value) >= MIN_KNOWN:
            yield pointer, key, label, value
    elif isinstance(value, dict):
        named = {"headerValue": value.get("headerName"), "value": value.get("name")}
        for name, item in value.items():
            if isinstance(item, str | dict | list) and not is_structure(name):
                own = named.get(name)
                yield from _texts(item, below(pointer, name), name, own if isinstance(own, str) else "")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            if isinstance(item, str | dict | list):
                yield from _texts(item, f"{pointer}/{number}", key, "")


def _spans(text: str, key: str, label: str) -> Iterator[tuple[int, int, str]]:
    """What may be a credential in a text, the surest first."""
    if key == "headerValue":
        yield from _in_header(text, label)
    elif _is_credential(label or key, text.strip()):
        begin = len(text) - len(text.lstrip())
        yield begin, begin + len(text.strip()), f"the value of '{label or key}'"
    for pattern in (_PAIR, _MEMBER) if '"' in text else ():
        yield from _matched(pattern, text, "'{}' in the body")
    if "=" in text:
        yield from _matched(_PARAMETER, text, "the parameter '{}'")
    if "://" in text:
        for found in _PASSWORD.finditer(text):
            yield *found.span("value"), "a password in the address"
        for found in _HOOK.finditer(text):
            yield *found.span("value"), "the path of an address that lets in whoever knows it"
    if len(text) >= MIN_SHAPED:
        for found in SHAPED.finditer(text):
            yield *found.span(), "a token"


def _matched(pattern: re.Pattern[str], text: str, what: str) -> Iterator[tuple[int, int, str]]:
    for found in pattern.finditer(text):
        if _is_credential(found["name"], found["value"]):
            yield *found.span("value"), what.format(found["name"])


def _in_header(text: str, name: str) -> Iterator[tuple[int, int, str]]:
    """The last word behind a scheme, or the only one."""
    words, rank = text.split(), _rank(name)
    if not words or is_example(text) or words[-1].lower() in SCHEMES or _PLACEHOLDER.search(words[-1]):
        return
    if (rank == "strong" and len(words[-1]) >= MIN_KNOWN) or (rank == "weak" and _is_shaped(words[-1])):
        begin = text.rindex(words[-1])
        yield begin, begin + len(words[-1]), f"the header {name}"


def _is_credential(name: str, value: str) -> bool:
    """Whether a value is a credential by its name, and does not look like a word of the language instead."""
    rank = _rank(name)
    if not rank or len(value) < MIN_KNOWN or " " in value or _PLACEHOLDER.search(value):
        return False
    return not _WORD.fullmatch(value) if rank == "strong" else _is_shaped(value)


@lru_cache(maxsize=4096)
def _rank(name: str) -> str:
    """`strong`: a name that only credentials have; `weak`: one that other things have as well; or empty.

    `accessToken`, `Access-Token` and `@access_token` are the same.
    """
    plain = _WORDS.sub("_", name.strip("@{} ")).lower()
    if _HARMLESS.fullmatch(plain):
        return ""
    return "strong" if _STRONG.fullmatch(plain) else "weak" if _WEAK.fullmatch(plain) else ""


def _is_shaped(value: str) -> bool:
    """Whether it is long and mixed, as only tokens are."""
    mixed = any(map(str.isdigit, value)) and any(map(str.isalpha, value))
    return mixed and len(value) >= MIN_SHAPED and value.isascii() and "/" not in value


def shown(name: str, text: str, masked: Masker, spoken: bool = False) -> str:
    """A field's text as it may be shown: of a secret, by its name, only placeholders and `Bearer` or the like."""
    if not is_secret_name(name):
        return masked(text, spoken)
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
            if not is_structure(key):
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
