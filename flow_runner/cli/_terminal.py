"""What commands print on: nothing that stands in somebody's files reaches a terminal as a control character."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO, cast

from emulator.kernel.visible import visible

if TYPE_CHECKING:
    from rich.console import Console


class _Shielded:
    """A stream of texts that shows control characters; in everything else it is the stream behind it."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        self.stream.write(visible(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def shielded(stream: TextIO) -> TextIO:
    return stream if isinstance(stream, _Shielded) else cast("TextIO", _Shielded(stream))


@contextmanager
def shielded_streams() -> Iterator[None]:
    """stdout and stderr, as long as a command runs."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = map(shielded, before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def console(*, stderr: bool = False) -> Console:
    """Of stdout or stderr. It shows control characters itself, for its own (colours, progress) have to get through."""
    from flow_runner.report.console import console as console_of

    stream = sys.stderr if stderr else sys.stdout
    return console_of(stream.stream if isinstance(stream, _Shielded) else stream)
