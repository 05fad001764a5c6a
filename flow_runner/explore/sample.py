"""Answers that a question accepts, and answers that it refuses."""

from __future__ import annotations

from functools import lru_cache

import regex

from flow_runner.engine import patterns
from flow_runner.engine.number import number, written
from flow_runner.engine.validation import GUESSED, Validation

PLAIN = "Springfield"
TRIED = (
    *(PLAIN, "yes", "Ann", "ann", "Ann Test", "1", "12", "123456", "9876543210", "919876543210", "+919876543210"),
    *("ann@example.com", "2026-01-15", "15/01/2026", "01/15/2026", "10:30", "10:30 AM", "A1", "AB1234", "ABCDE1234F"),
    *("560001", "50%", "1.5", "1,000", "https://example.com", "#123", "A", "a", "-", "?"),
)
"""What people usually write: the first that fits is the example."""


def accepted(validation: Validation) -> list[str]:
    """One that is accepted; none where nothing is known to be, as with an empty regular expression."""
    match validation.kind:
        case "Number":
            return [validation.low.strip() or validation.high.strip() or "1"]
        case "Regex":
            found = _matching(validation.pattern.pattern) if validation.pattern is not None else None
            return [] if found is None else [found]
        case kind if kind in GUESSED:
            return [text for text in TRIED if GUESSED[kind][1](text)][:1]
    return [PLAIN]


def refused(validation: Validation) -> list[str]:
    """Some that are refused, of different kinds; none where everything is accepted."""
    match validation.kind:
        case "Number":
            low, high = number(validation.low), number(validation.high)
            beyond = [written(low - 1)] if low is not None else []
            return ["no number", *beyond, *([written(high + 1)] if high is not None else [])]
        case "Regex":
            if validation.pattern is None:
                return [PLAIN]
            return [text for text in ("?", PLAIN, "1") if not _fits(validation.pattern, text)][:1]
        case kind if kind in GUESSED:
            return [PLAIN]
    return []


def _fits(pattern: regex.Pattern[str], text: str) -> bool:
    try:
        return pattern.search(text, timeout=patterns.TIMEOUT_S) is not None
    except TimeoutError:
        return False


@lru_cache(maxsize=256)
def _matching(text: str) -> str | None:
    """A text that a regular expression matches; None where none was found."""
    pattern = regex.compile(text)
    for one in TRIED:
        if _fits(pattern, one):
            return one
    try:
        import hypothesis.strategies as st
        from hypothesis import HealthCheck, Phase, find, settings
        from hypothesis.errors import HypothesisException
    except ImportError:
        return None
    once = settings(max_examples=50, database=None, deadline=None, derandomize=True)
    how = settings(once, phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck))
    try:
        return str(find(st.from_regex(text), lambda one: bool(one.strip()) and _fits(pattern, one), settings=how))
    except (HypothesisException, ValueError, OverflowError, RecursionError):  # what `re` reads otherwise, or not at all
        return None
