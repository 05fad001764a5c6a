"""Recorded exchanges as stubs: the same requests get the same answers, in the same order.

The query of an address is kept only where two queries were answered differently; a secret, and the account's number
in Wati's addresses, match any text. Answers of one address come in the order of the calls, and the last one stays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import unquote

import yaml

from emulator.document import Document, DocumentError
from emulator.kernel.secret import MASK
from flow_runner.sandbox.stubs import Stubs
from flow_runner.traffic.body import Body
from flow_runner.traffic.exchange import REFUSED, Recorded

SLOW_S = 1.0
"""An answer that took longer has a delay, in whole seconds: no client waits for less in vain."""
STUB_STATUS = range(100, 600)
HEAD = """\
# Recorded by `wati-sandbox record-traffic`: secrets are masked, people, numbers and ids have stand-ins.
# First match wins; `*` stands for any text; the n-th call gets the n-th of `calls`, and later ones the last.
"""
_ACCOUNT = re.compile(r"(?<=://)([^/]+)/\d+(?=/api/)")
_HEADER_NAMES = {"content-type": "Content-Type"}

Answer = dict[str, Any]


def stubs_of(exchanges: Iterable[Recorded]) -> list[dict[str, Any]]:
    """Entries of a stubs file, those first that say more of the address."""
    groups: dict[tuple[str, str], list[Recorded]] = {}
    for one in exchanges:
        if one.status is None or one.status in STUB_STATUS:
            groups.setdefault((one.method, pattern_of(one.url).partition("?")[0]), []).append(one)
    found = [entry for (method, path), group in groups.items() for entry in _entries(method, path, group)]
    return sorted(found, key=lambda entry: (entry["url"].count("*"), "?" not in entry["url"]))


def dumped(entries: Sequence[dict[str, Any]]) -> str:
    """A stubs file. DocumentError where it would be too large to be read again."""
    text = HEAD + yaml.safe_dump(list(entries), sort_keys=False, allow_unicode=True, width=110)
    Stubs.parse(text)
    return text


def pattern_of(url: str) -> str:
    """What a recorded address matches: stubs have the path decoded, and the query as it was written."""
    path, mark, query = url.partition("?")
    path = unquote(_ACCOUNT.sub(r"\1/*", path)).replace("?", "*")
    return f"{path}{mark}{query}".replace(MASK, "*")


def _entries(method: str, path: str, group: list[Recorded]) -> list[dict[str, Any]]:
    """One for the address, or one for each query where they were answered differently."""
    by_query: dict[str, list[Answer]] = {}
    for one in group:
        by_query.setdefault(pattern_of(one.url).partition("?")[2], []).append(_answer(one))
    calls = [_shortened(answers) for answers in by_query.values()]
    if all(one == calls[0] for one in calls):
        return [_entry(method, path, calls[0])]
    urls = [f"{path}?{query}" if query else path for query in by_query]
    return [_entry(method, url, answers) for url, answers in zip(urls, calls, strict=True)]


def _entry(method: str, url: str, answers: list[Answer]) -> dict[str, Any]:
    head = {"method": method, "url": url}
    return {**head, **answers[0]} if len(answers) == 1 else {**head, "calls": answers}


def _shortened(answers: list[Answer]) -> list[Answer]:
    """Without repetitions at the end: the last answer stays anyway. Others keep their place, for calls are counted."""
    while len(answers) > 1 and answers[-1] == answers[-2]:
        answers = answers[:-1]
    return answers


def _answer(one: Recorded) -> Answer:
    if one.status is None:
        return {"no_reply": REFUSED if one.no_reply == REFUSED else "lost"}
    answer: Answer = {"status": one.status}
    body = _body(one.reply.body)
    headers = {_HEADER_NAMES.get(name, name.title()): value for name, value in one.reply.headers.items()}
    kind = headers.get("Content-Type", "")
    if "json" in body and kind == "application/json":
        del headers["Content-Type"]
    elif kind and "charset" in kind.lower() and "utf-8" not in kind.lower():
        headers["Content-Type"] = f"{kind.partition(';')[0]}; charset=utf-8"
    answer |= {"headers": headers} if headers else {}
    answer |= {"delay": round(one.elapsed_s)} if one.elapsed_s >= SLOW_S else {}
    return answer | body


def _body(body: Body | None) -> Answer:
    """As JSON where a stubs file can hold it, else as text; nothing where it was not kept."""
    if body is None or body.kind == "unread":
        return {}
    if body.kind == "json":
        return {"json": body.value} if _survives(body.value) else {"text": json.dumps(body.value)}
    return {"text": str(body.value)} if _survives(str(body.value)) else {}


def _survives(value: Any) -> bool:
    """Whether a value reads the same again from YAML; null as a whole stands for no body there."""
    try:
        text = yaml.safe_dump([value], allow_unicode=True, width=110)
        return value is not None and bool(Document(text, "stubs.yaml").data == [value])
    except (DocumentError, yaml.YAMLError, UnicodeError, RecursionError, ValueError):
        return False
