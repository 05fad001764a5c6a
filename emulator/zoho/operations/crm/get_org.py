"""The organisation: whose account this is.

Example: GET /crm/v8/org => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.zoho import payloads, people, schemas, schemas_settings
from emulator.zoho.api import ZOHO
from emulator.zoho.state import ZohoState


@ZOHO.operation(
    "GET",
    "/crm/{version}/org",
    scopes=(("ZohoCRM.org.ALL", "ZohoCRM.org.READ"),),
    replies={
        200: schemas_settings.ORG,
        401: schemas.UNAUTHORIZED,
        404: schemas.NOT_FOUND,
        429: schemas_settings.TOO_MANY,
    },
    evidence="documented",
    source="zoho.com CRM v8 get-org-data; zoho/crm-oas org.json",
)
def get_org(request: Request, state: ZohoState) -> Reply:
    """Its license says which edition the world has."""
    return payloads.ok({"org": [people.organisation(state)]})
