"""Contacts by an attribute."""

from __future__ import annotations

import json

from flow_runner.verify.check import check, instead
from flow_runner.verify.contacts import contacts, samples
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target

NOBODYS = [{"name": "nobody_has_this_in_verify", "operator": "exist", "value": ""}]


@check(
    "wati.attribute-filter-finds-by-phone",
    "wati.get_contacts",
    evidence="reported",
    source="operators from descriptions of clients; that name and phone count as attributes is assumed",
    other=instead("/getContacts?attribute=*", json={"contact_list": []}),
)
def attribute_filter(target: Target) -> Observation:
    """The filter phone == NUMBER finds the contact with that number alone, and an attribute of nobody finds none."""
    number = str(samples(target)[0].get("wAid"))
    equal = json.dumps([{"name": "phone", "operator": "==", "value": number}])
    found = [row.get("wAid") for row in contacts(target, attribute=equal)]
    if found != [number]:
        return Differs("the contact with that number", f"{len(found)} contacts")
    others = contacts(target, attribute=json.dumps(NOBODYS))
    return Differs("no contact has the attribute", f"{len(others)} contacts") if others else Same()
