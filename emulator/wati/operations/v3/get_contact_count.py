"""Get contact count: how many contacts there are, or were added in a span of time.

Example: GET /api/ext/v3/contacts/count => 200
Example: GET /api/ext/v3/contacts/count?date_from=2026-01-15&date_to=2026-01-15 => 200
Example: GET /api/ext/v3/contacts/count?date_from=yesterday => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.kernel.json_schema import object_of, record
from emulator.wati.state import WatiState
from emulator.wati.v3 import asked, schema, scope
from emulator.wati.v3.endpoint import endpoint, ok


@endpoint(
    "GET",
    "contacts/count",
    query=object_of({"date_from": schema.DAY_OR_MOMENT, "date_to": schema.DAY_OR_MOMENT}, more=True),
    reply=record({"contact_count": schema.COUNT}),
    scopes=scope.CONTACTS_READ,
    source="the vendor's OpenAPI, where the dates are texts",
)
def v3_get_contact_count(request: Request, state: WatiState) -> Reply:
    """Both dates count; each may be missing. That the day of their creation is meant is assumed."""
    since, until = asked.span(request, state, required=False)
    if since is None and until is None:
        return ok(state, {"contact_count": len(state.contacts)})
    found = (row for row in state.contacts if (since is None or row.created >= since))
    return ok(state, {"contact_count": sum(1 for row in found if until is None or row.created <= until)})
