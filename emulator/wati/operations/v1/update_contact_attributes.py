"""updateContactAttributes: set custom attributes of a contact.

Example: POST /424242/api/v1/updateContactAttributes/22222222 {"customParams": [{"name": "age", "value": "30"}]} => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import attribute, errors, payloads, recipient, schemas
from emulator.wati.api import WATI
from emulator.wati.assumptions.contacts import FAILURE_TEXT
from emulator.wati.body import attributes_of, object_of
from emulator.wati.state import WatiState


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/updateContactAttributes/{whatsappNumber}",
    body=schemas.record({"customParams": schemas.CUSTOM_PARAMS}),
    replies={200: schemas.or_failure(schemas.RESULT), 400: schemas.FAILURE},
    evidence="documented",
    source="docs.wati.io updateContactAttributes (CustomParamDto; the path takes a ContactId or BSUID too); 200 on "
    "failure logged in production by a client",
    scopes=(("api", "contacts:write"),),
)
def update_contact_attributes(request: Request, state: WatiState) -> Reply:
    """Unknown number, no attributes, or a value that is no text: 200 with `result: false`, and nothing is changed."""
    contact = recipient.in_path(request, state)
    attributes = attributes_of(object_of(request))
    if contact is None or not attributes:
        state.universe.assumptions.lean(FAILURE_TEXT)
        return errors.failed(state, "Invalid Contact" if contact is None else "target input invalid")
    state.set_attributes(contact, attribute.accepted(state, attributes))
    return payloads.ok({"result": True})
