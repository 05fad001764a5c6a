"""Convert Lead: makes a contact, an account and, if asked for, a deal of a lead.

Example: POST /crm/v8/Leads/415086800000000001/actions/convert {"data":[{"overwrite":false}]} => 400
"""

from __future__ import annotations

from typing import Any

from emulator.kernel.http import Reply, Request
from emulator.zoho import body, call, convert, parameter, payloads, schemas_records, write
from emulator.zoho.api import ZOHO
from emulator.zoho.assumptions import CONVERT_REPLY_FROM
from emulator.zoho.refused import Refused
from emulator.zoho.rows import Record
from emulator.zoho.schemas import ID, TEXT_OR_NULL, error, record
from emulator.zoho.schemas_records import WRITE_ERRORS, either, result, rows
from emulator.zoho.state import ZohoState

ERRORS = ("INVALID_DATA", "MANDATORY_NOT_FOUND", "DUPLICATE_DATA", "ID_ALREADY_CONVERTED")
MADE = record({"name": TEXT_OR_NULL, "id": ID})
CONVERTED = result(
    record({"Contacts": MADE, "Accounts": MADE, "Deals": MADE}, "Accounts", "Deals"),
    "The record has been converted successfully",
)
ID_OR_NULL = {"anyOf": [ID, {"type": "null"}]}
EARLY = record({"Contacts": ID, "Accounts": ID_OR_NULL, "Deals": ID_OR_NULL})


@ZOHO.operation(
    "POST",
    "/crm/{version}/Leads/{id}/actions/convert",
    scopes=(
        tuple(
            f"ZohoCRM.modules.{name}" for name in ("ALL", "CREATE", "WRITE", "leads.ALL", "leads.CREATE", "leads.WRITE")
        ),
    ),
    body=schemas_records.ONE_ROW_SENT,
    replies={
        200: rows({"anyOf": [CONVERTED, EARLY]}),
        202: rows(error(*ERRORS)),
        400: either(WRITE_ERRORS, rows(error(*ERRORS))),
        **schemas_records.COMMON,
    },
    evidence="documented",
    source="zoho.com CRM v7 convert-lead; replies of v2.1 and v6 as Zoho's SDKs read them. That v2 says null of "
    "what was not made is assumed",
)
def convert_lead(request: Request, state: ZohoState) -> Reply:
    """Who has the lead's e-mail address, company or name already is joined; nobody is told by e-mail here. A lead is
    converted once: then it is found only with `converted=true`, and cannot be changed.
    """
    request.params = {**request.params, "module": "Leads"}
    try:
        asked = call.of(request, state)
        record_id = parameter.record_id(request)
        sent = body.rows(body.read(request), most=1)
    except Refused as refusal:
        return refusal.reply

    def converted(number: int, row: Any) -> dict[str, Any]:
        lead = write.found(asked, record_id)
        made = convert.carry_out(asked, lead, convert.planned(asked, lead, row))
        return _told(asked, {"Contacts": made.contact, "Accounts": made.account, "Deals": made.deal})

    results = call.each(asked, sent, converted)
    if parameter.since(request, state, CONVERT_REPLY_FROM) or results[0]["status"] == "error":
        return call.results(asked, results, 200)
    made = results[0]["details"]
    ids = {name: made[name]["id"] if name in made else None for name in ("Contacts", "Accounts", "Deals")}
    return payloads.ok({"data": [ids]})


def _told(asked: call.Call, made: dict[str, Record | None]) -> dict[str, Any]:
    details = {name: {"name": payloads.name_of(row, asked.state), "id": row.id} for name, row in made.items() if row}
    return call.success("The record has been converted successfully", details)
