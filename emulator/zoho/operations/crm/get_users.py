"""Get Users: the users of the CRM, by type.

Example: GET /crm/v8/users?type=ActiveUsers => 200
Example: GET /crm/v8/users?type=DeletedUsers => 204
Example: GET /crm/v8/users?type=Everybody => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.zoho import directory, parameter, payloads, people, schemas, schemas_settings
from emulator.zoho.api import ZOHO
from emulator.zoho.refused import Refused
from emulator.zoho.state import ZohoState


@ZOHO.operation(
    "GET",
    "/crm/{version}/users",
    scopes=(("ZohoCRM.users.ALL", "ZohoCRM.users.READ"),),
    query=schemas_settings.USERS_QUERY,
    replies={
        200: schemas_settings.USERS,
        204: None,
        400: schemas.error("INVALID_DATA"),
        401: schemas.UNAUTHORIZED,
        404: schemas.NOT_FOUND,
        429: schemas_settings.TOO_MANY,
    },
    evidence="documented",
    source="zoho.com CRM v8 get-users; zoho/crm-oas users.json. That an unknown type is INVALID_DATA is assumed",
)
def get_users(request: Request, state: ZohoState) -> Reply:
    """204 where no user is of the type. The current one is whom the access token is of, else the first."""
    try:
        kind = parameter.one_of(request.args, "type", "AllUsers", *directory.TYPES, directory.CURRENT)
        page, per_page = parameter.number(request.args, "page", 1), parameter.per_page(request.args)
    except Refused as refusal:
        return refusal.reply
    users = directory.of_type(kind, request, state)
    if request.args.get("ids"):
        ids = {one.strip() for one in request.args["ids"].split(",")}
        users = [user for user in users if user.id in ids]
    shown = users[(page - 1) * per_page : page * per_page]
    if not shown:
        return payloads.no_content()
    info = payloads.info(page, per_page, len(shown), len(users) > page * per_page)
    return payloads.ok({"users": [people.user(one, state) for one in shown], "info": info})
