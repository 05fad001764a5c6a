"""The ways in which people write a phone number into a CRM, and numbers that belong to nobody.

Numbers are the examples that Google's metadata reserves per country.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

COUNTRIES = ("IN", "US", "GB", "DE", "FR", "IT", "HU", "BR", "MX", "AR", "ID", "NG", "SG", "AE", "SA", "CN", "JP", "AU")
KINDS = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE)
EXTENSION = "77"

FULL_WIDTH = str.maketrans("0123456789+-()", "０１２３４５６７８９＋－（）")
ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")


class WrittenPhone(NamedTuple):
    """A number in E.164 (`+919876543210`), the family of its writing, and how it is written there."""

    number: str
    family: str
    written: str


def _grouped(number: str, joint: str) -> str:
    """`+91 98765 43210`, with something else between the groups."""
    text = phonenumbers.format_number(phonenumbers.parse(number), PhoneNumberFormat.INTERNATIONAL)
    return joint.join(text.replace("-", " ").split())


def _national(number: str) -> str:
    """The national significant number: no country code, no trunk prefix."""
    return phonenumbers.national_significant_number(phonenumbers.parse(number))


def _bracketed(number: str) -> str:
    """`+1 (202) 555-0123`"""
    country, *groups = _grouped(number, " ").split()
    return f"{country} ({groups[0]}) {'-'.join(groups[1:])}".rstrip()


def _with_optional_zero(number: str) -> str:
    """`+44 (0)20 7946 0000`, as on business cards."""
    country, *groups = _grouped(number, " ").split()
    return f"{country} (0){' '.join(groups)}"


def _as_uri(number: str) -> str:
    """RFC 3966: `tel:+91-98765-43210`"""
    return phonenumbers.format_number(phonenumbers.parse(number), PhoneNumberFormat.RFC3966)


PHONE_FAMILIES: dict[str, Callable[[str], str]] = {
    "digits": lambda number: number.removeprefix("+"),
    "plus": lambda number: number,
    "spaces": lambda number: _grouped(number, " "),
    "dashes": lambda number: _grouped(number, "-"),
    "dots": lambda number: _grouped(number, "."),
    "slashes": lambda number: _grouped(number, "/"),
    "brackets": _bracketed,
    "double_zero": lambda number: "00" + number.removeprefix("+"),
    "double_zero_spaces": lambda number: "00" + _grouped(number, " ").removeprefix("+"),
    "national": _national,
    "leading_zero": lambda number: "0" + _national(number),
    "optional_zero": _with_optional_zero,
    "full_width": lambda number: _grouped(number, "-").translate(FULL_WIDTH),
    "arabic_indic": lambda number: _grouped(number, " ").translate(ARABIC_INDIC),
    "persian": lambda number: number.translate(PERSIAN),
    "devanagari": lambda number: _grouped(number, " ").translate(DEVANAGARI),
    "no_break_space": lambda number: _grouped(number, "\u00a0"),
    "narrow_no_break_space": lambda number: _grouped(number, "\u202f"),
    "no_break_hyphen": lambda number: _grouped(number, "\u2011"),
    "left_to_right_mark": lambda number: f"\u200e{_grouped(number, ' ')}\u200e",
    "embedding_marks": lambda number: f"\u202a{_grouped(number, ' ')}\u202c",
    "isolate_marks": lambda number: f"\u2066{number}\u2069",
    "zero_width_space": lambda number: _grouped(number, "\u200b"),
    "byte_order_mark": lambda number: "\ufeff" + number,
    "extension": lambda number: f"{_grouped(number, ' ')} ext. {EXTENSION}",
    "short_extension": lambda number: f"{number}x{EXTENSION}",
    "uri": _as_uri,
    "label": lambda number: f"Mobile: {_grouped(number, ' ')} (office)",
    "padded": lambda number: f"  {number}\t",
}
"""How a number in E.164 is written, by the name of the family; the ways that were seen in CRMs, and some more."""


def written_phone(number: str, family: str) -> WrittenPhone:
    """A number in E.164 as a family writes it. KeyError for a family that there is not; ValueError for a number of no
    country, which nobody knows how to group.
    """
    try:
        return WrittenPhone(number, family, PHONE_FAMILIES[family](number))
    except phonenumbers.NumberParseException as error:
        raise ValueError(f"{number} is a number of no country: {error}") from error


def example_numbers(countries: Sequence[str] = COUNTRIES) -> list[str]:
    """Valid numbers in E.164 that belong to nobody: a mobile one of each country, then fixed lines."""
    found = (phonenumbers.example_number_for_type(country, kind) for kind in KINDS for country in countries)
    numbers = (phonenumbers.format_number(one, PhoneNumberFormat.E164) for one in found if one is not None)
    return list(dict.fromkeys(numbers))
