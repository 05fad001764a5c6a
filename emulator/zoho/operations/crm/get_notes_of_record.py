"""Get Notes of a Record.

Example: GET /crm/v8/Leads/415086800000000001/Notes?fields=Note_Title,Note_Content => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply
from emulator.zoho import schemas_records
from emulator.zoho.api import ZOHO
from emulator.zoho.call import Call, answered
from emulator.zoho.operations.crm.get_related_records import REPLIES, listed
from emulator.zoho.scope import of_module, of_notes


@ZOHO.operation(
    "GET",
    "/crm/{version}/{module}/{id}/Notes",
    scopes=(of_module("READ"), of_notes("READ")),
    query={"type": "object", "properties": schemas_records.PAGE_ASKED},
    replies=REPLIES,
    evidence="documented",
    source="zoho.com CRM v7 get-notes",
)
@answered
def get_notes_of_record(call: Call) -> Reply:
    """The last written first; 204 where there is none."""
    return listed(call, "Notes")
