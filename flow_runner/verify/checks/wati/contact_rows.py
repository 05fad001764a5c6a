"""Where a contact's own attributes begin: flows read customParams[2] and the like."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.contacts import samples
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target

OWN = ["name", "phone"]


@check(
    "wati.name-and-phone-rows-come-first",
    "wati.get_contacts",
    evidence="observed",
    source="two captures",
    other=instead("/getContacts", json={"contact_list": [{"wAid": "15550100141", "customParams": [{"name": "city"}]}]}),
)
def contact_rows(target: Target) -> Observation:
    """customParams of a contact begins with Wati's own rows, name and phone."""
    for row in samples(target):
        pairs = row.get("customParams")
        names = [
            one.get("name") if isinstance(one, dict) else None for one in (pairs if isinstance(pairs, list) else [])
        ]
        if names[:2] != OWN:
            own = [name if name in OWN else "another" for name in names[:3]]
            return Differs("name, phone, and then the others", ", ".join(own) or "no rows")
    return Same()
