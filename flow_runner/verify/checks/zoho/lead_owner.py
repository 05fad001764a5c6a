"""The owner of a lead: what the chat is assigned by."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.leads import lead_of, stored_plainly
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target

ROW = {"id": "1", "Phone": "+1 555 010 0142", "Owner": "Asha Agent"}


@check(
    "zoho.lead-has-its-owner",
    "zoho.search_records",
    evidence="documented",
    source="samples of zoho.com CRM v7 and v8: the e-mail address may be missing",
    needs=("lead",),
    other=instead("/Leads/search", json={"data": [ROW]}),
)
def lead_owner(target: Target) -> Observation:
    """A lead that is found has Owner with name and id."""
    owner = lead_of(target, stored_plainly(target)).get("Owner")
    named = isinstance(owner, dict) and {"name", "id"} <= owner.keys()
    return Same() if named else Differs("Owner with name and id", "no such Owner")
