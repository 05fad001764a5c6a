"""Revoking as a client that nobody has."""

from __future__ import annotations

import base64

from emulator.zoho.assumptions import REVOKE_CLIENT
from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Settles
from flow_runner.verify.target import Target
from flow_runner.verify.wording import told

NOBODY = base64.b64encode(b"1000.NOBODYSCLIENT00000000000000000:0").decode()
SENT = {"token": f"1000.{'0' * 32}.{'0' * 32}", "token_type": "refresh_token"}
SEEN = {"400 error invalid_client": "bad_request", "401 error invalid_client": "unauthorized"}


@check(
    "zoho.revoking-as-nobody-is-400",
    "zoho.revoke_token_of_client",
    evidence="assumed",
    source="zoho.com developer revoke-oauth-token; the failures are assumed",
    needs=("refresh",),
    settles=REVOKE_CLIENT,
    other=instead("/oauth/v2/revoke/token", json={"status": "success"}),
)
def revoke_as_nobody(target: Target) -> Observation:
    """Revoking with Basic credentials that are no client's is 400 with error invalid_client."""
    seen = told(target.accounts(SENT, path="/oauth/v2/revoke/token", authorization=f"Basic {NOBODY}"))
    if seen in SEEN:
        return Settles(REVOKE_CLIENT, SEEN[seen], f"the reply is {seen}")
    return Differs(" or ".join(SEEN), seen)
