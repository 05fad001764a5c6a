"""Revoking a token that nobody has."""

from __future__ import annotations

from emulator.zoho.assumptions import REVOKE_ERROR
from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Settles
from flow_runner.verify.target import Target
from flow_runner.verify.wording import told

NOBODYS = f"1000.{'0' * 32}.{'0' * 32}"
SEEN = {"400 error invalid_token": "error", "400, empty": "empty"}


@check(
    "zoho.revoking-a-token-that-is-none-is-400",
    "zoho.revoke_token",
    evidence="documented",
    source="Zoho Accounts revoke-refresh-token; the body is assumed",
    needs=("refresh",),
    settles=REVOKE_ERROR,
    other=instead("/oauth/v2/token/revoke", json={"status": "success"}),
)
def revoke_unknown(target: Target) -> Observation:
    """Revoking a token that is none is 400 with error invalid_token."""
    seen = told(target.accounts({"token": NOBODYS}, path="/oauth/v2/token/revoke"))
    if seen in SEEN:
        return Settles(REVOKE_ERROR, SEEN[seen], f"the reply is {seen}")
    return Differs(" or ".join(SEEN), seen)
