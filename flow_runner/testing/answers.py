"""A hypothesis strategy for what customers write."""

from __future__ import annotations

from hypothesis import strategies as st


def answers(max_size: int = 60) -> st.SearchStrategy[str]:
    """What customers write: words, numbers, other scripts, emoji, and texts that look like syntax. Never empty."""
    usual = st.sampled_from(
        [
            "hi",
            "Yes",
            "no",
            " yes ",
            "2",
            "-1",
            "3.5",
            "1,000",
            "नमस्ते",
            "你好",
            "مرحبا",
            "👍🏽",
            "Ann O'Neil",
            "first\nsecond",
        ]
    )
    looks_like = st.sampled_from(
        [
            "{{name}}",
            "@city",
            "<b>bold</b>",
            '"quoted" \\ text',
            "a&b=c#d?e/f%20",
            "{{",
            "@",
            "*_~```",
            "null",
            "\u200b",
        ]
    )
    anything = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=max_size)
    return st.one_of(usual, looks_like, anything)
