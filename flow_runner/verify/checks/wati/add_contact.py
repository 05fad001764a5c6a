"""A contact that is there already is added again."""

from __future__ import annotations

from typing import Any

from flow_runner.verify.check import check, instead
from flow_runner.verify.contacts import attributes, given
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target
from flow_runner.verify.wording import json_of, told


@check(
    "wati.add-contact-keeps-one-that-is-there",
    "wati.add_contact",
    "wati.get_contacts",
    evidence="reported",
    source="a CRM uses it as create-or-update; the contact in the reply from clients",
    needs=("writes",),
    other=instead("/addContact/*", json={"result": False, "info": "Contact already exists"}),
)
def add_contact(target: Target) -> Observation:
    """addContact with the name that a contact has is 200 with the contact, and changes nothing."""
    before = given(target)
    body: dict[str, Any] = {"name": before.get("fullName"), "customParams": []}
    reply = target.wati("POST", f"/api/v1/addContact/{before['wAid']}", body=body)
    after = given(target)
    if (before.get("id"), attributes(before)) != (after.get("id"), attributes(after)):
        return Differs("the same contact with the same attributes", "another id or other attributes")
    added = json_of(reply)
    if reply.status == 200 and isinstance(added, dict) and added.get("result") is True and "contact" in added:
        return Same()
    return Differs("200 {contact, info, result}", told(reply))
