"""How long it takes from the start of a process: to the end of a run, and to the first reply of a server."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from time import perf_counter

from tests.bench.measure import Figure, Slice, compare
from tests.bench.server import WATI_SANDBOX, free_port, running

ROUNDS = 7
LONGEST_S = 30.0
IMPORTS = [sys.executable, "-c", "import flask, requests"]
RUN = [WATI_SANDBOX, "run", "zoho_lead_owner"]


def start() -> Iterator[Figure]:
    """Both in turns with a Python that only imports Flask and requests."""
    _finished(IMPORTS), _finished(RUN)  # byte code is written once, by whoever comes first
    yield _figure("wati-sandbox run, start to exit", lambda: _finished(RUN), 3.0)
    yield _figure("wati-sandbox serve, start to first reply", _first_reply, None)


def _figure(name: str, slice: Slice, target: float | None) -> Figure:
    found = compare([slice] * ROUNDS, lambda: _finished(IMPORTS))
    floor = f"imports {found.floor_s * 1e3:.0f} ms"
    return Figure(name, f"{found.subject_s * 1e3:.0f} ms", floor, found.ratio, target)


def _finished(command: list[str]) -> float:
    """Waits without a time-out, which would look only every 50 ms; whoever hangs is killed."""
    begun = perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    watchdog = threading.Timer(LONGEST_S, process.kill)
    watchdog.start()
    try:
        code = process.wait()
        taken = perf_counter() - begun
    finally:
        watchdog.cancel()
    if code:
        raise RuntimeError(f"{' '.join(command)} left with exit code {code}")
    return taken


def _first_reply() -> float:
    port = free_port()
    with running([WATI_SANDBOX, "serve", "--port", str(port)], port, "/_sandbox/health") as taken:
        return taken
