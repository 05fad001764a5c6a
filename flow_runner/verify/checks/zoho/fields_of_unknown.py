"""Fields of a module that is none."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.fields-of-unknown-module-are-400",
    "zoho.get_fields",
    evidence="documented",
    source="zoho.com CRM v8 field-meta",
    other=instead("/settings/fields", status=204),
)
def fields_of_unknown(target: Target) -> Observation:
    """Fields of a module that is none are 400 INVALID_MODULE."""
    return expected(target.crm("/crm/v8/settings/fields", {"module": "NothingOfVerify"}), "400 INVALID_MODULE")
