"""What a search for a word finds."""

from __future__ import annotations

import re
from typing import Any

from emulator.zoho.assumptions import WORD_MATCH
from flow_runner.verify.check import check, instead
from flow_runner.verify.leads import found_in_words, lead_of, search, stored_plainly
from flow_runner.verify.observation import Differs, Observation, Settles, Skip
from flow_runner.verify.target import Target

FIELDS = ("Last_Name", "Company", "First_Name", "City")
LONG = re.compile(r"[^\W\d_]{6,}")


@check(
    "zoho.what-a-word-finds",
    "zoho.search_records",
    evidence="assumed",
    source="the documentation says only that the word is searched for in the record",
    needs=("lead",),
    settles=WORD_MATCH,
    other=instead("/Leads/search?word=*", status=204),
)
def word_match(target: Target) -> Observation:
    """A part of a word finds the lead."""
    lead = lead_of(target, stored_plainly(target))
    word = _word(lead)
    asked = {"the word": word, "its beginning": word[:-1], "its middle": word[1:-1]}
    hits = {what: search(target, word=text).has(lead) for what, text in asked.items()}
    match tuple(hits.values()):
        case (True, True, True):
            return Settles(WORD_MATCH, "part_of_text", found_in_words(hits))
        case (True, False, False):
            return Settles(WORD_MATCH, "whole_word", found_in_words(hits))
    return Differs(f"as one of {', '.join(WORD_MATCH.choices)}", found_in_words(hits))


def _word(lead: dict[str, Any]) -> str:
    """A long word of the lead."""
    for name in FIELDS:
        found = LONG.search(str(lead.get(name) or ""))
        if found:
            return found[0]
    raise Skip("it needs a lead with a name or company of six letters or more: --lead-phone NUMBER")
