"""Canned answers for the author's own back ends, from stubs.yaml."""

from __future__ import annotations

import re
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
}
STUBS_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "stubs.yaml: canned answers for hosts that the sandbox does not emulate",
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "method": {"type": "string", "pattern": "^([A-Z]+|\\*)$", "title": "GET, POST or *"},
            "url": {"type": "string", "pattern": "^https?://", "title": "http(s)://host/path, with * for any text"},
            **ANSWER,
            "calls": {
                "type": "array",
                "minItems": 1,
                "items": {"type": "object", "properties": ANSWER, "additionalProperties": False},
            },
        },
        "required": ["url"],
        "additionalProperties": False,
    },
}


@dataclass(slots=True)
class Stub:
    """Answers for requests that match `method` and `url` (patterns with `*`); the query counts only if `url` has one.

    With several `answers` the n-th call gets the n-th, and later ones the last. `called` counts.
    """

    method: str
    url: str
    answers: list[dict[str, Any]]
    called: int = 0

    def matches(self, request: Request) -> bool:
        asked = _url_of(request, with_query="?" in self.url)
        return self.method in ("*", request.method) and bool(_pattern(self.url).fullmatch(asked))

    def reply(self) -> Reply:
        """NoReply where the stub says so."""
        answer = self.answers[min(self.called, len(self.answers) - 1)]
        self.called += 1
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
        return f"{self.method} {self.url}"


@dataclass(slots=True)
class Stubs:
    """The stubs of a run, first match wins."""

    stubs: list[Stub] = field(default_factory=list)

    @classmethod
    def load(cls, path: Path) -> Stubs:
        """DocumentError with every mistake, OSError where the file cannot be read."""
        return cls.parse(text_of(path), path.name)

    @classmethod
    def parse(cls, text: str, file: str = "stubs.yaml") -> Stubs:
        document = read(text or "[]", file, STUBS_SCHEMA)
        mistakes = [
            mistake for number, entry in enumerate(document.data) for mistake in _clashes(document, number, entry)
        ]
        if mistakes:
            raise DocumentError(mistakes)
        return cls([_stub(entry) for entry in document.data])

    def match(self, request: Request) -> Stub | None:
        return next((stub for stub in self.stubs if stub.matches(request)), None)

    def near_miss(self, request: Request) -> str | None:
        """The stub that the request may have been meant for."""
        return nearest(f"{request.method} {_url_of(request)}", [str(stub) for stub in self.stubs])

    def unused(self) -> list[str]:
        return [f"the stub {stub} was never called" for stub in self.stubs if not stub.called]

    def snapshot(self) -> list[int]:
        return [stub.called for stub in self.stubs]

    def restore(self, data: list[int]) -> None:
        for stub, called in zip(self.stubs, data, strict=True):
            stub.called = called


def _stub(entry: dict[str, Any]) -> Stub:
    answers = entry.get("calls") or [{name: entry[name] for name in ANSWER if name in entry}]
    scheme, _, rest = entry["url"].partition("://")
    host, slash, path = rest.partition("/")
    return Stub(entry.get("method", "*"), f"{scheme}://{host.lower()}{slash}{path}", answers)


def _clashes(document: Document, number: int, entry: dict[str, Any]) -> list[Mistake]:
    told = []
    own = [name for name in ANSWER if name in entry]
    if "calls" in entry and own:
        told.append(document.mistake((number, "calls"), f"'calls' says it all: put {', '.join(own)} into its entries"))
    for place, answer in enumerate(entry.get("calls") or [entry]):
        if "json" in answer and "text" in answer:
            path = (number, "calls", place) if "calls" in entry else (number, "text")
            told.append(document.mistake(path, "an answer has json or text, not both"))
    if not urlsplit(entry["url"]).netloc:
        told.append(document.mistake((number, "url"), f"'{entry['url']}' names no host"))
    return told


@cache
def _pattern(url: str) -> re.Pattern[str]:
    """`*` stands for any text, and every other character for itself."""
    return re.compile(".*".join(re.escape(part) for part in url.split("*")), re.DOTALL)


def _url_of(request: Request, with_query: bool = False) -> str:
    url = f"{request.scheme}://{request.host}{request.path}"
    return f"{url}?{request.query}" if with_query else url
