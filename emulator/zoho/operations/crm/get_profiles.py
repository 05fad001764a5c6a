"""Profiles of the account's users.

Example: GET /crm/v8/settings/profiles => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.zoho import directory, payloads, people, schemas, schemas_settings, scope
from emulator.zoho.api import ZOHO
from emulator.zoho.state import ZohoState


@ZOHO.operation(
    "GET",
    "/crm/{version}/settings/profiles",
    scopes=(scope.of_settings("profiles"),),
    replies={
        200: schemas_settings.PROFILES,
        401: schemas.UNAUTHORIZED,
        404: schemas.NOT_FOUND,
        429: schemas_settings.TOO_MANY,
    },
    evidence="documented",
    source="zoho.com CRM v8 get-profiles",
)
def get_profiles(request: Request, state: ZohoState) -> Reply:
    """Administrator and Standard are in every account."""
    return payloads.ok({"profiles": [people.profile(one) for one in directory.profiles(state)]})
