"""whatsApp/phoneNumbers: the account's WhatsApp numbers.

Example: GET /424242/api/v1/whatsApp/phoneNumbers => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import numbers, payloads
from emulator.wati.api import WATI
from emulator.wati.state import WatiState


@WATI.operation(
    "GET",
    "/{tenantId}/api/v1/whatsApp/phoneNumbers",
    replies={200: numbers.NUMBERS},
    evidence="documented",
    source="docs.wati.io (path); the array is that of v2",
)
def whats_app_phone_numbers(request: Request, state: WatiState) -> Reply:
    """The account's own number first, then its channels."""
    return payloads.ok([numbers.payload(number, state) for number in numbers.numbers(state)])
