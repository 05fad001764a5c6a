"""Get the campaign overview: what became of all messages of campaigns in a span of time.

Example: GET /api/ext/v3/broadcasts/overview?date_from=2026-01-01T00:00:00Z&date_to=2026-02-01T00:00:00Z => 200
Example: GET /api/ext/v3/broadcasts/overview?date_from=2026-01-01T00:00:00Z => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.kernel.json_schema import object_of
from emulator.wati import broadcast
from emulator.wati.state import WatiState
from emulator.wati.v3 import asked, schema, scope
from emulator.wati.v3.endpoint import endpoint, ok

OF_STATISTICS = {"links": "recipients", "processing": "pending", "open": "read"}
"""What the overview calls otherwise than the statistics of one campaign."""


@endpoint(
    "GET",
    "broadcasts/overview",
    query=object_of(
        {
            "channel": schema.TEXT,
            "date_from": schema.RFC_3339,
            "date_to": schema.RFC_3339,
            "search_string": schema.TEXT,
        },
        *("date_from", "date_to"),
        more=True,
    ),
    reply=schema.OVERVIEW,
    scopes=scope.OVERVIEW_READ,
    source="the vendor's OpenAPI; that `links` are recipients, and that the name is searched, is assumed",
)
def v3_get_overview(request: Request, state: WatiState) -> Reply:
    """By the moment for which a campaign was planned; without a channel those of the account's own number."""
    since, until = asked.span(request, state)
    assert since is not None, "it is required"
    assert until is not None, "it is required"
    channel = asked.channel(state, request.args.get("channel", ""))
    text = request.args.get("search_string", "").casefold()
    found = (
        row
        for row in state.broadcasts
        if row.channel == channel and since <= row.scheduled_at <= until and text in row.name.casefold()
    )
    counted = broadcast.statistics(state, found)
    return ok(state, {f"total_{name}": counted.get(OF_STATISTICS.get(name, name), 0) for name in schema.COUNTED})
