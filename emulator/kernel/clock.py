"""A tenant's only time: it moves when it is told to, and fires what falls due in order."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from emulator.kernel.shape import aware, moment, read

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

    __slots__ = ("_depth", "_handlers", "_now", "_seq", "_timers", "started")

    def __init__(self, start: datetime = DEFAULT_START) -> None:
        self._now = self.started = aware(start)
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
        heapq.heappush(self._timers, Timer(aware(due), self._seq, kind, payload))
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
        try:
            target = self._now + delta
        except OverflowError:
            raise ValueError(
                f"{delta} from {self._now.isoformat()} is after the end of all time, the year 9999"
            ) from None
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
            handler = self._handlers.get(self._timers[0].kind)
            if handler is None:
                kind = self._timers[0].kind
                raise LookupError(f"nothing handles timers of kind {kind!r}; known: {sorted(self._handlers)}")
            timer = heapq.heappop(self._timers)
            self._now = max(self._now, timer.due)
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
        """ValueError, with nothing changed, for what is no snapshot of a clock."""
        now, seq = moment(data["now"]), read(int, data["seq"], "seq")
        timers = [
            Timer(moment(due), read(int, number, "timer"), read(str, kind, "timer kind"), payload)
            for due, number, kind, payload in data["timers"]
        ]
        self._now, self._seq, self._timers = now, seq, sorted(timers)
