"""Attributes are set, and none is named."""

from __future__ import annotations

from emulator.wati.assumptions.contacts import FAILURE_TEXT
from flow_runner.verify.check import check, instead
from flow_runner.verify.contacts import given
from flow_runner.verify.observation import Differs, Observation, Settles, expected
from flow_runner.verify.target import Target


@check(
    "wati.no-attributes-is-told-in-the-body",
    "wati.update_contact_attributes",
    evidence="assumed",
    source="200 with result false was logged in production; the text is one of other operations",
    needs=("writes",),
    settles=FAILURE_TEXT,
    other=instead("/updateContactAttributes/*", json={"result": True}),
)
def no_attributes(target: Target) -> Observation:
    """updateContactAttributes without attributes is 200 with result false and 'target input invalid'."""
    number = str(given(target)["wAid"])
    reply = target.wati("POST", f"/api/v1/updateContactAttributes/{number}", body={"customParams": []})
    seen = expected(reply, "200 result false: target input invalid")
    if isinstance(seen, Differs):
        return seen
    return Settles(FAILURE_TEXT, FAILURE_TEXT.default, "no attributes have this text")
