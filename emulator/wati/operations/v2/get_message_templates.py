"""getMessageTemplates of v2: the account's templates, by name and business account, in pages.

Example: GET /424242/api/v2/getMessageTemplates?pageSize=10&pageNumber=1&name=order => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import numbers, schemas, schemas_template, template_account
from emulator.wati.api import WATI
from emulator.wati.state import WatiState


@WATI.operation(
    "GET",
    "/{tenantId}/api/v2/getMessageTemplates",
    query={"type": "object", "properties": {**schemas.PAGING, "name": schemas.TEXT, "wabaId": schemas.TEXT}},
    replies={200: schemas_template.TEMPLATE_LIST},
    evidence="reported",
    source="the query from a client, after the documentation; the reply as of v1",
    scopes=schemas_template.READ_V2,
)
def v2_get_message_templates(request: Request, state: WatiState) -> Reply:
    """`name` is any part of the name, in any case (assumed); another business account has none."""
    name, waba = request.args.get("name", "").casefold(), request.args.get("wabaId", "")
    is_ours = waba in ("", numbers.waba_id(state))
    rows = [row for row in state.templates if is_ours and row.status != "DELETED" and name in row.name.casefold()]
    return template_account.page(request, state, rows, "v2")
