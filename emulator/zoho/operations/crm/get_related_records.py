"""Get Related Records: what belongs to a record, such as the contacts of an account.

Example: GET /crm/v8/Accounts/415086800000000001/Contacts?fields=Last_Name => 400
Example: GET /crm/v8/Accounts/415086800000000001/Nothing?fields=Last_Name => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply
from emulator.zoho import parameter, record_page, related, schemas_records
from emulator.zoho.api import ZOHO
from emulator.zoho.call import Call, answered, not_for_notes
from emulator.zoho.refused import INVALID_ID, refuse
from emulator.zoho.scope import of_module

REPLIES = {
    200: schemas_records.RECORDS,
    204: None,
    400: schemas_records.READ_ERRORS,
    **schemas_records.COMMON,
}


@ZOHO.operation(
    "GET",
    "/crm/{version}/{module}/{id}/{related_list}",
    scopes=(of_module("READ"),),
    query={"type": "object", "properties": schemas_records.PAGE_ASKED},
    replies=REPLIES,
    evidence="documented",
    source="zoho.com CRM v7 get-related-records; which lists there are: see related.py",
)
@answered
def get_related_records(call: Call) -> Reply:
    """204 where nothing belongs to it. An unknown record or list is 400 INVALID_DATA."""
    return listed(call, call.request.params["related_list"])


def listed(call: Call, name: str) -> Reply:
    not_for_notes(call)
    record_id = parameter.record_id(call.request)
    found = related.named(call.module, name, call.state)
    if found is None:
        lists = ", ".join(one.api_name for one in related.lists_of(call.module, call.state))
        told = f"{call.module.api_name} have the related lists {lists}"
        refuse(400, "INVALID_DATA", "the relation name given seems to be invalid", told, resource_path_index=2)
    if call.state.records[call.module.api_name].get(record_id) is None:
        refuse(400, "INVALID_DATA", INVALID_ID, resource_path_index=1)
    page = record_page.asked(call)
    return record_page.reply(call, page, related.records(found, record_id, call.state))
