"""The browser flow: what a client asks a user for, and where the browser goes with the answer."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from emulator.kernel.http import Reply, Request
from emulator.zoho import data_centers, pages, scope_text, tokens
from emulator.zoho.assumptions import AUTHORIZE_ERRORS
from emulator.zoho.rows import Client, Consent
from emulator.zoho.state import ZohoState

LIFE = timedelta(minutes=10)
MAX_WAITING = 100


def asked(request: Request, state: ZohoState) -> Reply:
    """A page for the user. A client or an address that is not known is told there, and the browser goes nowhere."""
    given = request.args
    client = state.clients.get(given.get("client_id", ""))
    if client is None:
        return pages.problem("invalid_client", "no such client_id")
    if given.get("redirect_uri", "") not in client.redirect_uris:
        known = ", ".join(client.redirect_uris) or "none: it is a Self Client, whose codes come from the API console"
        return pages.problem("invalid_redirect_uri", f"the redirect_uri is none of the client's. It has {known}")
    if given.get("response_type") != "code":
        return _wrong(request, state, "unsupported_response_type", "response_type has to be code")
    strange = scope_text.unknown(given.get("scope", ""))
    if strange or not scope_text.split(given.get("scope", "")):
        told = f"no scope is called {', '.join(strange)}" if strange else "scope is missing"
        return _wrong(request, state, "invalid_scope", told)
    users = [user for user in state.users if user.active]
    return pages.consent(_kept(state, client, given), client, users)


def answered(state: ZohoState, request: Request, asked: Consent, accepted: bool, user_id: str) -> Reply:
    """The browser goes back to the client, with a code or without; the question is not answered twice."""
    state.consents.delete(asked.id)
    code = None
    if accepted:
        code = tokens.grant_code(
            state,
            asked.client_id,
            asked.scope,
            redirect_uri=asked.redirect_uri,
            user_id=user_id,
            offline=asked.offline,
            prompted=asked.prompted,
        )
    if code is None:
        reply = back(asked.redirect_uri, {"error": "access_denied"}, asked.state)
        reply.help = ("the client has had ten codes in ten minutes" if accepted else "the user said no",)
        return reply
    home = data_centers.home(request, state)
    elsewhere = state.data_center or request.host or "dc" in request.params
    server = data_centers.address(request, home) if elsewhere else data_centers.here(request)
    return back(asked.redirect_uri, {"code": code.id, "location": home, "accounts-server": server}, asked.state)


def back(redirect_uri: str, told: dict[str, str], state: str | None) -> Reply:
    """Sends the browser to the client. `state` is what the client gave to have back."""
    told = told if state is None else {**told, "state": state}
    mark = "&" if "?" in redirect_uri else "?"
    headers = {"Location": f"{redirect_uri}{mark}{urlencode(told, errors='replace')}", "Cache-Control": "no-store"}
    return Reply(302, headers=headers)


def _wrong(request: Request, state: ZohoState, error: str, why: str) -> Reply:
    """The address is the client's own here, so that the browser may go there."""
    if state.universe.assumptions.lean(AUTHORIZE_ERRORS) == "page":
        return pages.problem(error, why)
    reply = back(request.args["redirect_uri"], {"error": error}, request.args.get("state"))
    reply.help = (why,)
    return reply


def _kept(state: ZohoState, client: Client, given: dict[str, str]) -> Consent:
    """Until it is answered, for ten minutes, and while there are not a hundred younger ones."""
    now = state.universe.clock.now()
    waiting = list(state.consents)
    for number, old in enumerate(waiting, 1):
        if old.expires_at <= now or number <= len(waiting) + 1 - MAX_WAITING:
            state.consents.delete(old.id)
    return state.consents.insert(
        Consent(
            id=state.universe.ids.hexadecimal("zoho.consent", 32),
            client_id=client.id,
            redirect_uri=given["redirect_uri"],
            scope=given["scope"],
            state=given.get("state"),
            offline=given.get("access_type", "").lower() == "offline",
            prompted=given.get("prompt", "").lower() == "consent",
            expires_at=now + LIFE,
        )
    )
