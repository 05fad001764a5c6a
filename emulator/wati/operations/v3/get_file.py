"""Get a media file by message id.

Example: GET /api/ext/v3/conversations/messages/file/66aa00bb11cc22dd33ee4499 => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import file, payloads
from emulator.wati.rows import HistoryItem
from emulator.wati.state import WatiState
from emulator.wati.v3 import scope
from emulator.wati.v3.endpoint import endpoint, unknown

OCTETS = file.UNKNOWN_TYPE


@endpoint(
    "GET",
    "conversations/messages/file/{message_id}",
    reply={"type": "string", "format": "binary"},
    produces=OCTETS,
    scopes=scope.FILES_READ,
    statuses=(400, 404),
    source="the vendor's OpenAPI",
)
def v3_get_file(request: Request, state: WatiState) -> Reply:
    """The bytes as they were sent. The id is Wati's, not WhatsApp's."""
    message_id = request.params["message_id"]
    row = state.history.get(message_id)
    kept = file.found(state, payloads.media(row)) if row else None
    if kept is None:
        raise unknown(state, "The media file does not exist.", _why(state, message_id, row))
    return Reply(200, headers={"Content-Type": OCTETS}, raw=file.bytes_of(kept))


def _why(state: WatiState, message_id: str, row: HistoryItem | None) -> str:
    if row is not None:
        address = payloads.media(row)
        return f"The sandbox does not fetch {address}." if address else "That message has no file."
    same = state.history.first("whatsapp_message_id", message_id)
    return f"That is WhatsApp's id: Wati's is {same.id}." if same else "No message has this id."
