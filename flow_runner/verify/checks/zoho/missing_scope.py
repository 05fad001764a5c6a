"""A token whose scope does not allow what is asked."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.leads import NOBODY, PATH
from flow_runner.verify.observation import Observation, Skip, expected
from flow_runner.verify.target import Target
from flow_runner.verify.wording import told


@check(
    "zoho.missing-scope-is-oauth-scope-mismatch",
    "zoho.search_records",
    evidence="documented",
    source="zoho.com CRM search-records: ZohoSearch.securesearch.READ is needed as well",
    needs=("narrow token",),
    other=instead("/Leads/search", status=403, json={"code": "NO_PERMISSION"}),
)
def missing_scope(target: Target) -> Observation:
    """A search with a token without ZohoSearch.securesearch.READ is 401 OAUTH_SCOPE_MISMATCH."""
    token = target.access.zoho.narrow_token if target.access.zoho else ""
    reply = target.crm(PATH, {"email": NOBODY}, authorization=f"Zoho-oauthtoken {token}")
    if "INVALID_TOKEN" in told(reply):
        raise Skip("ZOHO_TOKEN_WITHOUT_SEARCH has expired")
    return expected(reply, "401 OAUTH_SCOPE_MISMATCH")
