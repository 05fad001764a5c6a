"""Get the campaign details by its id, with how far its messages came.

Example: GET /api/ext/v3/broadcasts/66aa00bb11cc22dd33ee4499 => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import broadcast
from emulator.wati.state import WatiState
from emulator.wati.v3 import campaign, payload, schema, scope
from emulator.wati.v3.endpoint import endpoint, ok


@endpoint(
    "GET",
    "broadcasts/{broadcast_id}",
    reply=schema.BROADCAST_DETAILS,
    scopes=scope.CAMPAIGNS_READ,
    statuses=(400, 404),
    source="the vendor's OpenAPI",
)
def v3_get_broadcast(request: Request, state: WatiState) -> Reply:
    """What was read was delivered and sent too."""
    row = campaign.called(state, request.params["broadcast_id"])
    counted = payload.statistics(broadcast.statistics(state, [row]))
    return ok(state, {**payload.broadcast(row), "statistics": counted})
