"""Records of a module that is none."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.records-of-unknown-module-are-400",
    "zoho.get_records",
    evidence="documented",
    source="zoho.com CRM v7 get-records",
    other=instead("/NothingOfVerify", status=404, json={"code": "INVALID_MODULE"}),
)
def list_of_unknown(target: Target) -> Observation:
    """Records of a module that is none are 400 INVALID_MODULE."""
    return expected(target.crm("/crm/v8/NothingOfVerify", {"fields": "id"}), "400 INVALID_MODULE")
