"""The first page of contacts."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.contacts import PATH
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target, ok

SIZE = 2


@check(
    "wati.contacts-page-is-as-asked",
    "wati.get_contacts",
    evidence="observed",
    source="field names captured three times; that link repeats the paging from clients",
    other=instead("/getContacts", json={"contact_list": [{}, {}, {}], "link": {"pageNumber": 0, "pageSize": 10}}),
)
def contacts_page(target: Target) -> Observation:
    """A page has at most pageSize contacts, and link says which page it is."""
    reply = target.wati("GET", PATH, {"pageSize": str(SIZE), "pageNumber": "1"})
    rows, link = ok(reply, "contact_list"), ok(reply, "link")
    shown = (link.get("pageNumber"), link.get("pageSize")) if isinstance(link, dict) else None
    if shown != (1, SIZE):
        return Differs(f"link with pageNumber 1 and pageSize {SIZE}", "link says something else")
    return Same() if len(rows) <= SIZE else Differs(f"at most {SIZE} contacts", f"{len(rows)} contacts")
