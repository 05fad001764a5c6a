"""Fields metadata: what a module's records are made of; Zoho's SDKs ask before their first search.

Example: GET /crm/v8/settings/fields?module=Leads => 200
Example: GET /crm/v8/settings/fields?module=Leads&type=unused => 204
Example: GET /crm/v8/settings/fields => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.zoho import metadata, parameter, payloads, schemas, schemas_settings, scope
from emulator.zoho.api import ZOHO
from emulator.zoho.refused import Refused
from emulator.zoho.state import ZohoState


@ZOHO.operation(
    "GET",
    "/crm/{version}/settings/fields",
    scopes=(scope.of_settings("fields"),),
    query=schemas_settings.FIELDS_QUERY,
    replies={
        200: schemas_settings.FIELDS,
        204: None,
        400: schemas.error("REQUIRED_PARAM_MISSING", "INVALID_MODULE", "INVALID_DATA"),
        401: schemas.UNAUTHORIZED,
        404: schemas.NOT_FOUND,
        429: schemas_settings.TOO_MANY,
    },
    evidence="documented",
    source="zoho.com CRM v8 field-meta; zoho/crm-oas fields.json; the least that Zoho's SDKs need of it was captured",
)
def get_fields(request: Request, state: ZohoState) -> Reply:
    """Fields of the module, and every custom field that a record of the world has. None of them is unused."""
    try:
        module = parameter.module_asked(request, state)
        wanted = parameter.one_of(request.args, "type", "all", "all", "used", "unused")
    except Refused as refusal:
        return refusal.reply
    if wanted == "unused":
        return payloads.no_content()
    fields = enumerate(metadata.fields_of(module, state), 1)
    return payloads.ok({"fields": [metadata.field(module, number, field, request, state) for number, field in fields]})
