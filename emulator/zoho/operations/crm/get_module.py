"""One module, with more of what is known of it; by API name or id.

Example: GET /crm/v8/settings/modules/Leads => 200
Example: GET /crm/v8/settings/modules/Leeds => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.zoho import metadata, parameter, payloads, schemas, schemas_settings, scope
from emulator.zoho.api import ZOHO
from emulator.zoho.refused import Refused
from emulator.zoho.state import ZohoState


@ZOHO.operation(
    "GET",
    "/crm/{version}/settings/modules/{name}",
    scopes=(scope.of_settings("modules"),),
    replies={
        200: schemas_settings.MODULES,
        400: schemas.error("INVALID_MODULE"),
        401: schemas.UNAUTHORIZED,
        404: schemas.NOT_FOUND,
        429: schemas_settings.TOO_MANY,
    },
    evidence="documented",
    source="zoho.com CRM v8 module-meta; zoho/crm-oas modules.json",
)
def get_module(request: Request, state: ZohoState) -> Reply:
    """400 where there is none."""
    name = request.params["name"]
    by_id = {one.id: one.api_name for one in state.modules.values()}
    try:
        found = parameter.named_module(by_id.get(name, name), state, resource_path_index=2)
    except Refused as refusal:
        return refusal.reply
    number = len(metadata.TABS) + 1 + list(state.modules).index(found.api_name)
    return payloads.ok({"modules": [metadata.details(found, number, state)]})
