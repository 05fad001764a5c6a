"""Update conversation status: open, solved, pending or block.

Example: PUT /api/ext/v3/conversations/919876543210/status {"new_status": "solved"} => 200
Example: PUT /api/ext/v3/conversations/919876543210/status {"new_status": "closed"} => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.kernel.json_schema import object_of
from emulator.wati.state import WatiState
from emulator.wati.v3 import asked, chat, schema, scope
from emulator.wati.v3.endpoint import Refused, endpoint, ok

STATUSES = {"open": "OPEN", "solved": "SOLVED", "pending": "PENDING", "block": "BLOCKED"}


@endpoint(
    "PUT",
    "conversations/{target}/status",
    body=object_of({"new_status": {"enum": list(STATUSES)}}, "new_status", more=True),
    reply=schema.RESULT,
    scopes=scope.CONVERSATIONS_WRITE,
    statuses=(400, 404, 409),
    source="the vendor's OpenAPI and docs.wati.io; 409 from docs.wati.io",
)
def v3_update_status(request: Request, state: WatiState) -> Reply:
    """In lower case, as documented."""
    status = STATUSES.get(asked.text(asked.body(request), "new_status"))
    if status is None:
        raise Refused(f"new_status must be {', '.join(STATUSES)}.")
    state.set_status(chat.conversation(state, request.params["target"]), status)
    return ok(state, {"result": True})
