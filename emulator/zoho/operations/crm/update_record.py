"""Update Record: one record, by the id of the path.

Example: PUT /crm/v8/Leads/415086800000000001 {"data":[{"Company":"New"}]} => 400
"""

from __future__ import annotations

from typing import Any

from emulator.kernel.http import Reply
from emulator.zoho import body, call, parameter, schemas_records, write
from emulator.zoho.api import ZOHO
from emulator.zoho.scope import of_module


@ZOHO.operation(
    "PUT",
    "/crm/{version}/{module}/{id}",
    scopes=(of_module("UPDATE", "WRITE"),),
    body=schemas_records.ONE_ROW_SENT,
    replies=schemas_records.of_write(schemas_records.UPDATED, 200),
    evidence="documented",
    source="zoho.com CRM v7 update-records; zoho/crm-oas record.json, notes.json",
)
@call.answered
def update_record(asked: call.Call) -> Reply:
    """An `id` in the row does not count. 412 where the record was changed after If-Unmodified-Since."""
    record_id = parameter.record_id(asked.request)
    rows = body.rows(body.read(asked.request), most=1)

    def changed(number: int, row: Any) -> dict[str, Any]:
        old = write.found(asked, record_id)
        return call.success("record updated", call.written(asked, write.change(asked, old, row)))

    return call.results(asked, call.each(asked, rows, changed), 200)
