"""A token is minted."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target, ok


@check(
    "zoho.refresh-gives-no-refresh-token",
    "zoho.generate_token",
    evidence="documented",
    source="zoho.com CRM v8 refresh; keys logged live",
    needs=("refresh",),
    other=instead("/oauth/v2/token", json={"access_token": "1000.a.b", "refresh_token": "1000.c.d"}),
)
def refresh(target: Target) -> Observation:
    """A refresh gives an access token for 3600 seconds, and no new refresh token."""
    reply = target.refreshed()
    ok(reply, "access_token")
    if "refresh_token" in reply.json():
        return Differs("no refresh_token", "a refresh_token")
    seconds = reply.json().get("expires_in")
    return Same() if seconds == 3600 else Differs("expires_in 3600", "another time")
