"""Layouts of a module."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target, ok


@check(
    "zoho.layouts-have-sections",
    "zoho.get_layouts",
    evidence="documented",
    source="zoho.com CRM v8 layouts-meta",
    other=instead("/settings/layouts", json={"layouts": [{"sections": []}]}),
)
def layouts_of_leads(target: Target) -> Observation:
    """A layout of Leads has sections, and these have the fields."""
    layouts = ok(target.crm("/crm/v8/settings/layouts", {"module": "Leads"}), "layouts")
    fields = [field for one in layouts for section in one["sections"] for field in section["fields"]]
    known = any(field.get("api_name") == "Last_Name" for field in fields)
    return Same() if known else Differs("a layout with the field Last_Name", f"{len(fields)} fields without it")
