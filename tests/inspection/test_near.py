"""Names that are a slip apart, and what is meant by a wrong one."""

from __future__ import annotations

import pytest

from flow_runner.inspection.lint.naming import GUESSES, Known
from flow_runner.inspection.lint.near import NearNames
from flow_runner.inspection.lint.variables import Variables
from flow_runner.inspection.lint.words import listed


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("amenites", "amenities"),
        ("amennities", "amenities"),
        ("amenitied", "amenities"),
        ("maenities", "amenities"),
        ("Amenities", "amenities"),
        ("order_qty", "Order Qty"),
        ("orderQty", "Order Qty"),
        ("order-qyt", "Order Qty"),
        ("citty", "city"),
        ("名字", "名_字"),
        ("id", "ID"),
    ],
)
def test_a_slip_is_found(name: str, known: str) -> None:
    assert NearNames(["unlike", known]).to(name) == known


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("game", "name"),  # four letters resemble others by chance
        ("cty", "city"),
        ("nmae", "name"),
        ("amnites", "amenities"),
        ("menitiesa", "amenities"),  # the first letter at the end: two slips
        ("abcdef", "fedcba"),
        ("", "city"),
        ("_", "city"),
        ("x" * 60, "x" * 61),
    ],
)
def test_anything_more_is_not(name: str, known: str) -> None:
    assert NearNames([known]).to(name) is None


def test_the_same_name_but_for_its_spelling_comes_before_another_one() -> None:
    assert NearNames(["citys", "City"]).to("city") == "City"


def test_of_many_that_are_near_one_is_found() -> None:
    assert NearNames(f"choice{number}" for number in range(10_000)).to("choice99999") is not None


def test_a_name_of_both_namespaces_means_the_one_that_is_asked_for() -> None:
    variables = Variables({"city": ("q",)}, {"city": ("u",)}, {})
    assert str(Known(variables, first="variable").near("City")) == "'@city' (set by q)"
    assert str(Known(variables, first="attribute").near("City")) == "'{{city}}' (set by u)"


def test_what_every_contact_has_is_named_as_built_in() -> None:
    assert str(Known(Variables({}, {}, {}), first="variable").near("phonee")) == "'{{phone}}' (built in)"


def test_only_so_many_names_are_guessed_in_one_flow() -> None:
    known = Known(Variables({"configuration": ("q",)}, {}, {}), first="variable")
    found = [known.guess("confguratoin") for _ in range(GUESSES + 1)]
    assert [one is not None for one in found] == [True] * GUESSES + [False]
    assert known.guess("configuratio") is not None  # a slip away, which costs nothing


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (list("abc"), "a, b and c"),
        (list("abcde"), "a, b, c and 2 more"),
    ],
)
def test_names_are_listed_and_the_rest_is_counted(names: list[str], expected: str) -> None:
    assert listed(names) == expected
