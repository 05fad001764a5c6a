"""A field by its id."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target, ok


@check(
    "zoho.field-by-its-id",
    "zoho.get_field",
    evidence="documented",
    source="zoho/crm-oas fields.json",
    other=instead("/settings/fields/*", json={"fields": [{"api_name": "Another"}]}),
)
def field_by_id(target: Target) -> Observation:
    """The id of a field leads to the same field."""
    every = ok(target.crm("/crm/v8/settings/fields", {"module": "Leads"}), "fields")
    one = next((field for field in every if field.get("api_name") == "Last_Name"), {"id": "0"})
    found = ok(target.crm(f"/crm/v8/settings/fields/{one['id']}", {"module": "Leads"}), "fields")
    names = [field.get("api_name") for field in found]
    return Same() if names == ["Last_Name"] else Differs("the field Last_Name", f"{len(names)} others")
