"""API credits of a rolling day, and calls at once: by edition, as Zoho counts them.

Source: zoho.com CRM api-limits; Kaizen 203 for calls at once. What most calls cost is documented, that a search is one
of them is not.
"""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

from emulator.kernel.api import Operation
from emulator.kernel.http import BadBody, Reply, Request
from emulator.zoho import payloads
from emulator.zoho.assumptions import PARALLEL_CALLS
from emulator.zoho.editions import EDITIONS
from emulator.zoho.state import ZohoState

HOUR_S = 3600
HOURS = 24
MOMENT, AT_ONCE = "moment", "at_once"
CONVERT_LEAD = 5
ROWS_PER_CREDIT = 10


def admit(request: Request, operation: Operation[Any], state: ZohoState) -> Reply | None:
    """429 where the day's credits are used up. A call costs nothing where it is turned away."""
    if operation.public or not state.limited:
        return None
    if state.universe.assumptions.choice(PARALLEL_CALLS) == "same_moment" and _is_one_too_many(state):
        state.universe.assumptions.lean(PARALLEL_CALLS)
        return _too_many(f"{EDITIONS[state.edition].at_once} calls at once")
    cost = _cost(request, operation)
    if used(state) + cost > allowed(state):
        return _too_many(f"{allowed(state)} credits in {HOURS} hours")
    charge(cost, state)
    return None


def charge(cost: int, state: ZohoState) -> None:
    """Use credits. They come back when the hour in which they were used is a day ago."""
    if state.limited and cost:
        hour = str(_hour(state.universe.clock.now()))
        state.calls[hour] = state.calls.get(hour, 0.0) + cost


def used(state: ZohoState) -> int:
    """Of this day; what is older is forgotten."""
    oldest = _hour(state.universe.clock.now()) - HOURS
    for hour in [hour for hour in state.calls if hour.isdigit() and int(hour) <= oldest]:
        del state.calls[hour]
    return int(sum(cost for hour, cost in state.calls.items() if hour.isdigit()))


def allowed(state: ZohoState) -> int:
    """Credits of a day, with those of the active users."""
    edition = EDITIONS[state.edition]
    found = edition.credits + edition.per_user * sum(user.active for user in state.users)
    return min(found, edition.most) if edition.most else found


def remaining(state: ZohoState) -> int | None:
    """What is left, once half of it is used; None before. Source: documented, told by others."""
    most, count = allowed(state), used(state)
    return max(most - count, 0) if state.limited and count * 2 > most else None


def _cost(request: Request, operation: Operation[Any]) -> int:
    """One credit; one for every ten records that are written, five for a conversion."""
    if operation.name == "zoho.convert_lead":
        return CONVERT_LEAD
    if operation.method not in ("POST", "PUT") or not request.body:
        return 1
    try:
        sent = request.json()
    except BadBody:
        return 1
    rows = sent.get("data") if isinstance(sent, dict) else None
    return max(1, math.ceil(len(rows) / ROWS_PER_CREDIT)) if isinstance(rows, list) else 1


def _is_one_too_many(state: ZohoState) -> bool:
    now = state.universe.clock.now().timestamp()
    if state.calls.get(MOMENT) != now:
        state.calls[MOMENT], state.calls[AT_ONCE] = now, 0.0
    state.calls[AT_ONCE] += 1
    return state.calls[AT_ONCE] > EDITIONS[state.edition].at_once


def _hour(now: datetime) -> int:
    return int(now.timestamp() // HOUR_S)


def _too_many(why: str) -> Reply:
    """The code is documented, the text reported; credits and calls at once are not told apart."""
    reply = payloads.error(429, "TOO_MANY_REQUESTS", "too many requests. please try again after some time")
    advice = "Move the clock, say zoho: { edition: … }, or switch it off with zoho: { limits: unlimited } in the world."
    reply.help = (f"Zoho allows {why} to this edition. {advice}",)
    return reply
