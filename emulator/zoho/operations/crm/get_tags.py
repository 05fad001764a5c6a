"""Get Tags: the tags of a module.

Example: GET /crm/v8/settings/tags?module=Leads => 204
Example: GET /crm/v8/settings/tags => 400
"""

from __future__ import annotations

from typing import Any

from emulator.kernel.http import Reply, Request
from emulator.zoho import parameter, payloads, schemas, schemas_records, scope
from emulator.zoho.api import ZOHO
from emulator.zoho.refused import Refused
from emulator.zoho.rows import Tag
from emulator.zoho.schemas import TEXT
from emulator.zoho.state import ZohoState

ALLOWED = 100
"""Tags of a module, by zoho.com CRM help; nobody is kept from making more here."""


@ZOHO.operation(
    "GET",
    "/crm/{version}/settings/tags",
    scopes=(scope.of_settings("tags"),),
    query={"type": "object", "properties": {"module": TEXT}, "required": ["module"]},
    replies={
        200: schemas_records.TAGS,
        204: None,
        400: schemas.error("REQUIRED_PARAM_MISSING", "INVALID_MODULE"),
        **schemas_records.COMMON,
    },
    evidence="documented",
    source="zoho.com CRM v7 get-tag-list",
)
def get_tags(request: Request, state: ZohoState) -> Reply:
    """204 where the module has none."""
    try:
        module = parameter.module_asked(request, state)
    except Refused as refusal:
        return refusal.reply
    found = [_tag(row, state) for row in state.tags.find("module", module.api_name)]
    info = {"count": len(found), "allowed_count": ALLOWED}
    return payloads.ok({"tags": found, "info": info}) if found else payloads.no_content()


def _tag(row: Tag, state: ZohoState) -> dict[str, Any]:
    user = payloads.user_of(row.created_by, state)
    person, moment = {key: user[key] for key in ("name", "id")}, payloads.moment(row.created)
    return {
        "name": row.name,
        "id": row.id,
        "color_code": row.color_code,
        "created_time": moment,
        "modified_time": moment,
        "created_by": person,
        "modified_by": person,
    }
