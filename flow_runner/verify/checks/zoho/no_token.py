"""Who does not say who they are."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.no-token-is-authentication-failure",
    "zoho.get_users",
    evidence="observed",
    source="captured on the same host and framework",
    other=instead("/users", status=401, json={"code": "INVALID_TOKEN"}),
)
def no_token(target: Target) -> Observation:
    """Without a token the reply is 401 AUTHENTICATION_FAILURE."""
    return expected(target.crm("/crm/v8/users", authorization=""), "401 AUTHENTICATION_FAILURE")
