"""Delete Records: up to 100 records at once, by `ids`.

Example: DELETE /crm/v8/Leads?ids=415086800000000001 => 400
Example: DELETE /crm/v8/Leads => 400
"""

from __future__ import annotations

from typing import Any

from emulator.kernel.http import Reply
from emulator.zoho import call, parameter, schemas_records, write
from emulator.zoho.api import ZOHO
from emulator.zoho.refused import INVALID_ID
from emulator.zoho.schemas import error
from emulator.zoho.scope import of_module

REPLIES = {
    200: schemas_records.rows(schemas_records.DELETED),
    202: schemas_records.rows(error("INVALID_DATA")),
    207: schemas_records.rows(schemas_records.DELETED, "INVALID_DATA"),
    400: schemas_records.either(schemas_records.ID_ERRORS, schemas_records.rows(error("INVALID_DATA"))),
    **schemas_records.COMMON,
}


@ZOHO.operation(
    "DELETE",
    "/crm/{version}/{module}",
    scopes=(of_module("DELETE"),),
    query={
        "type": "object",
        "properties": {
            "ids": schemas_records.LIST_ASKED["properties"]["ids"],
            "wf_trigger": schemas_records.ASKED_FLAG,
        },
        "required": ["ids"],
    },
    replies=REPLIES,
    evidence="documented",
    source="zoho.com CRM v7 delete-records; zoho/crm-oas record.json, notes.json",
)
@call.answered
def delete_records(asked: call.Call) -> Reply:
    """The notes of a record go with it. An id that no record has is a result of its own."""
    ids = parameter.ids(asked.request.args)
    parameter.flag(asked.request.args, "wf_trigger", "true")
    return call.results(asked, call.each(asked, ids, lambda number, one: deleted(asked, one)), 200)


def deleted(asked: call.Call, record_id: str) -> dict[str, Any]:
    """Source of the message for notes: the vendor's OpenAPI."""
    message = "record not deleted" if asked.module.api_name == "Notes" else INVALID_ID
    write.delete(asked, write.found(asked, record_id, message=message))
    return call.success("record deleted", {"id": record_id})
