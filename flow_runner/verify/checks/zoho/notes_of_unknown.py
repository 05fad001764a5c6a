"""Notes of a record that is none."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.notes-of-unknown-record-are-400",
    "zoho.get_notes_of_record",
    evidence="assumed",
    source="no page says so; in the words of other errors of Zoho's",
    other=instead("/Notes*", status=204),
)
def notes_of_unknown(target: Target) -> Observation:
    """Notes of a record that is none are 400 INVALID_DATA."""
    return expected(target.crm("/crm/v8/Leads/415086800000000001/Notes", {"fields": "id"}), "400 INVALID_DATA")
