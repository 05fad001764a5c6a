"""Fields metadata: what a module's records are made of; Zoho's SDKs ask before their first search.

Example: GET /crm/v8/settings/fields?module=Leads => 200
Example: GET /crm/v8/settings/fields => 400
"""

from __future__ import annotations

from typing import Any

from emulator.kernel.http import Reply, Request
from emulator.zoho import payloads, schemas
from emulator.zoho.api import ZOHO
from emulator.zoho.state import ZohoState

SPECIAL_TYPES = {
    "Owner": "ownerlookup", "Created_By": "ownerlookup", "Modified_By": "ownerlookup",
    "Created_Time": "datetime", "Modified_Time": "datetime", "Last_Activity_Time": "datetime",
    "Unsubscribed_Time": "datetime", "Lead_Conversion_Time": "datetime", "Email": "email", "Secondary_Email": "email",
    "Phone": "phone", "Mobile": "phone", "Fax": "phone", "Website": "website", "Annual_Revenue": "currency",
    "No_of_Employees": "integer", "Email_Opt_Out": "boolean", "Locked__s": "boolean", "Description": "textarea",
    "Salutation": "picklist", "Lead_Status": "picklist", "Lead_Source": "picklist", "Industry": "picklist",
    "Rating": "picklist", "Record_Image": "profileimage", "Layout": "layout", "Tag": "text",
    "Converted_Account": "lookup", "Converted_Contact": "lookup", "Converted_Deal": "lookup",
}  # fmt: skip


@ZOHO.operation(
    "GET",
    "/crm/{version}/settings/fields",
    scopes=(
        (
            "ZohoCRM.settings.ALL",
            "ZohoCRM.settings.READ",
            "ZohoCRM.settings.fields.ALL",
            "ZohoCRM.settings.fields.READ",
        ),
    ),
    replies={
        200: schemas.FIELDS,
        400: schemas.error("REQUIRED_PARAM_MISSING", "INVALID_MODULE"),
        401: schemas.UNAUTHORIZED,
        404: schemas.NOT_FOUND,
    },
    evidence="documented",
    source="zoho.com CRM v8 field-meta; the least that Zoho's SDKs need of it was captured",
)
def get_fields(request: Request, state: ZohoState) -> Reply:
    """Standard fields of Leads, and every custom field that a lead of the world has."""
    module = request.args.get("module", "")
    if not module:
        message = "One of the expected parameter is missing"
        return payloads.error(400, "REQUIRED_PARAM_MISSING", message, param_name="module")
    if module != "Leads":
        message = "The module name given seems to be invalid"
        return payloads.error(400, "INVALID_MODULE", message, param_name="module")
    standard = [*payloads.EMPTY_LEAD, "Owner", "Created_By", "Created_Time", "Modified_By", "Modified_Time"]
    custom = dict.fromkeys(name for lead in state.leads for name in lead.fields if name not in standard)
    fields = [_field(number, name, name in custom) for number, name in enumerate([*standard, *custom], 1)]
    return payloads.ok({"fields": fields})


def _field(number: int, name: str, custom: bool) -> dict[str, Any]:
    return {
        "api_name": name,
        "data_type": SPECIAL_TYPES.get(name, "text"),
        "id": f"41508680000000{number:05d}",
        "field_label": name.removesuffix("__s").replace("_", " "),
        "json_type": "jsonobject" if SPECIAL_TYPES.get(name) in ("ownerlookup", "lookup", "layout") else "string",
        "custom_field": custom,
        "visible": True,
        "read_only": name in ("Created_By", "Created_Time", "Modified_By", "Modified_Time"),
        "system_mandatory": name == "Last_Name",
        "length": 120,
    }
