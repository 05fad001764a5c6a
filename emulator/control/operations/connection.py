"""Everything that a client needs to be pointed here."""

from __future__ import annotations

from emulator.control.api import CONTROL, Desk, ok
from emulator.kernel.http import Reply, Request


@CONTROL.operation("GET", "/_sandbox/connection", replies={200: None}, evidence="observed", source="our own")
def connection(request: Request, desk: Desk) -> Reply:
    """The tenant's addresses and credentials, in clear: they open nothing but this sandbox.

    Example: GET /_sandbox/connection => 200
    """
    wati, zoho = desk.tenant.wati, desk.tenant.zoho
    client = next(iter(zoho.clients), None)
    refresh = next((token for token in zoho.refresh_tokens if client and token.client_id == client.id), None)
    return ok(
        {
            "wati": {"base_url": request.origin, "tenant_id": wati.tenant_id, "token": wati.token},
            "zoho": {
                "accounts_url": request.origin,
                "api_domain": request.origin,
                "client_id": client and client.id,
                "client_secret": client and client.secret,
                "refresh_token": refresh and refresh.id,
            },
        }
    )
