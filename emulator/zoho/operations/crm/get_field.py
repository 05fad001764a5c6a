"""One field of a module, by its id.

Example: GET /crm/v8/settings/fields/4150868000217500003?module=Leads => 200
Example: GET /crm/v8/settings/fields/1?module=Leads => 204
Example: GET /crm/v8/settings/fields/4150868000217500003 => 400
Example: GET /crm/v8/settings/fields/Owner?module=Leads => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.zoho import metadata, parameter, payloads, schemas, schemas_settings, scope
from emulator.zoho.api import ZOHO
from emulator.zoho.refused import Refused
from emulator.zoho.state import ZohoState


@ZOHO.operation(
    "GET",
    "/crm/{version}/settings/fields/{id}",
    scopes=(scope.of_settings("fields"),),
    query=schemas_settings.OF_MODULE,
    replies={
        200: schemas_settings.FIELDS,
        204: None,
        400: schemas.error("REQUIRED_PARAM_MISSING", "INVALID_MODULE", "INVALID_DATA"),
        401: schemas.UNAUTHORIZED,
        404: schemas.NOT_FOUND,
        429: schemas_settings.TOO_MANY,
    },
    evidence="documented",
    source="zoho/crm-oas fields.json; that an unknown id is 204 rather than 400 is assumed, both are listed there",
)
def get_field(request: Request, state: ZohoState) -> Reply:
    """204 where the module has no such field."""
    try:
        module, field_id = parameter.module_asked(request, state), parameter.record_id(request)
    except Refused as refusal:
        return refusal.reply
    for number, field in enumerate(metadata.fields_of(module, state), 1):
        if metadata.field_id(module, number) == field_id:
            return payloads.ok({"fields": [metadata.field(module, number, field, request, state)]})
    return payloads.no_content()
