"""Update Records: up to 100 records at once, by the `id` of each row.

Example: PUT /crm/v8/Leads {"data":[{"id":"415086800000000001","Company":"New"}]} => 400
Example: PUT /crm/v8/Leads {"data":[{"Company":"New"}]} => 400
"""

from __future__ import annotations

from typing import Any

from emulator.kernel.http import Reply
from emulator.zoho import body, call, schemas_records, write
from emulator.zoho.api import ZOHO
from emulator.zoho.refused import RowRefused
from emulator.zoho.scope import of_module


@ZOHO.operation(
    "PUT",
    "/crm/{version}/{module}",
    scopes=(of_module("UPDATE", "WRITE"),),
    body=schemas_records.ROWS_SENT,
    replies=schemas_records.of_write(schemas_records.UPDATED, 200),
    evidence="documented",
    source="zoho.com CRM v7 update-records; zoho/crm-oas record.json, notes.json",
)
@call.answered
def update_records(asked: call.Call) -> Reply:
    """A field that is not sent stays as it is, null empties it. 412 where all changed since If-Unmodified-Since."""
    rows = body.rows(body.read(asked.request))
    return call.results(asked, call.each(asked, rows, lambda number, row: _changed(asked, row)), 200)


def _changed(asked: call.Call, row: Any) -> dict[str, Any]:
    if isinstance(row, dict) and row.get("id") is None:
        raise RowRefused("MANDATORY_NOT_FOUND", "required field not found", "id", api_name="id")
    old = write.found(asked, row.get("id") if isinstance(row, dict) else None, "id")
    return call.success("record updated", call.written(asked, write.change(asked, old, row)))
