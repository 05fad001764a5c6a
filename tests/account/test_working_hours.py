"""Working hours: by the clock on the account's wall, wherever that is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from emulator.document import DocumentError
from emulator.kernel.assumption import Assumptions
from emulator.seed import parse
from emulator.wati.profile import profile_from
from emulator.wati.working_hours import is_open

WEEK = ["mon", "tue", "wed", "thu", "fri"]
OFFICE = {"working_hours": [{"days": WEEK, "from": "09:00", "to": "18:00"}]}


def opened(profile: dict[str, Any], moment: str, **assume: str) -> bool:
    chosen = Assumptions({f"wati.{name}": choice for name, choice in assume.items()})
    return is_open(profile_from(profile), datetime.fromisoformat(moment), chosen)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-01-15T08:59:59Z", False),
        ("2026-01-15T09:00:00Z", True),
        ("2026-01-15T17:59:59Z", True),
        ("2026-01-15T18:00:00Z", False),
        ("2026-01-17T12:00:00Z", False),  # a Saturday
        ("2026-01-19T12:00:00Z", True),
    ],
)
def test_hours_begin_and_end_to_the_minute(moment: str, expected: bool) -> None:
    assert opened(OFFICE, moment) is expected


@pytest.mark.parametrize(
    ("zone", "moment", "expected"),
    [
        ("Asia/Kolkata", "2026-01-15T03:30:00Z", True),  # 09:00 there
        ("Asia/Kolkata", "2026-01-15T12:30:00Z", False),  # 18:00 there
        ("America/Los_Angeles", "2026-01-17T01:00:00Z", True),  # still Friday there
        ("Pacific/Auckland", "2026-01-18T21:00:00Z", True),  # already Monday there
        ("Europe/Berlin", "2026-03-27T08:30:00Z", True),  # 09:30 in winter
        ("Europe/Berlin", "2026-03-30T07:30:00Z", True),  # 09:30 in summer, which began on Sunday
        ("Europe/Berlin", "2026-03-27T07:30:00Z", False),
    ],
)
def test_the_account_s_time_zone_counts_summer_time_included(zone: str, moment: str, expected: bool) -> None:
    assert opened({**OFFICE, "time_zone": zone}, moment) is expected


def test_without_hours_it_is_always_open_and_in_holiday_mode_never() -> None:
    assert opened({}, "2026-01-17T03:00:00Z")
    assert not opened({"holiday": True}, "2026-01-15T12:00:00Z")
    assert not opened({**OFFICE, "holiday": True}, "2026-01-15T12:00:00Z")


SPLIT = {
    "working_hours": [
        {"days": ["thu"], "from": "09:00", "to": "12:00"},
        {"days": ["thu"], "from": "13:00", "to": "18:00"},
    ]
}


@pytest.mark.parametrize(("choice", "morning"), [("last_wins", False), ("all_count", True)])
def test_two_entries_for_one_day_are_an_assumption(choice: str, morning: bool) -> None:
    assert opened(SPLIT, "2026-01-15T10:00:00Z", hours_same_day=choice) is morning
    assert opened(SPLIT, "2026-01-15T14:00:00Z", hours_same_day=choice)
    assert not opened(SPLIT, "2026-01-15T12:30:00Z", hours_same_day=choice)


def test_only_a_moment_that_depends_on_it_leans_on_the_assumption() -> None:
    used = Assumptions()
    for hour in ("12:30", "14:00"):
        is_open(profile_from(SPLIT), datetime.fromisoformat(f"2026-01-15T{hour}:00Z"), used)
    assert used.used == {}


def test_a_night_shift_is_split_at_midnight() -> None:
    night = {
        "working_hours": [
            {"days": ["thu"], "from": "22:00", "to": "24:00"},
            {"days": ["fri"], "from": "00:00", "to": "06:00"},
        ]
    }
    assert [opened(night, f"2026-01-{time}:00Z") for time in ("15T21:59", "15T23:59", "16T00:00", "16T05:59")] == [
        False,
        True,
        True,
        True,
    ]


@pytest.mark.parametrize("end", ["09:00", "08:59"])
def test_hours_that_end_before_they_begin_are_refused_as_on_the_platform(end: str) -> None:
    with pytest.raises(DocumentError, match="it must end after it begins; split hours past midnight"):
        parse(f"profile: {{ working_hours: [ {{ days: [mon], from: '09:00', to: '{end}' }} ] }}")
