"""The campaigns of v3, page by page."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target, ok
from flow_runner.verify.v3 import FIRST, ask, paged


@check(
    "wati.v3-campaigns-come-with-their-total",
    "wati.v3_get_broadcasts",
    evidence="documented",
    source="the vendor's OpenAPI",
    other=instead("/api/ext/v3/broadcasts", json={"broadcasts": [{}], "page_number": 1, "page_size": 10, "total": 0}),
)
def v3_broadcasts(target: Target) -> Observation:
    """A page of campaigns tells its number and size, and how many there are in all."""
    reply = ask(target, "broadcasts", FIRST)
    total, rows = ok(reply, "total"), ok(reply, "broadcasts")
    fits = isinstance(total, int) and total >= len(rows)
    return paged(reply, "broadcasts") or (Same() if fits else Differs("a total of all", "a smaller one"))
