"""Zoho's API: who serves it, who may call it, and what it answers where nothing matches."""

from __future__ import annotations

from emulator.kernel.api import Api, Operation
from emulator.kernel.http import Reply, Request
from emulator.zoho import credits, data_centers, directory, headers, permission
from emulator.zoho.payloads import error
from emulator.zoho.rows import AccessToken
from emulator.zoho.scope import MODULE, spelled
from emulator.zoho.state import ZohoState

PATHS = rf"(/dc/({'|'.join(data_centers.DATA_CENTERS)}))?/(crm|oauth)/"
SCHEMES = ("zoho-oauthtoken", "bearer")
VERSIONS = ("v2", "v2.1", "v3", "v4", "v5", "v6", "v7", "v8")


def authenticate(request: Request, operation: Operation[ZohoState], state: ZohoState) -> Reply | None:
    """Three different 401s, told apart by their code. Source: captured (two), documented (scope)."""
    if request.params.get("version", "v8") not in VERSIONS:
        return no_route(request, ())
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if not token or scheme.lower() not in SCHEMES:
        return error(401, "AUTHENTICATION_FAILURE", "Authentication failed")
    found = directory.token_of(request, state)
    if found is None or not state.is_live(found) or not data_centers.serves(request, state):
        refused = error(401, "INVALID_TOKEN", "invalid oauth token")
        refused.help = (_why_invalid(state, found),)
        return refused
    return lacking_scope(found.scope, operation.scopes, request, state) or permission.denied(request, state)


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


def _why_invalid(state: ZohoState, token: AccessToken | None) -> str:
    if token is None:
        return "no such access token was issued"
    if token.ended:
        return f"the access token is no longer good: {token.ended}"
    if not state.is_live(token):
        return f"the access token expired at {token.expires_at.isoformat()}"
    return f"the access token is good only in the data centre of its account, '{state.data_center}'"


def claims(request: Request, state: ZohoState) -> bool:
    """Whether a request is about this account: by its access token, else by what it shows at the token endpoint."""
    if request.headers.get("authorization"):
        return directory.token_of(request, state) is not None
    given = {**request.form(), **request.args}
    for name, held in (("refresh_token", state.refresh_tokens), ("code", state.codes), ("client_id", state.clients)):
        if name in given:
            return held.get(given[name]) is not None
    return False


def no_route(request: Request, methods: tuple[str, ...]) -> Reply:
    """Source: documented."""
    if methods:
        return error(400, "INVALID_REQUEST_METHOD", "The http request method type is not a valid one")
    return error(404, "INVALID_URL_PATTERN", "Please check if the URL trying to access is a correct one")


ZOHO: Api[ZohoState] = Api(
    "zoho",
    data_centers.HOSTS,
    PATHS,
    authenticate,
    no_route,
    admit=credits.admit,
    headers=headers.of_reply,
    extra_prefix="/dc/{dc}",
    claims=claims,
)
