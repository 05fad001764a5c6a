"""Add a contact, or overwrite name and parameters of the one with that number.

Example: POST /api/ext/v3/contacts {"whatsapp_number": "15550100001", "name": "Ada Example"} => 200
Example: POST /api/ext/v3/contacts {"whatsapp_number": "+1 555", "name": "Ada Example"} => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.kernel.json_schema import object_of
from emulator.wati.state import VALID_NUMBER, WatiState
from emulator.wati.v3 import asked, payload, schema, scope
from emulator.wati.v3.endpoint import Refused, endpoint, ok


@endpoint(
    "POST",
    "contacts",
    body=object_of(
        {
            "whatsapp_number": {"type": "string", "pattern": "^[0-9]{8,15}$"},
            "name": schema.SAID,
            "custom_params": schema.PARAMS_OR_NULL,
        },
        *("whatsapp_number", "name"),
        more=True,
    ),
    reply=schema.CONTACT,
    scopes=scope.CONTACTS_WRITE,
    source="the vendor's OpenAPI; that it overwrites a contact that is there from clients",
)
def v3_add_contact(request: Request, state: WatiState) -> Reply:
    """The number is digits with country code; anything else is refused."""
    found = asked.body(request)
    number, name = asked.text(found, "whatsapp_number"), asked.text(found, "name")
    if not VALID_NUMBER.fullmatch(number):
        told = f"Found '{number}': write no +, no blanks and no hyphens."
        raise Refused("whatsapp_number must be 8 to 15 digits with country code.", told)
    attributes = asked.params(found, "custom_params")
    return ok(state, payload.contact(state.add_contact(number, name, attributes, source="Wati"), state))
