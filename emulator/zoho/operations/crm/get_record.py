"""Get Record: one record, by its id.

Example: GET /crm/v8/Leads/415086800000000001 => 204
Example: GET /crm/v8/Leads/x => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply
from emulator.zoho import parameter, payloads, record_page, schemas_records
from emulator.zoho.api import ZOHO
from emulator.zoho.assumptions import UNKNOWN_RECORD
from emulator.zoho.call import Call, answered
from emulator.zoho.refused import INVALID_ID, refuse
from emulator.zoho.schemas import TEXT
from emulator.zoho.scope import of_module


@ZOHO.operation(
    "GET",
    "/crm/{version}/{module}/{id}",
    scopes=(of_module("READ"),),
    query={"type": "object", "properties": {"fields": TEXT}},
    replies={
        200: schemas_records.ONE_RECORD,
        204: None,
        304: None,
        400: schemas_records.READ_ERRORS,
        **schemas_records.COMMON,
    },
    evidence="documented",
    source="zoho.com CRM v7 get-records; zoho/crm-oas record.json",
)
@answered
def get_record(call: Call) -> Reply:
    """All fields without `fields`; a lead that was converted is shown too. 304 where it was not modified since."""
    record_id = parameter.record_id(call.request)
    fields = parameter.fields(call.request.args, required=False)
    since = parameter.header_moment(call.request, "If-Modified-Since")
    row = call.state.records[call.module.api_name].get(record_id)
    if row is None:
        if call.state.universe.assumptions.lean(UNKNOWN_RECORD) == "204":
            return payloads.no_content()
        refuse(400, "INVALID_DATA", INVALID_ID, id=record_id)
    if since is not None and row.modified.replace(microsecond=0) <= since:
        return Reply(304)
    shown = payloads.record(row, call.state)
    if call.module.api_name != "Notes" and not call.is_early:
        shown["$has_more"] = {}
    return payloads.ok({"data": [record_page.only(shown, fields)]})
