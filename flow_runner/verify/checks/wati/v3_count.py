"""How many contacts there are."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target, ok
from flow_runner.verify.v3 import ask, contacts


@check(
    "wati.v3-counts-contacts",
    "wati.v3_get_contact_count",
    evidence="documented",
    source="the vendor's OpenAPI",
    other=instead("/api/ext/v3/contacts/count", json={"contact_count": 0}),
)
def v3_count(target: Target) -> Observation:
    """The count of contacts is a number, at least that of one page."""
    count, rows = ok(ask(target, "contacts/count"), "contact_count"), contacts(target)
    fits = isinstance(count, int) and count >= len(rows)
    return Same() if fits else Differs(f"contact_count of at least {len(rows)}", "less, or no number")
