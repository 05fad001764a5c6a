"""A related list that is none."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.unknown-related-list-is-400",
    "zoho.get_related_records",
    evidence="assumed",
    source="no page says so; in the words of other errors of Zoho's",
    other=instead("/NothingOfVerify*", status=204),
)
def related_of_unknown(target: Target) -> Observation:
    """A related list that is none is 400 INVALID_DATA."""
    reply = target.crm("/crm/v8/Accounts/415086800000000001/NothingOfVerify", {"fields": "id"})
    return expected(reply, "400 INVALID_DATA")
