"""Get message templates of the account, page by page.

Example: GET /api/ext/v3/messageTemplates?page_number=1&page_size=20 => 200
Example: GET /api/ext/v3/messageTemplates?page_number=1&page_size=101 => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati.state import WatiState
from emulator.wati.v3 import asked, payload, schema, scope
from emulator.wati.v3.endpoint import endpoint, ok


@endpoint(
    "GET",
    "messageTemplates",
    query=schema.PAGING_OF_CHANNEL,
    reply=schema.TEMPLATES,
    scopes=scope.TEMPLATES_READ,
    source="the vendor's OpenAPI",
)
def v3_get_templates(request: Request, state: WatiState) -> Reply:
    """`channel` must exist; here all of them share the account's templates. Deleted ones are not listed (assumed)."""
    page = asked.page(request, state)
    asked.channel(state, request.args.get("channel", ""))
    rows = [row for row in state.templates if row.status != "DELETED"]
    shown = [payload.message_template(row, state) for row in rows[page.start : page.stop]]
    return ok(state, {"templates": shown, **page.told(), "total": len(rows)})
