"""A method that the path does not have."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.leads import PATH
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.wrong-method-is-400",
    "zoho.search_records",
    evidence="documented",
    source="zoho.com CRM status-codes: INVALID_REQUEST_METHOD",
    needs=("writes",),
    other=instead("/Leads/search", status=405),
)
def wrong_method(target: Target) -> Observation:
    """POST to the search, without a body, is 400 INVALID_REQUEST_METHOD."""
    return expected(target.crm(PATH, method="POST"), "400 INVALID_REQUEST_METHOD")
