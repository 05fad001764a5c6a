"""How a transcript differs from the one that was accepted."""

from __future__ import annotations

from pathlib import Path

from flow_runner.report.golden import MAX_LINES, beside, difference

LINES = "".join(f"line {number}\n" for number in range(40))


def test_words_that_went_and_came_are_marked_with_a_little_around_them() -> None:
    told = difference(LINES, LINES.replace("line 20\n", "row 20\n"))
    assert told == "  ⋮\n  line 18\n  line 19\n  [-line-]{+row+} 20\n  line 21\n  line 22\n  ⋮"


def test_lines_that_are_new_or_gone_are_marked() -> None:
    assert difference("a\n", "a\nb\n") == "  a\n  + b"
    assert difference("a\nb\n", "a\n") == "  a\n  - b"


def test_a_long_difference_is_cut_with_a_count() -> None:
    told = difference("", "".join(f"{number}\n" for number in range(MAX_LINES + 9))).split("\n")
    assert told[-1] == "… 9 lines more"
    assert len(told) == MAX_LINES + 1


def test_a_transcript_stands_beside_its_script() -> None:
    assert beside(Path("a/x.chat.yaml")) == Path("a/x.txt")
    assert beside(Path("a/x.y.yaml")) == Path("a/x.y.txt")
