"""The account's WhatsApp Business Accounts."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.included import rows, same_keys
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target


@check(
    "wati.business-accounts-are-an-array",
    "wati.whats_app_business_accounts",
    evidence="assumed",
    source="docs.wati.io has the path, and nothing of the body",
    other=instead("/whatsApp/businessAccounts", json={"result": True}),
)
def business_accounts(target: Target) -> Observation:
    """businessAccounts is a bare array, whose rows have wabaId."""
    found = rows(target, "/api/v1/whatsApp/businessAccounts")
    return Same() if same_keys(found, "wabaId") else Differs("rows with wabaId", "others")
