"""The first page of contacts of v3."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, Same
from flow_runner.verify.target import Target
from flow_runner.verify.v3 import FIRST, ask, paged


@check(
    "wati.v3-contacts-page-is-as-asked",
    "wati.v3_get_contacts",
    evidence="documented",
    source="the vendor's OpenAPI",
    other=instead("/api/ext/v3/contacts", json={"contact_list": [], "page_number": 0, "page_size": 10}),
)
def v3_contacts_page(target: Target) -> Observation:
    """A page of contacts of v3 tells its number and size, and has no more than that."""
    return paged(ask(target, "contacts", FIRST), "contact_list") or Same()
