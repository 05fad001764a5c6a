"""What was replaced in a copy that is safe to share, as text and as JSON (schema: `REDACT_SCHEMA`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from emulator.kernel.json_schema import list_of, record

UNSEEN = "Names of people and companies in texts are not recognised: read the copy before you share it."
_ID_OF = re.compile(r"id of an? (.+)")
REDACT_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What `wati-sandbox redact --format json` prints",
    **record(
        {
            "file": {"type": "string"},
            "output": {"type": "string", "description": "the copy, or - for standard output"},
            "replaced": list_of(record({"kind": {"type": "string"}, "count": {"type": "integer", "minimum": 1}})),
            "runs": {"type": "boolean", "description": "whether the copy can be run; it can be if the original can"},
        }
    ),
}


def as_json(file: str, output: str, counts: Mapping[str, int], runs: bool) -> dict[str, Any]:
    replaced = [{"kind": kind, "count": count} for kind, count in counts.items()]
    return {"file": file, "output": output, "replaced": replaced, "runs": runs}


def as_text(file: str, output: str, counts: Mapping[str, int], runs: bool) -> str:
    """The kinds and how often, never what."""
    told = [f"{file} -> {output}"]
    told += [f"  replaced {_counted(kind, count)}" for kind, count in counts.items()] or [
        "  nothing had to be replaced"
    ]
    told += [] if runs else ["  it cannot be run, as the original cannot: see wati-sandbox lint"]
    return "\n".join([*told, f"  {UNSEEN}"])


def _counted(kind: str, count: int) -> str:
    if count == 1:
        return f"1 {kind}"
    found = _ID_OF.fullmatch(kind)
    return f"{count} ids of {found[1]}s" if found else f"{count} {kind}{'es' if kind.endswith('s') else 's'}"
