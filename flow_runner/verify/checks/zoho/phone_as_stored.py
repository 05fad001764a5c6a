"""A phone number as WhatsApp has it."""

from __future__ import annotations

from emulator.zoho.phone import digits
from flow_runner.verify.check import check, instead
from flow_runner.verify.leads import lead_of, search, stored_plainly
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target


@check(
    "zoho.all-digits-find-the-lead",
    "zoho.search_records",
    evidence="reported",
    source="bots in production search by the digits that WhatsApp delivers",
    needs=("lead",),
    other=instead("/Leads/search?phone=15550100142&*", calls=[{"json": {"data": [{"id": "1"}]}}]),
)
def phone_as_stored(target: Target) -> Observation:
    """All digits of a stored number find its lead, however it is written."""
    stored = stored_plainly(target)
    found = search(target, phone=digits(stored, "ascii")).has(lead_of(target, stored))
    return Same() if found else Differs("the lead is found", "it is not")
