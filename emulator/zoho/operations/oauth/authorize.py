"""Where a client sends a user's browser: a page that asks whether the client may come in.

In the query: `client_id`, `redirect_uri` (one of the client's), `response_type=code`, `scope`, and at will `state`,
`access_type=offline` for a refresh token (`online` is the default) and `prompt=consent` for another one.

Example: GET /oauth/v2/auth?client_id=nobody => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.zoho import consent, schemas
from emulator.zoho.api import ZOHO
from emulator.zoho.state import ZohoState


@ZOHO.operation(
    "GET",
    "/oauth/v2/auth",
    public=True,
    query=schemas.AUTHORIZE_ASKED,
    produces="text/html",
    replies={200: schemas.PAGE, 302: schemas.REDIRECT, 400: schemas.PAGE},
    evidence="documented",
    source="zoho.com CRM v8 auth-request, Zoho Accounts web-apps/authorization; the pages are our own",
)
def authorize(request: Request, state: ZohoState) -> Reply:
    """Any data centre may be asked: the reply names the one that the user is in."""
    return consent.asked(request, state)
