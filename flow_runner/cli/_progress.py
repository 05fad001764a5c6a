"""For who waits over a second: how far it is, on stderr, where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

from flow_runner.cli._terminal import console

SLOW_S = 1.0


@contextmanager
def steps(total: int) -> Iterator[Callable[[str], None]]:
    """What is given is to be called at the beginning of each step, with its name; after a second a bar shows that."""
    from rich.markup import escape
    from rich.progress import Progress

    progress = Progress(console=console(stderr=True), transient=True, disable=not sys.stderr.isatty())
    task = progress.add_task("", total=total, completed=-1)
    timer = Timer(SLOW_S, progress.start)
    timer.daemon = True
    timer.start()

    def begin(name: str) -> None:
        progress.update(task, description=escape(name), advance=1)

    try:
        yield begin
    finally:
        timer.cancel()
        progress.stop()
