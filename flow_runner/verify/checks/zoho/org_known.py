"""The organisation."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target, ok


@check(
    "zoho.there-is-one-organisation",
    "zoho.get_org",
    evidence="documented",
    source="zoho.com CRM v8 get-org-data; zoho/crm-oas",
    other=instead("/org", json={"org": []}),
)
def org_known(target: Target) -> Observation:
    """There is one organisation, with its id and time zone."""
    found = ok(target.crm("/crm/v8/org"), "org")
    known = len(found) == 1 and found[0].get("id") and found[0].get("time_zone")
    return Same() if known else Differs("one organisation with id and time zone", f"{len(found)}")
