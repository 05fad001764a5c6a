"""Whether the account is open. Source: help 11463178, 11463189 (working hours, holiday mode)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from emulator.kernel.assumption import Assumptions
from emulator.wati.assumptions.account import HOURS_SAME_DAY
from emulator.wati.profile import Profile


def is_open(profile: Profile, now: datetime, assumptions: Assumptions) -> bool:
    """By the clock on the account's wall. Holiday mode is closed; without working hours it is always open."""
    if profile.holiday:
        return False
    if profile.hours is None:
        return True
    local = now.astimezone(ZoneInfo(profile.time_zone))
    minute = local.hour * 60 + local.minute
    held = [begin <= minute < end for begin, end in profile.hours.get(local.weekday(), ())]
    if not held or any(held) == held[-1]:
        return any(held)
    return any(held) if assumptions.lean(HOURS_SAME_DAY) == "all_count" else held[-1]
