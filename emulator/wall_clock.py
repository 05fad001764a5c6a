"""The one place that reads the wall clock: how much real time went by, and a ticker that lets it pass in a world."""

from __future__ import annotations

import threading
import traceback
import weakref
from collections.abc import Callable, Iterable
from datetime import timedelta
from time import monotonic  # noqa: TID251  # a served sandbox may follow real time; everything else asks a tenant's clock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emulator.tenant import Tenant

TICK_S = 0.2

Stopwatch = Callable[[], timedelta]
"""How much real time went by since it was last asked, or made."""


def stopwatch() -> Stopwatch:
    last = monotonic()

    def passed() -> timedelta:
        nonlocal last
        since, last = last, monotonic()
        return timedelta(seconds=last - since)

    return passed


class Ticker:
    """Lets real time pass for tenants that nobody asks anything: what falls due happens within a fifth of a second.

    It works from its first `start` until whoever has the tenants is gone.
    """

    def __init__(self, tenants: Callable[[], Iterable[Tenant]]) -> None:
        """`tenants` is a method; who it belongs to is not kept alive by it."""
        self._tenants = weakref.WeakMethod(tenants)
        self._started = threading.Lock()

    def start(self) -> None:
        """Begin, once. Not before the first request, for threads do not live on in a forked server."""
        if self._started.acquire(blocking=False):
            threading.Thread(target=_tick, args=(self._tenants,), name="ticker", daemon=True).start()


def _tick(found: weakref.WeakMethod[Callable[[], Iterable[Tenant]]]) -> None:
    pause = threading.Event()
    while not pause.wait(TICK_S):
        tenants = found()
        if tenants is None:
            return
        for tenant in tenants():
            _let_pass(tenant)
        del tenants


def _let_pass(tenant: Tenant) -> None:
    """Whoever holds the lock is at a request, and has brought the clock up to date."""
    if not tenant.lock.acquire(blocking=False):
        return
    try:
        tenant.catch_up()
        tenant.deliver()
    except Exception:  # our bug: told where the server was started, and time goes on
        traceback.print_exc()
    finally:
        tenant.lock.release()
