"""Token endpoint of Zoho Accounts: refresh an access token, or exchange a code of the API console.

Example: POST /oauth/v2/token {"grant_type": "authorization_code", "client_id": "nobody"} => 200
Example: POST /oauth/v2/token?grant_type=refresh_token&client_id=nobody => 200
"""

from __future__ import annotations

from emulator.kernel.http import BadBody, Reply, Request
from emulator.zoho import payloads, schemas
from emulator.zoho.api import ZOHO
from emulator.zoho.assumptions import JSON_TOKEN_BODY, WRONG_SECRET
from emulator.zoho.state import ACCESS_TOKEN_LIFE, ZohoState

DEFAULT_ORIGIN = "http://127.0.0.1:8080"


@ZOHO.operation(
    "POST",
    "/oauth/v2/token",
    public=True,
    replies={200: {"anyOf": [schemas.TOKEN_ISSUED, schemas.TOKEN_REFUSED]}},
    evidence="documented",
    source="zoho.com CRM v8 refresh and access token pages; failures with status 200 from six independent clients",
)
def generate_token(request: Request, state: ZohoState) -> Reply:
    """Credential failures are status 200 with `error`; a refresh never sends a new refresh token."""
    given = _parameters(request, state)
    grant = given.get("grant_type", "")
    client = state.clients.get(given.get("client_id", ""))
    if client is None:
        return _refused("invalid_client", "no such client_id, or no parameters were read")
    if given.get("client_secret", "") != client.secret:
        return _refused(state.universe.assumptions.lean(WRONG_SECRET), "the client_secret is not the client's")
    if grant == "refresh_token":
        held = state.refresh_tokens.get(given.get("refresh_token", ""))
        if held is None or held.client_id != client.id:
            return _refused("invalid_code", "the refresh token is unknown, revoked, or another client's")
        return _issued(request, state, held.id, held.scope)
    if grant == "authorization_code":
        code = state.codes.get(given.get("code", ""))
        if code is None or code.client_id != client.id or code.used or code.expires_at <= state.universe.clock.now():
            return _refused("invalid_code", "the code is unknown, used, expired, or another client's")
        state.codes.update(code.id, used=True)
        refresh = state.issue_refresh_token(client.id, code.scope)
        return _issued(request, state, refresh.id, refresh.scope, new_refresh_token=True)
    return _refused("unsupported_grant_type", f"grant_type '{grant}' is none of refresh_token, authorization_code")


def _parameters(request: Request, state: ZohoState) -> dict[str, str]:
    """From query, urlencoded form and multipart; from JSON only as far as the assumption goes."""
    given = {**request.form(), **request.args}
    if request.body and request.headers.get("content-type", "").startswith("application/json"):
        try:
            sent = request.json()
        except BadBody:
            sent = None
        if isinstance(sent, dict) and state.universe.assumptions.lean(JSON_TOKEN_BODY) == "accept":
            given = {**{name: value for name, value in sent.items() if isinstance(value, str)}, **given}
    return given


def _issued(
    request: Request, state: ZohoState, refresh_token: str, scope: str, new_refresh_token: bool = False
) -> Reply:
    access = state.issue_access_token(refresh_token, scope)
    return payloads.ok(
        {
            "access_token": access.id,
            **({"refresh_token": refresh_token} if new_refresh_token else {}),
            "scope": " ".join(scope.replace(",", " ").split()),
            "api_domain": request.origin or DEFAULT_ORIGIN,
            "token_type": "Bearer",
            "expires_in": int(ACCESS_TOKEN_LIFE.total_seconds()),
        }
    )


def _refused(name: str, why: str) -> Reply:
    reply = payloads.oauth_error(name)
    reply.help = (f"Zoho answers 200 with an error inside: {why}.",)
    return reply
