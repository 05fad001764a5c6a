"""Delete Record: one record, by the id of the path.

Example: DELETE /crm/v8/Leads/415086800000000001 => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply
from emulator.zoho import call, parameter, schemas_records
from emulator.zoho.api import ZOHO
from emulator.zoho.operations.crm.delete_records import REPLIES, deleted
from emulator.zoho.scope import of_module


@ZOHO.operation(
    "DELETE",
    "/crm/{version}/{module}/{id}",
    scopes=(of_module("DELETE"),),
    query={"type": "object", "properties": {"wf_trigger": schemas_records.ASKED_FLAG}},
    replies=REPLIES,
    evidence="documented",
    source="zoho.com CRM v7 delete-records; zoho/crm-oas record.json, notes.json",
)
@call.answered
def delete_record(asked: call.Call) -> Reply:
    """The notes of the record go with it. `wf_trigger` is for workflows, which are not here."""
    record_id = parameter.record_id(asked.request)
    parameter.flag(asked.request.args, "wf_trigger", "true")
    return call.results(asked, call.each(asked, [record_id], lambda number, one: deleted(asked, one)), 200)
