"""Faults: arm, list, disarm."""

from __future__ import annotations

from dataclasses import asdict

from emulator.control.api import CONTROL, Desk, ok
from emulator.kernel.fault import Fault
from emulator.kernel.http import Reply, Request


@CONTROL.operation("GET", "/_sandbox/faults", replies={200: None}, evidence="observed", source="our own")
def list_faults(request: Request, desk: Desk) -> Reply:
    """The armed faults with their counters, and a sentence for each that never fired.

    Example: GET /_sandbox/faults => 200
    """
    faults = desk.tenant.universe.faults
    return ok({"faults": [asdict(fault) for fault in faults.armed], "unfired": faults.unfired()})


@CONTROL.operation(
    "POST",
    "/_sandbox/faults",
    body={
        "type": "object",
        "properties": {
            "name": {"type": "string", "minLength": 1},
            "kind": {"type": "string"},
            "operation": {"type": "string"},
            "after": {"type": "integer", "minimum": 0},
            "times": {"type": ["integer", "null"], "minimum": 1},
            "attributes": {"type": "object"},
        },
        "required": ["name", "kind", "operation"],
        "additionalProperties": False,
    },
    replies={201: None},
    evidence="observed",
    source="our own",
)
def arm_fault(request: Request, desk: Desk) -> Reply:
    """Break the next call of an operation (`zoho.search_records`, or a pattern such as `zoho.*`).

    Example: POST /_sandbox/faults {"name": "lost", "kind": "lose_reply", "operation": "zoho.*"} => 201
    Example: POST /_sandbox/faults {"name": "typo", "kind": "statsu", "operation": "zoho.*"} => 400
    """
    return ok(asdict(desk.tenant.universe.faults.arm(Fault(**request.json()))), 201)


@CONTROL.operation("DELETE", "/_sandbox/faults/{name}", replies={200: None}, evidence="observed", source="our own")
def disarm_fault(request: Request, desk: Desk) -> Reply:
    """Example: DELETE /_sandbox/faults/nothing => 404"""
    return ok(asdict(desk.tenant.universe.faults.disarm(request.params["name"])))
