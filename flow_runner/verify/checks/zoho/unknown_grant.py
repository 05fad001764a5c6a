"""A grant that is none."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.unknown-grant-is-200",
    "zoho.generate_token",
    evidence="assumed",
    source="no source tells",
    needs=("refresh",),
    other=instead("/oauth/v2/token", json={"error": "invalid_grant"}),
)
def unknown_grant(target: Target) -> Observation:
    """A grant_type that is none is 200 with error unsupported_grant_type."""
    return expected(
        target.accounts(target.credentials(grant_type="nothing_of_verify")), "200 error unsupported_grant_type"
    )
