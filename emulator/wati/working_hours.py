"""Whether the account is open. Source: help 11463189 (working hours, holiday mode)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from emulator.wati.profile import Profile


def is_open(profile: Profile, now: datetime) -> bool:
    """By the clock on the account's wall. Holiday mode is closed; without working hours it is open.

    A day whose end is not after its beginning goes on past midnight, until that time of the next day.
    """
    if profile.holiday:
        return False
    if profile.hours is None:
        return True
    local = now.astimezone(ZoneInfo(profile.time_zone))
    minute, day = local.hour * 60 + local.minute, local.weekday()
    if day in profile.hours:
        begin, end = profile.hours[day]
        if begin <= minute and (minute < end or end <= begin):
            return True
    before = profile.hours.get((day - 1) % 7)
    return before is not None and before[1] <= before[0] and minute < before[1]
