"""Is it up, and what is in it?"""

from __future__ import annotations

from emulator.control.api import CONTROL, Desk, ok
from emulator.kernel.http import Reply, Request
from emulator.tenant import operation_names


@CONTROL.operation("GET", "/_sandbox/health", replies={200: None}, evidence="observed", source="our own")
def health(request: Request, desk: Desk) -> Reply:
    """Example: GET /_sandbox/health => 200"""
    return ok({"status": "ok", "tenants": desk.world.names, "operations": operation_names()})
