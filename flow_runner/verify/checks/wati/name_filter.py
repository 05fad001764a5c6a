"""Contacts by a part of the name, or of the number."""

from __future__ import annotations

from emulator.wati.assumptions.contacts import NAME_FILTER
from flow_runner.verify.check import check
from flow_runner.verify.contacts import contacts, samples
from flow_runner.verify.observation import Observation, Settles, Skip
from flow_runner.verify.target import Target


@check(
    "wati.name-filter-finds-numbers",
    "wati.get_contacts",
    evidence="reported",
    source="documented for names; several clients look a contact up by its number",
    settles=NAME_FILTER,
)
def name_filter(target: Target) -> Observation:
    """getContacts?name=NUMBER finds the contact with that number, whatever it is called."""
    for row in samples(target):
        number = str(row.get("wAid"))
        if number not in str(row.get("fullName")):
            found = any(one.get("wAid") == number for one in contacts(target, name=number))
            told = "a contact is found by its number" if found else "a contact is not found by its number"
            return Settles(NAME_FILTER, "name_and_phone" if found else "name", told)
    raise Skip("it needs a contact whose number is not in its name: --contact NUMBER")
