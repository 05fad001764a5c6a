"""What became of all campaigns."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target, ok
from flow_runner.verify.v3 import ask

SPAN = {"date_from": "2026-01-01T00:00:00Z", "date_to": "2026-01-08T00:00:00Z"}


@check(
    "wati.v3-overview-is-ten-counts",
    "wati.v3_get_overview",
    evidence="documented",
    source="the vendor's OpenAPI",
    other=instead("/api/ext/v3/broadcasts/overview", json={"total_links": None}),
)
def v3_overview(target: Target) -> Observation:
    """The overview of campaigns is ten counts."""
    found = ok(ask(target, "broadcasts/overview", SPAN), "total_links")
    return Same() if isinstance(found, int) else Differs("total_links as a number", "something else")
