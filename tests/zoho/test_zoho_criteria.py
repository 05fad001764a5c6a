"""Zoho: the search for leads by criteria."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from emulator import Tenant, seed
from tests.zoho.zoho_calls import TOKEN, add, found, search


@pytest.mark.parametrize(
    ("criteria", "names"),
    [
        ("(Last_Name:equals:Test)", ["Test"]),
        ("(Last_Name:equals:test)", ["Test"]),
        ("((Last_Name:equals:Test))", ["Test"]),
        ("(Last_Name:not_equal:Test)", ["Moved", "Sample"]),
        ("(Last_Name:starts_with:S)", ["Sample"]),
        ("(Last_Name:in:Test,Moved)", ["Moved", "Test"]),
        ("(Owner:equals:Ravi Agent)", ["Sample"]),
        ("((Last_Name:equals:Test)and(First_Name:equals:Priya))", ["Test"]),
        ("((Last_Name:equals:Test)and(First_Name:equals:Ben))", []),
        ("((Last_Name:equals:Test)or(First_Name:equals:Ben))", ["Sample", "Test"]),
        ("((Last_Name:equals:Test)OR(First_Name:equals:Ben))", ["Sample", "Test"]),
        ("(((Last_Name:equals:Test)or(Last_Name:equals:Moved))and(Company:starts_with:M))", ["Moved"]),
        (r"(Company:equals:Burns \(and\) Sons\, Ltd)", ["Escaped"]),
        (r"(Company:in:Burns \(and\) Sons\, Ltd,Other)", ["Escaped"]),
        ("(Annual_Revenue:greater_than:9)", ["Escaped"]),
        ("(Annual_Revenue:less_than:9)", []),
        ("(Annual_Revenue:greater_equal:10)", ["Escaped"]),
        ("(Annual_Revenue:less_equal:10)", ["Escaped"]),
        ("(Website:equals:https://a.example:8443/)", ["Escaped"]),
        ("(Custom_Field:equals:yes)", ["Escaped"]),
        ("(Email_Opt_Out:equals:true)", []),
    ],
)
def test_criteria_are_understood(tenant: Tenant, criteria: str, names: list[str]) -> None:
    wanted = list(names)
    add(tenant, "Escaped", Company="Burns (and) Sons, Ltd", Annual_Revenue=10, Custom_Field="yes",
        Website="https://a.example:8443/")  # fmt: skip
    if criteria == "(Last_Name:not_equal:Test)":
        wanted.insert(0, "Escaped")
    assert found(search(tenant, criteria=criteria)) == wanted


def test_between_compares_numbers_as_numbers(tenant: Tenant) -> None:
    """As greater_than and its kin do."""
    add(tenant, "Ten", Annual_Revenue=10)
    assert found(search(tenant, criteria="(Annual_Revenue:between:5,50)")) == ["Ten"]


@pytest.mark.parametrize(("version", "names"), [("v2", []), ("v4", []), ("v5", ["Test"]), ("v8", ["Test"])])
def test_equals_behaves_as_contains_from_v5_on(tenant: Tenant, version: str, names: list[str]) -> None:
    assert found(search(tenant, version, criteria="(Company:equals:Traders)")) == names
    assert found(search(tenant, version, criteria="((Company:equals:Traders)and(Last_Name:equals:Test))")) == ["Test"]


@pytest.mark.parametrize("version", ["v2", "v2.1", "v3"])
def test_old_versions_have_fewer_operators(tenant: Tenant, version: str) -> None:
    reply = search(tenant, version, criteria="(Last_Name:in:Test)")
    assert (reply.status, reply.json()["code"]) == (400, "INVALID_QUERY")
    assert found(search(tenant, version, criteria="(Last_Name:starts_with:Te)")) == ["Test"]


@pytest.mark.parametrize(
    ("criteria", "reason"),
    [
        ("Last_Name", "expected ':' after position 0"),
        ("Last_Name:equals:Test)", "unexpected text at position 21"),
        ("(Last_Name:equals:a(b)", "the bracket in a value at position 19 must be escaped with a backslash"),
        ("(Last_Name:equals:a,b)", "a comma in a value must be escaped with a backslash"),
        ("(Annual_Revenue:between:1)", "between takes two values"),
        ("(Annual_Revenue:equals:much)", "the value does not have the data type of the field"),
        ("(Annual_Revenue:starts_with:1)", "operator 'starts_with' is not supported"),
        ("(Email_Opt_Out:greater_than:true)", "operator 'greater_than' is not supported"),
        ("(Record_Image:equals:x)", "the field is not available for search"),
        ("(Last_Name:equals:Test", "the criteria end too early"),
        ("(Last_Name:equals:Test))", "unexpected text at position 23"),
        ("(Last_Name:equals:)", "a condition is field:operator:value"),
        ("(:equals:x)", "a condition is field:operator:value"),
        ("(Last_Name:like:Test)", "operator 'like' is not supported"),
        ("(Last_Name)", "expected ':' after position 1"),
        ("()", "expected ':' after position 1"),
        (" ", "expected ':' after position 0"),
        ("(Last_Name:equals:a\\", "the criteria end too early"),
        ("((A:equals:b)(A:equals:c))", "expected 'and' or 'or' (one kind per bracket) at position 13"),
        ("((A:equals:b)and(A:equals:c)or(A:equals:d))", "expected 'and' or 'or' (one kind per bracket) at position 28"),
        ("(" * 40, "too many nested brackets"),
        ("(Lst_Name:equals:x)", "the field is not available for search"),
    ],
)  # fmt: skip
def test_criteria_that_are_wrong_say_why(tenant: Tenant, criteria: str, reason: str) -> None:
    reply = search(tenant, criteria=criteria)
    assert reply.status == 400
    given = reply.json()
    assert (given["code"], given["message"]) == ("INVALID_QUERY", "Invalid query formed")
    assert given["details"]["reason"] == reason


FRAGMENTS = st.lists(
    st.sampled_from(
        ["(", ")", ":", ",", "\\", "and", "or", " ", "Last_Name", "equals", "in", "between", "Test", "9", "é"]
    ),
    max_size=30,
).map("".join)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.one_of(st.text(max_size=60), FRAGMENTS, FRAGMENTS.map(lambda text: f"(Last_Name:{text})")))
@example("((((((Last_Name:in:a,\\,))))))")
@example("(Last_Name:between:a)")
@example("(id:equals:x)")
def test_any_text_as_criteria_gets_an_answer(criteria: str) -> None:
    reply = search(seed.tenant_from(SMALL_WORLD), criteria=criteria)
    assert reply.status in (200, 204, 400)
    if reply.status == 400:
        assert reply.json()["code"] in ("INVALID_QUERY", "EXPECTED_PARAM_MISSING", "CRITERIA_LIMIT_EXCEEDED")


SMALL_WORLD = {
    "zoho": {
        "access_tokens": [{"token": TOKEN}],
        "users": [{"name": "Asha Agent", "email": "asha.agent@example.com"}],
        "leads": [{"Last_Name": "Test", "Owner": "Asha Agent", "Phone": "+91 98765 43210"}],
    }
}


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.sampled_from(["phone", "email", "word", "page", "per_page", "fields", "converted"]), st.text(max_size=40))
def test_any_text_in_any_parameter_gets_an_answer(name: str, text: str) -> None:
    args = {"phone": "919876543210", name: text}
    assert search(seed.tenant_from(SMALL_WORLD), **args).status in (200, 204, 400)


def test_two_searches_say_the_same(tenant: Tenant) -> None:
    assert search(tenant, word="Test").body == search(tenant, word="Test").body
