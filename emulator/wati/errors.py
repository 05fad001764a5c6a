"""Errors as each version tells them: v1 and v2 mostly with status 200, v3 with a code, a message and a timestamp."""

from __future__ import annotations

from emulator.kernel.http import Json, Reply, Request
from emulator.wati.quirks import FAILURE_STATUS
from emulator.wati.state import WatiState

CONTENT_TYPE = {"Content-Type": "application/json; charset=utf-8"}
V3 = "/api/ext/v3/"
STILL_CLOSED = {"result": False, "message": "Ticket has been expired.", "ticketStatus": "CLOSED"}


def is_v3(request: Request) -> bool:
    return V3 in request.path


def business(state: WatiState, payload: Json, *help: str) -> Reply:
    """A business failure of v1 or v2: status 200, as four captures have it, unless that quirk is off."""
    return Reply(int(state.universe.assumptions.choice(FAILURE_STATUS)), payload, CONTENT_TYPE, help=help)


def failed(state: WatiState, info: str, *help: str) -> Reply:
    return business(state, {"result": False, "info": info}, *help)


def expired(state: WatiState) -> Reply:
    """The 24-hour window is closed. Source: live probe, July 2026."""
    return business(state, dict(STILL_CLOSED))


def v3(state: WatiState, status: int, message: str, *help: str) -> Reply:
    """400, 403, 404 and 500 of v3 have one shape. Source: the vendor's OpenAPI."""
    now = state.universe.clock.now().isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
    return Reply(status, {"code": status, "message": message, "timestamp": now}, CONTENT_TYPE, help=help)


def forbidden(request: Request, state: WatiState, message: str, *help: str) -> Reply:
    """403; documented: no promise of a body but in v3."""
    return v3(state, 403, message, *help) if is_v3(request) else Reply(403, help=help)
