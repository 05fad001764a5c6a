"""Pages of contacts, one after the other."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.contacts import contacts
from flow_runner.verify.observation import Differs, Observation, Same, Skip
from flow_runner.verify.target import Target


@check(
    "wati.contacts-pages-count-from-1",
    "wati.get_contacts",
    evidence="documented",
    source="docs.wati.io: pageNumber counts from 1",
    other=instead("/getContacts", json={"contact_list": [{"id": "same"}]}),
)
def contacts_pages(target: Target) -> Observation:
    """Page 1 and page 2 of one contact each have different contacts."""
    first, second = (contacts(target, pageSize="1", pageNumber=number) for number in "12")
    if not first or not second:
        raise Skip("the account has fewer than two contacts")
    same = first[0].get("id") == second[0].get("id")
    return Differs("two contacts", "the same contact on both pages") if same else Same()
