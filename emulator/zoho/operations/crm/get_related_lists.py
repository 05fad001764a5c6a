"""Related Lists: which lists of other records a module's records have.

Example: GET /crm/v8/settings/related_lists?module=Accounts => 200
Example: GET /crm/v8/settings/related_lists => 400
"""

from __future__ import annotations

from typing import Any

from emulator.kernel.http import Reply, Request
from emulator.zoho import parameter, payloads, related, schemas, schemas_records, scope
from emulator.zoho.api import ZOHO
from emulator.zoho.field import Module
from emulator.zoho.refused import Refused
from emulator.zoho.schemas import ID, TEXT, record
from emulator.zoho.state import ZohoState

MODULE = {"anyOf": [TEXT, record({"api_name": TEXT, "id": ID})]}
LIST = record(
    {"id": ID, "api_name": TEXT, "display_label": TEXT, "name": TEXT, "module": MODULE, "href": TEXT, "type": TEXT}
)


@ZOHO.operation(
    "GET",
    "/crm/{version}/settings/related_lists",
    scopes=(scope.of_settings("related_lists"),),
    query={"type": "object", "properties": {"module": TEXT}, "required": ["module"]},
    replies={
        200: record({"related_lists": {"type": "array", "items": LIST, "minItems": 1}}),
        204: None,
        400: schemas.error("REQUIRED_PARAM_MISSING", "INVALID_MODULE"),
        **schemas_records.COMMON,
    },
    evidence="documented",
    source="zoho.com CRM v7 related-list-meta; keys as Zoho's SDKs know them",
)
def get_related_lists(request: Request, state: ZohoState) -> Reply:
    """204 for notes, which have none."""
    try:
        module = parameter.module_asked(request, state)
    except Refused as refusal:
        return refusal.reply
    early = request.params["version"] in parameter.EARLY
    lists = [_list(module, one, number, early) for number, one in enumerate(related.lists_of(module, state), 1)]
    return payloads.ok({"related_lists": lists}) if lists else payloads.no_content()


def _list(module: Module, one: related.RelatedList, number: int, early: bool) -> dict[str, Any]:
    """In v2 the module is a name; later it has an id, too."""
    name = one.module.api_name
    return {
        "id": f"4150868{module.number:06d}{number:05d}",
        "sequence_number": str(number),
        "display_label": one.label,
        "api_name": one.api_name,
        "module": name if early else {"api_name": name, "id": one.module.id},
        "name": one.label,
        "action": None,
        "href": f"{module.api_name}/{{ENTITYID}}/{one.api_name}",
        "type": "default",
        "connectedmodule": None,
        "linkingmodule": None,
    }
