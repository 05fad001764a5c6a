"""A refresh whose parameters are JSON, as the Wati article sends them."""

from __future__ import annotations

from emulator.zoho.assumptions import JSON_TOKEN_BODY
from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Settles
from flow_runner.verify.target import Target
from flow_runner.verify.wording import json_of, told


@check(
    "zoho.refresh-with-a-json-body",
    "zoho.generate_token",
    evidence="reported",
    source="the Wati article sends JSON; Zoho documents the query and forms",
    needs=("refresh",),
    settles=JSON_TOKEN_BODY,
    other=instead("/oauth/v2/token", status=415),
)
def json_token_body(target: Target) -> Observation:
    """A refresh whose parameters are JSON gives an access token."""
    reply = target.accounts(target.credentials(), as_json=True)
    body = json_of(reply)
    if reply.status == 200 and isinstance(body, dict) and "access_token" in body:
        return Settles(JSON_TOKEN_BODY, "accept", "JSON gives an access token")
    if reply.status == 200 and isinstance(body, dict) and "error" in body:
        return Settles(JSON_TOKEN_BODY, "reject", f"the reply to JSON is {told(reply)}")
    return Differs("an access token, or 200 with an error", told(reply))
