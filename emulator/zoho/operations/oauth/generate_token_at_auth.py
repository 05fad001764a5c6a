"""Client credentials at the address that CRM's own pages print: /oauth/v2/auth, where Zoho Accounts' say /token.

Example: POST /oauth/v2/auth?grant_type=client_credentials&client_id=nobody => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.zoho import grants, schemas
from emulator.zoho.api import ZOHO
from emulator.zoho.state import ZohoState


@ZOHO.operation(
    "POST",
    "/oauth/v2/auth",
    public=True,
    query=schemas.asked("client_id", "client_secret", "scope", "soid", grant_type={"const": "client_credentials"}),
    replies={200: schemas.TOKEN_REPLY},
    evidence="documented",
    source="zoho.com CRM v4 and v7 client-credentials, Kaizen #164; Zoho Accounts' page has /oauth/v2/token",
)
def generate_token_at_auth(request: Request, state: ZohoState) -> Reply:
    """Other grants are none here."""
    return grants.answer(request, state, ("client_credentials",))
