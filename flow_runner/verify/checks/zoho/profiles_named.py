"""Profiles of users."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target, ok


@check(
    "zoho.profiles-have-names-and-ids",
    "zoho.get_profiles",
    evidence="documented",
    source="zoho.com CRM v8 get-profiles",
    other=instead("/settings/profiles", json={"profiles": [{"name": "Nobody"}]}),
)
def profiles_named(target: Target) -> Observation:
    """All profiles have a name and an id."""
    found = ok(target.crm("/crm/v8/settings/profiles"), "profiles")
    lacking = [one for one in found if not one.get("name") or not one.get("id")]
    return Differs("a name and an id", f"{len(lacking)} without") if lacking or not found else Same()
