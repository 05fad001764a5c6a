"""addContact: create a contact, or overwrite the one with that number.

Example: POST /424242/api/v1/addContact/15550100001 {"name": "Ada Example", "customParams": []} => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import attribute, errors, payloads, schemas
from emulator.wati.api import WATI
from emulator.wati.assumptions.contacts import FAILURE_TEXT
from emulator.wati.body import attributes_of, number_of, object_of
from emulator.wati.state import VALID_NUMBER, WatiState


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/addContact/{whatsappNumber}",
    body={
        "type": "object",
        "properties": {
            "name": schemas.TEXT_OR_NULL,
            "customParams": {"anyOf": [schemas.CUSTOM_PARAMS, {"type": "null"}]},
        },
    },
    replies={200: schemas.or_failure(schemas.CONTACT_RESULT), 400: schemas.FAILURE},
    evidence="documented",
    source="docs.wati.io addContact; upsert and the contact in the reply from clients",
    scopes=(("api", "wati_integration:write", "contacts:write"),),
)
def add_contact(request: Request, state: WatiState) -> Reply:
    """The number is digits with country code; anything else is refused."""
    number, body = number_of(request, state), object_of(request)
    attributes, name = attributes_of(body), (body or {}).get("name") or ""
    if not VALID_NUMBER.fullmatch(number) or attributes is None or not isinstance(name, str):
        state.universe.assumptions.lean(FAILURE_TEXT)
        return errors.failed(state, "target input invalid")
    attributes = attribute.accepted(state, attributes)
    row = state.add_contact(number, name, attributes, source=request.args.get("sourceType", "Wati"))
    return payloads.ok({"result": True, "info": "", "contact": payloads.contact(row, state)})
