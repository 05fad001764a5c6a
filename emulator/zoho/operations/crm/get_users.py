"""Get Users: the users of the CRM, by type.

Example: GET /crm/v8/users?type=ActiveUsers => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.zoho import payloads, schemas
from emulator.zoho.api import ZOHO
from emulator.zoho.state import ZohoState

MAX_PER_PAGE = 200
TYPES = ("AllUsers", "ActiveUsers", "DeactiveUsers", "CurrentUser", "AdminUsers", "ActiveConfirmedUsers")


@ZOHO.operation(
    "GET",
    "/crm/{version}/users",
    scopes=(("ZohoCRM.users.READ", "ZohoCRM.users.ALL"),),
    replies={
        200: schemas.USERS,
        204: None,
        400: schemas.error("INVALID_DATA"),
        401: schemas.UNAUTHORIZED,
        404: schemas.NOT_FOUND,
    },
    evidence="documented",
    source="zoho.com CRM v8 get-users; zoho/crm-oas users.json. That the first user is the current one is assumed",
)
def get_users(request: Request, state: ZohoState) -> Reply:
    """204 where no user is of the type. The first user of the world is the current one, and its administrator."""
    kind = request.args.get("type", "AllUsers")
    if kind not in TYPES:
        return payloads.error(400, "INVALID_DATA", "invalid data", param_name="type", supported_values=list(TYPES))
    users = list(state.users)
    if kind in ("CurrentUser", "AdminUsers"):
        users = users[:1]
    elif kind != "AllUsers":
        users = [user for user in users if user.active is (kind != "DeactiveUsers")]
    shown = users[:MAX_PER_PAGE]
    if not shown:
        return payloads.no_content()
    info = payloads.info(1, MAX_PER_PAGE, len(shown), len(users) > MAX_PER_PAGE)
    return payloads.ok({"users": [payloads.user(user) for user in shown], "info": info})
