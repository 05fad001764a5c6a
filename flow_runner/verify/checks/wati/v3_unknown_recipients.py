"""The recipients of a campaign that v3 does not have."""

from __future__ import annotations

from emulator.wati.assumptions.v3 import V3_UNKNOWN_TARGET
from flow_runner.verify.check import check
from flow_runner.verify.observation import Observation
from flow_runner.verify.target import Target
from flow_runner.verify.v3 import FIRST, NO_ID, ask, unknown


@check(
    "wati.v3-recipients-of-what-is-not-there",
    "wati.v3_get_recipients",
    evidence="assumed",
    source="the OpenAPI declares 400 and no 404",
    settles=V3_UNKNOWN_TARGET,
)
def v3_unknown_recipients(target: Target) -> Observation:
    """The recipients of a campaign that is not there are refused with 400."""
    return unknown(ask(target, f"broadcasts/{NO_ID}/recipients", FIRST), "a campaign")
