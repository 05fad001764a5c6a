"""The related lists of a module."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target, ok


@check(
    "zoho.accounts-have-contacts-deals-and-notes",
    "zoho.get_related_lists",
    evidence="documented",
    source="zoho.com CRM v7 related-list-meta",
    other=instead("/settings/related_lists", json={"related_lists": [{"api_name": "Notes"}]}),
)
def related_lists(target: Target) -> Observation:
    """Accounts have related lists of contacts, deals and notes."""
    lists = ok(target.crm("/crm/v8/settings/related_lists", {"module": "Accounts"}), "related_lists")
    names = {str(one.get("api_name")) for one in lists}
    missing = sorted({"Contacts", "Deals", "Notes"} - names)
    return Differs("Contacts, Deals and Notes", f"no {', '.join(missing)}") if missing else Same()
