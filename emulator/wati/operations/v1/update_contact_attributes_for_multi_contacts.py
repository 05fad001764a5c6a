"""updateContactAttributesForMultiContacts: set custom attributes of several contacts.

Example: POST /api/v1/updateContactAttributesForMultiContacts {"contacts": [{"target": "22222222", "customParams": [{"name": "age", "value": "30"}]}]} => 200
"""  # noqa: E501  # an example stands on one line

from __future__ import annotations

from typing import Any

from emulator.kernel.http import Reply, Request
from emulator.wati import attribute, errors, payloads, plan, recipient, schemas
from emulator.wati.api import WATI
from emulator.wati.assumptions.contacts import FAILURE_TEXT, SEVERAL_CONTACTS
from emulator.wati.body import attributes_of, object_of
from emulator.wati.rows import Contact
from emulator.wati.state import WatiState

ONE_OF_TWO = [{"required": [key]} for key in recipient.KEYS]


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/updateContactAttributesForMultiContacts",
    body=schemas.record(
        {
            "contacts": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "properties": {
                        "target": schemas.SOME_TEXT,
                        "whatsappNumber": schemas.SOME_TEXT,
                        "customParams": {**schemas.CUSTOM_PARAMS, "minItems": 1},
                    },
                    "required": ["customParams"],
                    "oneOf": ONE_OF_TWO,
                },
            }
        }
    ),
    replies={200: schemas.or_failure(schemas.RESULT), 400: schemas.FAILURE, 403: None},
    evidence="documented",
    source="docs.wati.io updateContactAttributesForMultiContacts (body, plan, scopes); the reply from a client's types",
    scopes=(("api", "contacts:write"),),
)
def update_contact_attributes_for_multi_contacts(request: Request, state: WatiState) -> Reply:
    """Each entry names its contact in one way. Where one cannot be read, nothing is changed."""
    refused = plan.lacking(request, state, "business")
    if refused is not None:
        return refused
    wanted = _wanted(state, object_of(request))
    if wanted is None:
        state.universe.assumptions.lean(FAILURE_TEXT)
        told = "contacts is a list of {target or whatsappNumber, customParams}, each with exactly one of the two."
        return errors.failed(state, "target input invalid", told)
    known = [(contact, attributes) for contact, attributes in wanted if contact is not None]
    if (len(known) < len(wanted) and state.universe.assumptions.lean(SEVERAL_CONTACTS) == "all_or_none") or not known:
        state.universe.assumptions.lean(FAILURE_TEXT)
        return errors.failed(state, "Invalid Contact")
    for contact, attributes in known:
        now = state.contacts.get(contact.id)
        assert now is not None, "an attribute deletes nobody"
        state.set_attributes(now, attribute.accepted(state, attributes))
    return payloads.ok({"result": True})


def _wanted(state: WatiState, body: dict[str, Any] | None) -> list[tuple[Contact | None, dict[str, str]]] | None:
    """Of each entry the contact, if there is one, and the attributes; None where one cannot be read."""
    entries = (body or {}).get("contacts")
    if not isinstance(entries, list) or not entries:
        return None
    found = []
    for entry in entries:
        if not isinstance(entry, dict) or sum(key in entry for key in recipient.KEYS) != 1:
            return None
        attributes = attributes_of(entry)
        if not attributes or not all(isinstance(entry[key], str) for key in recipient.KEYS if key in entry):
            return None
        found.append((recipient.named(state, entry), attributes))
    return found
