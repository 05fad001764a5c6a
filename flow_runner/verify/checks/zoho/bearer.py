"""Two ways to send a token."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target
from flow_runner.verify.wording import told


@check(
    "zoho.bearer-is-as-good-as-zoho-oauthtoken",
    "zoho.get_users",
    evidence="documented",
    source="zoho.com accounts/protocol/oauth/use-access-token; a node of n8n sends Bearer",
    other=instead("/users", calls=[{"status": 401, "json": {"code": "INVALID_TOKEN"}}, {"json": {"users": []}}]),
)
def bearer(target: Target) -> Observation:
    """`Authorization: Bearer TOKEN` answers as `Zoho-oauthtoken TOKEN` does."""
    seen = told(target.crm("/crm/v8/users", authorization=f"Bearer {target.access_token()}"))
    own = told(target.crm("/crm/v8/users"))
    return Same() if seen == own else Differs(own, seen)
