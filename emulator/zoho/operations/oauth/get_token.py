"""A GET of the token endpoint, as a browser makes it: nothing is issued.

Example: GET /oauth/v2/token?grant_type=refresh_token => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.zoho import grants, schemas
from emulator.zoho.api import ZOHO
from emulator.zoho.assumptions import TOKEN_GET
from emulator.zoho.state import ZohoState

STATUS = {"ok": 200, "method_not_allowed": 405}


@ZOHO.operation(
    "GET",
    "/oauth/v2/token",
    public=True,
    replies={200: schemas.TOKEN_REFUSED, 405: schemas.TOKEN_REFUSED},
    evidence="documented",
    source="zoho.com Projects FAQ: not a GET but a POST; what the reply is nobody tells",
)
def get_token(request: Request, state: ZohoState) -> Reply:
    """Whatever the parameters are."""
    reply = grants.refused("general_error", "tokens are asked for with POST")
    reply.status = STATUS[state.universe.assumptions.lean(TOKEN_GET)]
    reply.help = ("Zoho issues tokens for a POST only.",)
    return reply
