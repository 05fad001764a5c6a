"""Answer with a status, and do nothing. Evidence: an HTTP status is all that a flow sees of most outages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from emulator.kernel.fault import CallNext, fault_kind
from emulator.kernel.http import Reply


@fault_kind(
    "status",
    side="before",
    attributes={
        "status": {"type": "integer", "minimum": 200, "maximum": 599},
        "json": {},
        "text": {"type": "string"},
        "headers": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    required=("status",),
)
def status(call_next: CallNext, attributes: Mapping[str, Any]) -> Reply:
    """`status`, and a body as `json` or `text`; the operation does not run."""
    text = attributes.get("text")
    kind = "text/plain" if text is not None else "application/json" if "json" in attributes else ""
    headers = {"Content-Type": kind} if kind else {}
    return Reply(
        attributes["status"],
        attributes.get("json"),
        {**headers, **attributes.get("headers", {})},
        raw=None if text is None else text.encode(),
    )
