"""Revoke a refresh token, and with it its access tokens, or a single access token.

Example: POST /oauth/v2/token/revoke?token=1000.sandbox.refresh-token => 200
Example: POST /oauth/v2/token/revoke?token=nothing => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.zoho import data_centers, parameters, payloads, schemas, tokens
from emulator.zoho.api import ZOHO
from emulator.zoho.state import ZohoState


@ZOHO.operation(
    "POST",
    "/oauth/v2/token/revoke",
    public=True,
    query=schemas.asked("token"),
    replies={200: schemas.REVOKED, 400: schemas.NOT_REVOKED},
    evidence="documented",
    source="zoho.com CRM v8 revoke-tokens, Zoho Accounts revoke-refresh-token; what Zoho's SDKs expect",
)
def revoke_token(request: Request, state: ZohoState) -> Reply:
    """Whoever has a token may revoke it."""
    token = parameters.given(request, state).get("token", "")
    if data_centers.serves(request, state) and tokens.revoke(state, token):
        return payloads.ok({"status": "success"})
    return payloads.not_revoked(state)
