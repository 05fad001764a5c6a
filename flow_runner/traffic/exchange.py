"""An exchange as it was, which is never written, and as it is recorded: masked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from emulator.kernel.json_schema import object_of, record
from flow_runner.traffic.body import Body
from flow_runner.traffic.upstream import Way

REFUSED, LOST, TIMED_OUT, TOO_LARGE = "refused", "lost", "timed out", "too large"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an upstream replied: `headers` as they came, repeated ones too, `body` decoded if it was compressed."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Seen:
    """An exchange in clear. `headers` have lower-case names; `answer` is None where `no_reply` says why, and `why` in
    words. `elapsed_s` is how long the upstream took to begin its reply, in seconds.
    """

    number: int
    way: Way
    method: str
    headers: dict[str, str]
    body: bytes = b""
    answer: Answer | None = None
    no_reply: str = ""
    why: str = ""
    elapsed_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Message:
    """Headers that matter, with lower-case names, and the body."""

    headers: dict[str, str]
    body: Body | None = None

    def to_json(self) -> dict[str, Any]:
        return {"headers": self.headers, "body": self.body and self.body.to_json()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Message:
        return cls(data["headers"], Body.from_json(data["body"], data["headers"].get("content-type", "")))


@dataclass(frozen=True, slots=True)
class Recorded:
    """An exchange without secrets, and with stand-ins for people. `status` is None where `no_reply` says why."""

    number: int
    upstream: str
    method: str
    url: str
    request: Message
    reply: Message = field(default_factory=lambda: Message({}))
    status: int | None = None
    no_reply: str = ""
    elapsed_s: float = 0.0

    def to_json(self) -> dict[str, Any]:
        reply = None if self.status is None else {"status": self.status, **self.reply.to_json()}
        return {
            "number": self.number,
            "upstream": self.upstream,
            "method": self.method,
            "url": self.url,
            "request": self.request.to_json(),
            "reply": reply,
            "no_reply": self.no_reply,
            "elapsed_s": self.elapsed_s,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Recorded:
        """What holds to RECORDED_SCHEMA."""
        reply = data["reply"]
        return cls(
            data["number"],
            data["upstream"],
            data["method"],
            data["url"],
            Message.from_json(data["request"]),
            Message.from_json(reply) if reply else Message({}),
            reply["status"] if reply else None,
            data["no_reply"],
            data["elapsed_s"],
        )


TEXT = {"type": "string"}
_PAIR = {"type": "array", "items": TEXT, "minItems": 2, "maxItems": 2}
BODY_SCHEMA: dict[str, Any] = {
    "description": "null: empty; bytes and type: what could not be read, and so was not kept",
    "anyOf": [
        {"type": "null"},
        record({"json": {}}),
        record({"form": {"type": "array", "items": _PAIR}}),
        record({"text": TEXT}),
        record({"bytes": {"type": "integer", "minimum": 0}, "type": TEXT}),
    ],
}
HEADERS_SCHEMA = object_of({}, more=TEXT)
RECORDED_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A line of recorded.jsonl, which `wati-sandbox record-traffic` writes: one exchange, masked",
    **record(
        {
            "number": {"type": "integer", "minimum": 1},
            "upstream": TEXT,
            "method": {"type": "string", "pattern": "^[A-Z]+$"},
            "url": {"type": "string", "pattern": "^https?://[^/?#]+"},
            "request": record({"headers": HEADERS_SCHEMA, "body": BODY_SCHEMA}),
            "reply": {
                "anyOf": [
                    {"type": "null"},
                    record(
                        {
                            "status": {"type": "integer", "minimum": 100, "maximum": 999},
                            "headers": HEADERS_SCHEMA,
                            "body": BODY_SCHEMA,
                        }
                    ),
                ]
            },
            "no_reply": {"enum": ["", REFUSED, LOST, TIMED_OUT, TOO_LARGE]},
            "elapsed_s": {"type": "number", "minimum": 0},
        }
    ),
}
