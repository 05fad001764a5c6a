"""getContacts: the account's contacts, filtered and paged.

Example: GET /424242/api/v1/getContacts?pageSize=1&pageNumber=1&name=22222222 => 200
Example: GET /424242/api/v1/getContacts?attribute=[{"name":"nobody_has_this","operator":"exist"}] => 200
Example: GET /424242/api/v1/getContacts?createdDate=01-15-2026 => 200
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import contact_filter, errors, payloads, schemas
from emulator.wati.api import WATI
from emulator.wati.assumptions import FAILURE_TEXT
from emulator.wati.contact_filter import OPERATORS, OPPOSITES, Condition, Rest
from emulator.wati.state import WatiState

DAYS = "createdDate is YYYY-MM-DD or MM-DD-YYYY"
ATTRIBUTES = f'attribute is [{{"name", "operator", "value"}}], with one of {", ".join((*OPERATORS, *OPPOSITES))}'


@WATI.operation(
    "GET",
    "/{tenantId}/api/v1/getContacts",
    query={
        "type": "object",
        "properties": {
            **schemas.PAGING,
            "name": schemas.TEXT,
            "attribute": schemas.TEXT,
            "createdDate": {"type": "string", "pattern": r"^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}-[0-9]{2}-[0-9]{4})?$"},
        },
    },
    replies={200: schemas.or_failure(schemas.CONTACT_LIST), 400: schemas.FAILURE},
    evidence="observed",
    source="docs.wati.io getContacts; field names captured three times; filter operators and both ways to write a day "
    "from the vendor's OpenAPI",
    scopes=(("api", "contacts:read"),),
)
def get_contacts(request: Request, state: WatiState) -> Reply:
    """Contacts in the order in which they were added; no match is an empty list, not an error."""
    args = request.args
    conditions = _conditions(state, args)
    if isinstance(conditions, str):
        state.universe.assumptions.lean(FAILURE_TEXT)
        return errors.failed(state, "target input invalid", conditions)
    number, size = payloads.page_asked(args)
    start, stop = (number - 1) * size, number * size
    if args.get("name"):
        rows, total = contact_filter.named(state, args["name"], conditions, start, stop)
    else:
        rows, total = contact_filter.page(state, conditions, start, stop)
    return payloads.ok(
        {
            "result": "success",
            "contact_list": [payloads.contact(row, state) for row in rows],
            "link": payloads.link(state, "getContacts", args, number, size, total),
        }
    )


def _conditions(state: WatiState, args: dict[str, str]) -> list[Condition | Rest] | str:
    """All but the name; why not, where one cannot be read."""
    found: list[Condition | Rest] = []
    if args.get("attribute"):
        asked = contact_filter.by_attributes(args["attribute"])
        if asked is None:
            return ATTRIBUTES
        found += asked
    if args.get("createdDate"):
        day = contact_filter.by_day(state, args["createdDate"])
        if day is None:
            return DAYS
        found.append(day)
    return found
