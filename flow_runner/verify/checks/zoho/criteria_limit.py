"""How many conditions criteria may have."""

from __future__ import annotations

from emulator.zoho.assumptions import CRITERIA_LIMIT
from flow_runner.verify.check import check
from flow_runner.verify.leads import PATH
from flow_runner.verify.observation import Observation, Settles, Strange
from flow_runner.verify.target import Target

NOBODY = "(Last_Name:equals:NothingOfVerify)"


@check(
    "zoho.eleven-conditions",
    "zoho.search_records",
    evidence="documented",
    source="the documentation says 10, the vendor's OpenAPI 15",
    settles=CRITERIA_LIMIT,
)
def criteria_limit(target: Target) -> Observation:
    """Eleven conditions are 400 CRITERIA_LIMIT_EXCEEDED."""
    reply = target.crm(PATH, {"criteria": f"({'or'.join([NOBODY] * 11)})"})
    if reply.status in (200, 204):
        return Settles(CRITERIA_LIMIT, "15", "eleven conditions are taken")
    if reply.status == 400 and "CRITERIA_LIMIT_EXCEEDED" in reply.text:
        return Settles(CRITERIA_LIMIT, "10", "eleven conditions are too many")
    raise Strange("200, 204 or 400 CRITERIA_LIMIT_EXCEEDED", reply)
