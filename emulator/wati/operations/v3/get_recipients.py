"""Get the campaign recipients by its id, page by page.

Example: GET /api/ext/v3/broadcasts/66aa00bb11cc22dd33ee4499/recipients?page_number=1&page_size=20 => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati.state import WatiState
from emulator.wati.v3 import asked, campaign, payload, schema, scope
from emulator.wati.v3.endpoint import endpoint, ok


@endpoint(
    "GET",
    "broadcasts/{broadcast_id}/recipients",
    query=schema.PAGING,
    reply=schema.RECIPIENTS,
    scopes=scope.CAMPAIGNS_READ,
    statuses=(400, 404),
    source="the vendor's OpenAPI",
)
def v3_get_recipients(request: Request, state: WatiState) -> Reply:
    """In the order in which they were given, with how far each message came."""
    page = asked.page(request, state)
    row = campaign.called(state, request.params["broadcast_id"])
    rows = state.recipients.find("broadcast", row.id)
    shown = [payload.recipient(one, state) for one in rows[page.start : page.stop]]
    return ok(state, {"recipients": shown, **page.told(), "total_count": len(rows)})
