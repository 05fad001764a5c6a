"""How a search compares phone numbers."""

from __future__ import annotations

from emulator.zoho.assumptions import PHONE_MATCH
from emulator.zoho.phone import MATCHERS, digits
from flow_runner.verify.check import check, instead
from flow_runner.verify.leads import found_in_words, lead_of, numbers, search, stored_plainly
from flow_runner.verify.observation import Differs, Observation, Settles, Skip
from flow_runner.verify.target import Target

LEAST, NATIONAL, ENDING = 9, 10, 7


@check(
    "zoho.how-phone-numbers-match",
    "zoho.search_records",
    evidence="reported",
    source="bots and vendors of telephony; the rule is unpublished",
    needs=("lead",),
    settles=PHONE_MATCH,
    other=instead("/Leads/search?phone=1555010014&*", status=204),
)
def phone_match(target: Target) -> Observation:
    """A part of a stored number finds its lead, and a longer number does not."""
    lead = lead_of(target, stored_plainly(target))
    whole = digits(stored_plainly(target), "ascii")
    if len(whole) < LEAST:
        raise Skip(f"it needs a number of {LEAST} digits or more: --lead-phone NUMBER")
    ending = whole[-(NATIONAL if len(whole) > NATIONAL else ENDING) :]
    asked = {"its last digits": ending, "all digits but the last": whole[:-1], "more digits before it": f"00{whole}"}
    hits = {what: search(target, phone=number).has(lead) for what, number in asked.items()}
    stored = [digits(number, "ascii") for number in numbers(lead)]
    for choice, matches in MATCHERS.items():
        if all(hits[what] == any(matches(one, number) for one in stored) for what, number in asked.items()):
            return Settles(PHONE_MATCH, choice, found_in_words(hits))
    return Differs(f"as one of {', '.join(MATCHERS)}", found_in_words(hits))
