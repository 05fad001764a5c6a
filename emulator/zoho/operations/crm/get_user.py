"""One user of the CRM.

Example: GET /crm/v8/users/1 => 204
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.zoho import payloads, people, schemas, schemas_settings
from emulator.zoho.api import ZOHO
from emulator.zoho.state import ZohoState


@ZOHO.operation(
    "GET",
    "/crm/{version}/users/{id}",
    scopes=(("ZohoCRM.users.ALL", "ZohoCRM.users.READ"),),
    replies={
        200: schemas_settings.ONE_USER,
        204: None,
        401: schemas.UNAUTHORIZED,
        404: schemas.NOT_FOUND,
        429: schemas_settings.TOO_MANY,
    },
    evidence="documented",
    source="zoho/crm-oas users.json: 200 or 204",
)
def get_user(request: Request, state: ZohoState) -> Reply:
    """204 where there is none."""
    found = state.users.get(request.params["id"])
    return payloads.ok({"users": [people.user(found, state)]}) if found else payloads.no_content()
