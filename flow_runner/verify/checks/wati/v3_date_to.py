"""The last day of a span."""

from __future__ import annotations

from emulator.wati.assumptions.v3 import V3_DATE_TO
from flow_runner.verify.check import check
from flow_runner.verify.observation import Differs, Observation, Settles, Skip
from flow_runner.verify.target import Target, ok
from flow_runner.verify.v3 import ask, contacts


@check(
    "wati.v3-date-to-counts-the-whole-day",
    "wati.v3_get_contact_count",
    evidence="assumed",
    source="not documented",
    settles=V3_DATE_TO,
)
def v3_date_to(target: Target) -> Observation:
    """A date_to that is a date without a time counts the whole of that day."""
    day = str(contacts(target)[0].get("created"))[:10]
    whole, midnight, asked = (
        ok(ask(target, "contacts/count", {"date_to": day + time}), "contact_count")
        for time in ("T23:59:59.999Z", "T00:00:00Z", "")
    )
    if whole == midnight:
        raise Skip("no contact was added on the day of the first one")
    if asked not in (whole, midnight):
        return Differs("the count of the day's beginning or of its end", "another one")
    choice = "whole_day" if asked == whole else "midnight"
    return Settles(V3_DATE_TO, choice, "a day counts whole" if asked == whole else "a day ends where it begins")
