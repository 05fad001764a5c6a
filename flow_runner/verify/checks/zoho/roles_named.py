"""Roles of users."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target, ok


@check(
    "zoho.roles-have-names-and-ids",
    "zoho.get_roles",
    evidence="documented",
    source="zoho.com CRM v8 get-roles",
    other=instead("/settings/roles", json={"roles": [{"name": "Nobody"}]}),
)
def roles_named(target: Target) -> Observation:
    """All roles have a name and an id."""
    found = ok(target.crm("/crm/v8/settings/roles"), "roles")
    lacking = [one for one in found if not one.get("name") or not one.get("id")]
    return Differs("a name and an id", f"{len(lacking)} without") if lacking or not found else Same()
