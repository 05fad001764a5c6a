"""Two lists of lines in two columns."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.text import Text

from flow_runner.report.side_by_side import MAX_ROWS, print_columns, rows


def lines(*texts: str) -> list[Text]:
    return [Text(text) for text in texts]


def shown(left: list[Text], right: list[Text]) -> list[tuple[str | None, str | None]]:
    return [tuple(line.plain if line is not None else None for line in row) for row in rows(left, right)]


@pytest.mark.parametrize(
    ("left", "right", "told"),
    [
        ("abc", "abc", [("⋮", "⋮")]),
        ("a", "a", [("a", "a")]),
        ("abcdX", "abcdY", [("⋮", "⋮"), ("c", "c"), ("d", "d"), ("X", "Y")]),
        ("aX", "a", [("a", "a"), ("X", None)]),
        ("", "XY", [(None, "X"), (None, "Y")]),
        ("XabcdefY", "ZabcdefY", [("X", "Z"), ("a", "a"), ("b", "b"), ("⋮", "⋮")]),
        (
            "Xab1234cdX",
            "Yab1234cdY",
            [("X", "Y"), *((x, x) for x in "ab"), ("⋮", "⋮"), *((x, x) for x in "cd"), ("X", "Y")],
        ),
    ],
    ids=["same", "one", "tail", "left only", "right only", "head", "middle"],
)
def test_what_is_the_same_for_long_is_cut_to_its_edges(left: str, right: str, told: list[tuple[str, str]]) -> None:
    assert shown(lines(*left), lines(*right)) == told


def test_long_lists_are_cut_and_not_aligned() -> None:
    left, right = lines(*(f"a{number}" for number in range(500))), lines(*(f"b{number}" for number in range(400)))
    assert shown(left, right)[450] == ("a450", None)
    out = io.StringIO()
    print_columns(Console(file=out, width=40), ("one", "other"), left, right)
    assert f"{500 - MAX_ROWS} lines more" in out.getvalue()


def test_what_looks_like_markup_is_text() -> None:
    out = io.StringIO()
    print_columns(Console(file=out, width=60), ("[bold]", "b"), lines("[red]x[/red]"), lines("[ Yes ]"))
    assert "[bold]" in out.getvalue()
    assert "[red]x[/red]" in out.getvalue()
    assert "[ Yes ]" in out.getvalue()
