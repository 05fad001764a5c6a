"""Whether an early version knows page tokens."""

from __future__ import annotations

from emulator.zoho.assumptions import PAGE_TOKEN_FROM
from flow_runner.verify.check import check
from flow_runner.verify.observation import Differs, Observation, Settles, Skip
from flow_runner.verify.target import Target, ok
from flow_runner.verify.wording import told


@check(
    "zoho.page-token-in-v3",
    "zoho.get_records",
    evidence="reported",
    source="clients of v3 and v5 use page tokens; documented for v7",
    settles=PAGE_TOKEN_FROM,
)
def list_tokens_from(target: Target) -> Observation:
    """A list of records in v3 has page tokens."""
    reply = target.crm("/crm/v3/Leads", {"fields": "id", "per_page": "1"})
    if reply.status == 204:
        raise Skip("it needs a lead that was not converted")
    found = ok(reply, "info")
    if not isinstance(found, dict):
        return Differs("'info' of a list", told(reply))
    if "next_page_token" in found:
        return Settles(PAGE_TOKEN_FROM, "v3", "lists of v3 have page tokens")
    return Settles(PAGE_TOKEN_FROM, "v7", "lists of v3 have no page tokens")
