"""Get Records: a page of a module's records.

Example: GET /crm/v8/Leads?fields=Last_Name,Owner => 200
Example: GET /crm/v2/Leads => 200
Example: GET /crm/v8/Leads => 400
Example: GET /crm/v8/Contacts?fields=Last_Name => 204
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from emulator.kernel.http import Reply
from emulator.zoho import parameter, record_page, schemas_records
from emulator.zoho.api import ZOHO
from emulator.zoho.call import Call, answered
from emulator.zoho.refused import refuse
from emulator.zoho.rows import Record
from emulator.zoho.scope import of_module

SORTED_BY = ("id", "Created_Time", "Modified_Time")


@ZOHO.operation(
    "GET",
    "/crm/{version}/{module}",
    scopes=(of_module("READ"),),
    query=schemas_records.LIST_ASKED,
    replies={
        200: schemas_records.RECORDS,
        204: None,
        304: None,
        400: schemas_records.READ_ERRORS,
        **schemas_records.COMMON,
    },
    evidence="documented",
    source="zoho.com CRM v7 get-records; zoho/crm-oas record.json; see the assumptions for versions before v7",
)
@answered
def get_records(call: Call) -> Reply:
    """The last made first: ids do not grow here, so that sorting by id is by the order in which records were made.
    Converted leads are left out unless `converted` asks for them. 304 where If-Modified-Since leaves none.
    """
    args = call.request.args
    page = record_page.asked(call)
    sort_by = parameter.one_of(args, "sort_by", "id", *SORTED_BY)
    sort_order = parameter.one_of(args, "sort_order", "desc", "asc", "desc")
    if args.get("cvid") and args.get("sort_by"):
        refuse(400, "AMBIGUITY_DURING_PROCESSING", "You cannot use both cvid and sort_by", param_name="sort_by")
    wanted = _filter(call)
    since = parameter.header_moment(call.request, "If-Modified-Since")
    if since is not None:
        modified = _modified_since(since)
        if not any(modified(row) and wanted(row) for row in _candidates(call, newest=True)):
            return Reply(304)
        wanted = _both(wanted, modified)
    rows = filter(wanted, _candidates(call, newest=sort_order == "desc"))
    if sort_by == "Modified_Time":
        count, newest = page.start + page.per_page + 1, sort_order == "desc"
        return record_page.reply(call, page, _by_modification(rows, count, newest), (sort_by, sort_order))
    return record_page.reply(call, page, rows, (sort_by, sort_order))


def _candidates(call: Call, newest: bool) -> Iterator[Record]:
    """All records, or those whose ids are asked for."""
    table = call.state.records[call.module.api_name]
    if "ids" not in call.request.args:
        return table.walk(newest=newest)
    wanted = parameter.ids(call.request.args)
    if not all(map(parameter.is_id, wanted)):
        refuse(400, "INVALID_DATA", "invalid data", param_name="ids", expected_data_type="bigint")
    return (row for one in wanted if (row := table.get(one)) is not None)


def _filter(call: Call) -> Callable[[Record], bool]:
    converted = parameter.three_ways(call.request.args, "converted", "false")
    approved = parameter.three_ways(call.request.args, "approved", "true")
    return lambda row: row.converted in converted and row.approved in approved


def _modified_since(since: datetime) -> Callable[[Record], bool]:
    """To the second, as the times are that a client knows."""
    return lambda row: row.modified.replace(microsecond=0) > since


def _both(one: Callable[[Record], bool], other: Callable[[Record], bool]) -> Callable[[Record], bool]:
    return lambda row: one(row) and other(row)


def _by_modification(rows: Iterable[Record], count: int, newest: bool) -> list[Record]:
    """As far as the page goes: of those that were changed at once the order stays."""
    pick = heapq.nlargest if newest else heapq.nsmallest
    return pick(count, rows, key=lambda row: row.modified)
