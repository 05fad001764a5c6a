"""sendSessionFileViaUrl: a file that lies somewhere else, to a customer who wrote within 24 hours.

Example: POST /424242/api/v1/sendSessionFileViaUrl/919876543210?fileUrl=https://files.example/a.jpg&caption=A {} => 200
"""

from __future__ import annotations

import mimetypes
from urllib.parse import urlsplit

from emulator.kernel.http import Reply, Request
from emulator.wati import file, schemas_send, sending
from emulator.wati.api import WATI
from emulator.wati.body import number_of
from emulator.wati.schemas import TEXT
from emulator.wati.state import WatiState


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/sendSessionFileViaUrl/{whatsappNumber}",
    query={
        "type": "object",
        "properties": {
            "fileUrl": {"type": "string", "pattern": "^https?://"},
            "caption": {"type": "string", "maxLength": sending.MAX_CAPTION},
            "channelPhoneNumber": TEXT,
        },
        "required": ["fileUrl"],
    },
    replies={200: schemas_send.FILE_SENT_OR_REFUSED, 400: schemas_send.REFUSED},
    evidence="reported",
    source="docs.wati.io sendSessionFileViaUrl for the query; a client in production; the reply as of sendSessionFile",
    scopes=schemas_send.WRITE_CONVERSATIONS,
)
def send_session_file_via_url(request: Request, state: WatiState) -> Reply:
    """The address becomes the media of the message: nothing is fetched. What it is, its suffix says."""
    address, caption = request.args.get("fileUrl", ""), request.args.get("caption", "")
    kind = kind_at(address)
    if not kind:
        return sending.malformed(state, "fileUrl must be an http or https address.")
    chat = sending.chat_of(state, number_of(request, state), request.args.get("channelPhoneNumber", ""))
    if isinstance(chat, Reply):
        return chat
    if len(caption) > sending.MAX_CAPTION:
        return sending.malformed(state, f"A caption has at most {sending.MAX_CAPTION} characters.")
    row = state.send(chat, caption, kind, {"media": address})
    return sending.file_accepted(state, row, "The sandbox does not fetch fileUrl: the address is the message's media.")


def kind_at(address: str) -> str:
    """The type of the message that the file there becomes; empty where it is no address."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host:
        return ""
    return file.type_of(mimetypes.guess_type(parts.path)[0] or "")
