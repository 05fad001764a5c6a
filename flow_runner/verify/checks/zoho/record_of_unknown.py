"""A record whose id nobody has."""

from __future__ import annotations

from emulator.zoho.assumptions import UNKNOWN_RECORD
from flow_runner.verify.check import check
from flow_runner.verify.observation import Differs, Observation, Settles
from flow_runner.verify.target import Target
from flow_runner.verify.wording import told

NO_RECORD = "415086800000000001"


@check(
    "zoho.record-of-unknown-id",
    "zoho.get_record",
    evidence="reported",
    source="a connector's manual; zoho/crm-oas notes.json has both",
    settles=UNKNOWN_RECORD,
)
def record_of_unknown(target: Target) -> Observation:
    """An id that no record has is 204, empty."""
    reply = target.crm(f"/crm/v8/Leads/{NO_RECORD}")
    if reply.status == 204:
        return Settles(UNKNOWN_RECORD, "204", "nothing comes")
    if told(reply) == "400 INVALID_DATA":
        return Settles(UNKNOWN_RECORD, "400", "INVALID_DATA comes")
    return Differs("204 or 400 INVALID_DATA", told(reply))
