"""Leads of a Zoho account to look at."""

from __future__ import annotations

from typing import Any, NamedTuple

from emulator.zoho.phone import PHONE_FIELDS, digits
from flow_runner.verify.observation import Skip, Strange
from flow_runner.verify.target import Target, ok

PATH = "/crm/v8/Leads/search"
NOBODY = "nobody@verify.example"
_SPECIAL = str.maketrans({char: f"\\{char}" for char in "(),\\"})


class Hits(NamedTuple):
    """The first page of a search; `more` where there are others."""

    rows: list[dict[str, Any]]
    more: bool

    def has(self, lead: dict[str, Any]) -> bool:
        """Skip where the lead may be on another page."""
        if any(row.get("id") == lead["id"] for row in self.rows):
            return True
        if self.more:
            raise Skip("over 200 leads are found, so that one cannot be told to be missing")
        return False


def search(target: Target, **query: str) -> Hits:
    """Converted leads as well. Strange where neither leads nor an empty reply come."""
    reply = target.crm(PATH, {**query, "converted": "both"})
    if reply.status == 204:
        return Hits([], more=False)
    rows = ok(reply, "data")
    if not isinstance(rows, list):
        raise Strange("200 with a list 'data'", reply)
    info = reply.json().get("info")
    return Hits(
        [row for row in rows if isinstance(row, dict) and "id" in row],
        more=isinstance(info, dict) and bool(info.get("more_records")),
    )


def stored_plainly(target: Target) -> str:
    """The first --lead-phone that is written in the digits 0 to 9."""
    for phone in target.permission.leads:
        if digits(phone, "ascii") == digits(phone, "unicode"):
            return phone
    raise Skip("it needs a number that is stored in the digits 0 to 9: --lead-phone NUMBER")


def lead_of(target: Target, stored: str) -> dict[str, Any]:
    """The lead in which a number is stored exactly so, by whatever search finds it. Skip where none does."""
    by_fields = "or".join(f"({name}:equals:{stored.translate(_SPECIAL)})" for name in PHONE_FIELDS)
    for query in ({"phone": digits(stored, "unicode")}, {"criteria": f"({by_fields})"}):
        try:
            hits = search(target, **query)
        except Strange:
            continue
        found = next((row for row in hits.rows if stored in numbers(row)), None)
        if found is not None:
            return found
    raise Skip("no lead is found in which --lead-phone is stored as it was given: say it letter by letter")


def numbers(row: dict[str, Any]) -> list[str]:
    """The phone numbers of a lead, as they are stored."""
    return [str(row[name]) for name in PHONE_FIELDS if row.get(name)]


def found_in_words(hits: dict[str, bool]) -> str:
    """`found by its last digits and the word; not by its middle`."""
    by, not_by = (" and ".join(what for what, found in hits.items() if found is wanted) for wanted in (True, False))
    return "; ".join([f"found by {by}"] * bool(by) + [f"not by {not_by}"] * bool(not_by))
