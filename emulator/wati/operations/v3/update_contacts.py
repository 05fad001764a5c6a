"""Update contacts: set custom parameters of one or many, of all of them or of none.

Example: PUT /api/ext/v3/contacts {"contacts": [{"target": "22222222", "customParams": []}]} => 200
Example: PUT /api/ext/v3/contacts {"contacts": [{"target": "15550109999", "customParams": []}]} => 400
"""

from __future__ import annotations

from typing import Any

from emulator.kernel.http import Reply, Request
from emulator.kernel.json_schema import list_of, object_of, record
from emulator.wati.quirks import V3_UPDATE_PARAMS
from emulator.wati.rows import Contact
from emulator.wati.state import WatiState
from emulator.wati.v3 import asked, chat, payload, schema, scope
from emulator.wati.v3.endpoint import Refused, endpoint, ok

MAX_CONTACTS = 100
SPELT = "customParams"
AS_IN_POST = "custom_params"


@endpoint(
    "PUT",
    "contacts",
    body=object_of(
        {
            "contacts": {
                "type": "array",
                "items": object_of({"target": schema.SAID, SPELT: schema.PARAMS_OR_NULL}, "target", more=True),
                "minItems": 1,
                "maxItems": MAX_CONTACTS,
            }
        },
        "contacts",
        more=True,
    ),
    reply=record({"contact_list": list_of(schema.CONTACT)}),
    scopes=scope.CONTACTS_UPDATE,
    statuses=(400, 404),
    source="the vendor's OpenAPI; 1 to 100 contacts, and 401 for the role TRIAL, from docs.wati.io",
)
def v3_update_contacts(request: Request, state: WatiState) -> Reply:
    """It is spelt customParams here, and custom_params where a contact is added. A target that does not exist keeps
    all of them as they are.
    """
    entries = asked.entries(asked.body(request), "contacts", 1, MAX_CONTACTS)
    wanted = [_wanted(state, entry) for entry in entries]
    rows = [(chat.contact(state, named), values) for named, values in wanted]
    for row, values in rows:
        if values:
            state.set_attributes(state.contacts.get(row.id) or row, values)
    updated = [payload.contact(state.contacts.get(row.id) or row, state) for row, _ in rows]
    return ok(state, {"contact_list": updated}, *_help(entries, rows))


def _help(entries: list[Any], rows: list[tuple[Contact, dict[str, str]]]) -> tuple[str, ...]:
    """Where parameters were sent, and none was read."""
    if any(values for _, values in rows) or not any(AS_IN_POST in entry for entry in entries):
        return ()
    return (f"PUT contacts does not read {AS_IN_POST}: it is spelt {SPELT} here.",)


def _wanted(state: WatiState, entry: Any) -> tuple[str, dict[str, str]]:
    if not isinstance(entry, dict):
        raise Refused("every entry of contacts must be an object.")
    named, values = asked.text(entry, "target"), asked.params(entry, SPELT)
    if SPELT not in entry and state.universe.assumptions.choice(V3_UPDATE_PARAMS) == "either":
        values = asked.params(entry, AS_IN_POST)
    return named, values
