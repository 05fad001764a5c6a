"""Who waits for over a second is told how far it is."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import TypeVar

SLOW_S = 1.0
T = TypeVar("T")


def slowly(what: str, things: Mapping[str, T]) -> Iterator[tuple[str, T]]:
    """The things one by one, by name, and on a terminal a bar of how many are done."""
    import threading

    from rich.console import Console
    from rich.progress import Progress

    progress = Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
    task = progress.add_task(what, total=len(things))
    timer = threading.Timer(SLOW_S, progress.start)
    timer.daemon = True
    timer.start()
    try:
        for name, thing in things.items():
            progress.update(task, description=name)
            yield name, thing
            progress.advance(task)
    finally:
        timer.cancel()
        progress.stop()
