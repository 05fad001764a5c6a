"""Which keyword action a message sets off. Source: help 11463176 (three ways to match, and their precedence)."""

from __future__ import annotations

from emulator.kernel.assumption import Assumptions
from emulator.wati.assumptions.account import FUZZY_MEASURE, KEYWORD_CASE
from emulator.wati.profile import Keyword, Profile

PRECEDENCE = ("exact", "contains", "fuzzy")


def matched(profile: Profile, text: str, assumptions: Assumptions) -> tuple[Keyword, str] | None:
    """The action and the word that matched: exact before contains before fuzzy, and of each kind the first."""
    for kind in PRECEDENCE:
        for keyword in profile.keywords:
            if keyword.match == kind:
                word = next((word for word in keyword.words if _fits(keyword, word, text, assumptions)), None)
                if word is not None:
                    return keyword, word
    return None


def similarity(word: str, text: str, measure: str) -> float:
    """How alike two texts are, from 0 to 100, by the measure of that name."""
    from rapidfuzz import fuzz

    measures = {"closest_part": fuzz.partial_ratio, "whole_text": fuzz.ratio, "same_words": fuzz.token_set_ratio}
    return float(measures[measure](word, text))


def _fits(keyword: Keyword, word: str, text: str, assumptions: Assumptions) -> bool:
    as_written = _holds(keyword, word.strip(), text.strip(), assumptions)
    folded = _holds(keyword, word.strip().casefold(), text.strip().casefold(), assumptions)
    if as_written == folded:
        return as_written
    return folded if assumptions.lean(KEYWORD_CASE) == "ignored" else as_written


def _holds(keyword: Keyword, word: str, text: str, assumptions: Assumptions) -> bool:
    match keyword.match:
        case "exact":
            return word == text
        case "contains":
            return word in text
        case "fuzzy":
            found = {
                measure: similarity(word, text, measure) >= keyword.similarity for measure in FUZZY_MEASURE.choices
            }
            if len(set(found.values())) == 1:
                return found[FUZZY_MEASURE.default]
            return found[assumptions.lean(FUZZY_MEASURE)]
