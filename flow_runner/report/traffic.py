"""What was recorded of real traffic, as text and as JSON (schema: `RECORD_TRAFFIC_SCHEMA`)."""

from __future__ import annotations

import shlex
from collections import Counter
from pathlib import Path
from textwrap import shorten
from typing import Any

from emulator.kernel.json_schema import list_of, object_of, record
from emulator.kernel.words import counted
from flow_runner.traffic.conversion import EXAMPLES, STUBS, Conversion
from flow_runner.traffic.exchange import TEXT, Recorded

SHOWN = 10
WIDTH = 200
NUMBERS = list_of({"type": "integer"}, "numbers of exchanges")
RECORD_TRAFFIC_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What `wati-sandbox record-traffic --format json` prints",
    **record(
        {
            "recording": {"type": "string", "description": "the file of all exchanges"},
            "exchanges": {"type": "integer"},
            "upstreams": list_of(TEXT),
            "stubs": record({"file": TEXT, "count": {"type": "integer"}, "problem": TEXT}),
            "examples": record({"file": TEXT, "count": {"type": "integer"}}),
            "violations": list_of(record({"number": {"type": "integer"}, "operation": TEXT, "told": list_of(TEXT)})),
            "unknown": list_of(record({"number": {"type": "integer"}, "near_miss": TEXT})),
            "unread": NUMBERS,
            "unstubbed": NUMBERS,
            "direct": object_of({}, more=list_of(TEXT)),
        }
    ),
}


def line(one: Recorded) -> str:
    """An exchange in a line, from what was written of it."""
    address = one.url.partition("://")[2]
    outcome = str(one.status) if one.status is not None else f"no reply ({one.no_reply})"
    return f"{one.number:>4}  {one.upstream}  {one.method} {address} → {outcome}"


def as_json(recording: Path, into: Path, made: Conversion) -> dict[str, Any]:
    wrong = [one for one in made.found.examples if one.violations]
    return {
        "recording": str(recording),
        "exchanges": made.exchanges,
        "upstreams": made.upstreams,
        "stubs": {"file": str(into / STUBS), "count": made.stubs, "problem": made.without_stubs},
        "examples": {"file": str(into / EXAMPLES), "count": len(made.found.examples)},
        "violations": [
            {"number": one.exchange.number, "operation": one.operation, "told": one.violations} for one in wrong
        ],
        "unknown": [{"number": one.exchange.number, "near_miss": one.near_miss} for one in made.found.unknown],
        "unread": made.unread,
        "unstubbed": made.unstubbed,
        "direct": made.direct,
    }


def as_text(recording: Path, into: Path, made: Conversion) -> str:
    """What was written, what is odd about it, and what to do next."""
    operations = Counter(one.operation for one in made.found.examples)
    if not made.exchanges:
        return f"nothing was recorded: {recording} is empty"
    told = [
        f"recorded  {counted(made.exchanges, 'exchange')} with {', '.join(made.upstreams)}: {recording}",
        f"stubs     {made.stubs}: {into / STUBS}" if made.stubs else f"stubs     none {made.without_stubs}".rstrip(),
        f"examples  {len(made.found.examples)} of {counted(len(operations), 'operation')}: {into / EXAMPLES}",
    ]
    told += _violations(made)
    told += _some("unknown", [f"exchange {one.exchange.number}: {one.near_miss}" for one in made.found.unknown])
    if made.unread:
        told.append(f"not kept  the bodies of {_numbers(made.unread)}: no text, or too large; their stubs have none")
    if made.unstubbed:
        told.append(f"no stub   for {_numbers(made.unstubbed)}: a stub's status is from 100 to 599")
    for upstream, origins in made.direct.items():
        told.append(f"passed by replies of {upstream} name {', '.join(origins)}: clients may call that directly")
    if made.stubs:
        told.append(f"Now: wati-sandbox run YOUR_EXPORT.json --stubs {shlex.quote(str(into / STUBS))}")
    return "\n".join(told)


def _violations(made: Conversion) -> list[str]:
    wrong = [
        shorten(f"exchange {one.exchange.number}, {one.operation}: {told}", WIDTH, placeholder=" ...")
        for one in made.found.examples
        for told in one.violations
    ]
    head = ["What the real service did is not what the sandbox's contract says:"] if wrong else []
    return head + _some("against  ", wrong)


def _some(name: str, lines: list[str]) -> list[str]:
    more = [f"{name}  ... and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return [f"{name}   {one}" for one in lines[:SHOWN]] + more


def _numbers(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:SHOWN])) + (", ..." if len(numbers) > SHOWN else "")
    return f"exchange{'s' if len(numbers) > 1 else ''} {shown}"
