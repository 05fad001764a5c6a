"""Get contact details: one contact, by any of the forms of a target.

Example: GET /api/ext/v3/contacts/919876543210 => 200
Example: GET /api/ext/v3/contacts/15550109999 => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati.state import WatiState
from emulator.wati.v3 import chat, payload, schema, scope
from emulator.wati.v3.endpoint import endpoint, ok


@endpoint(
    "GET",
    "contacts/{target}",
    reply=schema.CONTACT,
    scopes=scope.CONTACTS_READ,
    statuses=(400, 404),
    source="the vendor's OpenAPI; BSUID and channel:id as target from docs.wati.io",
)
def v3_get_contact(request: Request, state: WatiState) -> Reply:
    """By number, id, BSUID, or channel:any of them."""
    return ok(state, payload.contact(chat.contact(state, request.params["target"]), state))
