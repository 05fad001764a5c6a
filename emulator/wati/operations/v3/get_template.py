"""Get a message template by its id.

Example: GET /api/ext/v3/messageTemplates/66aa00bb11cc22dd33ee4499 => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati.state import WatiState
from emulator.wati.v3 import payload, schema, scope
from emulator.wati.v3.endpoint import endpoint, ok, unknown


@endpoint(
    "GET",
    "messageTemplates/{template_id}",
    reply=schema.TEMPLATE,
    scopes=scope.TEMPLATES_READ,
    statuses=(400, 404),
    source="the vendor's OpenAPI",
)
def v3_get_template(request: Request, state: WatiState) -> Reply:
    """By id; a name is none."""
    found = request.params["template_id"]
    row = state.templates.get(found)
    if row is None or row.status == "DELETED":
        named = state.templates.first("name", found)
        help = f"{found} is a name: the id is {named.id}." if named else "No template has this id."
        raise unknown(state, "The message template does not exist.", help)
    return ok(state, payload.message_template(row, state))
