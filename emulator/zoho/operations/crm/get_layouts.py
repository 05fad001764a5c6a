"""Layouts of a module: there is one, with every field in it.

Example: GET /crm/v8/settings/layouts?module=Deals => 200
Example: GET /crm/v8/settings/layouts => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.zoho import metadata, parameter, payloads, schemas, schemas_settings, scope
from emulator.zoho.api import ZOHO
from emulator.zoho.refused import Refused
from emulator.zoho.state import ZohoState


@ZOHO.operation(
    "GET",
    "/crm/{version}/settings/layouts",
    scopes=(scope.of_settings("layouts"),),
    query=schemas_settings.OF_MODULE,
    replies={
        200: schemas_settings.LAYOUTS,
        400: schemas.error("REQUIRED_PARAM_MISSING", "INVALID_MODULE"),
        401: schemas.UNAUTHORIZED,
        404: schemas.NOT_FOUND,
        429: schemas_settings.TOO_MANY,
    },
    evidence="documented",
    source="zoho.com CRM v8 layouts-meta",
)
def get_layouts(request: Request, state: ZohoState) -> Reply:
    """400 where the module is not said, or is none."""
    try:
        module = parameter.module_asked(request, state)
    except Refused as refusal:
        return refusal.reply
    return payloads.ok({"layouts": [metadata.layout(module, request, state)]})
