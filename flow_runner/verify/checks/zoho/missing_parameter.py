"""A refresh without a refresh token."""

from __future__ import annotations

from emulator.zoho.assumptions import MISSING_PARAMETER
from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Settles
from flow_runner.verify.target import Target
from flow_runner.verify.wording import told

SEEN = {"200 error invalid_code": "as_wrong", "200 error general_error": "general_error"}


@check(
    "zoho.missing-parameter-counts-as-wrong",
    "zoho.generate_token",
    evidence="assumed",
    source="no source tells",
    needs=("refresh",),
    settles=MISSING_PARAMETER,
    other=instead("/oauth/v2/token", status=400, json={"error": "invalid_request"}),
)
def missing_parameter(target: Target) -> Observation:
    """A refresh without refresh_token is 200 with error invalid_code, as one with a wrong refresh_token is."""
    sent = {name: value for name, value in target.credentials().items() if name != "refresh_token"}
    seen = told(target.accounts(sent))
    if seen in SEEN:
        return Settles(MISSING_PARAMETER, SEEN[seen], f"the reply is {seen}")
    return Differs(" or ".join(SEEN), seen)
