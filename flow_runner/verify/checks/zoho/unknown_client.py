"""A client that nobody has."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.unknown-client-is-200",
    "zoho.generate_token",
    evidence="reported",
    source="the name is documented, the status is as of a bad refresh token",
    needs=("refresh",),
    other=instead("/oauth/v2/token", status=401, json={"error": "invalid_client"}),
)
def unknown_client(target: Target) -> Observation:
    """A client_id that is none is 200 with error invalid_client."""
    return expected(
        target.accounts(target.credentials(client_id="1000.NOBODYSCLIENT00000000000000000")), "200 error invalid_client"
    )
