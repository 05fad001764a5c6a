"""getMessageTemplates: the account's templates, in pages.

Example: GET /424242/api/v1/getMessageTemplates?pageSize=10&pageNumber=1 => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import schemas, schemas_template, sending, template_account
from emulator.wati.api import WATI
from emulator.wati.state import WatiState


@WATI.operation(
    "GET",
    "/{tenantId}/api/v1/getMessageTemplates",
    query={"type": "object", "properties": {**schemas.PAGING, "channelPhoneNumber": schemas.TEXT}},
    replies={200: schemas.or_failure(schemas_template.TEMPLATE_LIST), 400: schemas.FAILURE},
    evidence="reported",
    source="docs.wati.io getMessageTemplates; field names from the documentation and four clients",
    scopes=schemas_template.READ,
)
def get_message_templates(request: Request, state: WatiState) -> Reply:
    """In the order in which they were made; those that were deleted are not there. All numbers of the account share
    them.
    """
    channel = request.args.get("channelPhoneNumber", "")
    if sending.channel_of(state, channel) is None:
        return sending.malformed(state, sending.unknown_channel(state, channel))
    rows = [row for row in state.templates if row.status != "DELETED"]
    return template_account.page(request, state, rows, "v1")
