"""A name that nobody has."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.contacts import contacts
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target

NOBODYS_NAME = "nobody-is-called-so-in-verify"


@check(
    "wati.contacts-miss-is-an-empty-list",
    "wati.get_contacts",
    evidence="reported",
    source="clients test for an empty contact_list",
    other=instead("/getContacts", json={"result": False, "info": "Invalid Contact"}),
)
def contacts_miss(target: Target) -> Observation:
    """A name that nobody has is 200 with an empty list."""
    found = contacts(target, name=NOBODYS_NAME, pageSize="1", pageNumber="1")
    return Differs("an empty list", "contacts of another name") if found else Same()
