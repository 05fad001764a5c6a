"""A search for some fields."""

from __future__ import annotations

from emulator.zoho.phone import digits
from flow_runner.verify.check import check, instead
from flow_runner.verify.leads import lead_of, search, stored_plainly
from flow_runner.verify.observation import Differs, Observation, Same, Skip
from flow_runner.verify.target import Target

ROW = {"id": "1", "Last_Name": "Example", "Owner": None}


@check(
    "zoho.fields-are-those-asked-for",
    "zoho.search_records",
    evidence="documented",
    source="zoho.com CRM search-records",
    needs=("lead",),
    other=instead("/Leads/search?*fields=*", json={"data": [ROW]}),
)
def search_fields(target: Target) -> Observation:
    """With fields=Last_Name a lead has id and Last_Name, and nothing else."""
    stored = stored_plainly(target)
    lead_of(target, stored)
    hits = search(target, phone=digits(stored, "ascii"), fields="Last_Name")
    if not hits.rows:
        raise Skip("the digits of --lead-phone find no lead")
    found = set(hits.rows[0])
    return Same() if found == {"id", "Last_Name"} else Differs("id, Last_Name", f"{len(found)} fields")
