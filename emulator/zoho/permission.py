"""What a user may not do: the profile denies a module, or one thing in it.

Source: zoho.com CRM v8 status codes (NO_PERMISSION, with the permission that is missing); search has a code of its own
in the table of its errors.
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.zoho import payloads
from emulator.zoho.assumptions import DENIED_SEARCH
from emulator.zoho.directory import current_user
from emulator.zoho.state import ZohoState

KINDS = {"GET": "READ", "POST": "CREATE", "PUT": "UPDATE", "DELETE": "DELETE"}
WORDS = {"READ": "read", "CREATE": "create", "UPDATE": "update", "DELETE": "delete"}
ACTIONS, SEARCH = "/actions/", "/search"
PERMISSION = "Crm_Implied_{}_{}"
"""How a permission is called; the pattern is assumed."""


def denied(request: Request, state: ZohoState, module: str = "") -> Reply | None:
    """403 where the token's user may not do this in the module, which is that of the path unless it is named."""
    name = module or request.params.get("module", "")
    user = current_user(request, state) if name else None
    if user is None or not user.denied:
        return None
    kind = "READ" if module else "UPDATE" if ACTIONS in request.path else KINDS.get(request.method, "READ")
    if name not in user.denied and f"{name}.{kind}" not in user.denied:
        return None
    if request.path.endswith(SEARCH) and state.universe.assumptions.lean(DENIED_SEARCH) == "authorization_failed":
        told = "User does not have sufficient privilege to search records"
        return _helped(payloads.error(400, "AUTHORIZATION_FAILED", told), user.name)
    missing = PERMISSION.format(WORDS[kind].capitalize(), name)
    refused = payloads.error(403, "NO_PERMISSION", f"permission denied to {WORDS[kind]}", permissions=[missing])
    return _helped(refused, user.name)


def _helped(reply: Reply, name: str) -> Reply:
    reply.help = (f"the world denies it to {name}: zoho > users > denied",)
    return reply
