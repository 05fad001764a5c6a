"""How a search by phone compares numbers, and why a lead was missed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from emulator.kernel.assumption import Assumption
from emulator.zoho.assumptions import PHONE_DIGITS, PHONE_MATCH
from emulator.zoho.rows import Lead

PHONE_FIELDS = ("Phone", "Mobile")
ALLOWED = re.compile(r"[\d\s+\-().]*")
MIN_SUFFIX = 7
ALIKE = 6
ASCII_DIGITS = frozenset("0123456789")

MATCHERS: dict[str, Callable[[str, str], bool]] = {
    "contains": lambda stored, wanted: wanted in stored,
    "exact": lambda stored, wanted: wanted == stored,
    "suffix": lambda stored, wanted: (
        min(len(stored), len(wanted)) >= MIN_SUFFIX and (stored.endswith(wanted) or wanted.endswith(stored))
    ),
}


def digits(text: str, alphabet: str) -> str:
    """The digits of a phone number, in ASCII. Alphabet `ascii` sees 0–9, `unicode` every decimal digit."""
    if alphabet == "ascii" or text.isascii():
        return text if text.isascii() and text.isdigit() else "".join(filter(ASCII_DIGITS.__contains__, text))
    return "".join(str(unicodedata.decimal(c)) for c in text if c.isdecimal())


def phones_of(lead: Lead) -> list[tuple[str, str]]:
    """(field, number as stored) of every phone field that is filled."""
    return [(name, str(lead.fields[name])) for name in PHONE_FIELDS if lead.fields.get(name)]


def index_texts(lead: Lead) -> Iterable[str]:
    """Digits under every alphabet: a superset of what any choice of assumptions can find."""
    return {digits(number, alphabet) for _, number in phones_of(lead) for alphabet in PHONE_DIGITS.choices}


def index_key(wanted: str) -> str:
    """What stored digits must contain to have a chance under any mode, or to look alike."""
    return wanted[-ALIKE:]


def matches(lead: Lead, wanted: str, mode: str, alphabet: str) -> bool:
    """Whether the lead is a hit for a number, given as digits."""
    test = MATCHERS[mode]
    for field in PHONE_FIELDS:
        number = lead.fields.get(field)
        if number and (stored := digits(str(number), alphabet)) and test(stored, wanted):
            return True
    return False


def assumptions_that_matter(leads: list[Lead], wanted: str) -> list[Assumption]:
    """Those of which another choice would find other leads."""
    found = []
    table = {
        (mode, alphabet): [matches(lead, wanted, mode, alphabet) for lead in leads]
        for mode in PHONE_MATCH.choices
        for alphabet in PHONE_DIGITS.choices
    }
    if any(table[mode, a] != table[PHONE_MATCH.default, a] for mode, a in table):
        found.append(PHONE_MATCH)
    if any(table[mode, a] != table[mode, PHONE_DIGITS.default] for mode, a in table):
        found.append(PHONE_DIGITS)
    return found


def explain_miss(lead: Lead, wanted: str, mode: str, alphabet: str) -> str:
    """Why this lead, which looks like the one asked for, was not found, and under which choices it would be."""
    field, number = next(
        (pair for pair in phones_of(lead) if index_key(wanted) in digits(pair[1], "unicode")), phones_of(lead)[0]
    )
    stored = digits(number, alphabet)
    better = [
        f"{PHONE_MATCH.name}={m} with {PHONE_DIGITS.name}={a}"
        for m in PHONE_MATCH.choices
        for a in PHONE_DIGITS.choices
        if matches(lead, wanted, m, a)
    ]
    return (
        f"Lead '{lead.fields.get('Last_Name')}' ({field} '{number}') looks alike but is no hit: the digits asked for, "
        f"{wanted}, and those stored, {stored or 'none'}, do not match under {PHONE_MATCH.name}={mode} and "
        f"{PHONE_DIGITS.name}={alphabet}; "
        + (f"they would under {' or '.join(better)}." if better else "they match under no choice of these assumptions.")
    )
