"""Upsert Records: changes the record that has the same unique value, or makes one.

Example: POST /crm/v8/Leads/upsert {"data":[{"Last_Name":"New","Email":"new@example.com"}]} => 201
Example: POST /crm/v8/Leads/upsert {"data":[{"Email":"new@example.com"}]} => 400
"""

from __future__ import annotations

from typing import Any

from emulator.kernel.http import Reply
from emulator.zoho import body, call, duplicates, schemas_records, write
from emulator.zoho.api import ZOHO
from emulator.zoho.scope import of_module


@ZOHO.operation(
    "POST",
    "/crm/{version}/{module}/upsert",
    scopes=(of_module("CREATE", "WRITE"),),
    body=schemas_records.ROWS_SENT,
    replies=schemas_records.of_write(schemas_records.UPSERTED, 200, 201),
    evidence="documented",
    source="zoho.com CRM v7 upsert-records; zoho/crm-oas record.json. 201 only where every row was inserted is assumed",
)
@call.answered
def upsert_records(asked: call.Call) -> Reply:
    """Found is who has the same value in the module's own field (Email of leads) or in a unique one, in the order of
    `duplicate_check_fields`. Rows that come later find what earlier ones made.
    """
    call.not_for_notes(asked)
    sent = body.read(asked.request)
    rows, order = body.rows(sent), body.texts(sent, "duplicate_check_fields")
    results = call.each(asked, rows, lambda number, row: _upserted(asked, row, order))
    inserted = all(row.get("action") == "insert" for row in results)
    return call.results(asked, results, 201 if inserted else 200)


def _upserted(asked: call.Call, row: Any, order: list[str]) -> dict[str, Any]:
    accepted = write.accepted(asked, row)
    found = duplicates.matched(asked, accepted.fields, order)
    if found is None:
        details = call.written(asked, write.create(asked, accepted))
        return call.success("record added", details, duplicate_field=None, action="insert")
    old, name = found
    details = call.written(asked, write.change(asked, old, row))
    return call.success("record updated", details, duplicate_field=name, action="update")
