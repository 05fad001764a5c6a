"""Insert Records: up to 100 records at once, each with a result of its own.

Example: POST /crm/v8/Leads {"data":[{"Last_Name":"New","Phone":"+1 555 010 0177"}]} => 201
Example: POST /crm/v8/Leads {"data":[{"Company":"New"}]} => 400
Example: POST /crm/v2/Leads {"data":[{"Company":"New"}]} => 202
Example: POST /crm/v8/Leads {"data":[{"Last_Name":"New"},{"Company":"New"}]} => 207
"""

from __future__ import annotations

from typing import Any

from emulator.kernel.http import Reply
from emulator.zoho import body, call, schemas_records, write
from emulator.zoho.api import ZOHO
from emulator.zoho.assumptions import NOTE_STATUSES
from emulator.zoho.scope import of_module


@ZOHO.operation(
    "POST",
    "/crm/{version}/{module}",
    scopes=(of_module("CREATE", "WRITE"),),
    body=schemas_records.ROWS_SENT,
    replies=schemas_records.of_write(schemas_records.ADDED, 201, 200),
    evidence="documented",
    source="zoho.com CRM v7 insert-records; zoho/crm-oas record.json, notes.json; rows of errors were captured",
)
@call.answered
def create_records(asked: call.Call) -> Reply:
    """Who made them is the user of the token, who owns those that name no owner. No workflow runs, whatever `trigger`
    says. Notes have statuses of their own.
    """
    rows = body.rows(body.read(asked.request))
    return created(asked, call.each(asked, rows, lambda number, row: made(asked, row)))


def made(asked: call.Call, row: Any, **fields: Any) -> dict[str, Any]:
    """The result of a row; `fields` are set by the path."""
    accepted = write.accepted(asked, row, tuple(fields))
    accepted.fields.update(fields)
    details = call.written(asked, write.create(asked, accepted))
    approval = {} if asked.is_early or asked.module.api_name == "Notes" else {"$approval_state": "approved"}
    return call.success("record added", {**details, **approval})


def created(asked: call.Call, results: list[dict[str, Any]]) -> Reply:
    if asked.module.api_name == "Notes" and asked.state.universe.assumptions.lean(NOTE_STATUSES) == "openapi":
        return call.results(asked, results, 200, 202)
    return call.results(asked, results, 201)
