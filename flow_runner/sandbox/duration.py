"""Durations as people write them."""

from __future__ import annotations

import re
from datetime import timedelta

UNITS = {"s": 1, "second": 1, "m": 60, "min": 60, "minute": 60, "h": 3600, "hour": 3600, "d": 86400, "day": 86400}
UNITS |= {"秒": 1, "分钟": 60, "分": 60, "小时": 3600, "天": 86400}
_PART = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(秒|分钟|分|小时|天|[a-z]*)\s*,?", re.IGNORECASE)
MAX = timedelta(days=3650)


def duration(text: str | int | float) -> timedelta:
    """`90` (seconds), `61 minutes`, `1h 30m`, `2 days`. ValueError where it is none of these, or over ten years."""
    written = str(text).strip()
    total, place = 0.0, 0
    while place < len(written):
        part = _PART.match(written, place)
        unit = part[2].lower() if part else ""
        if part is None or (unit and unit not in UNITS and unit.rstrip("s") not in UNITS):
            break
        total += float(part[1]) * (UNITS.get(unit) or UNITS.get(unit.rstrip("s"), 1))
        place = part.end()
    if not written or place < len(written):
        raise ValueError(f"'{written}' is no duration: write for example 90s, 61 minutes, 1h 30m or 2 days")
    if total > MAX.total_seconds():
        raise ValueError(f"'{written}' is over ten years")
    return timedelta(seconds=total)
