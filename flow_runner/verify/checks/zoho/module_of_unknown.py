"""A module that is none."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.unknown-module-is-400",
    "zoho.get_module",
    evidence="documented",
    source="zoho.com CRM v8 module-meta; zoho/crm-oas",
    other=instead("/settings/modules/*", status=204),
)
def module_of_unknown(target: Target) -> Observation:
    """A module that is none is 400 INVALID_MODULE."""
    return expected(target.crm("/crm/v8/settings/modules/NothingOfVerify"), "400 INVALID_MODULE")
