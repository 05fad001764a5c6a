"""Hypothesis strategies for chatbots: phone numbers, the ways in which people write them into a CRM, and answers.

Numbers are the examples that Google's metadata reserves per country, and +1 … 555-01xx: they belong to nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import phonenumbers
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

COUNTRIES = ("IN", "US", "GB", "DE", "FR", "IT", "HU", "BR", "MX", "AR", "ID", "NG", "SG", "AE", "SA", "CN", "JP", "AU")
AREA_CODES = ("202", "303", "415", "512", "646")
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


def phone_numbers(countries: Sequence[str] = COUNTRIES) -> st.SearchStrategy[str]:
    """Valid numbers in E.164, mobile and fixed, that belong to nobody."""
    kinds = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE)
    found = (phonenumbers.example_number_for_type(country, kind) for country in countries for kind in kinds)
    examples = [phonenumbers.format_number(one, PhoneNumberFormat.E164) for one in found if one is not None]
    fictional = st.builds("+1{}55501{:02d}".format, st.sampled_from(AREA_CODES), st.integers(0, 99))
    return st.one_of(st.sampled_from(list(dict.fromkeys(examples))), fictional)


def written_phones(
    numbers: st.SearchStrategy[str] | None = None, families: Sequence[str] = tuple(PHONE_FAMILIES)
) -> st.SearchStrategy[WrittenPhone]:
    """Numbers as people write them: `numbers` (default: `phone_numbers()`) in any of `families`."""

    def write(number: str, family: str) -> WrittenPhone:
        return WrittenPhone(number, family, PHONE_FAMILIES[family](number))

    return st.builds(write, numbers if numbers is not None else phone_numbers(), st.sampled_from(list(families)))


def answers(max_size: int = 60) -> st.SearchStrategy[str]:
    """What customers write: words, numbers, other scripts, emoji, and texts that look like syntax. Never empty."""
    usual = st.sampled_from(
        [
            "hi",
            "Yes",
            "no",
            " yes ",
            "2",
            "-1",
            "3.5",
            "1,000",
            "नमस्ते",
            "你好",
            "مرحبا",
            "👍🏽",
            "Ann O'Neil",
            "first\nsecond",
        ]
    )
    looks_like = st.sampled_from(
        [
            "{{name}}",
            "@city",
            "<b>bold</b>",
            '"quoted" \\ text',
            "a&b=c#d?e/f%20",
            "{{",
            "@",
            "*_~```",
            "null",
            "\u200b",
        ]
    )
    anything = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=max_size)
    return st.one_of(usual, looks_like, anything)
