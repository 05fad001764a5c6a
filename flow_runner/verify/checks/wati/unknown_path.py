"""A path that is none."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "wati.unknown-path-is-404",
    evidence="documented",
    source="docs.wati.io: 404 for a wrong route; that the body is empty is assumed",
    other=instead("/api/v1/getContact", status=404, text="Not Found"),
)
def unknown_path(target: Target) -> Observation:
    """A path that is none is 404 with an empty body."""
    return expected(target.wati("GET", "/api/v1/getContact"), "404, empty")
