"""What Zoho's token endpoint makes of a request, grant by grant. Credential failures are 200 with `error` inside."""

from __future__ import annotations

from collections.abc import Callable

from emulator.kernel.assumption import Assumption
from emulator.kernel.http import Reply, Request
from emulator.zoho import data_centers, parameters, payloads, scope_text, throttle, tokens
from emulator.zoho.assumptions import (
    FOREIGN_SOID,
    MISSING_PARAMETER,
    REDIRECT_MISMATCH,
    THROTTLE_BODY,
    THROTTLE_STATUS,
    UNKNOWN_GRANT,
    WRONG_SECRET,
)
from emulator.zoho.rows import AccessToken, Client, RefreshToken
from emulator.zoho.state import ZohoState

Given = dict[str, str]
Grant = Callable[[Request, ZohoState, Client, Given], Reply]
STATUS = {"bad_request": 400, "ok": 200}
TOO_MANY = "You have made too many requests continuously. Please try again after some time."


def answer(request: Request, state: ZohoState, only: tuple[str, ...] = ()) -> Reply:
    """The reply to a request for tokens; `only` are the grants of this path, where it has not all."""
    sent = parameters.given(request, state)
    client = state.clients.get(sent.get("client_id", ""))
    if not data_centers.serves(request, state):
        return refused("invalid_client", f"the client is of the data centre '{state.data_center}', and not of this one")
    if client is None:
        if sent.get("client_id"):
            return refused("invalid_client", "no such client_id")
        return _missing(state, "client_id", "invalid_client", _in_a_header(request))
    if sent.get("client_secret", "") != client.secret:
        if not sent.get("client_secret"):
            return _missing(state, "client_secret", WRONG_SECRET)
        return refused(state.universe.assumptions.lean(WRONG_SECRET), "the client_secret is not the client's")
    name = sent.get("grant_type", "")
    grant = GRANTS.get(name)
    if not name:
        return _missing(state, "grant_type", UNKNOWN_GRANT)
    if grant is None or name not in (only or GRANTS):
        wanted = ", ".join(only or GRANTS)
        return refused(state.universe.assumptions.lean(UNKNOWN_GRANT), f"grant_type '{name}' is none of {wanted}")
    return grant(request, state, client, sent)


def refused(name: str, why: str) -> Reply:
    reply = payloads.oauth_error(name)
    reply.help = (f"Zoho answers 200 with an error inside: {why}.",)
    return reply


def _refresh(request: Request, state: ZohoState, client: Client, sent: Given) -> Reply:
    if not sent.get("refresh_token"):
        return _missing(state, "refresh_token", "invalid_code")
    held = state.refresh_tokens.get(sent["refresh_token"])
    if held is None or held.client_id != client.id:
        return refused("invalid_code", "the refresh token is unknown, revoked, or another client's")
    access = tokens.refreshed(state, held)
    return _too_many(state) if access is None else _issued(request, state, access)


def _exchange(request: Request, state: ZohoState, client: Client, sent: Given) -> Reply:
    if not sent.get("code"):
        return _missing(state, "code", "invalid_code")
    code = state.codes.get(sent["code"])
    if code is None or code.client_id != client.id or code.used or code.expires_at <= state.universe.clock.now():
        return refused("invalid_code", "the code is unknown, used, expired, or another client's")
    if code.redirect_uri and sent.get("redirect_uri") != code.redirect_uri:
        told = f"the code was sent to {code.redirect_uri}, so that redirect_uri has to be the same"
        return refused(state.universe.assumptions.lean(REDIRECT_MISMATCH), told)
    access, refresh = tokens.exchanged(state, code)
    reply = _issued(request, state, access, refresh)
    if refresh is None and code.offline:
        told = "no refresh_token: the user let this client in before; ask with prompt=consent to get one again"
        reply.help = (told,)
    return reply


def _for_itself(request: Request, state: ZohoState, client: Client, sent: Given) -> Reply:
    """Zoho documents it for self clients; that other clients get a token too is not known to be otherwise."""
    scope = sent.get("scope", "")
    if not scope_text.split(scope):
        return _missing(state, "scope", "invalid_scope")
    strange = scope_text.unknown(scope)
    if strange:
        return refused("invalid_scope", f"no scope is called {', '.join(strange)}")
    soid = sent.get("soid", "")
    if not soid:
        return refused("missing_org_info", "soid is missing: ZohoCRM. and the number of the organisation")
    if soid.lower() != f"zohocrm.{state.zsoid}".lower():
        told = f"soid is not ZohoCRM.{state.zsoid}, which is this organisation"
        return refused(state.universe.assumptions.lean(FOREIGN_SOID), told)
    return _issued(request, state, state.issue_access_token("", scope, client_id=client.id))


GRANTS: dict[str, Grant] = {
    "authorization_code": _exchange,
    "refresh_token": _refresh,
    "client_credentials": _for_itself,
}


def _issued(request: Request, state: ZohoState, access: AccessToken, new: RefreshToken | None = None) -> Reply:
    return payloads.ok(
        {
            "access_token": access.id,
            **({"refresh_token": new.id} if new else {}),
            "scope": scope_text.joined(access.scope),
            "api_domain": data_centers.here(request),
            "token_type": "Bearer",
            "expires_in": state.expires_in,
        }
    )


def _missing(state: ZohoState, name: str, as_wrong: str | Assumption, more: str = "") -> Reply:
    """The error for a parameter that was not sent: as for a wrong one, unless the assumption says otherwise."""
    assumptions = state.universe.assumptions
    if assumptions.lean(MISSING_PARAMETER) == "as_wrong":
        error = as_wrong if isinstance(as_wrong, str) else assumptions.lean(as_wrong)
    else:
        error = "general_error"
    return refused(error, f"{name} is missing, in the query and in the form{more}")


def _in_a_header(request: Request) -> str:
    """What to say to a client that sends its credentials as most vendors want them."""
    return "; credentials in a header are not read here" if "authorization" in request.headers else ""


def _too_many(state: ZohoState) -> Reply:
    lean = state.universe.assumptions.lean
    failure = {"status": "failure"} if lean(THROTTLE_BODY) == "with_status" else {}
    body = {"error_description": TOO_MANY, "error": "Access Denied", **failure}
    told = f"Zoho gives {throttle.IN_WINDOW} access tokens of a refresh token in ten minutes. {throttle.ADVICE}"
    return Reply(STATUS[lean(THROTTLE_STATUS)], body, payloads.CONTENT_TYPE, help=(told,))
