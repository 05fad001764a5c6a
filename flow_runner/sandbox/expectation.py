"""What is expected of a run, and whether it is so."""

from __future__ import annotations

from typing import Any

from emulator.kernel.suggest import did_you_mean
from flow_runner.engine.events import MessageSent
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
    "status": {"enum": ["OPEN", "PENDING", "EXPIRED", "SOLVED", "BLOCKED", "BROADCAST"], "description": "of the chat"},
    "row": {
        "type": "object",
        "properties": {"sheet": TEXT, "cells": VALUES},
        "required": ["sheet", "cells"],
        "additionalProperties": False,
        "description": "a row that stands in a spreadsheet",
    },
    "outcome": {"enum": ["ended", "waiting", "failed"]},
    "reason": {**TEXT, "description": "a part of the reason why it ended"},
    "statuses": {"type": "array", "items": {"type": ["integer", "null"]}, "description": "of all exchanges, in order"},
    "attributes": VALUES,
    "variables": VALUES,
}


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
            case "status":
                compare(key, value, sandbox.status() or "no chat")
            case "row":
                told += [(key, text) for text in _no_row(sandbox, value)]
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


def _no_row(sandbox: Sandbox, wanted: dict[str, Any]) -> list[str]:
    """Why the row is not there; empty where it is."""
    spreadsheet, _, sheet = wanted["sheet"].partition(" / ")
    found = sandbox.tenant.sheets.open(spreadsheet, sheet)
    if found is None:
        known = [f"{row.spreadsheet} / {row.sheet}" for row in sandbox.tenant.sheets.sheets]
        return [f"no sheet is called '{wanted['sheet']}'.{did_you_mean(wanted['sheet'], known)}"]
    cells = {name: "" if value is None else str(value) for name, value in wanted["cells"].items()}
    if any(cells.items() <= row.items() for row in found.rows):
        return []
    return [f"no row of '{found.name}' has {cells}; its rows: {found.rows or 'none'}"]


def expectation(text: str) -> dict[str, Any]:
    """`key=value` of the command line as an expectation. ValueError with the nearest key."""
    key, equals, value = text.partition("=")
    simple = [name for name in EXPECTATIONS if name not in ("statuses", "attributes", "variables", "row")]
    if not equals or key not in simple:
        raise ValueError(f"'{text}' is no expectation: write KEY=VALUE.{did_you_mean(key, simple)}")
    if key == "assignee" and value in ("", "nobody"):
        return {key: None}
    options = EXPECTATIONS[key].get("enum")
    if options and value not in options:
        raise ValueError(f"'{value}' is no {key}.{did_you_mean(value, options)}")
    return {key: value}
