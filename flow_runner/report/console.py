"""A console that prints no control characters but its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from emulator.kernel.visible import visible


class _Console(Console):
    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for one in super().render(renderable, options):
            yield one if one.control else one._replace(text=visible(one.text))


def console(file: TextIO | None = None, width: int | None = None, colour: bool = True) -> Console:
    """Of a file, or stdout: texts are printed as they stand, without markup."""
    return _Console(file=file, width=width, no_color=not colour or None, highlight=False, markup=False)
