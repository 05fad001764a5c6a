"""Letters and brackets in a phone number."""

from __future__ import annotations

from emulator.zoho.assumptions import PHONE_CHARACTERS
from flow_runner.verify.check import check, instead
from flow_runner.verify.leads import PATH
from flow_runner.verify.observation import Differs, Observation, Settles
from flow_runner.verify.target import Target
from flow_runner.verify.wording import told

ODD = "{15550100199}x"


@check(
    "zoho.special-characters-in-a-phone",
    "zoho.search_records",
    evidence="documented",
    source="zoho.com CRM search-records, table of errors; which characters are special is not said",
    settles=PHONE_CHARACTERS,
    other=instead("/Leads/search", status=400, json={"code": "INVALID_QUERY"}),
)
def phone_characters(target: Target) -> Observation:
    """A phone with braces and letters is 400 INVALID_DATA."""
    reply = target.crm(PATH, {"phone": ODD})
    if told(reply) == "400 INVALID_DATA":
        return Settles(PHONE_CHARACTERS, "reject", "braces and a letter are 400 INVALID_DATA")
    if reply.status in (200, 204):
        return Settles(PHONE_CHARACTERS, "ignore", f"braces and a letter are {reply.status}")
    return Differs("400 INVALID_DATA, or as without them", told(reply))
