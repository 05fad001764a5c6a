"""Two texts as one."""

from __future__ import annotations

import pytest

from flow_runner.report.word_diff import marked, word_diff

LONG = "word " * 100


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Hello Priya", "Hello Asha", "Hello [-Priya-]{+Asha+}"),
        ("Hello", "Hello there", "Hello{+ there+}"),
        ("", "new", "+ new"),
        ("old", "", "- old"),
        ("a @city b", "a {{city}} b", "a [-@city-]{+{{city}}+} b"),
        ("https://a.example/x", "https://b.example/x", "https://[-a.example-]{+b.example+}/x"),
        ("one two three four", "five six seven", "[-one two three four-]{+five six seven+}"),
        (f"{LONG}old", f"{LONG}new", "…ord word word word word [-old-]{+new+}"),
        (f"old {LONG}", f"new {LONG}", "[-old-]{+new+} word word word word wor…"),
        ("你好 世界", "你好 朋友", "你好 [-世界-]{+朋友+}"),
    ],
    ids=["word", "longer", "came", "went", "placeholder", "address", "all", "tail", "head", "letters"],
)
def test_words_that_went_and_came_are_marked(before: str, after: str, told: str) -> None:
    assert marked(before, after).plain == told


def test_texts_that_are_long_and_all_different_are_cut() -> None:
    before, after = " ".join(f"a{n}" for n in range(999)), " ".join(f"b{n}" for n in range(999))
    pieces = word_diff(before, after)
    assert [piece.kind for piece in pieces] == ["removed", "added"]
    assert all(len(piece.text) < 300 and "…" in piece.text for piece in pieces)
