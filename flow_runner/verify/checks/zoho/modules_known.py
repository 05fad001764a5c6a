"""The modules of the account."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target, ok


@check(
    "zoho.leads-is-a-module",
    "zoho.get_modules",
    evidence="documented",
    source="zoho.com CRM v8 modules-api; zoho/crm-oas",
    other=instead("/settings/modules", json={"modules": [{"api_name": "Home"}]}),
)
def modules_known(target: Target) -> Observation:
    """Leads is among the modules, and has an API."""
    found = ok(target.crm("/crm/v8/settings/modules"), "modules")
    known = any(one.get("api_name") == "Leads" and one.get("api_supported") is True for one in found)
    return Same() if known else Differs("the module Leads with an API", "none")
