"""Fields of nothing."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.fields-without-module-are-400",
    "zoho.get_fields",
    evidence="documented",
    source="zoho.com CRM v8 field-meta",
    other=instead("/settings/fields", status=400, json={"code": "EXPECTED_PARAM_MISSING"}),
)
def fields_without_module(target: Target) -> Observation:
    """Fields without a module are 400 REQUIRED_PARAM_MISSING."""
    return expected(target.crm("/crm/v8/settings/fields"), "400 REQUIRED_PARAM_MISSING")
