"""A list of records that does not say which fields."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.list-without-fields-is-400",
    "zoho.get_records",
    evidence="documented",
    source="zoho.com CRM v7 and v8 get-records",
    other=instead("/crm/v8/Leads", status=200, json={"data": [{"id": "1"}]}),
)
def list_without_fields(target: Target) -> Observation:
    """A list of records without `fields` is 400 REQUIRED_PARAM_MISSING in v8."""
    return expected(target.crm("/crm/v8/Leads"), "400 REQUIRED_PARAM_MISSING")
