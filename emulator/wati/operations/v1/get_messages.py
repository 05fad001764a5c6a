"""getMessages: a contact's conversation, newest first, messages mixed with ticket lines.

Example: GET /424242/api/v1/getMessages/919876543210?pageSize=100 => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import errors, payloads, schemas
from emulator.wati.api import WATI
from emulator.wati.assumptions import UNKNOWN_CONTACT
from emulator.wati.body import number_of
from emulator.wati.state import WatiState


@WATI.operation(
    "GET",
    "/{tenantId}/api/v1/getMessages/{whatsappNumber}",
    query={"type": "object", "properties": schemas.PAGING},
    replies={200: schemas.or_failure(schemas.MESSAGES)},
    evidence="observed",
    source="docs.wati.io getMessages; items and paging captured",
)
def get_messages(request: Request, state: WatiState) -> Reply:
    """`messages` and `ticket` lines; a number that never chatted has none."""
    contact = state.contact(number_of(request, state))
    if contact is None and state.universe.assumptions.lean(UNKNOWN_CONTACT) == "invalid_contact":
        return errors.failed(state, "Invalid Contact")
    conversation = contact and state.conversation(contact)
    rows = state.history.find("conversation_id", conversation.id) if conversation else []
    path = f"getMessages/{request.params['whatsappNumber']}"
    page, size, shown = payloads.paged(rows[::-1], request.args)
    return payloads.ok(
        {
            "result": "success",
            "messages": {
                "items": [payloads.history_item(row, state) for row in shown],
                "pageNumber": page,
                "pageSize": size,
                "convCount": 0,
                "total": len(rows),
                "grandTotal": 0,
                "orderBy": None,
                "lastId": None,
                "sortBy": 0,
                "filters": None,
                "allowFilters": None,
                "search": None,
            },
            "link": payloads.link(state, path, request.args, page, size, len(rows)),
        }
    )
