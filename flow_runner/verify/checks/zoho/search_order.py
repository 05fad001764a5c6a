"""The order of several leads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from emulator.zoho.assumptions import SEARCH_ORDER
from emulator.zoho.phone import digits
from flow_runner.verify.check import check, instead
from flow_runner.verify.leads import lead_of, search, stored_plainly
from flow_runner.verify.observation import Differs, Observation, Settles, Skip
from flow_runner.verify.target import Target

WORDS = ("Last_Name", "Company", "Lead_Source", "Lead_Status")
OWN = {"id": "1", "Phone": "+1 555 010 0142"}
MIXED = [{**OWN, "Created_Time": f"2026-01-0{day}T00:00:00+00:00"} for day in (2, 1, 3)]


@check(
    "zoho.order-of-several-leads",
    "zoho.search_records",
    evidence="assumed",
    source="a sample of the documentation is sorted by id, descending",
    needs=("lead",),
    settles=SEARCH_ORDER,
    other=instead("/Leads/search", json={"data": MIXED}),
)
def search_order(target: Target) -> Observation:
    """Several leads of one phone number, or of one word, come newest first."""
    stored = stored_plainly(target)
    for query in _queries(stored, lead_of(target, stored)):
        moments = [str(row.get("Created_Time")) for row in search(target, **query).rows]
        if len(set(moments)) > 1:
            rising = sorted(moments)
            if moments in (rising, rising[::-1]):
                oldest = moments == rising
                told = f"{len(moments)} leads come {'oldest' if oldest else 'newest'} first"
                return Settles(SEARCH_ORDER, "oldest_first" if oldest else "newest_first", told)
            return Differs("newest first, or oldest first", "another order, by the time at which they were made")
    raise Skip("it needs several leads with one number or word, made at different times: --lead-phone NUMBER")


def _queries(stored: str, lead: dict[str, Any]) -> Iterator[dict[str, str]]:
    yield {"phone": digits(stored, "ascii")}
    yield from ({"word": str(lead[name])} for name in WORDS if lead.get(name))
