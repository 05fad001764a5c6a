"""Create Notes of a Record: up to 100, written to the record of the path.

Example: POST /crm/v8/Leads/415086800000000001/Notes {"data":[{"Note_Content":"Called."}]} => 400
"""

from __future__ import annotations

from dataclasses import replace

from emulator.kernel.http import Reply
from emulator.zoho import body, call, parameter, schemas_records
from emulator.zoho.api import ZOHO
from emulator.zoho.operations.crm.create_records import created, made
from emulator.zoho.refused import INVALID_ID, refuse
from emulator.zoho.scope import of_module, of_notes


@ZOHO.operation(
    "POST",
    "/crm/{version}/{module}/{id}/Notes",
    scopes=(of_module("CREATE", "WRITE"), of_notes("CREATE", "WRITE")),
    body=schemas_records.ROWS_SENT,
    replies=schemas_records.of_write(schemas_records.ADDED, 200, 201),
    evidence="documented",
    source="zoho.com CRM v7 create-notes; zoho/crm-oas notes.json",
)
@call.answered
def create_notes_of_record(asked: call.Call) -> Reply:
    """A `Parent_Id` in the row does not count."""
    call.not_for_notes(asked)
    record_id = parameter.record_id(asked.request)
    if asked.state.records[asked.module.api_name].get(record_id) is None:
        refuse(400, "INVALID_DATA", INVALID_ID, resource_path_index=1)
    rows = body.rows(body.read(asked.request))
    notes = replace(asked, module=asked.state.modules["Notes"])
    return created(notes, call.each(notes, rows, lambda number, row: made(notes, row, Parent_Id=record_id)))
