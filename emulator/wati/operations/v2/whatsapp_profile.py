"""whatsapp/profile of v2: how Meta sees one of the account's numbers.

Example: GET /424242/api/v2/whatsapp/616263646566676/15550199999/profile => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import errors, numbers, payloads, schemas
from emulator.wati.api import WATI
from emulator.wati.assumptions.contacts import FAILURE_TEXT
from emulator.wati.state import WatiState

PROFILE = schemas.record(
    {
        "displayPhoneNumber": schemas.TEXT,
        "phoneId": numbers.META_ID,
        "qualityRating": {"enum": ["GREEN", "YELLOW", "RED", "UNKNOWN"]},
        "status": schemas.TEXT,
        "verifiedName": schemas.TEXT,
        "wabaId": numbers.META_ID,
    }
)


@WATI.operation(
    "GET",
    "/{tenantId}/api/v2/whatsapp/{wabaId}/{phoneNumber}/profile",
    replies={200: schemas.or_failure(PROFILE), 400: schemas.FAILURE},
    evidence="documented",
    source="docs.wati.io getWhatsAppPhoneNumberProfileV2 (path, scopes); fields from the types of a client; the "
    "failure is assumed",
    scopes=(("api", "whatsappaccountsv2:read"),),
)
def v2_whatsapp_profile(request: Request, state: WatiState) -> Reply:
    """`wabaId` is what phoneNumbers has under that name."""
    phone = request.params["phoneNumber"]
    number = next((one for one in numbers.numbers(state) if one.phone == phone), None)
    waba_id = numbers.waba_id(state)
    if number is None or request.params["wabaId"] != waba_id:
        state.universe.assumptions.lean(FAILURE_TEXT)
        told = f"The account's wabaId is {waba_id}; its numbers are those of whatsapp/phoneNumbers."
        return errors.failed(state, "target input invalid", told)
    return payloads.ok(
        {
            "displayPhoneNumber": f"+{number.phone}",
            "phoneId": numbers.phone_id(number),
            "qualityRating": "GREEN",
            "status": "CONNECTED",
            "verifiedName": number.name,
            "wabaId": waba_id,
        }
    )
