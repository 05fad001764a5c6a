"""A page that is too long."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.leads import PATH
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.page-over-200-is-400",
    "zoho.search_records",
    evidence="assumed",
    source="the maximum is documented, what comes beyond it is not",
    other=instead("/Leads/search", status=204),
)
def search_page_size(target: Target) -> Observation:
    """per_page over 200 is 400 INVALID_DATA."""
    return expected(target.crm(PATH, {"word": "verify", "per_page": "201"}), "400 INVALID_DATA")
