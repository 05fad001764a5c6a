"""A refresh token that nobody has."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.bad-refresh-token-is-200",
    "zoho.generate_token",
    evidence="reported",
    source="six independent clients",
    needs=("refresh",),
    other=instead("/oauth/v2/token", status=400, json={"error": "invalid_code"}),
)
def bad_refresh_token(target: Target) -> Observation:
    """A refresh token that is none is 200 with error invalid_code."""
    return expected(
        target.accounts(target.credentials(refresh_token=f"1000.{'0' * 32}.{'0' * 32}")), "200 error invalid_code"
    )
