"""One user of the CRM.

Example: GET /crm/v8/users/1 => 204
Example: GET /crm/v8/users/nobody => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.zoho import parameter, payloads, people, schemas, schemas_settings
from emulator.zoho.api import ZOHO
from emulator.zoho.refused import Refused
from emulator.zoho.state import ZohoState


@ZOHO.operation(
    "GET",
    "/crm/{version}/users/{id}",
    scopes=(("ZohoCRM.users.ALL", "ZohoCRM.users.READ"),),
    replies={
        200: schemas_settings.ONE_USER,
        204: None,
        400: schemas.error("INVALID_DATA"),
        401: schemas.UNAUTHORIZED,
        404: schemas.NOT_FOUND,
        429: schemas_settings.TOO_MANY,
    },
    evidence="documented",
    source="zoho/crm-oas users.json: 200 or 204; that a text which is no id is 400, as for records, is assumed",
)
def get_user(request: Request, state: ZohoState) -> Reply:
    """204 where there is none."""
    try:
        found = state.users.get(parameter.record_id(request))
    except Refused as refusal:
        return refusal.reply
    return payloads.ok({"users": [people.user(found, state)]}) if found else payloads.no_content()
