"""How often tokens and codes may be asked for: ten in ten minutes. Source: zoho.com CRM token-validity, Kaizen #43."""

from __future__ import annotations

from emulator.zoho.state import ZohoState

WINDOW_S = 600
IN_WINDOW = 10
ADVICE = "Move the clock, or switch the limits off: zoho: { limits: unlimited } in the world."


def admits(state: ZohoState, what: str) -> bool:
    """Whether one more may be made now; it counts if it may. The ten minutes begin with the first one in them."""
    if not state.limited:
        return True
    if is_shut(state, what):
        return False
    times, now = state.mints.get(what, []), _now(state)
    in_window = bool(times) and now < times[0] + WINDOW_S
    state.mints[what] = [*times, now] if in_window else [now]
    return True


def is_shut(state: ZohoState, what: str) -> bool:
    """Whether nothing more is made for the rest of ten minutes."""
    times = state.mints.get(what, [])
    return state.limited and len(times) >= IN_WINDOW and _now(state) < times[0] + WINDOW_S


def begin_again(state: ZohoState, what: str) -> None:
    """Let the ten minutes begin now, for one that is shut."""
    state.mints[what] = [_now(state)] * IN_WINDOW


def _now(state: ZohoState) -> float:
    return state.universe.clock.now().timestamp()
