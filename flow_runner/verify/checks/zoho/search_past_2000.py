"""More than a search gives."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.leads import PATH
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.record-past-2000-is-400",
    "zoho.search_records",
    evidence="documented",
    source="zoho.com CRM search-records; zoho/crm-oas",
    other=instead("/Leads/search", status=204),
)
def search_past_2000(target: Target) -> Observation:
    """A page behind record 2000 is 400 LIMIT_REACHED."""
    return expected(target.crm(PATH, {"word": "verify", "page": "11", "per_page": "200"}), "400 LIMIT_REACHED")
