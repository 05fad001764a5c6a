"""Search Records: find records of a module by criteria, email, phone or word; exactly one counts, in that order.

Example: GET /crm/v8/Leads/search?phone=919876543210 => 200
Example: GET /crm/v2/Leads/search?phone=15550109999 => 204
Example: GET /crm/v8/Contacts/search?criteria=(Last_Name:starts_with:Nobody) => 204
Example: GET /crm/v8/Leads/search?phone=x => 400
Example: GET /crm/v8/Leads/search => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.zoho import metadata, parameter, payloads, schemas, schemas_settings, search, versions
from emulator.zoho.api import ZOHO
from emulator.zoho.refused import Refused, refuse
from emulator.zoho.scope import of_module
from emulator.zoho.state import ZohoState


@ZOHO.operation(
    "GET",
    "/crm/{version}/{module}/search",
    scopes=(of_module("READ"), ("ZohoSearch.securesearch.READ",)),
    query=schemas_settings.SEARCH_QUERY,
    replies={
        200: schemas_settings.FOUND,
        204: None,
        400: schemas.error(
            "EXPECTED_PARAM_MISSING", "INVALID_QUERY", "INVALID_DATA", "LIMIT_REACHED", "LIMIT_EXCEEDED",
            "INVALID_MODULE", "NOT_SUPPORTED", "CRITERIA_LIMIT_EXCEEDED",
        ),
        401: schemas.UNAUTHORIZED,
        404: schemas.NOT_FOUND,
        429: schemas_settings.TOO_MANY,
    },
    evidence="documented",
    source="zoho.com CRM v7/v8 search-records; matching of phones from user reports, see the assumptions",
)  # fmt: skip
def search_records(request: Request, state: ZohoState) -> Reply:
    """No hit is 204 with an empty body. Converted leads are found only with `converted=true` or `both`."""
    version = request.params["version"]
    try:
        module = None if request.params["module"] in metadata.TABS else parameter.module_of(request, state)
        if module is None or not module.searchable:
            refuse(400, "NOT_SUPPORTED", "module not supported for search")
        asked = search.asked(request.args, version)
        names = parameter.fields(request.args, required=False)
        found = search.page(asked, module, state)
    except Refused as refusal:
        return refusal.reply
    if not found.rows:
        reply = payloads.no_content()
        reply.help = found.help
        return reply
    rows = [versions.spelled(payloads.record(row, state), row, request, state) for row in found.rows]
    if names:
        rows = [{name: value for name, value in row.items() if name == "id" or name in names} for row in rows]
    sort = (
        {"sort_by": "id", "sort_order": "desc" if search.is_newest_first(state) else "asc"}
        if asked.by == "criteria"
        else {}
    )
    info = payloads.info(asked.page, asked.per_page, len(rows), found.more)
    return payloads.ok({"data": rows, "info": {**info, **sort}})
