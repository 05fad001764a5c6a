"""A conversation from a file: what the customer does, and what is expected of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from emulator.document import Document, DocumentError, Mistake, read, text_of
from emulator.kernel.assumption import Assumptions
from emulator.kernel.suggest import did_you_mean
from flow_runner.engine.events import MessageSent
from flow_runner.sandbox.duration import duration
from flow_runner.sandbox.phone import wa_id
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.trace import Exchanged

TEXT = {"type": "string", "minLength": 1}
TEXTS = {"type": ["string", "array"], "items": TEXT}
VALUES = {"type": "object", "additionalProperties": {"type": ["string", "integer", "number", "null"]}}

EXPECTATIONS: dict[str, Any] = {
    "message": {**TEXTS, "description": "each stands in some message that the customer got"},
    "no_message": {**TEXTS, "description": "stands in none of them"},
    "assignee": {
        "type": ["string", "null"],
        "description": "name or e-mail of the agent who has the chat; null: nobody",
    },
    "team": TEXT,
    "outcome": {"enum": ["ended", "waiting", "failed"]},
    "reason": {**TEXT, "description": "a part of the reason why it ended"},
    "statuses": {"type": "array", "items": {"type": ["integer", "null"]}, "description": "of all exchanges, in order"},
    "attributes": VALUES,
    "variables": VALUES,
}
SCRIPT_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "chat.yaml: a conversation, step by step",
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "say": TEXT,
            "tap": {"type": ["string", "integer"], "description": "the title of a button or row, or its number"},
            "as": {"type": ["string", "integer"], "description": "the customer's number, from here on"},
            "advance": {"type": ["string", "number"], "description": "let time pass: 61 minutes, 1h, 90"},
            "assume": {
                "type": "object",
                "additionalProperties": TEXT,
                "minProperties": 1,
                "description": "assumptions, from here on: {flow.equal_case: ignored}",
            },
            "expire_tokens": {"const": True, "description": "every Zoho access token expires now"},
            "expect": {
                "type": "object",
                "properties": EXPECTATIONS,
                "additionalProperties": False,
                "minProperties": 1,
            },
        },
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
    },
}


class Script:
    """A checked conversation. `play` runs it and tells what was not as expected."""

    def __init__(self, document: Document) -> None:
        self.document = document
        mistakes = [m for number, step in enumerate(self.steps) for m in _unreadable(document, number, step)]
        if mistakes:
            raise DocumentError(mistakes)

    @classmethod
    def load(cls, path: Path) -> Script:
        """DocumentError with every mistake, OSError where the file cannot be read."""
        return cls.parse(text_of(path), path.name)

    @classmethod
    def parse(cls, text: str, file: str = "chat.yaml") -> Script:
        return cls(read(text, file, SCRIPT_SCHEMA))

    @property
    def steps(self) -> list[dict[str, Any]]:
        return list(self.document.data)

    @property
    def expectations(self) -> list[dict[str, Any]]:
        return [step["expect"] for step in self.steps if "expect" in step]

    def play(self, sandbox: Sandbox, between: Callable[[], None] = lambda: None) -> list[str]:
        """Do every step, and `between` after each; the answer are the expectations not met, with their lines."""
        failures: list[str] = []
        for number, step in enumerate(self.steps):
            match step:
                case {"say": text}:
                    sandbox.says(text)
                case {"tap": title}:
                    try:
                        sandbox.taps(title)
                    except LookupError as error:
                        failures.append(str(self.document.mistake((number, "tap"), str(error))))
                case {"as": phone}:
                    sandbox.phone = wa_id(str(phone))
                case {"advance": span}:
                    sandbox.advance(duration(span))
                case {"assume": chosen}:
                    for name, choice in chosen.items():
                        sandbox.tenant.universe.assumptions.choose(name, choice)
                case {"expire_tokens": True}:
                    sandbox.tenant.zoho.expire_access_tokens()
                case {"expect": wanted}:
                    told = unmet(sandbox, wanted)
                    failures += [str(self.document.mistake((number, "expect", key), text)) for key, text in told]
            between()
        return failures


def unmet(sandbox: Sandbox, wanted: dict[str, Any]) -> list[tuple[str, str]]:
    """(key, what was expected and what was found) of every expectation that does not hold."""
    session = sandbox.session()
    entries = sandbox.entries()
    sent = [entry.what.text for entry in entries if isinstance(entry.what, MessageSent)]
    told: list[tuple[str, str]] = []

    def compare(key: str, expected: Any, found: Any) -> None:
        if expected != found:
            told.append((key, f"expected {expected!r}, found {found!r}"))

    for key, value in wanted.items():
        match key:
            case "message":
                texts = [value] if isinstance(value, str) else value
                told += [(key, _no_message(text, sent)) for text in texts if not any(text in one for one in sent)]
            case "no_message":
                texts = [value] if isinstance(value, str) else value
                told += [(key, f"'{text}' was sent") for text in texts if any(text in one for one in sent)]
            case "assignee":
                agent = sandbox.assignee()
                if agent is None or value not in agent.values():
                    compare(key, value or "nobody", agent["name"] if agent else "nobody")
            case "team":
                if value not in sandbox.teams():
                    told.append((key, f"expected {value!r}, found {', '.join(sandbox.teams()) or 'no team'}"))
            case "outcome":
                compare(key, value, outcome(sandbox) if session else "no chatbot started")
            case "reason":
                if value not in (session.reason if session else ""):
                    compare(key, value, session.reason if session else "no chatbot started")
            case "statuses":
                compare(key, value, [one.what.status for one in entries if isinstance(one.what, Exchanged)])
            case "attributes" | "variables":
                held = sandbox.attributes() if key == "attributes" else (session.variables if session else {})
                for name, text in value.items():
                    expected = None if text is None else str(text)
                    compare(f"{key} {name}", expected, held.get(name))
    return told


def outcome(sandbox: Sandbox) -> str:
    """How the customer's last session stands: ended, waiting or failed. With no session at all: ended."""
    session = sandbox.session()
    if session is None:
        return "ended"
    return "waiting" if session.outcome == "running" else session.outcome


def _no_message(text: str, sent: list[str]) -> str:
    got = "; ".join(repr(one) for one in sent[-3:]) or "nothing"
    return f"no message says '{text}'; the customer got {got}"


def _unreadable(document: Document, number: int, step: dict[str, Any]) -> list[Mistake]:
    try:
        if "advance" in step:
            duration(step["advance"])
        if "as" in step:
            wa_id(str(step["as"]))
        Assumptions(step.get("assume"))
    except ValueError as error:
        return [document.mistake((number, next(iter(step))), str(error))]
    return []


def expectation(text: str) -> dict[str, Any]:
    """`key=value` of the command line as an expectation. ValueError with the nearest key."""
    key, equals, value = text.partition("=")
    simple = [name for name in EXPECTATIONS if name not in ("statuses", "attributes", "variables")]
    if not equals or key not in simple:
        raise ValueError(f"'{text}' is no expectation: write KEY=VALUE.{did_you_mean(key, simple)}")
    if key == "assignee" and value in ("", "nobody"):
        return {key: None}
    if key == "outcome" and value not in EXPECTATIONS["outcome"]["enum"]:
        raise ValueError(f"'{value}' is no outcome.{did_you_mean(value, EXPECTATIONS['outcome']['enum'])}")
    return {key: value}
