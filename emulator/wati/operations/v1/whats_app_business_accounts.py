"""whatsApp/businessAccounts: the WhatsApp Business Accounts of the account.

Example: GET /424242/api/v1/whatsApp/businessAccounts => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import numbers, payloads, schemas
from emulator.wati.api import WATI
from emulator.wati.state import WatiState

ACCOUNT = schemas.record({"bmId": numbers.META_ID, "wabaId": numbers.META_ID, "wabaContextId": schemas.TEXT_OR_NULL})


@WATI.operation(
    "GET",
    "/{tenantId}/api/v1/whatsApp/businessAccounts",
    replies={200: {"type": "array", "items": ACCOUNT}},
    evidence="documented",
    source="docs.wati.io (path); the body is not published: an array with the ids that phoneNumbers has is assumed",
)
def whats_app_business_accounts(request: Request, state: WatiState) -> Reply:
    """One, which has all of the account's numbers."""
    one = {"bmId": numbers.business_id(state), "wabaId": numbers.waba_id(state), "wabaContextId": None}
    return payloads.ok([one])
