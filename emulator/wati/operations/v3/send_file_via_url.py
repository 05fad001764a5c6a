"""Send a file message to an active conversation: the file stands under an address.

Example: POST /api/ext/v3/conversations/messages/fileViaUrl {"target": "919876543210", "file_url": "http://test"} => 200
Example: POST /api/ext/v3/conversations/messages/fileViaUrl {"target": "919876543210", "file_url": "a.pdf"} => 400
"""

from __future__ import annotations

import mimetypes
from urllib.parse import urlsplit

from emulator.kernel.http import Reply, Request
from emulator.kernel.json_schema import object_of
from emulator.wati import file
from emulator.wati.state import WatiState
from emulator.wati.v3 import asked, chat, schema, scope
from emulator.wati.v3.endpoint import Refused, endpoint

MAX_ADDRESS = 2048
NOT_FETCHED = "The sandbox does not fetch the file: its address is kept as the media of the message."


@endpoint(
    "POST",
    "conversations/messages/fileViaUrl",
    body=object_of(
        {
            "target": schema.SAID,
            "file_url": {"type": "string", "format": "uri", "maxLength": MAX_ADDRESS},
            "caption": schema.TEXT_OR_NULL,
        },
        *("target", "file_url"),
        more=True,
    ),
    reply=schema.SENT,
    scopes=scope.CONVERSATIONS_WRITE,
    statuses=(400, 404, 409),
    source="the vendor's OpenAPI; what kinds of addresses it takes is assumed",
)
def v3_send_file_via_url(request: Request, state: WatiState) -> Reply:
    """The type of the message goes by the end of the address; nothing is fetched here."""
    found = asked.body(request)
    named, address = asked.text(found, "target"), asked.text(found, "file_url", MAX_ADDRESS)
    caption = asked.optional(found, "caption")
    kind = _kind(address)
    return chat.send(state, chat.conversation(state, named), caption, kind, {"media": address}, NOT_FETCHED)


def _kind(address: str) -> str:
    """Refused where it is no address that a server could fetch."""
    try:
        parts = urlsplit(address)
        fetchable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        fetchable = False
    if not fetchable:
        raise Refused("file_url must be an address that begins with http:// or https://.")
    return file.type_of(mimetypes.guess_type(parts.path)[0] or file.UNKNOWN_TYPE)
