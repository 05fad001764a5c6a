"""Get Deleted Records: what was deleted of a module, for 120 days.

Example: GET /crm/v8/Leads/deleted => 204
Example: GET /crm/v8/Leads/deleted?type=some => 400
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from emulator.kernel.http import Reply
from emulator.zoho import parameter, payloads, schemas_records
from emulator.zoho.api import ZOHO
from emulator.zoho.call import Call, answered, not_for_notes
from emulator.zoho.refused import refuse
from emulator.zoho.schemas import ID, MOMENT, TEXT_OR_NULL, record
from emulator.zoho.schemas_records import INFO, PAGE_ASKED, PERSON
from emulator.zoho.scope import of_module

TYPES = ("all", "recycle", "permanent")
IN_THE_BIN, KNOWN = timedelta(days=60), timedelta(days=120)
PERSON_OR_NULL = {"anyOf": [PERSON, {"type": "null"}]}
ROW = record(
    {
        "id": ID,
        "display_name": TEXT_OR_NULL,
        "type": {"enum": ["recycle", "permanent"]},
        "created_by": PERSON_OR_NULL,
        "deleted_by": PERSON_OR_NULL,
        "deleted_time": MOMENT,
    }
)


@ZOHO.operation(
    "GET",
    "/crm/{version}/{module}/deleted",
    scopes=(of_module("READ"),),
    query={
        "type": "object",
        "properties": {"type": {"enum": list(TYPES)}, **{name: PAGE_ASKED[name] for name in ("page", "per_page")}},
    },
    replies={
        200: record({"data": {"type": "array", "items": ROW, "minItems": 1}, "info": INFO}),
        204: None,
        304: None,
        400: schemas_records.READ_ERRORS,
        **schemas_records.COMMON,
    },
    evidence="documented",
    source="zoho.com CRM v7 get-deleted-records; zoho/crm-oas record.json",
)
@answered
def get_deleted_records(call: Call) -> Reply:
    """The last deleted first. After 60 days in the bin a record is gone for good, and without a name."""
    not_for_notes(call)
    args = call.request.args
    kind = args.get("type") or "all"
    if kind not in TYPES:
        message = "Please check whether the input values are correct"
        refuse(400, "PATTERN_NOT_MATCHED", message, param_name="type", supported_values=list(TYPES))
    page, per_page = parameter.number(args, "page", 1), parameter.per_page(args)
    since = parameter.header_moment(call.request, "If-Modified-Since")
    rows = [row for row in _known(call, since) if kind in ("all", row["type"])]
    if since is not None and not rows:
        return Reply(304)
    shown = rows[(page - 1) * per_page : page * per_page]
    if not shown:
        return payloads.no_content()
    info = payloads.info(page, per_page, len(shown), page * per_page < len(rows))
    return payloads.ok({"data": shown, "info": info})


def _known(call: Call, since: datetime | None) -> Iterator[dict[str, Any]]:
    now, state = call.state.universe.clock.now(), call.state
    for row in state.deleted.latest("module", call.module.api_name):
        if now - row.deleted >= KNOWN or (since is not None and row.deleted.replace(microsecond=0) <= since):
            return
        gone = now - row.deleted >= IN_THE_BIN
        people = {"deleted_by": row.deleted_by, "created_by": row.created_by}
        yield {
            "id": row.id,
            "display_name": None if gone else row.name,
            "type": "permanent" if gone else "recycle",
            **{name: None if gone else _person(user_id, call) for name, user_id in people.items()},
            "deleted_time": payloads.moment(row.deleted),
        }


def _person(user_id: str, call: Call) -> dict[str, Any]:
    found = payloads.user_of(user_id, call.state)
    return {key: found[key] for key in ("name", "id")}
