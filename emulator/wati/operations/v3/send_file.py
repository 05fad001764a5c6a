"""Send a file message to an active conversation: the file comes with the request.

Example: POST /api/ext/v3/conversations/messages/file {"target": "919876543210"} => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.kernel.json_schema import object_of
from emulator.wati import file
from emulator.wati.state import WatiState
from emulator.wati.v3 import asked, chat, schema, scope
from emulator.wati.v3.endpoint import Refused, endpoint


@endpoint(
    "POST",
    "conversations/messages/file",
    form=object_of(
        {"target": schema.SAID, "file": {"type": "string", "format": "binary"}, "caption": schema.TEXT},
        *("target", "file"),
        more=True,
    ),
    reply=schema.SENT,
    scopes=scope.CONVERSATIONS_WRITE,
    statuses=(400, 404, 409),
    source="the vendor's OpenAPI; bounds of files are WhatsApp's",
)
def v3_send_file(request: Request, state: WatiState) -> Reply:
    """multipart/form-data with `target`, `file` and perhaps `caption`. The type of the message is the file's."""
    fields, part = request.form(), request.file("file")
    named = asked.text(fields, "target")
    if part is None:
        raise Refused("file is required.", "Send multipart/form-data; the part called file needs a file name.")
    conversation = chat.conversation(state, named)
    chat.must_be_open(state, conversation)
    try:
        kept = file.keep(state, part.file_name or "", part.content_type, part.content)
    except ValueError as why:
        raise Refused(f"The file cannot be sent: {why}.") from None
    kind, caption = file.type_of(kept.content_type), fields.get("caption", "")
    return chat.send(state, conversation, caption, kind, {"media": kept.path})
