"""What a lead is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target, ok

TYPES = {"Owner": "ownerlookup", "Phone": "phone", "Mobile": "phone", "Email": "email"}


@check(
    "zoho.leads-have-owner-and-phones",
    "zoho.get_fields",
    evidence="documented",
    source="zoho.com CRM v8 field-meta; Zoho's SDKs read Owner before their first search",
    other=instead("/settings/fields", json={"fields": [{"api_name": "Owner", "data_type": "text"}]}),
)
def fields_owner(target: Target) -> Observation:
    """The fields of Leads have an Owner of type ownerlookup, the phones Phone and Mobile, and Email."""
    fields = ok(target.crm("/crm/v8/settings/fields", {"module": "Leads"}), "fields")
    found = {field.get("api_name"): field.get("data_type") for field in fields}
    wrong = [name for name, kind in TYPES.items() if found.get(name) != kind]
    if not wrong:
        return Same()
    return Differs(_told(wrong, TYPES), _told(wrong, found))


def _told(names: list[str], types: Mapping[str, Any]) -> str:
    kinds = {name: types.get(name, "missing") for name in names}
    return ", ".join(f"{name} is {kind if str(kind).isalpha() else 'something odd'}" for name, kind in kinds.items())
