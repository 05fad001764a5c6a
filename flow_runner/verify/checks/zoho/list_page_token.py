"""A page token that nobody issued."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.invented-page-token-is-400",
    "zoho.get_records",
    evidence="documented",
    source="zoho.com CRM v7 get-records",
    other=instead("/crm/v8/Leads", status=204),
)
def list_page_token(target: Target) -> Observation:
    """A page token that nobody issued is 400 INVALID_DATA."""
    return expected(target.crm("/crm/v8/Leads", {"fields": "id", "page_token": "verify"}), "400 INVALID_DATA")
