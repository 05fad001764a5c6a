"""A page behind the last one."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.contacts import contacts
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target


@check(
    "wati.contacts-past-the-end-are-none",
    "wati.get_contacts",
    evidence="assumed",
    source="clients stop at an empty list; no capture",
    other=instead("/getContacts", json={"contact_list": [{"id": "again"}]}),
)
def contacts_past_end(target: Target) -> Observation:
    """A page behind the last one is an empty list, not an error."""
    found = contacts(target, pageSize="100", pageNumber="99999")
    return Differs("an empty list", f"{len(found)} contacts") if found else Same()
