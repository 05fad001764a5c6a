"""What was explored, as people read it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_runner.report.explore_text import folded


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("", []),
        ("a", ["a"]),
        ("ab", ["a", "b"]),
        ("abbbc", ["a", "b 3 times", "c"]),
        ("xabababab", ["x", "(a · b) 4 times"]),
        ("aabaab", ["(a · a · b) 2 times"]),
        ("aaaa", ["a 4 times"]),
        ("xabcabcab", ["x", "(a · b · c) 2 times", "a", "b"]),
    ],
)
def test_what_is_done_again_and_again_is_told_once(way: str, told: list[str]) -> None:
    assert folded(list(way)) == told


@settings(derandomize=True, max_examples=100)
@given(st.lists(st.sampled_from("ab"), max_size=30))
def test_every_move_is_told(way: list[str]) -> None:
    told = 0
    for one in folded(way):
        unit, _, times = one.removesuffix(" times").rpartition(" ")
        told += (unit.count("·") + 1) * int(times) if one.endswith(" times") else 1
    assert told == len(way)
