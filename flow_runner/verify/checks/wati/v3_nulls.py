"""Fields without a value."""

from __future__ import annotations

from emulator.wati.assumptions.v3 import V3_NULLS
from flow_runner.verify.check import check
from flow_runner.verify.observation import Observation, Settles, Skip
from flow_runner.verify.target import Target
from flow_runner.verify.v3 import contacts


@check(
    "wati.v3-writes-nulls",
    "wati.v3_get_contacts",
    evidence="assumed",
    source="the schemas allow null; the examples leave such fields out",
    settles=V3_NULLS,
)
def v3_nulls(target: Target) -> Observation:
    """A contact of v3 without a photo has it as null."""
    rows = contacts(target)
    if any(value is None for row in rows for value in row.values()):
        return Settles(V3_NULLS, "written", "a field without a value is null")
    if all("photo" in row for row in rows):
        raise Skip("every contact has all of its fields")
    return Settles(V3_NULLS, "omitted", "a field without a value is left out")
