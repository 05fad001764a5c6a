"""How a search by phone compares numbers, and why a lead was missed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from emulator.zoho.assumptions import PHONE_DIGITS, PHONE_MATCH
from emulator.zoho.rows import Record

PHONE_FIELDS = ("Phone", "Mobile")
"""Of a lead, those that every account uses."""
FAX = "Fax"
LEAST = 2
"""So many digits must be asked for."""
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


def plain(row: Record, fields: Iterable[str]) -> list[str]:
    """The ASCII digits of its numbers."""
    return [digits(number, "ascii") for _, number in phones_of(row, fields)]


def foreign(row: Record, fields: Iterable[str]) -> list[str]:
    """The digits of its numbers in which there are others than ASCII ones, all of them: few records have any."""
    return [
        found
        for _, number in phones_of(row, fields)
        if not number.isascii() and (found := digits(number, "unicode")) != digits(number, "ascii")
    ]


def end(number: str) -> str:
    """What the digits of two numbers have in common wherever they are equal, or one ends with the other."""
    return number[-MIN_SUFFIX:]


def matches(row: Record, wanted: str, rule: Rule, fields: Iterable[str]) -> bool:
    """Whether the record is a hit under a rule, for a number given as digits."""
    mode, alphabet = rule
    match = MATCHERS[mode]
    return any((stored := digits(number, alphabet)) and match(stored, wanted) for _, number in phones_of(row, fields))


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


def explain_miss(row: Record, name: str, wanted: str, rule: Rule, fields: Sequence[str]) -> str:
    """Why this record, which looks like the one asked for, was not found, and under which choices it would be; `name`
    is what it is called, such as Lead 'Test'.
    """
    mode, alphabet = rule
    numbers = phones_of(row, fields)
    field, number = next((pair for pair in numbers if index_key(wanted) in digits(pair[1], "unicode")), numbers[0])
    stored, found_by = digits(number, alphabet), rules_that_find(row, wanted, fields)
    better = [f"{PHONE_MATCH.name}={m} with {PHONE_DIGITS.name}={a}" for m, a in RULES if (m, a) in found_by]
    return (
        f"{name} ({field} '{number}') looks alike but is no hit: the digits asked for, "
        f"{wanted}, and those stored, {stored or 'none'}, do not match under {PHONE_MATCH.name}={mode} and "
        f"{PHONE_DIGITS.name}={alphabet}; "
        + (f"they would under {' or '.join(better)}." if better else "they match under no choice of these assumptions.")
    )
