"""Get campaigns of a channel, page by page.

Example: GET /api/ext/v3/broadcasts?page_number=1&page_size=20 => 200
Example: GET /api/ext/v3/broadcasts?page_number=1&page_size=20&channel=nowhere => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati.state import WatiState
from emulator.wati.v3 import asked, payload, schema, scope
from emulator.wati.v3.endpoint import endpoint, ok


@endpoint(
    "GET",
    "broadcasts",
    query=schema.PAGING_OF_CHANNEL,
    reply=schema.BROADCASTS,
    scopes=scope.CAMPAIGNS_READ,
    source="the vendor's OpenAPI; that they come newest first is assumed",
)
def v3_get_broadcasts(request: Request, state: WatiState) -> Reply:
    """Without a channel those of the account's own number; newest first."""
    page = asked.page(request, state)
    channel = asked.channel(state, request.args.get("channel", ""))
    rows = [row for row in state.broadcasts if row.channel == channel][::-1]
    shown = [payload.broadcast(row) for row in rows[page.start : page.stop]]
    return ok(state, {"broadcasts": shown, **page.told(), "total": len(rows)})
