"""Roles of the account's users.

Example: GET /crm/v8/settings/roles => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.zoho import directory, payloads, people, schemas, schemas_settings, scope
from emulator.zoho.api import ZOHO
from emulator.zoho.state import ZohoState


@ZOHO.operation(
    "GET",
    "/crm/{version}/settings/roles",
    scopes=(scope.of_settings("roles"),),
    replies={
        200: schemas_settings.ROLES,
        401: schemas.UNAUTHORIZED,
        404: schemas.NOT_FOUND,
        429: schemas_settings.TOO_MANY,
    },
    evidence="documented",
    source="zoho.com CRM v8 get-roles",
)
def get_roles(request: Request, state: ZohoState) -> Reply:
    """Nobody reports to anybody."""
    roles = enumerate(directory.roles(state))
    return payloads.ok({"roles": [people.role(number, one) for number, one in roles]})
