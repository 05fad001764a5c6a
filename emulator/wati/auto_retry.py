"""Auto-retry of a campaign: those whom Meta chose not to deliver to get it again, until a deadline.

Source: docs.wati.io, enable auto-retry: one to seven days, or a moment within seven days of the campaign's end; only
for code 131049, and on the plans pro and business. How often it tries is assumed.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from emulator.kernel.shape import moment
from emulator.wati import broadcast, delivery
from emulator.wati.assumptions.account import AUTO_RETRY
from emulator.wati.rows import Broadcast
from emulator.wati.state import WatiState

DUE = "wati.auto_retry"
MAX_DAYS = 7
DAYS = tuple(str(day) for day in range(1, MAX_DAYS + 1))
EACH = timedelta(days=1)
WITHOUT = "growth"


def attach(state: WatiState) -> None:
    """Try again in an account."""
    state.universe.clock.on(DUE, lambda told: _due(state, told["broadcast"], moment(told["until"])))


def enable(state: WatiState, campaign: Broadcast, asked: dict[str, Any]) -> None:
    """Begin it. ValueError, in plain words, where that is not possible."""
    if (state.limits or state.settings.get("plan")) == WITHOUT:
        raise ValueError(f"auto-retry needs the plan pro or business; the account has {WITHOUT}")
    if campaign.status != "completed":
        raise ValueError(f"the campaign must be completed; it is {campaign.status}")
    until, clock = deadline(state, campaign, asked), state.universe.clock
    for timer in clock.timers:
        if timer.kind == DUE and timer.payload["broadcast"] == campaign.id:
            clock.cancel(timer.seq)  # the new deadline stands instead
    _plan(state, campaign.id, until)


def deadline(state: WatiState, campaign: Broadcast, asked: dict[str, Any]) -> datetime:
    """Until when. ValueError where neither or both are said, or it is over or too far away."""
    days, until = asked.get("retryDays"), asked.get("retryUntil")
    if (days is None) == (until is None):
        raise ValueError("give either retryDays or retryUntil")
    if until is None:
        if str(days) not in DAYS:
            raise ValueError(f"retryDays must be 1 to {MAX_DAYS}")
        end = campaign.last_updated + timedelta(days=DAYS.index(str(days)) + 1)
    else:
        end = _utc(until)
    if not state.universe.clock.now() < end <= campaign.last_updated + timedelta(days=MAX_DAYS):
        raise ValueError(f"the deadline must be to come, and within {MAX_DAYS} days of the campaign's end")
    return end


def _utc(text: Any) -> datetime:
    """ISO 8601; without a time zone it is UTC, as the documentation wants it."""
    found: datetime | None = datetime.fromisoformat(text) if isinstance(text, str) else None
    return moment(text) if found is None or found.tzinfo else found.replace(tzinfo=UTC)


def _plan(state: WatiState, campaign: str, until: datetime) -> None:
    clock = state.universe.clock
    at = until
    if state.universe.assumptions.lean(AUTO_RETRY) == "daily":
        at = min(clock.now() + EACH, until)
    clock.call_at(at, DUE, {"broadcast": campaign, "until": until.isoformat()})


def _due(state: WatiState, campaign_id: str, until: datetime) -> None:
    campaign = state.broadcasts.get(campaign_id)
    if campaign is None:
        return
    broadcast.retry(state, campaign, delivery.NOT_CHOSEN.code)
    if state.universe.clock.now() < until:
        _plan(state, campaign_id, until)
