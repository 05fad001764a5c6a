"""Schedule template messages: a campaign that goes out at a moment to come.

Example: POST /api/ext/v3/messageTemplates/schedule {"template_name": "t", "scheduled_at": "soon"} => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.kernel.json_schema import object_of
from emulator.wati.state import WatiState
from emulator.wati.v3 import asked, campaign, schema, scope
from emulator.wati.v3.endpoint import endpoint


@endpoint(
    "POST",
    "messageTemplates/schedule",
    body=object_of(
        {**schema.SEND_WANTED, "scheduled_at": schema.RFC_3339},
        *("template_name", "broadcast_name", "scheduled_at", "recipients"),
        more=True,
    ),
    reply=schema.SEND_RESULT,
    scopes=scope.TEMPLATES_SEND,
    source="the vendor's OpenAPI; that a moment that has passed is told with success:false is assumed",
)
def v3_schedule_template_messages(request: Request, state: WatiState) -> Reply:
    """As sending; a moment without a time zone is UTC. It goes out when the account's clock comes there."""
    found = asked.body(request)
    at = asked.moment(found, "scheduled_at")
    return campaign.start(state, campaign.read(state, found), at)
