"""Get chatbots of the account, page by page (plan Pro).

Example: GET /api/ext/v3/chatbots?page_number=1&page_size=20 => 200
Example: GET /api/ext/v3/chatbots?page_number=one&page_size=20 => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati.state import WatiState
from emulator.wati.v3 import asked, payload, schema, scope
from emulator.wati.v3.endpoint import endpoint, needs_pro, ok


@endpoint(
    "GET",
    "chatbots",
    query=schema.PAGING,
    reply=schema.CHATBOTS,
    scopes=scope.CHATBOTS_READ,
    statuses=(400, 403),
    source="the vendor's OpenAPI: available in the plan Pro",
)
def v3_get_chatbots(request: Request, state: WatiState) -> Reply:
    """Those that run here, and those that the world has."""
    needs_pro(state)
    page = asked.page(request, state)
    rows = state.chatbots.page(page.start, page.stop)
    return ok(state, {"chatbot_list": [payload.chatbot(row) for row in rows], **page.told()})
