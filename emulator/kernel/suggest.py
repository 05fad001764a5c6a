"""Did you mean …? One place for the nearest known name."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name closest to `name`, or None where nothing is close."""
    by_folded = {candidate.casefold(): candidate for candidate in known}
    found = get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """` Did you mean 'x'?`, ` Known: a, b.` where nothing is close, or nothing at all where nothing is known."""
    options = list(known)
    close = nearest(name, options)
    if close is not None:
        return f" Did you mean '{close}'?"
    return f" Known: {', '.join(sorted(options))}." if 0 < len(options) <= 12 else ""
