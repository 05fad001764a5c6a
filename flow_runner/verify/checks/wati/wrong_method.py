"""A method that the path does not have."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.contacts import NOBODY
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "wati.wrong-method-is-405",
    "wati.add_contact",
    evidence="documented",
    source="docs.wati.io: 405 for a wrong method; that the body is empty is assumed",
    other=instead("/addContact/*", status=404),
)
def wrong_method(target: Target) -> Observation:
    """GET where only POST is known is 405 with an empty body."""
    return expected(target.wati("GET", f"/api/v1/addContact/{NOBODY}"), "405, empty")
