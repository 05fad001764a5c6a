"""A search for two things at once."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.leads import NOBODY, lead_of, numbers, search, stored_plainly
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target


@check(
    "zoho.email-goes-before-phone",
    "zoho.search_records",
    evidence="documented",
    source="zoho.com CRM search-records: criteria, email, phone, word, and only the first counts",
    needs=("lead",),
    other=instead("/Leads/search?email=*", json={"data": [{"id": "1"}]}),
)
def search_precedence(target: Target) -> Observation:
    """Of an email that nobody has and a lead's phone, the email alone counts: nothing is found."""
    lead = lead_of(target, stored_plainly(target))
    hits = search(target, email=NOBODY, phone=numbers(lead)[0])
    return Differs("nothing is found", f"{len(hits.rows)} leads are found") if hits.rows else Same()
