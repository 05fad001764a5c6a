"""Tenants: make, list, reset, drop."""

from __future__ import annotations

from emulator import seed
from emulator.control.api import CONTROL, Desk, ok
from emulator.document import Document
from emulator.kernel.http import Reply, Request


@CONTROL.operation("GET", "/_sandbox/tenants", replies={200: None}, evidence="observed", source="our own")
def list_tenants(request: Request, desk: Desk) -> Reply:
    """Example: GET /_sandbox/tenants => 200"""
    return ok({"tenants": desk.world.names})


@CONTROL.operation(
    "POST",
    "/_sandbox/tenants",
    body={
        "type": "object",
        "properties": {"name": {"type": "string"}, "world": {"type": "object"}},
        "required": ["name"],
        "additionalProperties": False,
    },
    replies={201: None},
    evidence="observed",
    source="our own",
)
def create_tenant(request: Request, desk: Desk) -> Reply:
    """A new tenant, with a world of its own (the content of a world.yaml, as JSON) or the server's.

    Example: POST /_sandbox/tenants {"name": "example", "world": {}} => 201
    """
    asked = request.json()
    data = seed.checked(Document.of(asked["world"], "world")).data if "world" in asked else None
    tenant = desk.world.create(asked["name"], data)
    return ok({"name": tenant.name, "prefix": f"/~{tenant.name}"}, 201)


@CONTROL.operation("POST", "/_sandbox/tenants/{name}/reset", replies={200: None}, evidence="observed", source="our own")
def reset_tenant(request: Request, desk: Desk) -> Reply:
    """Example: POST /_sandbox/tenants/default/reset => 200"""
    return ok({"name": desk.world.reset(request.params["name"]).name})


@CONTROL.operation("DELETE", "/_sandbox/tenants/{name}", replies={200: None}, evidence="observed", source="our own")
def drop_tenant(request: Request, desk: Desk) -> Reply:
    """Example: DELETE /_sandbox/tenants/nobody => 404"""
    desk.world.drop(request.params["name"])
    return ok({"dropped": request.params["name"]})
