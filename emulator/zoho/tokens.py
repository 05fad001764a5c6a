"""The life of codes and tokens: who gets one, how many there may be at a time, and what ends them.

Source: zoho.com CRM v8 token-validity and Zoho Accounts' pages on limits; where they disagree, CRM's counts.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import islice

from emulator.zoho import throttle
from emulator.zoho.assumptions import REFRESH_TOKEN_AGAIN, RETRY_WHILE_THROTTLED
from emulator.zoho.rows import AccessToken, GrantCode, RefreshToken
from emulator.zoho.state import GRANT_CODE_LIFE, ZohoState

LIVE_ACCESS_TOKENS = 15
REFRESH_TOKENS = 20


def grant_code(
    state: ZohoState,
    client_id: str,
    scope: str,
    life: timedelta = GRANT_CODE_LIFE,
    redirect_uri: str = "",
    user_id: str = "",
    offline: bool = True,
    prompted: bool = True,
) -> GrantCode | None:
    """A code of the console or of the browser flow; None where the client had ten in ten minutes."""
    if not throttle.admits(state, f"code {client_id}"):
        return None
    code, expires_at = state.universe.ids.zoho_token("zoho.grant_code"), state.universe.clock.now() + life
    return state.codes.insert(
        GrantCode(code, client_id, scope, expires_at, False, redirect_uri, user_id, offline, prompted)
    )


def exchanged(state: ZohoState, code: GrantCode) -> tuple[AccessToken, RefreshToken | None]:
    """What a code is worth; it is used up. No refresh token where none was asked for, or an earlier consent gave one
    and the user was not prompted again.
    """
    state.codes.update(code.id, used=True)
    refresh = _refresh_token(state, code) if code.offline and _is_due_one(state, code) else None
    if refresh is not None:
        return _access_token(state, refresh), refresh
    return state.issue_access_token("", code.scope, user_id=code.user_id, client_id=code.client_id), None


def refreshed(state: ZohoState, token: RefreshToken) -> AccessToken | None:
    """Another access token; None where there were ten in ten minutes."""
    what = f"refresh {token.id}"
    if throttle.admits(state, what):
        return _access_token(state, token)
    if state.universe.assumptions.lean(RETRY_WHILE_THROTTLED) == "extends":
        throttle.begin_again(state, what)
    return None


def revoke(state: ZohoState, token: str, client_id: str = "") -> bool:
    """Whether there was such a token, of this client if one is named; a refresh token takes its access tokens along."""
    found = state.refresh_tokens.get(token) or state.live_access_token(token)
    if found is None or (client_id and found.client_id not in ("", client_id)):
        return False
    if isinstance(found, RefreshToken):
        state.revoke_refresh_token(token)
    else:
        state.access_tokens.update(token, ended="it was revoked")
    return True


def _is_due_one(state: ZohoState, code: GrantCode) -> bool:
    if code.prompted or not _of_user(state, code):
        return True
    return state.universe.assumptions.lean(REFRESH_TOKEN_AGAIN) == "always"


def _refresh_token(state: ZohoState, code: GrantCode) -> RefreshToken:
    """The 21st of a user and client deletes the first one."""
    if state.limited:
        held = _of_user(state, code)
        for one in held[: max(len(held) + 1 - REFRESH_TOKENS, 0)]:
            state.revoke_refresh_token(one.id, f"its refresh token was deleted for the {REFRESH_TOKENS + 1}st")
    return state.issue_refresh_token(code.client_id, code.scope, code.user_id)


def _access_token(state: ZohoState, refresh: RefreshToken) -> AccessToken:
    """The 16th that is live of a refresh token ends the oldest one."""
    if state.limited:
        rows = state.access_tokens.latest("refresh_token", refresh.id)
        live = (row for row in rows if state.is_live(row))
        for row in list(islice(live, LIVE_ACCESS_TOKENS - 1, None)):
            told = f"its refresh token has {LIVE_ACCESS_TOKENS} younger ones"
            state.access_tokens.update(row.id, ended=told)
    return state.issue_access_token(refresh.id, refresh.scope)


def _of_user(state: ZohoState, code: GrantCode) -> list[RefreshToken]:
    """Those of the code's user and client. One that names no user is the first user's, who is the current one."""
    first = next((user.id for user in state.users), "")
    held = state.refresh_tokens.find("client_id", code.client_id)
    return [one for one in held if (one.user_id or first) == (code.user_id or first)]
