"""A record, asked for by its id."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same, Skip
from flow_runner.verify.target import Target, ok


@check(
    "zoho.record-by-id-is-a-list-of-one",
    "zoho.get_records",
    "zoho.get_record",
    evidence="documented",
    source="zoho.com CRM v7 get-records",
    other=instead("/crm/v8/Leads/*", json={"data": []}),
)
def record_by_id(target: Target) -> Observation:
    """A record that is asked for by its id comes in a list of one."""
    reply = target.crm("/crm/v8/Leads", {"fields": "id", "per_page": "1"})
    if reply.status == 204:
        raise Skip("it needs a lead that was not converted")
    record_id = str(ok(reply, "data")[0]["id"])
    found = ok(target.crm(f"/crm/v8/Leads/{record_id}", {"fields": "id"}), "data")
    if len(found) != 1:
        return Differs("one record", f"{len(found)} records")
    return Same() if found[0]["id"] == record_id else Differs("the record", "another one")
