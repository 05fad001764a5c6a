"""Delete a contact, with everything that was said. It is not in the published OpenAPI.

Example: DELETE /api/ext/v3/contacts/22222222 => 200
Example: DELETE /api/ext/v3/contacts/15550109999 => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.kernel.json_schema import record
from emulator.wati.state import WatiState
from emulator.wati.v3 import chat, schema, scope
from emulator.wati.v3.endpoint import endpoint, ok


@endpoint(
    "DELETE",
    "contacts/{target}",
    reply=record({"contact_id": schema.OBJECT_ID, "deleted": schema.FLAG, "cleanup_completed": schema.FLAG}),
    scopes=scope.CONTACTS_WRITE,
    statuses=(400, 404),
    evidence="reported",
    source="a page of docs.wati.io tells of it (a soft deletion, with linked records); the reply from a client's test",
)
def v3_delete_contact(request: Request, state: WatiState) -> Reply:
    """A chatbot that runs for the contact ends. Who writes again is a new contact."""
    row = chat.contact(state, request.params["target"])
    state.delete_contact(row)
    return ok(state, {"contact_id": row.id, "deleted": True, "cleanup_completed": True})
