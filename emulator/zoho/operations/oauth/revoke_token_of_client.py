"""Revoke a token of a client that tells who it is: Basic credentials, `token` and `token_type`.

Example: POST /oauth/v2/revoke/token?token=nothing&token_type=refresh_token => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.zoho import data_centers, parameters, payloads, schemas, tokens
from emulator.zoho.api import ZOHO
from emulator.zoho.assumptions import REVOKE_CLIENT
from emulator.zoho.state import ZohoState

STATUS = {"bad_request": 400, "unauthorized": 401}


@ZOHO.operation(
    "POST",
    "/oauth/v2/revoke/token",
    public=True,
    query=schemas.asked("token", token_type={"enum": ["refresh_token", "access_token"]}),
    replies={200: schemas.REVOKED, 400: schemas.NOT_REVOKED, 401: schemas.TOKEN_REFUSED},
    evidence="documented",
    source="zoho.com developer revoke-oauth-token; the failures are assumed",
)
def revoke_token_of_client(request: Request, state: ZohoState) -> Reply:
    """Another client's token, and one that is not of its type, is none."""
    client_id, secret = parameters.basic(request)
    client = state.clients.get(client_id)
    if client is None or client.secret != secret or not data_centers.serves(request, state):
        status = STATUS[state.universe.assumptions.lean(REVOKE_CLIENT)]
        told = "Authorization: Basic has to name a client and its secret"
        return Reply(status, {"error": "invalid_client"}, payloads.CONTENT_TYPE, help=(told,))
    given = parameters.given(request, state)
    token, table = given.get("token", ""), _TABLES.get(given.get("token_type", ""), "")
    if table and getattr(state, table).get(token) is not None and tokens.revoke(state, token, client.id):
        return payloads.ok({"status": "success"})
    return payloads.not_revoked(state)


_TABLES = {"refresh_token": "refresh_tokens", "access_token": "access_tokens"}
