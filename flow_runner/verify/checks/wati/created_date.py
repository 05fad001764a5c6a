"""Contacts by the day of their creation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from emulator.wati.assumptions.contacts import CREATED_DATE
from flow_runner.verify.check import check
from flow_runner.verify.contacts import contacts
from flow_runner.verify.observation import Observation, Settles, Skip
from flow_runner.verify.target import Target

SAMPLES = "100"
IN_WORDS = "%b-%d-%Y"


@check(
    "wati.created-date-is-that-day",
    "wati.get_contacts",
    evidence="assumed",
    source="the vendor's OpenAPI tells how the day is written, and not what is compared",
    settles=CREATED_DATE,
)
def created_date(target: Target) -> Observation:
    """getContacts?createdDate=DAY finds the contacts that were created on that day, and no later ones."""
    days = sorted({day for row in contacts(target, pageSize=SAMPLES) if (day := _day(row))})
    if len(days) < 2:
        raise Skip("it needs contacts that were created on different days")
    found = {_day(row) for row in contacts(target, pageSize=SAMPLES, createdDate=days[0].strftime("%Y-%m-%d"))}
    if found == {days[0]}:
        return Settles(CREATED_DATE, "that_day", "a day finds the contacts of that day")
    if days[0] in found and all(day is not None and day >= days[0] for day in found):
        return Settles(CREATED_DATE, "from_that_day", "a day finds later contacts too")
    raise Skip("what a day finds was not created then: the time zone of the account may be another one")


def _day(row: dict[str, Any]) -> datetime | None:
    """The day of `Oct-11-2024`; None for anything else."""
    try:
        return datetime.strptime(str(row.get("created")), IN_WORDS)
    except ValueError:
        return None
