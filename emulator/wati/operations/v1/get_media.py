"""getMedia: the bytes of a photo, a recording or a document that went through the account.

Example: GET /424242/api/v1/getMedia?fileName=data/images/00000000-0000-4000-8000-000000000000.jpg => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import media, schemas
from emulator.wati.api import WATI
from emulator.wati.file import UNKNOWN_TYPE
from emulator.wati.state import WatiState


@WATI.operation(
    "GET",
    "/{tenantId}/api/v1/getMedia",
    query={"type": "object", "properties": {"fileName": schemas.SOME_TEXT}, "required": ["fileName"]},
    produces=UNKNOWN_TYPE,
    replies={200: schemas.FAILURE, 400: schemas.FAILURE, 404: schemas.FAILURE},
    evidence="observed",
    source="docs.wati.io getMedia (the file name is the whole path; scopes); raw bytes were captured, the failure is "
    "assumed",
    scopes=(("api", "media:get", "wati_integration:read"),),
)
def get_media(request: Request, state: WatiState) -> Reply:
    """With the content type that the file came with."""
    return media.reply(state, request.args.get("fileName", ""))
