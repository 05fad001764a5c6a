"""A GET of the token endpoint."""

from __future__ import annotations

from emulator.zoho.assumptions import TOKEN_GET
from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Settles
from flow_runner.verify.target import Target
from flow_runner.verify.wording import told

SEEN = {"200 error general_error": "ok", "405 error general_error": "method_not_allowed"}


@check(
    "zoho.token-by-get-is-refused",
    "zoho.get_token",
    evidence="assumed",
    source="zoho.com Projects FAQ: not a GET but a POST; what the reply is nobody tells",
    needs=("refresh",),
    settles=TOKEN_GET,
    other=instead("/oauth/v2/token*", "GET", json={"error": "invalid_client"}),
)
def token_get(target: Target) -> Observation:
    """A GET of the token endpoint is 200 with error general_error."""
    sent = {"grant_type": "refresh_token", "client_id": "1000.NOBODYSCLIENT00000000000000000"}
    seen = told(target.accounts(sent, method="GET"))
    if seen in SEEN:
        return Settles(TOKEN_GET, SEEN[seen], f"the reply is {seen}")
    return Differs(" or ".join(SEEN), seen)
