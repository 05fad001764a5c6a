"""The emulated APIs as OpenAPI 3.1 documents, made of the registry."""

from __future__ import annotations

from typing import Any, NamedTuple

from emulator.control.api import CONTROL, Desk, ok
from emulator.kernel.api import Api
from emulator.kernel.http import Reply, Request
from emulator.kernel.openapi import BEARER, Security, document
from emulator.kernel.suggest import did_you_mean
from emulator.wati.api import WATI
from emulator.wati.callback_payloads import EVENTS
from emulator.wati.v3.schema import ERROR
from emulator.zoho.api import VERSIONS, ZOHO
from emulator.zoho.schemas import ID, error

EMPTY = None
Statuses = dict[int, dict[str, Any] | None]
WATI_COMMON: Statuses = {401: EMPTY, 403: EMPTY, 429: EMPTY}
ZOHO_TOKEN = Security(
    "Zoho-oauthtoken",
    {"type": "apiKey", "in": "header", "name": "Authorization", "description": "`Zoho-oauthtoken 1000.…`, or `Bearer`"},
)


DENIED = error("NO_PERMISSION")


class Part(NamedTuple):
    """A document: the operations of an API whose path begins so, once the tenant's number is off."""

    title: str
    api: Api[Any]
    begins: tuple[str, ...]
    has_tenant: bool = False
    common: Statuses = WATI_COMMON
    security: Security = BEARER


PARTS = {
    "wati-v1.json": Part("Wati v1", WATI, ("/api/v1/", "/api/file/"), has_tenant=True),
    "wati-v2.json": Part("Wati v2", WATI, ("/api/v2/",), has_tenant=True),
    "wati-v3.json": Part("Wati v3", WATI, ("/api/ext/v3/",), common={**WATI_COMMON, 403: ERROR}),
    "zoho-oauth.json": Part("Zoho OAuth", ZOHO, ("/oauth/",), common={}, security=ZOHO_TOKEN),
    "zoho-crm.json": Part("Zoho CRM", ZOHO, ("/crm/",), common={403: DENIED}, security=ZOHO_TOKEN),
}
TENANT = "/{tenantId}"


@CONTROL.operation("GET", "/_sandbox/openapi/{document}", replies={200: None}, evidence="observed", source="our own")
def openapi(request: Request, desk: Desk) -> Reply:
    """`wati-v1.json`, `wati-v2.json`, `wati-v3.json`, `zoho-oauth.json` or `zoho-crm.json`: what the sandbox takes and
    answers, with its evidence. That of v2, where webhooks are registered, has what they are told. Zoho's modules are
    those of the account.

    Example: GET /_sandbox/openapi/wati-v1.json => 200
    Example: GET /_sandbox/openapi/zoho-crm.json => 200
    Example: GET /_sandbox/openapi/wati-v4.json => 404
    """
    name = request.params["document"]
    part = PARTS.get(name)
    if part is None:
        raise LookupError(f"no document is called '{name}'.{did_you_mean(name, PARTS)}")
    operations = [one for one in part.api.operations.values() if one.path.removeprefix(TENANT).startswith(part.begins)]
    server = f"{request.origin}/{desk.tenant.wati.tenant_id}" if part.has_tenant else request.origin
    prefix = TENANT if part.api is WATI else ""
    known = _known(desk) if part.api is ZOHO else {}
    webhooks = {event: one.contract.schema for event, one in EVENTS.items()} if name == "wati-v2.json" else {}
    return ok(document(part.title, operations, server, prefix, part.common, webhooks, known, part.security))


def _known(desk: Desk) -> dict[str, dict[str, Any]]:
    """What there is to ask Zoho for; the examples lead to a lead that is there."""
    zoho = desk.tenant.zoho
    lead = next(iter(zoho.leads), None)
    return {
        "version": {"enum": list(VERSIONS), "examples": [VERSIONS[-1]]},
        "module": {"enum": list(zoho.modules), "examples": ["Leads"]},
        "id": {**ID, **({"examples": [lead.id]} if lead else {})},
    }
