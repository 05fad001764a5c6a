"""Criteria that cannot be read."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.leads import PATH
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.unreadable-criteria-are-400",
    "zoho.search_records",
    evidence="documented",
    source="zoho.com CRM search-records; zoho/crm-oas",
    other=instead("/Leads/search", status=400, json={"code": "INVALID_DATA"}),
)
def search_criteria(target: Target) -> Observation:
    """Criteria that cannot be read are 400 INVALID_QUERY."""
    return expected(target.crm(PATH, {"criteria": "(Last_Name"}), "400 INVALID_QUERY")
