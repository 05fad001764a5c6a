"""A template that v3 does not have."""

from __future__ import annotations

from emulator.wati.assumptions.v3 import V3_UNKNOWN_TARGET
from flow_runner.verify.check import check
from flow_runner.verify.observation import Observation
from flow_runner.verify.target import Target
from flow_runner.verify.v3 import NO_ID, ask, unknown


@check(
    "wati.v3-template-that-is-not-there",
    "wati.v3_get_template",
    evidence="assumed",
    source="the OpenAPI declares 400 and no 404",
    settles=V3_UNKNOWN_TARGET,
)
def v3_unknown_template(target: Target) -> Observation:
    """A template that is not there is refused with 400."""
    return unknown(ask(target, f"messageTemplates/{NO_ID}"), "a template")
