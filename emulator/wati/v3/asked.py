"""What a request to v3 asks, read strictly: whatever is not as documented is refused, and fields that are not known
are passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from emulator.kernel.http import BadBody, Request
from emulator.kernel.shape import aware
from emulator.wati import target
from emulator.wati.assumptions.v3 import V3_DATE_TO, V3_PAGING
from emulator.wati.state import WatiState
from emulator.wati.v3.endpoint import Refused

MAX_SIZE = 100
MAX_NUMBER = 2**31 - 1
DIGITS = re.compile(r"[0-9]{1,10}")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Page(NamedTuple):
    """A page of a list, counted from 1."""

    number: int
    size: int

    @property
    def start(self) -> int:
        return (self.number - 1) * self.size

    @property
    def stop(self) -> int:
        return self.number * self.size

    def told(self) -> dict[str, int]:
        return {"page_number": self.number, "page_size": self.size}


def page(request: Request, state: WatiState) -> Page:
    """`page_number` and `page_size`, or their other spelling as far as the assumption goes."""
    args = request.args
    number, size = args.get("page_number"), args.get("page_size")
    spelt_otherwise = (number is None or size is None) and {"pageNumber", "pageSize"} & args.keys()
    if spelt_otherwise and state.universe.assumptions.lean(V3_PAGING) == "lenient":
        number = args.get("pageNumber", "1") if number is None else number
        size = args.get("pageSize") if size is None else size
    return Page(_whole("page_number", number, MAX_NUMBER), _whole("page_size", size, MAX_SIZE))


def body(request: Request) -> dict[str, Any]:
    """The JSON object of the body, whatever its content type."""
    try:
        found = request.json()
        if b"\\u" in request.body:
            json.dumps(found, ensure_ascii=False).encode()
    except BadBody:
        raise Refused("The body must be JSON.") from None
    except (UnicodeEncodeError, RecursionError):
        raise Refused("The body holds half a character, which is no text.") from None
    if not isinstance(found, dict):
        raise Refused("The body must be a JSON object.")
    return found


def text(found: Mapping[str, Any], name: str, limit: int = 0) -> str:
    """A text that must be there and say something; at most `limit` characters, where there is a limit."""
    value = found.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Refused(f"{name} is required, and must be a text.")
    if limit and len(value) > limit:
        raise Refused(f"{name} may have {limit} characters, found {len(value)}.")
    return value


def optional(found: Mapping[str, Any], name: str) -> str:
    """A text that may be missing or null; empty then."""
    value = found.get(name)
    if not isinstance(value, str | None):
        raise Refused(f"{name} must be a text or null.")
    return value or ""


def entries(found: Mapping[str, Any], name: str, least: int, most: int) -> list[Any]:
    """A list with so many entries."""
    value = found.get(name)
    if not isinstance(value, list) or not least <= len(value) <= most:
        raise Refused(f"{name} is required, and must be a list of {least:,} to {most:,} entries.")
    return value


def params(found: Mapping[str, Any], name: str, nulls: bool = False) -> dict[str, str]:
    """`[{"name", "value"}]` as names to values; the list may be missing or null, and with `nulls` its texts too: a
    parameter without a name is none, and one without a value is blank.
    """
    value = found.get(name)
    if not isinstance(value, list | None):
        raise Refused(f"{name} must be a list of name and value, or null.")
    kinds = str | None if nulls else str
    pairs: dict[str, str] = {}
    for entry in value or ():
        if not isinstance(entry, dict) or not all(isinstance(entry.get(key), kinds) for key in ("name", "value")):
            raise Refused(f"every entry of {name} needs a name and a value, which are texts.")
        if not nulls and not entry["name"].strip():
            raise Refused(f"every entry of {name} needs a name.")
        if entry.get("name"):
            pairs[entry["name"]] = entry.get("value") or ""
    return pairs


def channel(state: WatiState, name: str) -> str:
    """The id of the channel with this name or number; empty for the account's own number, also where none is named."""
    found = target.channel_called(state, name) if name else ""
    if found is None:
        known = ", ".join(row.name for row in state.channels) or "none beside the account's own number"
        raise Refused(f"The channel {name} does not exist.", f"Channels of this account: {known}.")
    return found


def moment(found: Mapping[str, Any], name: str) -> datetime:
    """ISO 8601; without a time zone it is UTC."""
    return _moment(text(found, name), name)


def span(request: Request, state: WatiState, required: bool = True) -> tuple[datetime | None, datetime | None]:
    """`date_from` and `date_to`, both inclusive."""
    args = request.args
    since, until = (args.get(name) or None for name in ("date_from", "date_to"))
    if required and (since is None or until is None):
        raise Refused("date_from and date_to are required.")
    end = _moment(until, "date_to") if until else None
    if end and until and DATE.fullmatch(until) and state.universe.assumptions.lean(V3_DATE_TO) == "whole_day":
        end = end.replace(hour=23, minute=59, second=59, microsecond=999_999)
    return _moment(since, "date_from") if since else None, end


def _moment(value: str, name: str) -> datetime:
    try:
        found = datetime.fromisoformat(value)
        return aware(found if found.tzinfo else found.replace(tzinfo=UTC))
    except ValueError:
        hint = "A + in a query is a blank: write %2B, or Z." if " 0" in value else ""
        raise Refused(f"{name} must be a date or a moment of ISO 8601.", *([hint] if hint else [])) from None


def _whole(name: str, value: str | None, most: int) -> int:
    if value is None or not DIGITS.fullmatch(value) or not 1 <= int(value) <= most:
        raise Refused(f"{name} is required, and must be a whole number from 1 to {most}.")
    return int(value)
