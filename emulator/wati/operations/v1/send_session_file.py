"""sendSessionFile: a file to a customer who wrote within 24 hours.

Example: POST /424242/api/v1/sendSessionFile/919876543210?caption=Hello => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import file, schemas_send, sending
from emulator.wati.api import WATI
from emulator.wati.body import number_of
from emulator.wati.schemas import TEXT, record
from emulator.wati.state import WatiState


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/sendSessionFile/{whatsappNumber}",
    query={
        "type": "object",
        "properties": {
            "caption": {"type": "string", "maxLength": sending.MAX_CAPTION},
            "channelPhoneNumber": TEXT,
        },
    },
    form=record({"file": {"type": "string", "format": "binary"}}),
    replies={200: schemas_send.FILE_SENT_OR_REFUSED, 400: schemas_send.REFUSED},
    evidence="observed",
    source="docs.wati.io sendSessionFile; the id as result was captured; the refusal from the documented members",
    scopes=schemas_send.WRITE_CONVERSATIONS,
)
def send_session_file(request: Request, state: WatiState) -> Reply:
    """A multipart field `file`; the caption stands in the query. It becomes an image, video, audio or document, by its
    content type, and getMedia has it from then on.
    """
    part, caption = request.file("file"), request.args.get("caption", "")
    if part is None:
        return sending.malformed(state, "The body must be multipart/form-data with a field `file` that has a filename.")
    chat = sending.chat_of(state, number_of(request, state), request.args.get("channelPhoneNumber", ""))
    if isinstance(chat, Reply):
        return chat
    if len(caption) > sending.MAX_CAPTION:
        return sending.malformed(state, f"A caption has at most {sending.MAX_CAPTION} characters.")
    try:
        kept = file.keep(state, part.file_name or "", part.content_type, part.content)
    except ValueError as error:
        return sending.malformed(state, str(error))
    row = state.send(chat, caption, file.type_of(kept.content_type), {"media": kept.path})
    return sending.file_accepted(state, row)
