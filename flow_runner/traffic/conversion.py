"""A recording as the files that are made of it, and what there is to tell of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from emulator.document import DocumentError
from emulator.kernel.http import Json
from flow_runner.traffic import examples, stubs
from flow_runner.traffic.exchange import Recorded

STUBS, EXAMPLES = "stubs.yaml", "examples.json"
_ORIGIN = re.compile(r"https?://[\w.:\[\]-]+/?")


@dataclass(frozen=True, slots=True)
class Conversion:
    """What was made. `stubs` counts them; 0 where there is no file of them, and `without_stubs` then says why.

    `unread` are numbers of exchanges whose body was not kept, `unstubbed` of those that no stub can answer; `direct`
    are addresses that replies name, by upstream: a client that uses one passes the recorder by.
    """

    exchanges: int
    upstreams: list[str]
    stubs: int
    without_stubs: str
    found: examples.Findings
    unread: list[int]
    unstubbed: list[int]
    direct: dict[str, list[str]]


def convert(exchanges: Sequence[Recorded], into: Path) -> Conversion:
    """Write the files into a folder. OSError where that cannot be done."""
    entries, without = stubs.stubs_of(exchanges), ""
    found = examples.findings_of(exchanges)
    try:
        if entries:
            (into / STUBS).write_text(stubs.dumped(entries), encoding="utf-8")
    except DocumentError as error:
        without = str(error)
    written = json.dumps(examples.as_json(found), indent=2) + "\n"
    (into / EXAMPLES).write_text(written, encoding="utf-8")
    return Conversion(
        exchanges=len(exchanges),
        upstreams=list(dict.fromkeys(one.upstream for one in exchanges)),
        stubs=0 if without else len(entries),
        without_stubs=without,
        found=found,
        unread=[one.number for one in exchanges if one.reply.body is not None and one.reply.body.kind == "unread"],
        unstubbed=[one.number for one in exchanges if one.status and one.status not in stubs.STUB_STATUS],
        direct=_direct(exchanges),
    )


def _direct(exchanges: Sequence[Recorded]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in exchanges:
        body = one.reply.body
        for origin in _origins(body.value) if body is not None and body.kind == "json" else ():
            named = found.setdefault(one.upstream, [])
            named += [] if origin in named else [origin]
    return found


def _origins(value: Json) -> Iterator[str]:
    """Texts that are the address of a host, and nothing more."""
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _origins(item)
    elif isinstance(value, str) and _ORIGIN.fullmatch(value):
        yield value
