"""Client credentials that do not say for which organisation."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.client-credentials-need-an-organisation",
    "zoho.generate_token",
    evidence="documented",
    source="zoho.com CRM and Zoho Accounts client-credentials",
    needs=("refresh",),
    other=instead("/oauth/v2/token", json={"error": "invalid_client"}),
)
def missing_soid(target: Target) -> Observation:
    """Client credentials without soid are 200 with error missing_org_info."""
    own = {name: value for name, value in target.credentials().items() if name != "refresh_token"}
    sent = {**own, "grant_type": "client_credentials", "scope": "ZohoCRM.org.READ"}
    return expected(target.accounts(sent), "200 error missing_org_info")
