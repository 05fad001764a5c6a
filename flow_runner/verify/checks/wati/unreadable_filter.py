"""A filter that is no JSON."""

from __future__ import annotations

from emulator.wati.assumptions.contacts import FAILURE_TEXT
from flow_runner.verify.check import check, instead
from flow_runner.verify.contacts import PATH
from flow_runner.verify.observation import Differs, Observation, Settles, expected
from flow_runner.verify.target import Target


@check(
    "wati.unreadable-filter-is-told-in-the-body",
    "wati.get_contacts",
    evidence="assumed",
    source="200 with result false is documented for failures; the text is one of other operations",
    settles=FAILURE_TEXT,
    other=instead("/getContacts?attribute=*", json={"result": False, "info": "attribute is not valid"}),
)
def unreadable_filter(target: Target) -> Observation:
    """A filter that is no JSON is 200 with result false and the text 'target input invalid'."""
    seen = expected(target.wati("GET", PATH, {"attribute": "["}), "200 result false: target input invalid")
    if isinstance(seen, Differs):
        return seen
    return Settles(FAILURE_TEXT, FAILURE_TEXT.default, "a filter that cannot be read has this text")
