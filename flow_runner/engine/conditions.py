"""The tests of Set a condition: name in the export -> function of left and right, both texts.

`Equal` and `KeywordContains` were seen in exports; the other names are guesses after the eight tests of the builder.
"""

from __future__ import annotations

import operator
from collections.abc import Callable

from flow_runner.engine.number import number

Test = Callable[[str, str], bool]


def _numeric(compare: Callable[[float, float], bool]) -> Test:
    def test(left: str, right: str) -> bool:
        one, other = number(left), number(right)
        return one is not None and other is not None and compare(one, other)

    return test


def _contains(left: str, right: str) -> bool:
    """Contains nothing is the idiom for 'is it filled?': false for an empty or unset variable."""
    return bool(left) and right in left


SEEN: dict[str, Test] = {"Equal": operator.eq, "KeywordContains": _contains}
GUESSED: dict[str, Test] = {
    "NotEqual": operator.ne,
    **dict.fromkeys(
        ("KeywordNotContains", "NotContains", "KeywordDoesNotContain"), lambda left, right: not _contains(left, right)
    ),
    **dict.fromkeys(("StartsWith", "KeywordStartsWith"), str.startswith),
    **dict.fromkeys(("NotStartsWith", "DoesNotStartWith"), lambda left, right: not left.startswith(right)),
    "GreaterThan": _numeric(operator.gt),
    "LessThan": _numeric(operator.lt),
}
TESTS: dict[str, Test] = SEEN | GUESSED
NUMERIC = frozenset({"GreaterThan", "LessThan"})
CONTAINS = frozenset(name for name in TESTS if "Contain" in name)
