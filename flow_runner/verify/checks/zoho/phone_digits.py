"""Phone numbers that are stored in other digits."""

from __future__ import annotations

from emulator.zoho.assumptions import PHONE_DIGITS
from emulator.zoho.phone import digits
from flow_runner.verify.check import check
from flow_runner.verify.leads import lead_of, search
from flow_runner.verify.observation import Observation, Settles, Skip
from flow_runner.verify.target import Target


@check(
    "zoho.which-digits-count",
    "zoho.search_records",
    evidence="assumed",
    source="no source tells",
    needs=("lead",),
    settles=PHONE_DIGITS,
)
def phone_digits(target: Target) -> Observation:
    """A number that is stored in full-width or Arabic-Indic digits is not found by the digits 0 to 9."""
    for stored in target.permission.leads:
        plain = digits(stored, "unicode")
        if digits(stored, "ascii") != plain:
            found = search(target, phone=plain).has(lead_of(target, stored))
            told = f"a number stored in other digits is {'' if found else 'not '}found by 0 to 9"
            return Settles(PHONE_DIGITS, "unicode" if found else "ascii", told)
    raise Skip("it needs a number that is stored in other digits than 0 to 9: --lead-phone NUMBER")
