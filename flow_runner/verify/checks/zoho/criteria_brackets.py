"""Brackets around all of the conditions."""

from __future__ import annotations

from emulator.zoho.assumptions import CRITERIA_BRACKETS
from flow_runner.verify.check import check
from flow_runner.verify.leads import PATH
from flow_runner.verify.observation import Observation, Settles, Strange
from flow_runner.verify.target import Target

NOBODY = "(Last_Name:equals:NothingOfVerify)"


@check(
    "zoho.conditions-without-outer-brackets",
    "zoho.search_records",
    evidence="assumed",
    source="the documentation encloses several conditions, and not a single one",
    settles=CRITERIA_BRACKETS,
)
def criteria_brackets(target: Target) -> Observation:
    """Several conditions need no brackets around all of them."""
    reply = target.crm(PATH, {"criteria": f"{NOBODY}and{NOBODY}"})
    if reply.status in (200, 204):
        return Settles(CRITERIA_BRACKETS, "optional", "(a)and(b) is taken")
    if reply.status == 400 and "INVALID_QUERY" in reply.text:
        return Settles(CRITERIA_BRACKETS, "required", "(a)and(b) is 400 INVALID_QUERY")
    raise Strange("200, 204 or 400 INVALID_QUERY", reply)
