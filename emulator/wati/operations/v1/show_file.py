"""showFile: the bytes of a file, at the address that webhooks name.

Example: GET /424242/api/file/showFile?fileName=data/images/00000000-0000-4000-8000-000000000000.jpg => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import media, schemas
from emulator.wati.api import WATI
from emulator.wati.file import UNKNOWN_TYPE
from emulator.wati.state import WatiState


@WATI.operation(
    "GET",
    "/{tenantId}/api/file/showFile",
    query={"type": "object", "properties": {"fileName": schemas.SOME_TEXT}, "required": ["fileName"]},
    produces=UNKNOWN_TYPE,
    replies={200: schemas.FAILURE, 400: schemas.FAILURE, 404: schemas.FAILURE},
    evidence="observed",
    source="the address, and 401 without a bearer token, were captured in live webhooks; the failure is assumed",
)
def show_file(request: Request, state: WatiState) -> Reply:
    """It takes the bearer token as every other operation does."""
    return media.reply(state, request.args.get("fileName", ""))
