"""One contact of v3."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same, Skip
from flow_runner.verify.target import Target, ok
from flow_runner.verify.v3 import ask, contacts


@check(
    "wati.v3-contact-is-found-by-number-and-id",
    "wati.v3_get_contact",
    evidence="documented",
    source="the vendor's OpenAPI",
    other=instead("/api/ext/v3/contacts/*", json={"id": "another"}),
)
def v3_contact(target: Target) -> Observation:
    """A contact of v3 is found by its number and by its id."""
    row = next((row for row in contacts(target) if row.get("wa_id")), None)
    if row is None:
        raise Skip("no contact has a number")
    found = {ok(ask(target, f"contacts/{row[name]}"), "id") for name in ("wa_id", "id")}
    return Same() if found == {row["id"]} else Differs("the contact itself", "another one")
