"""Zoho's API: who serves it, who may call it, and what it answers where nothing matches."""

from __future__ import annotations

from emulator.kernel.api import Api, Operation
from emulator.kernel.http import Reply, Request
from emulator.zoho import credits, headers
from emulator.zoho.payloads import error
from emulator.zoho.scope import MODULE, spelled
from emulator.zoho.state import ZohoState

HOSTS = (
    r"(accounts\.zoho|accounts\.zohocloud|www\.zohoapis|sandbox\.zohoapis|developer\.zohoapis)\.[a-z]{2,3}(\.[a-z]{2})?"
)
PATHS = r"/(crm|oauth)/"
SCHEMES = ("zoho-oauthtoken", "bearer")
VERSIONS = ("v2", "v2.1", "v3", "v4", "v5", "v6", "v7", "v8")


def authenticate(request: Request, operation: Operation[ZohoState], state: ZohoState) -> Reply | None:
    """Three different 401s, told apart by their code. Source: captured (two), documented (scope)."""
    if request.params.get("version", "v8") not in VERSIONS:
        return no_route(request, ())
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if not token or scheme.lower() not in SCHEMES:
        return error(401, "AUTHENTICATION_FAILURE", "Authentication failed")
    found = state.live_access_token(token.strip())
    if found is None:
        refused = error(401, "INVALID_TOKEN", "invalid oauth token")
        known = state.access_tokens.get(token.strip())
        refused.help = (
            f"the access token expired at {known.expires_at.isoformat()}"
            if known
            else "no such access token was issued",
        )
        return refused
    return lacking_scope(found.scope, operation.scopes, request, state)


def lacking_scope(scope: str, groups: tuple[tuple[str, ...], ...], request: Request, state: ZohoState) -> Reply | None:
    """The 401 where a token's scope meets one of the groups with none of its names."""
    granted = set(scope.lower().replace(",", " ").split())
    for group in groups:
        if granted.isdisjoint(spelled(group, request, state)):
            refused = error(401, "OAUTH_SCOPE_MISMATCH", "Unauthorized")
            named = ", ".join(one.replace(MODULE, request.params.get("module", "").lower()) for one in group)
            refused.help = (f"the access token lacks one of {named}; it has {scope}",)
            return refused
    return None


def no_route(request: Request, methods: tuple[str, ...]) -> Reply:
    """Source: documented."""
    if methods:
        return error(400, "INVALID_REQUEST_METHOD", "The http request method type is not a valid one")
    return error(404, "INVALID_URL_PATTERN", "Please check if the URL trying to access is a correct one")


ZOHO: Api[ZohoState] = Api("zoho", HOSTS, PATHS, authenticate, no_route, admit=credits.admit, headers=headers.of_reply)
