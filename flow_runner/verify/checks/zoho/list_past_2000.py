"""The eleventh page of 200 records."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.list-past-2000-needs-a-token",
    "zoho.get_records",
    evidence="documented",
    source="zoho.com CRM v7 get-records",
    other=instead("/crm/v8/Leads", status=204),
)
def list_past_2000(target: Target) -> Observation:
    """Beyond 2000 records a page number is 400 DISCRETE_PAGINATION_LIMIT_EXCEEDED."""
    reply = target.crm("/crm/v8/Leads", {"fields": "id", "page": "11"})
    return expected(reply, "400 DISCRETE_PAGINATION_LIMIT_EXCEEDED")
