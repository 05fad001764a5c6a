"""chatbots: the account's chatbots.

Example: GET /424242/api/v1/chatbots => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import payloads, plan, schemas
from emulator.wati.api import WATI
from emulator.wati.state import WatiState

CHATBOT = schemas.record({"id": schemas.OBJECT_ID, "name": schemas.TEXT, "created": schemas.MOMENT})


@WATI.operation(
    "GET",
    "/{tenantId}/api/v1/chatbots",
    replies={200: {"type": "array", "items": CHATBOT}, 403: None},
    evidence="documented",
    source="docs.wati.io getChatbots (an array of id, name and created; plan; scopes)",
    scopes=(("api", "chatbots:read"),),
)
def chatbots(request: Request, state: WatiState) -> Reply:
    """Those that run here: the server enters them under the ids of their exports."""
    return plan.lacking(request, state, "pro") or payloads.ok(
        [{"id": row.id, "name": row.name, "created": payloads.moment(row.created)} for row in state.chatbots]
    )
