"""The emulated APIs as OpenAPI 3.1 documents, made of the registry."""

from __future__ import annotations

from typing import Any, NamedTuple

from emulator.control.api import CONTROL, Desk, ok
from emulator.kernel.http import Reply, Request
from emulator.kernel.openapi import document
from emulator.kernel.suggest import did_you_mean
from emulator.wati.api import WATI
from emulator.wati.callback_payloads import EVENTS
from emulator.wati.v3.schema import ERROR


class Part(NamedTuple):
    """The operations of one version: those whose path begins so, once the tenant's number is off."""

    title: str
    begins: tuple[str, ...]
    has_tenant: bool
    common: dict[int, dict[str, Any] | None]


EMPTY: dict[int, dict[str, Any] | None] = {401: None, 403: None, 429: None}
PARTS = {
    "wati-v1.json": Part("Wati v1", ("/api/v1/", "/api/file/"), True, EMPTY),
    "wati-v2.json": Part("Wati v2", ("/api/v2/",), True, EMPTY),
    "wati-v3.json": Part("Wati v3", ("/api/ext/v3/",), False, {**EMPTY, 403: ERROR}),
}
TENANT = "/{tenantId}"


@CONTROL.operation("GET", "/_sandbox/openapi/{document}", replies={200: None}, evidence="observed", source="our own")
def openapi(request: Request, desk: Desk) -> Reply:
    """`wati-v1.json`, `wati-v2.json` or `wati-v3.json`: what the sandbox takes and answers, with its evidence; that of
    v2, where webhooks are registered, has what they are told.

    Example: GET /_sandbox/openapi/wati-v1.json => 200
    Example: GET /_sandbox/openapi/wati-v4.json => 404
    """
    name = request.params["document"]
    part = PARTS.get(name)
    if part is None:
        raise LookupError(f"no document is called '{name}'.{did_you_mean(name, PARTS)}")
    operations = [one for one in WATI.operations.values() if one.path.removeprefix(TENANT).startswith(part.begins)]
    server = f"{request.origin}/{desk.tenant.wati.tenant_id}" if part.has_tenant else request.origin
    webhooks = {event: one.contract.schema for event, one in EVENTS.items()} if name == "wati-v2.json" else {}
    return ok(document(part.title, operations, server, TENANT, part.common, webhooks))
