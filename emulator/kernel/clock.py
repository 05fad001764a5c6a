"""A tenant's only time: it moves when it is told to, and fires what falls due in order."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

DEFAULT_START = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)

TimerHandler = Callable[[Any], None]


class Timer(NamedTuple):
    """Something that falls due. It is data, so a snapshot taken in the middle of a wait is plain JSON."""

    due: datetime
    seq: int
    kind: str
    payload: Any


class VirtualClock:
    """Time that only `advance` moves.

    Timers fire when nobody holds the clock: a call made by a timer, or a slow webhook in the middle of a sprint,
    moves the time but lets the outermost `advance` or `hold` fire what became due. So handlers never nest.
    """

    __slots__ = ("_depth", "_handlers", "_now", "_seq", "_timers")

    def __init__(self, start: datetime = DEFAULT_START) -> None:
        self._now = _aware(start)
        self._timers: list[Timer] = []
        self._seq = 0
        self._depth = 0
        self._handlers: dict[str, TimerHandler] = {}

    def now(self) -> datetime:
        return self._now

    def on(self, kind: str, handler: TimerHandler) -> None:
        """Say who handles timers of a kind. Handlers are wiring, not state: a snapshot does not hold them."""
        self._handlers[kind] = handler

    def call_at(self, due: datetime, kind: str, payload: Any) -> int:
        """Plan a timer; the answer is its number, for `cancel`. One that is due already fires at the next advance."""
        self._seq += 1
        heapq.heappush(self._timers, Timer(_aware(due), self._seq, kind, payload))
        return self._seq

    def cancel(self, seq: int) -> None:
        """Forget a timer. Unknown numbers are fine: it may have fired."""
        self._timers = [timer for timer in self._timers if timer.seq != seq]
        heapq.heapify(self._timers)

    @property
    def timers(self) -> list[Timer]:
        return sorted(self._timers)

    def advance(self, delta: timedelta) -> None:
        """Move the time forward by `delta`, firing timers in the order in which they fall due."""
        if delta < timedelta(0):
            raise ValueError(f"time only goes forward: advance({delta}) was asked for")
        target = self._now + delta
        if self._depth:
            self._now = target
            return
        self._fire_until(target)
        self._now = max(self._now, target)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Until this ends, time may pass but nothing fires."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
        if not self._depth and self._timers and self._timers[0].due <= self._now:
            self._fire_until(self._now)

    def _fire_until(self, target: datetime) -> None:
        while self._timers and self._timers[0].due <= max(target, self._now):
            timer = heapq.heappop(self._timers)
            self._now = max(self._now, timer.due)
            handler = self._handlers.get(timer.kind)
            if handler is None:
                raise LookupError(f"nothing handles timers of kind {timer.kind!r}; known: {sorted(self._handlers)}")
            self._depth += 1
            try:
                handler(timer.payload)
            finally:
                self._depth -= 1

    def snapshot(self) -> dict[str, Any]:
        return {
            "now": self._now.isoformat(),
            "seq": self._seq,
            "timers": [[t.due.isoformat(), t.seq, t.kind, t.payload] for t in self.timers],
        }

    def restore(self, data: dict[str, Any]) -> None:
        self._now = datetime.fromisoformat(data["now"])
        self._seq = data["seq"]
        self._timers = [Timer(datetime.fromisoformat(due), *rest) for due, *rest in data["timers"]]


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone; write for example {moment.isoformat()}Z")
    return moment.astimezone(UTC)
