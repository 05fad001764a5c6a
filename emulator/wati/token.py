"""Tokens that are replaced: the old one opens nothing from then on, and stays a secret."""

from __future__ import annotations

from emulator.wati.state import MAX_RETIRED, WatiState


def rotate(state: WatiState, blocked: str) -> str | None:
    """A new token for one of the account's, with its scopes, its role and its end; None where it is not the account's.

    Its shape is that of tokens since 2026: `wati_`, a UUID, and what nobody can guess.
    """
    row = state.tokens.get(blocked)
    if blocked != state.token and row is None:
        return None
    ids = state.universe.ids
    token = f"wati_{ids.uuid('wati.token')}.{ids.hexadecimal('wati.token_secret', 48)}"
    if row is not None:
        state.tokens.delete(row.id)
    if blocked == state.token:
        state.token = token
    elif row is not None:
        state.tokens.insert(type(row)(token, row.scopes, row.expires_at, row.role))
    state.retired = [*state.retired, blocked][-MAX_RETIRED:]
    return token
