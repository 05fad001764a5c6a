"""What falls due for contacts, by kind: a new moment of a kind replaces the old one, and all of it is data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from emulator.kernel.clock import VirtualClock
from emulator.kernel.shape import read

Handler = Callable[[str, Any], None]
"""Called with the contact, and with what was planned for the moment."""


class Timers:
    """The timers of a tenant's clock that belong to contacts. Of one who is not `known` when it is due, nobody hears:
    the contact may have been deleted in the very call that moved the time.
    """

    __slots__ = ("_clock", "_handlers", "_known", "_planned")

    def __init__(self, clock: VirtualClock, known: Callable[[str], bool]) -> None:
        self._clock = clock
        self._known = known
        self._handlers: dict[str, Handler] = {}
        self._planned: dict[str, dict[str, int]] = {}

    def on(self, kind: str, handler: Handler) -> None:
        """Say who handles the moments of a kind."""
        self._handlers[kind] = handler
        self._planned[kind] = {}
        self._clock.on(kind, partial(self._fire, kind))

    def plan(self, kind: str, contact: str, due: datetime, data: Any = None) -> None:
        """`data` is plain JSON."""
        self.cancel(kind, contact)
        self._planned[kind][contact] = self._clock.call_at(due, kind, [contact, data])

    def planned(self, kind: str, contact: str) -> bool:
        return contact in self._planned[kind]

    def cancel(self, kind: str, contact: str) -> None:
        """Forget the moment of that kind, if there is one."""
        number = self._planned[kind].pop(contact, None)
        if number is not None:
            self._clock.cancel(number)

    def forget(self, contact: str) -> None:
        """Forget every moment of a contact."""
        for kind in self._planned:
            self.cancel(kind, contact)

    def _fire(self, kind: str, payload: Any) -> None:
        contact, data = payload
        self._planned[kind].pop(contact, None)
        if self._known(contact):
            self._handlers[kind](contact, data)

    def snapshot(self) -> dict[str, dict[str, int]]:
        return {kind: dict(planned) for kind, planned in self._planned.items() if planned}

    def restore(self, data: dict[str, dict[str, int]]) -> None:
        """ValueError, with nothing changed, for kinds that nobody handles and moments that the clock does not have."""
        found = read(dict[str, dict[str, int]], data, "timers")
        known = {timer.seq: timer for timer in self._clock.timers}
        for kind, planned in found.items():
            for contact, number in planned.items():
                timer = known.get(number)
                if kind not in self._handlers or timer is None or timer.kind != kind or timer.payload[0] != contact:
                    raise ValueError(f"no timer {number} of kind {kind} is planned for {contact}")
        own = {timer.seq for timer in known.values() if timer.kind in self._handlers}
        if own != {number for planned in found.values() for number in planned.values()}:
            raise ValueError("the clock has timers that nobody planned")
        self._planned = {kind: dict(found.get(kind, {})) for kind in self._handlers}
