"""Deleted records of a type that is none."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.deleted-of-unknown-type-are-400",
    "zoho.get_deleted_records",
    evidence="documented",
    source="zoho.com CRM v7 get-deleted-records",
    other=instead("/Leads/deleted", status=204),
)
def deleted_type(target: Target) -> Observation:
    """Deleted records of a type that is none are 400 PATTERN_NOT_MATCHED."""
    return expected(target.crm("/crm/v8/Leads/deleted", {"type": "verify"}), "400 PATTERN_NOT_MATCHED")
