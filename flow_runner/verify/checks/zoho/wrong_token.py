"""A token that nobody has."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target

NOBODYS = f"1000.{'0' * 32}.{'0' * 32}"


@check(
    "zoho.wrong-token-is-invalid-token",
    "zoho.get_users",
    evidence="observed",
    source="captured on the same host and framework; zoho/crm-oas",
    other=instead("/users", status=401, json={"code": "INVALID_OAUTHTOKEN"}),
)
def wrong_token(target: Target) -> Observation:
    """An unknown token, as one that has expired, is 401 INVALID_TOKEN."""
    return expected(target.crm("/crm/v8/users", authorization=f"Zoho-oauthtoken {NOBODYS}"), "401 INVALID_TOKEN")
