"""What the page that asks for consent sends: `consent_token`, `decision` (accept or reject) and `user`.

Example: POST /oauth/v2/approve => 400
"""

from __future__ import annotations

from emulator.kernel.browser import is_foreign
from emulator.kernel.http import Reply, Request
from emulator.zoho import consent, pages, schemas
from emulator.zoho.api import ZOHO
from emulator.zoho.state import ZohoState

DECISIONS = ("accept", "reject")


@ZOHO.operation(
    "POST",
    "/oauth/v2/approve",
    public=True,
    produces="text/html",
    replies={302: schemas.REDIRECT, 400: schemas.PAGE, 403: schemas.PAGE},
    evidence="assumed",
    source="our own page; that the browser goes back with code, location, accounts-server and state is documented",
)
def answer_consent(request: Request, state: ZohoState) -> Reply:
    """Its token is good once, for ten minutes; no page of another origin can answer for the user."""
    if is_foreign(request):
        return pages.problem("access_denied", "only the page that asks may answer, from the same address", 403)
    given = request.form()
    asked = state.consents.get(given.get("consent_token", ""))
    if asked is None or asked.expires_at <= state.universe.clock.now():
        return pages.problem("access_denied", "the question was answered before, or is older than ten minutes")
    if given.get("decision") not in DECISIONS:
        return pages.problem("access_denied", f"decision is none of {', '.join(DECISIONS)}")
    user = state.users.get(given.get("user", ""))
    if given.get("user") and (user is None or not user.active):
        return pages.problem("access_denied", "no active user of the CRM has this id")
    return consent.answered(state, request, asked, given["decision"] == "accept", user.id if user else "")
