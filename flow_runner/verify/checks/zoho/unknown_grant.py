"""A grant that is none."""

from __future__ import annotations

from emulator.zoho.assumptions import UNKNOWN_GRANT
from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Settles
from flow_runner.verify.target import Target
from flow_runner.verify.wording import told


@check(
    "zoho.unknown-grant-is-200",
    "zoho.generate_token",
    evidence="assumed",
    source="no source tells",
    needs=("refresh",),
    settles=UNKNOWN_GRANT,
    other=instead("/oauth/v2/token", status=400, json={"error": "unsupported_grant_type"}),
)
def unknown_grant(target: Target) -> Observation:
    """A grant_type that is none is 200 with error unsupported_grant_type."""
    seen = told(target.accounts(target.credentials(grant_type="nothing_of_verify")))
    choices = {f"200 error {name}": name for name in UNKNOWN_GRANT.choices}
    if seen in choices:
        return Settles(UNKNOWN_GRANT, choices[seen], f"the reply is {seen}")
    return Differs(" or ".join(choices), seen)
