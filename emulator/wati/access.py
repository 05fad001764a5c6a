"""Who may call: bearer tokens, what they may do, and whose account a path names.

Source: docs.wati.io, authentication and permissions of each operation; the 401 and its empty body were captured.
"""

from __future__ import annotations

import re
from typing import Any

from emulator.kernel.api import Operation
from emulator.kernel.http import Reply, Request
from emulator.wati import errors
from emulator.wati.assumptions.limits import FOREIGN_TENANT, TENANT_IN_V3
from emulator.wati.quirks import PYTHON_URLLIB, UNAUTHORIZED_BODY
from emulator.wati.rows import Token
from emulator.wati.state import WatiState

EVERYTHING = "api"
"""The scope that every operation lists."""
SCOPES = (
    EVERYTHING,
    "wati_integration:write",
    "contacts:read",
    "contacts:write",
    "contactsv3:write",
    "conversations:write",
    "messagetemplate:read",
    "messagetemplate:write",
    "messagetemplatev2:read",
    "messagetemplatev2:write",
    "messagetemplatev3:write",
    "wati_integration:read",
    "contactsv3:read",
    "conversationsv3:read",
    "conversationsv3:write",
    "messagetemplatev3:read",
    "campaignsv3:read",
    "channelsv3:read",
    "chatbotsv3:read",
    "chatbotsv3:write",
    "conversations:read",
    "chatbots:read",
    "media:get",
    "payment:read",
    "payment:write",
    "whatsappaccountsv2:read",
    "webhooks:create",
)
ROLES = ("ADMINISTRATOR", "TRIAL")
NUMBER = re.compile(r"/(\d+)/api/")
NOT_FOR_TRIAL = "wati.v3_update_contacts"
"""The one operation that refuses tokens of the role TRIAL, with a plain text (docs.wati.io)."""
URLLIB = "Python-urllib/"


def authenticate(request: Request, operation: Operation[Any], state: WatiState) -> Reply | None:
    """A bearer token of the account that the path names, with a scope that the operation takes."""
    agent = request.headers.get("user-agent", "")
    if agent.startswith(URLLIB) and state.universe.assumptions.choice(PYTHON_URLLIB) == "forbidden":
        told = f"Cloudflare, in front of Wati, refuses the User-Agent {agent}: send another one."
        return Reply(403, headers={"Content-Type": "text/html; charset=UTF-8"}, raw=b"error code: 1010", help=(told,))
    named = "tenantId" in request.params and errors.is_v3(request)
    if named and state.universe.assumptions.lean(TENANT_IN_V3) == "not_found":
        return Reply(404)
    scheme, _, sent = request.headers.get("authorization", "").partition(" ")
    token = token_of(state, sent) if scheme.lower() == "bearer" else None
    if token is None:
        return _unauthorized(state, sent)
    if request.params.get("tenantId", state.tenant_id) != state.tenant_id:
        told = f"the account of this token is {state.tenant_id}"
        if state.universe.assumptions.lean(FOREIGN_TENANT) == "forbidden":
            return Reply(403, help=(f"Wati answers 403: {told}.",))
        return Reply(401, help=(f"Wati answers 401 with an empty body: {told}.",))
    if token.role == "TRIAL" and operation.name == NOT_FOR_TRIAL:
        told = f"{operation.name} is refused to tokens of the role TRIAL; the text of the body is assumed."
        text = {"Content-Type": "text/plain; charset=utf-8"}
        return Reply(401, headers=text, raw=b"Trial users cannot update contacts.", help=(told,))
    if token.scopes and not all(set(group) & set(token.scopes) for group in operation.scopes):
        wanted = " or ".join(operation.scopes[0])
        told = f"The token has {', '.join(token.scopes)}; {operation.name} takes {wanted}."
        return errors.forbidden(request, state, "The token has no scope for this operation.", told)
    return None


def claims(request: Request, state: WatiState) -> bool:
    """Whether a request is about this account: by the number in its path, else by its token, as in v3."""
    number = NUMBER.match(request.path)
    if number is not None:
        return number[1] == state.tenant_id
    return token_of(state, request.headers.get("authorization", "").partition(" ")[2]) is not None


def token_of(state: WatiState, text: str) -> Token | None:
    """A token of the account that has not expired. The account's first one is a legacy token: it may do everything."""
    if text == state.token:
        return Token(text)
    found = state.tokens.get(text)
    if found is None or (found.expires_at is not None and found.expires_at <= state.universe.clock.now()):
        return None
    return found


def _unauthorized(state: WatiState, sent: str) -> Reply:
    why = "no bearer token was sent" if not sent else "the bearer token is not the account's, or it has expired"
    told = (f"Wati answers 401 with an empty body: {why}.",)
    if not sent and state.universe.assumptions.choice(UNAUTHORIZED_BODY) == "text":
        text = b"No Access Token provided"
        return Reply(401, headers={"Content-Type": "text/plain; charset=utf-8"}, raw=text, help=told)
    return Reply(401, help=told)
