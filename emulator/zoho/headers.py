"""Headers that stand in Zoho's replies. Source: captured by third parties in 2023 and 2024, from CRM v2 and an SDK.

A 204 has none of them: those of a real one are not known, and Zoho's own SDK for Python fails on some.
"""

from __future__ import annotations

from collections.abc import Mapping

from emulator.kernel.http import Reply, Request
from emulator.zoho import credits, directory, payloads
from emulator.zoho.state import ZohoState

CRM = "/crm/"
ALWAYS = {
    "Content-Disposition": "attachment; filename=response.json",
    "Cache-Control": "no-store, no-cache, must-revalidate, private",
    "Pragma": "no-cache",
    "Content-Language": "en-US",
}
TOKEN_ENDS = "X-ACCESSTOKEN-RESET"
CREDITS_LEFT = "X-API-CREDITS-REMAINING"


def of_reply(request: Request, reply: Reply, state: ZohoState) -> Mapping[str, str]:
    """When the token ends, and how many credits are left once half of them are used."""
    if reply.is_empty or reply.raw is not None or not request.path.startswith(CRM):
        return {}
    found = dict(ALWAYS)
    token = directory.token_of(request, state)
    if token is not None and token.expires_at > state.universe.clock.now():
        found[TOKEN_ENDS] = payloads.moment(token.expires_at)
        left = credits.remaining(state)
        if left is not None:
            found[CREDITS_LEFT] = str(left)
    return found
