"""Pages of a list of records, by number or by token, as JSON. Source: zoho.com CRM v7 get-records.

A token holds where its page begins, when it ends to be good, and a check sum of the question that it belongs to.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import islice
from typing import Any

from emulator.kernel.http import Reply
from emulator.zoho import parameter, payloads
from emulator.zoho.assumptions import FIELDS_FROM, PAGE_TOKEN_FROM
from emulator.zoho.call import Call
from emulator.zoho.refused import refuse
from emulator.zoho.rows import Record

TOKEN_LIFE = timedelta(hours=24)
MAX_WITHOUT_TOKEN = 2000
MAX_WITH_TOKEN = 100_000
NOT_BOUND = ("page", "page_token")
TOO_FAR = "You can only get the first 2000 records without using page_token param."


@dataclass(frozen=True, slots=True)
class Page:
    """`start` is the place of its first record; `tokens` says whether there is more than page numbers."""

    start: int
    per_page: int
    fields: frozenset[str]
    tokens: bool

    @property
    def number(self) -> int:
        return self.start // self.per_page + 1


def asked(call: Call) -> Page:
    """Refused where a parameter is missing, wrong, or asks for too much."""
    args, state = call.request.args, call.state
    fields = parameter.fields(args, required=parameter.since(call.request, state, FIELDS_FROM))
    per_page = parameter.per_page(args)
    tokens = parameter.since(call.request, state, PAGE_TOKEN_FROM)
    if tokens and args.get("page_token"):
        if args.get("page"):
            refuse(400, "AMBIGUITY_DURING_PROCESSING", "You cannot use both page and page_token", param_name="page")
        start = _start_of(call, args["page_token"])
        if start + per_page > MAX_WITH_TOKEN:
            message = "You can only get up to first 100000 records using page_token param."
            refuse(400, "PAGINATION_LIMIT_EXCEEDED", message, limit=MAX_WITH_TOKEN)
        return Page(start, per_page, fields, tokens=True)
    page = parameter.number(args, "page", 1)
    if tokens and page * per_page > MAX_WITHOUT_TOKEN:
        refuse(400, "DISCRETE_PAGINATION_LIMIT_EXCEEDED", TOO_FAR, limit=MAX_WITHOUT_TOKEN)
    return Page((page - 1) * per_page, per_page, fields, tokens)


def reply(
    call: Call,
    page: Page,
    rows: Iterable[Record],
    sort: tuple[str, str] = ("id", "desc"),
    shown: Callable[[Record], dict[str, Any]] | None = None,
) -> Reply:
    """The page's part of the rows, which are read no further; 204 where there is none."""
    found = list(islice(rows, page.start, page.start + page.per_page + 1))
    part = found[: page.per_page]
    if not part:
        return payloads.no_content()
    show = shown or (lambda row: payloads.record(row, call.state))
    data = [only(show(row), page.fields) for row in part]
    return payloads.ok({"data": data, "info": _info(call, page, len(part), len(found) > len(part), sort)})


def only(row: dict[str, Any], fields: frozenset[str]) -> dict[str, Any]:
    """The fields that were asked for, and the id."""
    return {name: held for name, held in row.items() if name in fields or name == "id"} if fields else row


def _info(call: Call, page: Page, count: int, more: bool, sort: tuple[str, str]) -> dict[str, Any]:
    plain: dict[str, Any] = payloads.info(page.number, page.per_page, count, more)
    if not page.tokens:
        return plain
    before = max(page.start - page.per_page, 0) if page.start else None
    ends = call.state.universe.clock.now() + TOKEN_LIFE
    tokens = {
        "next_page_token": _token(call, page.start + page.per_page, ends) if more else None,
        "previous_page_token": None if before is None else _token(call, before, ends),
        "page_token_expiry": payloads.moment(ends) if more or page.start else None,
    }
    return {"call": False, **plain, **tokens, "sort_by": sort[0], "sort_order": sort[1], "email": False}


def _token(call: Call, start: int, ends: datetime) -> str:
    text = f"{start}.{int(ends.timestamp())}.{_question(call)}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _question(call: Call) -> str:
    """Changes with the path and every parameter but the page itself."""
    bound = sorted((name, held) for name, held in call.request.args.items() if name not in NOT_BOUND)
    return blake2b(repr((call.request.path, bound)).encode(), digest_size=12).hexdigest()


def _start_of(call: Call, token: str) -> int:
    try:
        start, ends, question = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode().split(".")
        place, last = int(start), int(ends)
    except (ValueError, binascii.Error):
        refuse(400, "INVALID_DATA", "The token given seems to be invalid", param_name="page_token")
    if last <= call.state.universe.clock.now().timestamp():
        refuse(400, "EXPIRED_VALUE", "The token given has expired.", param_name="page_token")
    if question != _question(call) or place < 0:
        message = "The page_token given seems to be invalid or input param is added, altered, or deleted"
        refuse(400, "TOKEN_BOUND_DATA_MISMATCH", message, param_name="page_token")
    return place
