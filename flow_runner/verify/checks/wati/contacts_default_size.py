"""A page of which nobody says how long it is."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.contacts import PATH
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target, ok

SIZE = 10


@check(
    "wati.contacts-page-has-10",
    "wati.get_contacts",
    evidence="reported",
    source="descriptions of clients",
    other=instead("/getContacts", json={"contact_list": [], "link": {"pageSize": 100}}),
)
def contacts_default_size(target: Target) -> Observation:
    """Without pageSize a page has 10 contacts."""
    link = ok(target.wati("GET", PATH), "link")
    size = link.get("pageSize") if isinstance(link, dict) else None
    return Same() if size == SIZE else Differs(f"pageSize {SIZE}", f"pageSize {size if isinstance(size, int) else '?'}")
