"""Token endpoint of Zoho Accounts: refresh an access token, exchange a code, or get a token for the client itself.

Parameters stand in the query, in a form of either kind, or half here and half there: `grant_type`, `client_id`,
`client_secret`, and `refresh_token`; or `code`, with `redirect_uri` where it came by a browser; or `scope` and `soid`.

Example: POST /oauth/v2/token {"grant_type": "authorization_code", "client_id": "nobody"} => 200
Example: POST /oauth/v2/token?grant_type=refresh_token&client_id=nobody => 200
Example: POST /dc/in/oauth/v2/token?grant_type=client_credentials&client_id=nobody => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.zoho import grants, schemas
from emulator.zoho.api import ZOHO
from emulator.zoho.state import ZohoState


@ZOHO.operation(
    "POST",
    "/oauth/v2/token",
    public=True,
    query=schemas.TOKEN_ASKED,
    replies={200: schemas.TOKEN_REPLY, 400: schemas.TOKEN_THROTTLED},
    evidence="documented",
    source="zoho.com CRM v8 refresh and access token pages; failures with status 200 from six independent clients",
)
def generate_token(request: Request, state: ZohoState) -> Reply:
    """Credential failures are status 200 with `error`; a refresh never sends a new refresh token."""
    return grants.answer(request, state)
