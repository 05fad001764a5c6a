"""Search Records: find leads by criteria, email, phone or word; exactly one counts, in that order.

Example: GET /crm/v8/Leads/search?phone=919876543210 => 200
Example: GET /crm/v2/Leads/search?phone=15550109999 => 204
Example: GET /crm/v8/Leads/search?phone=x => 400
Example: GET /crm/v8/Leads/search => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.zoho import criteria, payloads, phone, schemas
from emulator.zoho.api import ZOHO
from emulator.zoho.assumptions import PHONE_CHARACTERS, PHONE_DIGITS, PHONE_MATCH, SEARCH_ORDER, WORD_MATCH
from emulator.zoho.rows import Record
from emulator.zoho.scope import of_module
from emulator.zoho.state import ZohoState

MAX_PER_PAGE = 200
MAX_RESULTS = 2000
MAX_NEAR_MISSES = 3
EXACT_VERSIONS = ("v2", "v2.1", "v3", "v4")
MODULES = ("Leads",)
BY = ("criteria", "email", "phone", "word")


class Refused(Exception):
    """A search that Zoho answers with an error."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.payload["code"])
        self.reply = reply


@ZOHO.operation(
    "GET",
    "/crm/{version}/{module}/search",
    scopes=(of_module("READ"), ("ZohoSearch.securesearch.READ",)),
    replies={
        200: schemas.LEADS,
        204: None,
        400: schemas.error(
            "EXPECTED_PARAM_MISSING", "INVALID_QUERY", "INVALID_DATA", "LIMIT_REACHED", "INVALID_MODULE"
        ),
        401: schemas.UNAUTHORIZED,
        404: schemas.NOT_FOUND,
    },
    evidence="documented",
    source="zoho.com CRM v7/v8 search-records; matching of phones from user reports, see the assumptions",
)
def search_records(request: Request, state: ZohoState) -> Reply:
    """No hit is 204 with an empty body. Converted leads are found only with `converted=true` or `both`."""
    if request.params["module"] not in MODULES:
        refused = payloads.error(
            400, "INVALID_MODULE", "The module name given seems to be invalid", resource_path_index=0
        )
        refused.help = (f"the sandbox has the module {', '.join(MODULES)}",)
        return refused
    try:
        page, per_page = _paging(request.args)
        hits, help = _hits(request, state)
    except Refused as refusal:
        return refusal.reply
    wanted = {"true": (True,), "both": (True, False)}.get(request.args.get("converted", "false"), (False,))
    every, hits = hits, [lead for lead in hits if lead.converted in wanted]
    if every and not hits:
        state_of = "converted" if every[0].converted else "not converted"
        help = (f"{len(every)} lead(s) match but are {state_of}; converted=both would find them",)
    shown = hits[(page - 1) * per_page : page * per_page]
    if not shown:
        reply = payloads.no_content()
        reply.help = help
        return reply
    rows = [payloads.record(lead, state) for lead in shown]
    if request.args.get("fields"):
        names = {"id", *(name.strip() for name in request.args["fields"].split(","))}
        rows = [{name: value for name, value in row.items() if name in names} for row in rows]
    more = page * per_page < len(hits)
    return payloads.ok({"data": rows, "info": payloads.info(page, per_page, len(rows), more)})


def _hits(request: Request, state: ZohoState) -> tuple[list[Record], tuple[str, ...]]:
    """The leads in the order in which Zoho would list them, and near misses where there is none."""
    by = next((name for name in BY if request.args.get(name)), None)
    if by is None:
        message = "One of the expected parameter is missing"
        raise Refused(payloads.error(400, "EXPECTED_PARAM_MISSING", message, param_names=list(BY)))
    value = request.args[by].strip()
    if by == "criteria":
        return _by_criteria(value, request.params["version"], state), ()
    if len(value) < 2:
        raise Refused(payloads.error(400, "INVALID_DATA", "invalid data", param_name=by))
    help: tuple[str, ...] = ()
    if by == "phone":
        hits, help = _by_phone(value, state)
    elif by == "email":
        hits = state.leads.find("email", value.casefold())
    else:
        hits = _by_word(value, state)
    if len(hits) > 1 and state.universe.assumptions.lean(SEARCH_ORDER) == "newest_first":
        hits.reverse()
    return hits, help


def _by_phone(value: str, state: ZohoState) -> tuple[list[Record], tuple[str, ...]]:
    assumptions = state.universe.assumptions
    if not phone.ALLOWED.fullmatch(value) and assumptions.lean(PHONE_CHARACTERS) == "reject":
        refused = payloads.error(400, "INVALID_DATA", "invalid data", param_name="phone")
        refused.help = (f"'{value}' has characters that are in no phone number",)
        raise Refused(refused)
    wanted = phone.digits(value, "unicode")
    if len(wanted) < 2:
        raise Refused(payloads.error(400, "INVALID_DATA", "invalid data", param_name="phone"))
    candidates = state.leads.find("phone", phone.index_key(wanted))
    found_by = [phone.rules_that_find(lead, wanted) for lead in candidates]
    for assumption in phone.assumptions_that_matter(found_by):
        assumptions.lean(assumption)
    mode, alphabet = assumptions.choice(PHONE_MATCH), assumptions.choice(PHONE_DIGITS)
    hits = [lead for lead, rules in zip(candidates, found_by, strict=True) if (mode, alphabet) in rules]
    if hits:
        return hits, ()
    return [], tuple(phone.explain_miss(lead, wanted, mode, alphabet) for lead in candidates[:MAX_NEAR_MISSES])


def _by_word(value: str, state: ZohoState) -> list[Record]:
    whole = state.universe.assumptions.lean(WORD_MATCH) == "whole_word"
    word = value.casefold()

    def has(text: str) -> bool:
        return word in text.split() if whole else word in text

    return [
        lead
        for lead in state.leads
        if any(has(held.casefold()) for held in lead.fields.values() if isinstance(held, str))
    ]


def _by_criteria(value: str, version: str, state: ZohoState) -> list[Record]:
    try:
        parsed = criteria.parse(value, version)
    except criteria.CriteriaError as error:
        raise Refused(payloads.error(400, "INVALID_QUERY", "invalid query formed", reason=str(error))) from None
    known = {"id", *(field.api_name for field in state.modules["Leads"].fields)}
    for condition in criteria.conditions(parsed):
        if condition.field not in known and not any(condition.field in lead.fields for lead in state.leads):
            details = {"reason": "the field is not available for search", "api_name": condition.field}
            raise Refused(payloads.error(400, "INVALID_QUERY", "invalid query formed", **details))
    several = isinstance(parsed, criteria.Group)
    contains = several or version not in EXACT_VERSIONS
    return [lead for lead in state.leads if criteria.holds(parsed, payloads.record(lead, state), contains)]


def _paging(args: dict[str, str]) -> tuple[int, int]:
    page, per_page = _number(args, "page", 1), _number(args, "per_page", MAX_PER_PAGE)
    if per_page > MAX_PER_PAGE:
        details = {"param_name": "per_page", "maximum_length": MAX_PER_PAGE}
        raise Refused(payloads.error(400, "INVALID_DATA", "invalid data", **details))
    if page * per_page > MAX_RESULTS:
        message = "maximum response iteration limit reached"
        raise Refused(payloads.error(400, "LIMIT_REACHED", message, limit=str(MAX_RESULTS)))
    return page, per_page


def _number(args: dict[str, str], name: str, default: int) -> int:
    text = args.get(name, str(default))
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text) > 0):
        raise Refused(payloads.error(400, "INVALID_DATA", "invalid data", param_name=name))
    return int(text)
