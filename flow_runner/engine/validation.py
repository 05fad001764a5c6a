"""answerValidation of a question: which answers are refused, and why.

None and Regex were seen in exports, Number (with its bounds) in another team's; Email, Phone and Date are guesses.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import regex

from flow_runner.engine import patterns
from flow_runner.engine.assumptions import GUESSED_VALIDATION
from flow_runner.engine.context import Context
from flow_runner.engine.fields import Fields
from flow_runner.engine.internal import VALIDATION_NUMBERS
from flow_runner.engine.number import number
from flow_runner.engine.richtext import to_whatsapp

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
_PHONE = re.compile(r"\+?[0-9](?:[\s().-]*[0-9]){6,14}")
_DATE = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})")


def _is_date(text: str) -> bool:
    """Year first, day first or month first, with a calendar that has such a day."""
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    one, two, three = int(found[1]), int(found[3]), int(found[4])
    orders = [(one, two, three)] if len(found[1]) == 4 else [(three, two, one), (three, one, two)]
    return any(_exists(*order) for order in orders if order[0] >= 1000)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


GUESSED: dict[str, tuple[str, Callable[[str], object]]] = {
    "Email": ("it is no e-mail address", _EMAIL.fullmatch),
    "Phone": ("it is no phone number", _PHONE.fullmatch),
    "Date": ("it is no date", _is_date),
}
CHECKED = frozenset({"Number", "Regex", *GUESSED})


@dataclass(frozen=True, slots=True)
class Validation:
    """`fails` bad answers are each met with `fallback`; the next one ends the run in silence."""

    kind: str
    low: str
    high: str
    pattern: regex.Pattern[str] | None
    fallback: str
    fails: int

    @classmethod
    def parse(cls, fields: Fields) -> Validation:
        kind = fields.enum("type", VALIDATION_NUMBERS, "None")
        if kind in GUESSED:
            fields.warn("guessed-validation", f"'{kind}' was never seen in an export; taken for what it says", "type")
        elif kind not in ("None", *CHECKED):
            fields.warn("unknown-validation", f"'{kind}' is not known; every answer is accepted", "type")
        return cls(
            kind=kind,
            low=fields.text("minValue"),
            high=fields.text("maxValue"),
            pattern=patterns.compile_safely(fields) if kind == "Regex" else None,
            fallback=to_whatsapp(fields.text("fallback")),
            fails=max(fields.number("failsCount", 3), 0),
        )

    def fault(self, ctx: Context, text: str) -> str:
        """Why the answer is refused; empty where it is accepted. TimeoutError for a pattern that runs away."""
        match self.kind:
            case "Number":
                return self._number_fault(text)
            case "Regex":
                return self._pattern_fault(text)
            case kind if kind in GUESSED:
                told, holds = GUESSED[kind]
                refused = not holds(text.strip())
                return told if refused and ctx.lean(GUESSED_VALIDATION) == "checked" else ""
        return ""

    def _pattern_fault(self, text: str) -> str:
        if self.pattern is None:
            return "the regex is empty, which rejects everything"
        found = self.pattern.search(text, timeout=patterns.TIMEOUT_S)
        return "" if found else f"it does not match {self.pattern.pattern}"

    def _number_fault(self, text: str) -> str:
        found = number(text)
        if found is None:
            return "it is no number"
        low, high = number(self.low), number(self.high)
        if low is not None and found < low:
            return f"it is less than {self.low}"
        if high is not None and found > high:
            return f"it is more than {self.high}"
        return ""
