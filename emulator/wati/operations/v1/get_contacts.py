"""getContacts: the account's contacts, filtered and paged.

Example: GET /424242/api/v1/getContacts?pageSize=1&pageNumber=1&name=22222222 => 200
Example: GET /424242/api/v1/getContacts?attribute=[{"name":"nobody_has_this","operator":"exist"}] => 200
"""

from __future__ import annotations

import json
from collections.abc import Callable

from emulator.kernel.http import Reply, Request
from emulator.wati import errors, payloads, schemas
from emulator.wati.api import WATI
from emulator.wati.assumptions import FAILURE_TEXT, NAME_FILTER
from emulator.wati.rows import Contact
from emulator.wati.state import WatiState

OPERATORS: dict[str, Callable[[str | None, str], bool]] = {
    "contain": lambda held, wanted: held is not None and wanted.casefold() in held.casefold(),
    "notContain": lambda held, wanted: held is None or wanted.casefold() not in held.casefold(),
    "exist": lambda held, wanted: bool(held),
    "notExist": lambda held, wanted: not held,
    "==": lambda held, wanted: held == wanted,
    "=": lambda held, wanted: held == wanted,
    "!=": lambda held, wanted: held != wanted,
    "valid": lambda held, wanted: bool(held),
    "invalid": lambda held, wanted: not held,
}


@WATI.operation(
    "GET",
    "/{tenantId}/api/v1/getContacts",
    query={"type": "object", "properties": {**schemas.PAGING, "name": schemas.TEXT, "attribute": schemas.TEXT}},
    replies={200: schemas.or_failure(schemas.CONTACT_LIST)},
    evidence="observed",
    source="docs.wati.io getContacts; field names captured three times; filter operators from client docstrings",
)
def get_contacts(request: Request, state: WatiState) -> Reply:
    """Contacts in the order in which they were added; no match is an empty list, not an error."""
    args = request.args
    rows = _by_name(state, args["name"]) if args.get("name") else list(state.contacts)
    if args.get("attribute"):
        filters = _filters(args["attribute"])
        if filters is None:
            state.universe.assumptions.lean(FAILURE_TEXT)
            return errors.failed(state, "target input invalid")
        rows = [row for row in rows if all(_passes(row, *one) for one in filters)]
    page, size, shown = payloads.paged(rows, args)
    reply = payloads.ok(
        {
            "result": "success",
            "contact_list": [payloads.contact(row, state) for row in shown],
            "link": payloads.link(state, "getContacts", args, page, size, len(rows)),
        }
    )
    if args.get("createdDate"):
        reply.help = ("the filter createdDate is not applied here: all contacts count",)
    return reply


def _by_name(state: WatiState, text: str) -> list[Contact]:
    """By a part of the name; by a part of the number too, as far as the assumption goes and only where it matters."""
    named = state.contacts.find("name", text.casefold())
    known = {row.id for row in named}
    numbered = [row for row in state.contacts.find("phone", text) if row.id not in known] if text.isdigit() else []
    if numbered and state.universe.assumptions.lean(NAME_FILTER) == "name_and_phone":
        return named + numbered
    return named


def _filters(text: str) -> list[tuple[str, str, str]] | None:
    """`[{"name", "operator", "value"}]` as triples; None where it cannot be read."""
    try:
        found = json.loads(text)
        triples = [(item["name"], item["operator"], item.get("value") or "") for item in found]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    readable = all(isinstance(part, str) for triple in triples for part in triple)
    return triples if readable and all(operator in OPERATORS for _, operator, _ in triples) else None


def _passes(row: Contact, name: str, operator: str, wanted: str) -> bool:
    own = {"name": row.name, "phone": row.wa_id}
    return OPERATORS[operator](own.get(name, row.attributes.get(name)), wanted)
