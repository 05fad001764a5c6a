"""How often an account may call: per operation in ten seconds, and in all per month.

Source: docs.wati.io, errors and limits of v2.2; help 11823158. Only part of that table could be recovered: what it does
not name goes by an assumption.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any

from emulator.kernel.api import Operation
from emulator.kernel.http import Reply, Request
from emulator.wati.assumptions.limits import UNLISTED_LIMITS, V3_LIMITS
from emulator.wati.state import WatiState

WINDOW_S, HOUR_S = 10, 3600
STRICTEST = "growth"
UNLIMITED = "unlimited"
PLANS = ("growth", "pro", "business", UNLIMITED)
TEMPLATE_SENDS = {"growth": 30, "pro": 60, "business": 100}
PER_WINDOW = {
    "add_contact": {"growth": 10, "pro": 10, "business": 10},
    "get_contacts": {"growth": 10, "pro": 10, "business": 10},
    "get_messages": {"growth": 10, "pro": 10, "business": 10},
    "send_template_message": TEMPLATE_SENDS,
    "send_template_message_by_path": TEMPLATE_SENDS,
    "v2_send_template_message": TEMPLATE_SENDS,
}
PER_HOUR = {"create_template": 10}
"""On every plan. Captured: ten templates may be submitted in an hour."""
PER_MONTH = {"growth": 10_000, "pro": 200_000, "business": 20_000_000}
TWINS_IN_V3 = {
    "v3_add_contact": "add_contact",
    "v3_get_contacts": "get_contacts",
    "v3_get_messages": "get_messages",
    "v3_send_template_messages": "send_template_message",
}
UNLISTED = 10
MONTH = "month"


def plan_of(state: WatiState) -> str:
    """The plan whose limits hold: as told, else as the profile says, else the strictest."""
    return state.limits or state.settings.get("plan", STRICTEST)


def admit(request: Request, operation: Operation[Any], state: WatiState) -> Reply | None:
    """429 where the operation was called too often; the call counts only where it is admitted."""
    plan = plan_of(state)
    if plan == UNLIMITED:
        return None
    now = state.universe.clock.now()
    name = operation.name.partition(".")[2]
    return _in_window(state, name, plan, now.timestamp()) or _in_month(state, plan, now)


def rest(state: WatiState) -> None:
    """Let the ten seconds go by: on a clock that stands still nobody knows how long a customer thinks."""
    for name in [name for name in state.calls if name not in (MONTH, *PER_HOUR)]:
        del state.calls[name]


def _in_window(state: WatiState, name: str, plan: str, now: float) -> Reply | None:
    bound, window_s = _bound(state, name, plan), HOUR_S if name in PER_HOUR else WINDOW_S
    if bound is None:
        return None
    times = state.calls.setdefault(name, [])
    while times and times[0] <= now - window_s:
        times.pop(0)
    if len(times) < bound:
        times.append(now)
        return None
    wait = math.ceil(times[0] + window_s - now)
    return _too_many(wait, f"{bound} calls of {name} in {window_s} seconds on the plan {plan}")


def _bound(state: WatiState, name: str, plan: str) -> int | None:
    if name in PER_HOUR:
        return PER_HOUR[name]
    assumptions = state.universe.assumptions
    listed = PER_WINDOW.get(name)
    if listed is None and name in TWINS_IN_V3 and assumptions.choice(V3_LIMITS) == "as_v1":
        listed = PER_WINDOW[TWINS_IN_V3[name]]
    if listed is not None:
        return listed[plan]
    return UNLISTED if assumptions.choice(UNLISTED_LIMITS) == "ten" else None


def _in_month(state: WatiState, plan: str, now: datetime) -> Reply | None:
    """`calls["month"]` is the number of the month and how many calls there were in it."""
    month = float(now.year * 12 + now.month)
    kept = state.calls.get(MONTH)
    count = kept[1] if kept and kept[0] == month else 0.0
    if count < PER_MONTH[plan]:
        state.calls[MONTH] = [month, count + 1]
        return None
    year, number = divmod(now.year * 12 + now.month, 12)
    wait = math.ceil((datetime(year, number + 1, 1, tzinfo=UTC) - now).total_seconds())
    return _too_many(wait, f"{PER_MONTH[plan]} calls in a month on the plan {plan}")


def _too_many(wait: int, why: str) -> Reply:
    """Documented: 429, perhaps with Retry-After, and no promise of a body."""
    advice = "Move the clock, or switch the limits off: wati: { limits: unlimited } in the world."
    return Reply(429, headers={"Retry-After": str(max(wait, 1))}, help=(f"Wati allows {why}. {advice}",))
