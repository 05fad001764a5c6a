"""Get contacts: the account's contacts, page by page.

Example: GET /api/ext/v3/contacts?page_number=1&page_size=20 => 200
Example: GET /api/ext/v3/contacts?page_number=0&page_size=20 => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati.state import WatiState
from emulator.wati.v3 import asked, payload, schema, scope
from emulator.wati.v3.endpoint import endpoint, ok


@endpoint(
    "GET",
    "contacts",
    query=schema.PAGING,
    reply=schema.CONTACTS,
    scopes=scope.CONTACTS_READ,
    source="the vendor's OpenAPI; pageSize and pageNumber from its own n8n node",
)
def v3_get_contacts(request: Request, state: WatiState) -> Reply:
    """In the order in which they were added (assumed). There is no total: a short page is the last one."""
    page = asked.page(request, state)
    rows = state.contacts.page(page.start, page.stop)
    return ok(state, {"contact_list": [payload.contact(row, state) for row in rows], **page.told()})
