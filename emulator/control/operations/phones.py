"""Customers' phones: how far messages come."""

from __future__ import annotations

from emulator.control.api import CONTROL, Desk, ok
from emulator.kernel.http import Reply, Request
from emulator.wati import payloads
from emulator.wati.delivery import PHONES


@CONTROL.operation(
    "PUT",
    "/_sandbox/contacts/{phone}/phone",
    body={
        "type": "object",
        "properties": {"is": {"enum": list(PHONES)}},
        "required": ["is"],
        "additionalProperties": False,
    },
    replies={200: None},
    evidence="observed",
    source="our own",
)
def set_phone(request: Request, desk: Desk) -> Reply:
    """From now on messages to a contact are read (`on`), never read (`unread`), never delivered (`off`), or fail
    (`unreachable`, `not_chosen`, `no_whatsapp`).

    Example: PUT /_sandbox/contacts/919876543210/phone {"is": "off"} => 200
    Example: PUT /_sandbox/contacts/15550109999/phone {"is": "off"} => 404
    Example: PUT /_sandbox/contacts/919876543210/phone {"is": "broken"} => 400
    """
    wati, phone = desk.tenant.wati, request.params["phone"]
    found = wati.contact(phone)
    if found is None:
        raise LookupError(f"no contact has the number {phone[:40]}: digits with country code alone")
    changed = wati.contacts.update(found.id, phone_is=request.json()["is"])
    return ok({"contact": payloads.contact(changed, wati), "phone_is": changed.phone_is})
