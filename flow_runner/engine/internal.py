"""The form of Wati's internal API, in which enumerations are numbers. Source: one answer of it."""

from __future__ import annotations

from typing import Any

from flow_runner.engine.node import NODE_TYPES

NODE_NUMBERS = {"0": "Message", "14": "InteractiveButtons"}
REPLY_NUMBERS = {"0": "Text"}
VALIDATION_NUMBERS = {"2": "Regex", "3": "None"}


def inferred_type(raw: dict[str, Any]) -> str:
    """The type whose own field names the node carries, for numbers that nobody knows; empty where none stands out.

    That one wins which explains most of the fields; of those, the one that has fewest besides.
    """
    views: tuple[tuple[Any, ...], ...] = ((None, "", [], {}), (None,))  # what counts as a field that is not there
    for nothing in views:
        scores = {
            kind.name: (sum(1 for mark in kind.marks if raw.get(mark) not in nothing), -len(kind.marks))
            for kind in NODE_TYPES.values()
        }
        best = max(scores.values(), default=(0, 0))
        names = [name for name, score in scores.items() if score == best]
        if best[0] and len(names) == 1:
            return names[0]
    return ""
