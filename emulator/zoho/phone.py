"""How a search by phone compares numbers, and why a lead was missed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from emulator.kernel.assumption import Assumption
from emulator.zoho.assumptions import PHONE_DIGITS, PHONE_MATCH
from emulator.zoho.rows import Record

PHONE_FIELDS = ("Phone", "Mobile")
"""Of a lead; a fax number is one only where that is assumed."""
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

Rule = tuple[str, str]
"""A choice of both assumptions: how numbers are compared, and what counts as a digit."""
RULES: tuple[Rule, ...] = tuple((mode, alphabet) for mode in PHONE_MATCH.choices for alphabet in PHONE_DIGITS.choices)


def digits(text: str, alphabet: str) -> str:
    """The digits of a phone number, in ASCII. Alphabet `ascii` sees 0–9, `unicode` every decimal digit."""
    if alphabet == "ascii" or text.isascii():
        return text if text.isascii() and text.isdigit() else "".join(filter(ASCII_DIGITS.__contains__, text))
    return "".join(str(unicodedata.decimal(c)) for c in text if c.isdecimal())


def phones_of(row: Record, fields: Iterable[str] = PHONE_FIELDS) -> list[tuple[str, str]]:
    """(field, number as stored) of every one of the phone fields that is filled."""
    return [(name, str(row.fields[name])) for name in fields if row.fields.get(name)]


def index_texts(row: Record, fields: Iterable[str]) -> Iterable[str]:
    """Digits under every alphabet: a superset of what any choice of assumptions can find."""
    return {digits(number, alphabet) for _, number in phones_of(row, fields) for alphabet in PHONE_DIGITS.choices}


def index_key(wanted: str) -> str:
    """What stored digits must contain to have a chance under any mode, or to look alike."""
    return wanted[-ALIKE:]


def rules_that_find(row: Record, wanted: str, fields: Iterable[str] = PHONE_FIELDS) -> frozenset[Rule]:
    """Under which of `RULES` the record is a hit for a number, given as digits."""
    stored = [
        (alphabet, digits(number, alphabet))
        for _, number in phones_of(row, fields)
        for alphabet in PHONE_DIGITS.choices
    ]
    return frozenset([
        (mode, alphabet) for alphabet, number in stored if number for mode in MATCHERS if MATCHERS[mode](number, wanted)
    ])  # fmt: skip


def assumptions_that_matter(found_by: list[frozenset[Rule]]) -> list[Assumption]:
    """Those of which another choice would find other leads, given the rules that find each."""
    disputed = [rules for rules in found_by if 0 < len(rules) < len(RULES)]
    matter = []
    if any(((mode, a) in rules) != ((PHONE_MATCH.default, a) in rules) for rules in disputed for mode, a in RULES):
        matter.append(PHONE_MATCH)
    if any(((mode, a) in rules) != ((mode, PHONE_DIGITS.default) in rules) for rules in disputed for mode, a in RULES):
        matter.append(PHONE_DIGITS)
    return matter


def explain_miss(lead: Record, wanted: str, mode: str, alphabet: str) -> str:
    """Why this lead, which looks like the one asked for, was not found, and under which choices it would be."""
    field, number = next(
        (pair for pair in phones_of(lead) if index_key(wanted) in digits(pair[1], "unicode")), phones_of(lead)[0]
    )
    stored, found_by = digits(number, alphabet), rules_that_find(lead, wanted)
    better = [f"{PHONE_MATCH.name}={m} with {PHONE_DIGITS.name}={a}" for m, a in RULES if (m, a) in found_by]
    return (
        f"Lead '{lead.fields.get('Last_Name')}' ({field} '{number}') looks alike but is no hit: the digits asked for, "
        f"{wanted}, and those stored, {stored or 'none'}, do not match under {PHONE_MATCH.name}={mode} and "
        f"{PHONE_DIGITS.name}={alphabet}; "
        + (f"they would under {' or '.join(better)}." if better else "they match under no choice of these assumptions.")
    )
