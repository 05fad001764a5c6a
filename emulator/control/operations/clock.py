"""The tenant's clock: read it, move it."""

from __future__ import annotations

from datetime import timedelta

from emulator.control.api import CONTROL, Desk, ok
from emulator.kernel.http import Reply, Request


@CONTROL.operation("GET", "/_sandbox/clock", replies={200: None}, evidence="observed", source="our own")
def read_clock(request: Request, desk: Desk) -> Reply:
    """Example: GET /_sandbox/clock => 200"""
    return _now(desk)


@CONTROL.operation(
    "POST",
    "/_sandbox/clock/advance",
    body={
        "type": "object",
        "properties": {"seconds": {"type": "number", "minimum": 0, "maximum": 315360000}},
        "required": ["seconds"],
        "additionalProperties": False,
    },
    replies={200: None},
    evidence="observed",
    source="our own",
)
def advance_clock(request: Request, desk: Desk) -> Reply:
    """Move the time forward by `seconds` (at most ten years); what falls due fires in order.

    Example: POST /_sandbox/clock/advance {"seconds": 60} => 200
    """
    desk.tenant.universe.clock.advance(timedelta(seconds=request.json()["seconds"]))
    return _now(desk)


def _now(desk: Desk) -> Reply:
    clock = desk.tenant.universe.clock
    return ok({"now": clock.now().isoformat(), "timers": [[t.due.isoformat(), t.kind] for t in clock.timers]})
