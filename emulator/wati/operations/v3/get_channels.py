"""Get channels of the account, except for its own number.

Example: GET /api/ext/v3/channels?page_number=1&page_size=20 => 200
Example: GET /api/ext/v3/channels => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati.state import WatiState
from emulator.wati.v3 import asked, payload, schema, scope
from emulator.wati.v3.endpoint import endpoint, ok


@endpoint(
    "GET",
    "channels",
    query=schema.PAGING,
    reply=schema.CHANNELS,
    scopes=scope.CHANNELS_READ,
    source="the vendor's OpenAPI",
)
def v3_get_channels(request: Request, state: WatiState) -> Reply:
    """The reply does not tell the page."""
    page = asked.page(request, state)
    return ok(state, {"channels": [payload.channel(row) for row in state.channels.page(page.start, page.stop)]})
