"""Snapshot and restore: a tenant as plain JSON, with everything that it needs to go on."""

from __future__ import annotations

from emulator.control.api import CONTROL, Desk, ok
from emulator.kernel.http import Reply, Request


@CONTROL.operation("GET", "/_sandbox/snapshot", replies={200: None}, evidence="observed", source="our own")
def take_snapshot(request: Request, desk: Desk) -> Reply:
    """Everything of the tenant, credentials of the sandbox included: it must be able to go on.

    Example: GET /_sandbox/snapshot => 200
    """
    return ok(desk.tenant.snapshot())


@CONTROL.operation(
    "PUT", "/_sandbox/snapshot", body={"type": "object"}, replies={200: None}, evidence="observed", source="our own"
)
def restore_snapshot(request: Request, desk: Desk) -> Reply:
    """All of it or nothing.

    Example: PUT /_sandbox/snapshot {"version": 0} => 400
    """
    desk.tenant.restore(request.json())
    return ok({"restored": desk.tenant.name})
