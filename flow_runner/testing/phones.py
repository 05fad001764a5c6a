"""Hypothesis strategies for phone numbers, and for the ways in which people write them into a CRM."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from flow_runner.explore.written_phone import COUNTRIES, PHONE_FAMILIES, WrittenPhone, example_numbers, written_phone

AREA_CODES = ("202", "303", "415", "512", "646")


def phone_numbers(countries: Sequence[str] = COUNTRIES) -> st.SearchStrategy[str]:
    """Valid numbers in E.164, mobile and fixed, that belong to nobody: those that Google's metadata reserves per
    country, and +1 … 555-01xx.
    """
    fictional = st.builds("+1{}55501{:02d}".format, st.sampled_from(AREA_CODES), st.integers(0, 99))
    return st.one_of(st.sampled_from(example_numbers(countries)), fictional)


def written_phones(
    numbers: st.SearchStrategy[str] | None = None, families: Sequence[str] = tuple(PHONE_FAMILIES)
) -> st.SearchStrategy[WrittenPhone]:
    """Numbers as people write them: `numbers` (default: `phone_numbers()`) in any of `families`."""
    return st.builds(
        written_phone, numbers if numbers is not None else phone_numbers(), st.sampled_from(list(families))
    )
