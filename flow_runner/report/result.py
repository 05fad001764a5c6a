"""A run as JSON. Its JSON Schema is `RUN_SCHEMA`, printed by `wati-sandbox schema run`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from emulator.kernel.assumption import ASSUMPTIONS
from emulator.kernel.json_schema import record
from emulator.kernel.secret import mask, mask_text
from flow_runner.engine.assumptions import UNSET_VARIABLE
from flow_runner.engine.events import MessageSent, NodeEntered, PlaceholderUnset, WarningRaised
from flow_runner.inspection.coverage import Coverage
from flow_runner.inspection.secret import secrets_in
from flow_runner.inspection.walk import walks
from flow_runner.report.words import deed, said
from flow_runner.sandbox.expectation import outcome
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.trace import Acted, AgentSaid, Entry, Exchanged, Said

TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}
VALUES = {"type": "object", "additionalProperties": TEXT}
PAIRS = {"type": "array", "items": {"type": "array", "items": TEXT}}


SCORE = record({"declared": {"type": "integer"}, "visited": {"type": "integer"}})
STEP = {
    "type": "array",
    "prefixItems": [TEXT, {"type": ["string", "null"]}, TEXT],
    "minItems": 3,
    "maxItems": 3,
}
WALK = {
    **record(
        {
            "flow": {"type": "string", "description": "its version"},
            "steps": {
                "type": "array",
                "items": STEP,
                "description": "in order: [node, exit by which it was left (null: it was not), status of the reply to "
                "its request (empty: it made none)]",
            },
        }
    ),
    "description": "one start of a chatbot, by the customer or by another chatbot",
}
RUN_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What `wati-sandbox run --format json` prints",
    **record(
        {
            "flow": record({"name": TEXT, "version": TEXT}),
            "contact": TEXT,
            "outcome": {"enum": ["ended", "waiting", "failed"]},
            "reason": TEXT,
            "assignee": {"anyOf": [record({"name": TEXT, "email": TEXT}), {"type": "null"}]},
            "teams": TEXTS,
            "status": {"type": ["string", "null"], "description": "of the chat, in Wati's words"},
            "transcript": {
                "type": "array",
                "items": record(
                    {
                        "at": TEXT,
                        "speaker": {"enum": ["customer", "bot", "agent", "system"]},
                        "text": TEXT,
                        "buttons": TEXTS,
                        "media": TEXT,
                        "node": TEXT,
                    }
                ),
            },
            "exchanges": {
                "type": "array",
                "items": record(
                    {
                        "node": TEXT,
                        "method": TEXT,
                        "host": TEXT,
                        "path": TEXT,
                        "query": TEXT,
                        "status": {"type": ["integer", "null"]},
                        "reason": {"type": "string", "description": "why there is no status"},
                        "source": {"enum": ["sandbox", "stub", "live", "refused"]},
                        "journal": {"type": "integer", "description": "number in the tenant's journal, 0: none"},
                    }
                ),
            },
            "path": {**TEXTS, "description": "ids of the nodes, in the order in which they were entered"},
            "walks": {"type": "array", "items": WALK},
            "variables": VALUES,
            "attributes": VALUES,
            "assumptions": {
                "type": "array",
                "items": record({"name": TEXT, "choice": TEXT, "alternatives": TEXTS, "meaning": TEXT, "reason": TEXT}),
            },
            "warnings": TEXTS,
            "expectations_not_met": TEXTS,
            "coverage": record(
                {
                    "nodes": SCORE,
                    "exits": SCORE,
                    "statuses": SCORE,
                    "missed_nodes": TEXTS,
                    "missed_exits": {**PAIRS, "description": "[node, exit]"},
                    "missed_statuses": {**PAIRS, "description": "[webhook, status]"},
                }
            ),
        }
    ),
}


def result(sandbox: Sandbox, not_met: list[str], show_secrets: bool = False) -> dict[str, Any]:
    """The run of the sandbox's current customer. Secrets are masked unless `show_secrets`."""
    entries, session = sandbox.entries(), sandbox.session()
    told = {
        "flow": {"name": sandbox.flow.name, "version": sandbox.flow.version},
        "contact": sandbox.phone,
        "outcome": outcome(sandbox),
        "reason": reason(sandbox),
        "assignee": sandbox.assignee(),
        "teams": list(sandbox.teams()),
        "status": sandbox.status(),
        "transcript": transcript(entries),
        "exchanges": [_exchange(entry.what) for entry in entries if isinstance(entry.what, Exchanged)],
        "path": [entry.what.node for entry in entries if isinstance(entry.what, NodeEntered)],
        "walks": [walk.to_json() for walk in walks(sandbox.flow.version, entries)],
        "variables": dict(session.variables) if session else {},
        "attributes": sandbox.attributes(),
        "assumptions": assumptions(sandbox),
        "warnings": warnings(sandbox),
        "expectations_not_met": not_met,
        "coverage": Coverage.of(sandbox.flow, sandbox.trace).to_json(),
    }
    return told if show_secrets else masked(told, secrets_in(sandbox))


def masked(told: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    """A result without secrets: those of the account, and what is named or shaped like one."""
    found: dict[str, Any] = {key: mask(value, known) for key, value in told.items() if key != "assumptions"}
    found["assumptions"] = told["assumptions"]
    found["transcript"] = masked_transcript(told["transcript"], known)
    return {key: found[key] for key in told}


def masked_transcript(lines: list[dict[str, Any]], known: frozenset[str]) -> list[dict[str, Any]]:
    """What was said without secrets: in what people say, only values are such, and no names."""
    return [{**line, "text": mask_text(line["text"], known, spoken=line["speaker"] != "system")} for line in lines]


def reason(sandbox: Sandbox) -> str:
    """Why it stands where it stands."""
    session = sandbox.session()
    if session is None:
        return "no chatbot started"
    return f"waits for {_whom(session.waiting)} at {session.node}" if session.outcome == "running" else session.reason


def assumptions(sandbox: Sandbox) -> list[dict[str, Any]]:
    """Those that the run leaned on, with what else might be true."""
    found = []
    for name, choice in sandbox.tenant.universe.assumptions.used.items():
        known = ASSUMPTIONS[name]
        others = [other for other in known.choices if other != choice]
        found.append(
            {"name": name, "choice": choice, "alternatives": others, "meaning": known.meaning, "reason": known.reason}
        )
    return found


def warnings(sandbox: Sandbox) -> list[str]:
    """What somebody should look at: in the export, in the run, in what was prepared and never used."""
    told = [*sandbox.notes, *(str(problem) for problem in sandbox.flow.warnings)]
    literally = sandbox.tenant.universe.assumptions.choice(UNSET_VARIABLE) == "literal"
    unset = "it went out literally" if literally else "it was left empty"
    for entry in sandbox.entries():
        match entry.what:
            case WarningRaised(node=node, code=code, text=text):
                told.append(f"{node}: {text} [{code}]")
            case PlaceholderUnset(node=node, placeholder=placeholder, place=place):
                told.append(f"{node}: '{placeholder}' in the {place} was never set; {unset} [unset-variable]")
            case Said(heard="unheard", why=why):
                told.append(f"'{said(entry.what)}' reached no chatbot: {why} [unheard]")
            case Acted(problem=problem) if problem:
                told.append(f"{deed(entry.what)} [account]")
            case Exchanged(node=node, help=help, status=int(status)) if help and (status < 400 or status in (404, 405)):
                told += [f"{node}: {line}" for line in help]
    told += sandbox.leftovers()
    return list(dict.fromkeys(told))


def transcript(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """What was said, and to whom the chat was given. Nothing is masked."""
    return [line for entry in entries if (line := _line(entry)) is not None]


def _line(entry: Entry) -> dict[str, Any] | None:
    at = entry.at.isoformat()
    match entry.what:
        case Said():
            return _spoken(at, "customer", said(entry.what), entry.what.media, node="", buttons=[])
        case MessageSent(node=node, kind=kind, text=text, media=media, choices=choices, header=header, footer=footer):
            parts = [part for part in (header, text, footer) if part]
            shown = "\n".join(parts) if parts else f"({kind})"
            return _spoken(at, "bot", shown, media, node, [title for _, title in choices])
        case AgentSaid(text=text):
            return _spoken(at, "agent", text, "", "", [])
    text = deed(entry.what)
    return _spoken(at, "system", text, "", getattr(entry.what, "node", ""), []) if text else None


def _spoken(at: str, speaker: str, text: str, media: str, node: str, buttons: list[str]) -> dict[str, Any]:
    return {"at": at, "speaker": speaker, "text": text, "buttons": buttons, "media": media, "node": node}


def _exchange(what: Exchanged) -> dict[str, Any]:
    return {
        "node": what.node,
        "method": what.method,
        "host": what.host,
        "path": what.path,
        "query": what.query,
        "status": what.status,
        "reason": what.reason,
        "source": what.source,
        "journal": what.number,
    }


def _whom(waiting: str) -> str:
    return {"answer": "the customer", "time": "a moment", "reply": "a reply"}.get(waiting, "nobody")
