"""A search for one character."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.leads import PATH
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.search-of-one-character-is-400",
    "zoho.search_records",
    evidence="documented",
    source="zoho.com CRM search-records, table of errors",
    other=instead("/Leads/search", status=204),
)
def search_one_digit(target: Target) -> Observation:
    """A phone of one character is 400 INVALID_DATA."""
    return expected(target.crm(PATH, {"phone": "1"}), "400 INVALID_DATA")
