"""Fields metadata: what a module's records are made of; Zoho's SDKs ask before their first search.

Example: GET /crm/v8/settings/fields?module=Leads => 200
Example: GET /crm/v8/settings/fields => 400
"""

from __future__ import annotations

from typing import Any

from emulator.kernel.http import Reply, Request
from emulator.zoho import payloads, schemas
from emulator.zoho.api import ZOHO
from emulator.zoho.field import Field
from emulator.zoho.state import ZohoState


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
    """Standard fields of the module, and every custom field that a record of the world has."""
    module = request.args.get("module", "")
    if not module:
        message = "One of the expected parameter is missing"
        return payloads.error(400, "REQUIRED_PARAM_MISSING", message, param_name="module")
    found = state.modules.get(module)
    if found is None:
        message = "The module name given seems to be invalid"
        return payloads.error(400, "INVALID_MODULE", message, param_name="module")
    known = {field.api_name for field in found.fields}
    others = dict.fromkeys(name for row in state.records[module] for name in row.fields if name not in known)
    fields = [*found.fields, *(Field(name, custom=True) for name in others)]
    return payloads.ok({"fields": [_field(number, field) for number, field in enumerate(fields, 1)]})


def _field(number: int, field: Field) -> dict[str, Any]:
    is_object = field.data_type in ("ownerlookup", "lookup", "layout")
    return {
        "api_name": field.api_name,
        "data_type": field.data_type,
        "id": f"41508680000000{number:05d}",
        "field_label": field.label,
        "json_type": "jsonobject" if is_object else "string",
        "custom_field": field.custom,
        "visible": True,
        "read_only": field.read_only,
        "system_mandatory": field.mandatory,
        "length": field.length or 120,
    }
