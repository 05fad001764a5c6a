"""Canned answers for the author's own back ends, or for any webhook by its node, from stubs.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from emulator.document import Document, DocumentError, Mistake, read, text_of
from emulator.kernel.http import NoReply, Reply, Request
from emulator.kernel.suggest import nearest

ANSWER: dict[str, Any] = {
    "status": {"type": "integer", "minimum": 100, "maximum": 599},
    "headers": {"type": "object", "additionalProperties": {"type": ["string", "integer"]}},
    "json": {},
    "text": {"type": "string"},
    "delay": {"type": "number", "minimum": 0},
    "no_reply": {"enum": ["refused", "lost"]},
    "pass_through": {"const": True, "description": "ask the service itself; with no_reply its effect stays"},
    "cut_off": {"type": "integer", "minimum": 0, "description": "keep so many bytes of what the service answers"},
}
OF_THE_SERVICE = frozenset({"pass_through", "delay", "no_reply", "cut_off"})
"""What may stand in an answer that the service itself gives."""

STUBS_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "stubs.yaml: canned answers, for hosts that the sandbox does not emulate and for webhooks by their node",
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "method": {"type": "string", "pattern": "^([A-Z]+|\\*)$", "title": "GET, POST or *"},
            "url": {"type": "string", "pattern": "^https?://", "title": "http(s)://host/path, with * for any text"},
            "node": {"type": "string", "minLength": 1, "description": "the id of a webhook, wherever it calls"},
            "times": {"type": "integer", "minimum": 1, "description": "then the next stub that fits, or the service"},
            **ANSWER,
            "calls": {
                "type": "array",
                "minItems": 1,
                "items": {"type": "object", "properties": ANSWER, "additionalProperties": False},
            },
        },
        "anyOf": [{"required": ["url"]}, {"required": ["node"]}],
        "additionalProperties": False,
    },
}


@dataclass(slots=True)
class Stub:
    """Answers for requests that match `method` and `url` (patterns with `*`); the query counts only if `url` has one.
    With a `node` only calls of that webhook match, and an empty `url` matches any.

    With several `answers` the n-th call gets the n-th, and later ones the last. `called` counts; after `times` calls
    it matches no more. Unless it is `optional`, it should be called.
    """

    method: str
    url: str
    answers: list[dict[str, Any]]
    node: str = ""
    times: int | None = None
    called: int = 0
    optional: bool = False

    def matches(self, request: Request, node: str) -> bool:
        if (self.node and node != self.node) or self.spent or self.method not in ("*", request.method):
            return False
        return not self.url or bool(wildcard(self.url).fullmatch(_url_of(request, with_query="?" in self.url)))

    @property
    def spent(self) -> bool:
        return self.times is not None and self.called >= self.times

    def next(self) -> dict[str, Any]:
        """The answer to this call, which is counted: see `ANSWER`."""
        answer = self.answers[min(self.called, len(self.answers) - 1)]
        self.called += 1
        return answer

    @staticmethod
    def reply(answer: dict[str, Any]) -> Reply:
        """A canned answer as a reply. NoReply where it says so."""
        if "no_reply" in answer:
            raise NoReply(answer["no_reply"])
        headers = {name: str(value) for name, value in answer.get("headers", {}).items()}
        raw = answer["text"].encode() if "text" in answer else None
        if "json" in answer:
            headers.setdefault("Content-Type", "application/json")
        elif raw is not None:
            headers.setdefault("Content-Type", "text/plain; charset=utf-8")
        default = 200 if "json" in answer or raw is not None else 204
        status = answer.get("status", default)
        return Reply(status, answer.get("json"), headers, raw, latency_s=float(answer.get("delay", 0)))

    def __str__(self) -> str:
        called = f"{self.method} {self.url}".strip() if self.url else ""
        return f"of {self.node} {called}".strip() if self.node else called


@dataclass(slots=True)
class Stubs:
    """The stubs of a run. Those of a webhook win, then the first that matches. `given` is how many there were at the
    beginning.
    """

    stubs: list[Stub] = field(default_factory=list)
    given: int = field(init=False)

    def __post_init__(self) -> None:
        self.given = len(self.stubs)

    @classmethod
    def load(cls, path: Path) -> Stubs:
        """DocumentError with every mistake, OSError where the file cannot be read."""
        return cls.parse(text_of(path), path.name)

    @classmethod
    def parse(cls, text: str, file: str = "stubs.yaml") -> Stubs:
        return cls.of(read(text or "[]", file, STUBS_SCHEMA))

    @classmethod
    def of(cls, document: Document) -> Stubs:
        """DocumentError with every mistake that the schema does not know of."""
        mistakes = [
            mistake for number, entry in enumerate(document.data) for mistake in _clashes(document, number, entry)
        ]
        if mistakes:
            raise DocumentError(mistakes)
        return cls([_stub(entry) for entry in document.data])

    def matching(self, request: Request, node: str = "") -> Iterator[Stub]:
        """The stubs that fit a request, the one that answers first, then those that it could pass it on to."""
        if not self.stubs:
            return
        for own in (True, False):
            yield from (stub for stub in self.stubs if bool(stub.node) is own and stub.matches(request, node))

    def add(self, url: str = "", method: str = "*", node: str = "", times: int | None = None, **answer: Any) -> Stub:
        """One more, behind the others; `answer` is as in stubs.yaml. DocumentError tells what is wrong with it."""
        given = {"method": method, "url": url, "node": node, "times": times}
        entry = {name: value for name, value in given.items() if value not in ("", None)} | answer
        document = Document.of([entry], "stub")
        document.check(STUBS_SCHEMA)
        [stub] = Stubs.of(document).stubs
        self.stubs.append(stub)
        return stub

    @property
    def nodes(self) -> list[str]:
        """The webhooks that are meant by their id."""
        return [stub.node for stub in self.stubs if stub.node]

    def near_miss(self, request: Request) -> str | None:
        """The stub that the request may have been meant for."""
        return nearest(f"{request.method} {_url_of(request)}", [str(stub) for stub in self.stubs if stub.url])

    def unused(self) -> list[str]:
        return [f"the stub {stub} was never called" for stub in self.stubs if not (stub.called or stub.optional)]

    def snapshot(self) -> list[int]:
        return [stub.called for stub in self.stubs]

    def restore(self, data: list[int]) -> None:
        """Stubs that were added since the snapshot are gone. ValueError where it is one of other stubs."""
        if not self.given <= len(data) <= len(self.stubs):
            raise ValueError(f"the snapshot knows {len(data)} stubs; here are {len(self.stubs)}")
        del self.stubs[len(data) :]
        for stub, called in zip(self.stubs, data, strict=True):
            stub.called = called


def _stub(entry: dict[str, Any]) -> Stub:
    answers = entry.get("calls") or [{name: entry[name] for name in ANSWER if name in entry}]
    return Stub(
        entry.get("method", "*"), _plain(entry.get("url", "")), answers, entry.get("node", ""), entry.get("times")
    )


def _plain(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{separator}{host.lower()}{slash}{path}"


def _clashes(document: Document, number: int, entry: dict[str, Any]) -> list[Mistake]:
    told = []
    own = [name for name in ANSWER if name in entry]
    if "calls" in entry and own:
        told.append(document.mistake((number, "calls"), f"'calls' says it all: put {', '.join(own)} into its entries"))
    for place, answer in enumerate(entry.get("calls") or [entry]):
        if "json" in answer and "text" in answer:
            path = (number, "calls", place) if "calls" in entry else (number, "text")
            told.append(document.mistake(path, "an answer has json or text, not both"))
        told += _asks_and_answers(document, (number, "calls", place) if "calls" in entry else (number,), answer)
    if "url" in entry and not urlsplit(entry["url"]).netloc:
        told.append(document.mistake((number, "url"), f"'{entry['url']}' names no host"))
    return told


def _asks_and_answers(document: Document, path: tuple[int | str, ...], answer: dict[str, Any]) -> list[Mistake]:
    """Whether an answer is both the service's own and a canned one."""
    if "pass_through" in answer:
        own = sorted(answer.keys() & ANSWER.keys() - OF_THE_SERVICE)
        told = f"'pass_through' lets the service answer: leave out {', '.join(own)}"
        return [document.mistake((*path, "pass_through"), told)] if own else []
    told = "'cut_off' cuts what the service answers: say 'pass_through: true' too"
    return [document.mistake((*path, "cut_off"), told)] if "cut_off" in answer else []


@cache
def wildcard(url: str) -> re.Pattern[str]:
    """`*` stands for any text, and every other character for itself."""
    return re.compile(".*".join(re.escape(part) for part in url.split("*")), re.DOTALL)


def _url_of(request: Request, with_query: bool = False) -> str:
    url = f"{request.scheme}://{request.host}{request.path}"
    return f"{url}?{request.query}" if with_query else url
