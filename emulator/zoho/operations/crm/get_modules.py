"""Modules: what the account keeps records of, and the tabs that hold none.

Example: GET /crm/v8/settings/modules => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.zoho import metadata, payloads, schemas, schemas_settings, scope
from emulator.zoho.api import ZOHO
from emulator.zoho.state import ZohoState


@ZOHO.operation(
    "GET",
    "/crm/{version}/settings/modules",
    scopes=(scope.of_settings("modules"),),
    replies={
        200: schemas_settings.MODULES,
        401: schemas.UNAUTHORIZED,
        404: schemas.NOT_FOUND,
        429: schemas_settings.TOO_MANY,
    },
    evidence="documented",
    source="zoho.com CRM v8 modules-api; zoho/crm-oas modules.json",
)
def get_modules(request: Request, state: ZohoState) -> Reply:
    """Those of the account's own come last."""
    tabs = [metadata.tab(name, number, state) for number, name in enumerate(metadata.TABS, 1)]
    own = [metadata.module(one, number, state) for number, one in enumerate(state.modules.values(), len(tabs) + 1)]
    return payloads.ok({"modules": [*tabs, *own]})
