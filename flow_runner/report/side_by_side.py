"""Two lists of lines in two columns: where they part, with a little of what is the same before."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from rich.console import Console
from rich.table import Table
from rich.text import Text

CONTEXT = 2  # lines that are shown of what is the same on either side of a difference
MAX_LINES = 300  # of either list, behind where they part; more are not aligned
MAX_ROWS = 80  # that are printed


class Row(NamedTuple):
    """A line of either side, or of both; None is nothing."""

    left: Text | None
    right: Text | None


def print_columns(console: Console, titles: tuple[str, str], left: list[Text], right: list[Text]) -> None:
    """Within the width of the console; long lines are folded."""
    table = Table(box=None, expand=True, padding=(0, 1), show_edge=False, header_style="bold underline")
    for title in titles:
        table.add_column(Text(title), ratio=1, overflow="fold")
    found = list(rows(left, right))
    for row in found[:MAX_ROWS]:
        table.add_row(row.left, row.right)
    console.print(table)
    if len(found) > MAX_ROWS:
        console.print(Text(f" … {len(found) - MAX_ROWS} lines more", "dim"))


def rows(left: list[Text], right: list[Text]) -> Iterator[Row]:
    """The lines side by side, without long stretches in which both are the same."""
    ones, others = [line.plain for line in left], [line.plain for line in right]
    blocks = list(_blocks(ones, others))
    for number, (same, i, j, k, m) in enumerate(blocks):
        if not same:
            yield from (Row(*pair) for pair in zip_longest(left[i:j], right[k:m]))
            continue
        head = CONTEXT if number > 0 else 0
        tail = CONTEXT if number < len(blocks) - 1 else 0
        if j - i <= head + tail + 1:
            yield from map(Row, left[i:j], right[k:m])
            continue
        yield from map(Row, left[i : i + head], right[k : k + head])
        yield Row(Text("⋮", "dim"), Text("⋮", "dim"))
        yield from map(Row, left[j - tail : j], right[m - tail : m])


def _blocks(ones: list[str], others: list[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """(whether they are the same, begin and end on the left, begin and end on the right)."""
    parting = 0
    for one, other in zip(ones, others, strict=False):
        if one != other:
            break
        parting += 1
    if parting:
        yield True, 0, parting, 0, parting
    if max(len(ones), len(others)) - parting > MAX_LINES:
        yield False, parting, len(ones), parting, len(others)
        return
    matcher = SequenceMatcher(None, ones[parting:], others[parting:], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        yield tag == "equal", i + parting, j + parting, k + parting, m + parting
