"""A search for nothing."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.leads import PATH
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.search-without-parameter-is-400",
    "zoho.search_records",
    evidence="documented",
    source="zoho.com CRM search-records; zoho/crm-oas",
    other=instead("/Leads/search", status=400, json={"code": "REQUIRED_PARAM_MISSING"}),
)
def search_without_parameter(target: Target) -> Observation:
    """A search without criteria, email, phone or word is 400 EXPECTED_PARAM_MISSING."""
    return expected(target.crm(PATH), "400 EXPECTED_PARAM_MISSING")
