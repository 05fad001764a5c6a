"""Zoho: the search for leads by phone, e-mail and word, and its paging."""

from __future__ import annotations

import pytest

from emulator import Tenant
from tests.zoho.zoho_calls import add, found, get, owner, search


def test_a_hit_has_the_lead_its_owner_and_the_paging(tenant: Tenant) -> None:
    reply = search(tenant, phone="919876543210")
    assert reply.headers["Content-Type"] == "application/json;charset=UTF-8"
    given = reply.json()
    (row,) = given["data"]
    asha = owner(tenant)
    assert row["Owner"] == {"name": "Asha Agent", "id": asha.id, "email": "asha.agent@example.com"}
    assert (row["Full_Name"], row["Phone"], row["Mobile"], row["Tag"]) == ("Priya Test", "+91 98765 43210", None, [])
    assert row["Created_Time"] == "2026-01-15T09:00:00+00:00"
    assert given["info"] == {"per_page": 200, "count": 1, "page": 1, "more_records": False}


def test_no_hit_is_a_204_with_nothing_in_it(tenant: Tenant) -> None:
    reply = search(tenant, phone="15550109999")
    assert (reply.status, reply.body) == (204, b"")
    assert "Content-Type" not in reply.headers


@pytest.mark.parametrize(
    "asked",
    [
        "919876543210",
        "9876543210",
        "+919876543210",
        "+91 98765 43210",
        "(98765) 43-210",
        "98765.43210",
        "９８７６５４３２１０",
    ],
)
def test_a_phone_is_compared_by_its_digits(tenant: Tenant, asked: str) -> None:
    assert found(search(tenant, phone=asked)) == ["Test"]


def test_a_raw_plus_arrives_as_a_space_and_does_no_harm(tenant: Tenant) -> None:
    assert found(get(tenant, "/crm/v8/Leads/search?phone=+919876543210&")) == ["Test"]


def test_every_phone_field_is_searched(tenant: Tenant) -> None:
    assert found(search(tenant, phone="15550100002")) == ["Sample"]


@pytest.mark.parametrize("asked", ["1", "-", "()", "+", "  "])
def test_a_phone_needs_two_digits(tenant: Tenant, asked: str) -> None:
    reply = search(tenant, phone=asked)
    assert (reply.status, reply.json()["code"]) == (400, "INVALID_DATA")


def test_special_characters_in_a_phone_are_refused_by_an_assumption(tenant: Tenant) -> None:
    reply = search(tenant, phone="{{phone}}98")
    assert (reply.status, reply.json()["code"]) == (400, "INVALID_DATA")
    assert tenant.universe.assumptions.used == {"zoho.phone_special_characters": "reject"}
    tenant.universe.assumptions.choose("zoho.phone_special_characters", "ignore")
    assert found(search(tenant, phone="tel:919876543210")) == ["Test"]


@pytest.mark.parametrize(
    ("mode", "asked", "hit"),
    [
        ("contains", "9876543210", True),
        ("contains", "987654", True),
        ("contains", "0919876543210", False),
        ("exact", "919876543210", True),
        ("exact", "9876543210", False),
        ("suffix", "6543210", True),
        ("suffix", "543210", False),
        ("suffix", "00919876543210", True),
        ("suffix", "9198765432", False),
    ],
)
def test_how_phones_match_is_an_assumption(tenant: Tenant, mode: str, asked: str, hit: bool) -> None:
    tenant.universe.assumptions.choose("zoho.phone_match", mode)
    assert (found(search(tenant, phone=asked)) == ["Test"]) is hit


def test_a_search_that_comes_out_alike_under_every_choice_leans_on_none(tenant: Tenant) -> None:
    search(tenant, phone="919876543210")
    assert tenant.universe.assumptions.used == {}
    search(tenant, phone="9876543210")
    assert tenant.universe.assumptions.used == {"zoho.phone_match": "contains"}


@pytest.mark.parametrize(
    ("stored", "asked", "better"),
    [
        ("9876599999", "919876599999", "zoho.phone_match=suffix"),
        ("٩١٩٨٧٦٥٩٩٩٩٩", "919876599999", "zoho.phone_digits=unicode"),
    ],
)
def test_a_missed_lead_is_explained_beside_the_204(tenant: Tenant, stored: str, asked: str, better: str) -> None:
    add(tenant, "Missed", Phone=stored)
    reply = search(tenant, phone=asked)
    assert reply.status == 204
    (told,) = reply.help
    assert told.startswith(f"Lead 'Missed' (Phone '{stored}') looks alike but is no hit")
    assert better in told
    assert "X-Sandbox-Help" in reply.headers
    tenant.universe.assumptions.choose(*better.split("="))
    assert found(search(tenant, phone=asked)) == ["Missed"]


def test_a_lead_that_no_choice_would_find_is_explained_too(tenant: Tenant) -> None:
    add(tenant, "Missed", Mobile="9876599999 ext. 5")
    (told,) = search(tenant, phone="919876599999").help
    assert told.startswith("Lead 'Missed' (Mobile '9876599999 ext. 5') looks alike but is no hit")
    assert told.endswith("they match under no choice of these assumptions.")


def test_a_lead_that_is_missed_because_it_is_converted_is_explained(tenant: Tenant) -> None:
    """The most-complained reason for a 204 of a known customer (sheet, 5.9)."""
    add(tenant, "Customer", converted=True, Phone="15550108888")
    reply = search(tenant, phone="15550108888")
    assert reply.status == 204
    assert "converted=both" in " ".join(reply.help)


def test_two_leads_come_newest_first_as_an_assumption(tenant: Tenant) -> None:
    add(tenant, "Second", Phone="919876543210")
    assert found(search(tenant, phone="919876543210")) == ["Second", "Test"]
    assert tenant.universe.assumptions.used["zoho.search_order"] == "newest_first"
    tenant.universe.assumptions.choose("zoho.search_order", "oldest_first")
    assert found(search(tenant, phone="919876543210")) == ["Test", "Second"]


def test_an_email_is_found_whole_and_in_any_case(tenant: Tenant) -> None:
    add(tenant, "Mailed", Email="Some.One@Example.com")
    assert found(search(tenant, email="some.one@example.COM")) == ["Mailed"]
    assert found(search(tenant, email="one@example.com")) == []


def test_a_word_is_found_in_any_text_field(tenant: Tenant) -> None:
    assert found(search(tenant, word="example trad")) == ["Test"]
    assert tenant.universe.assumptions.used == {"zoho.word_match": "part_of_text"}
    tenant.universe.assumptions.choose("zoho.word_match", "whole_word")
    assert found(search(tenant, word="trad")) == []
    assert found(search(tenant, word="TRADERS")) == ["Test"]


def test_one_parameter_counts_criteria_before_email_before_phone_before_word(tenant: Tenant) -> None:
    add(tenant, "Mailed", Email="m@example.com")
    args = {
        "word": "Moved Goods",
        "phone": "15550100002",
        "email": "m@example.com",
        "criteria": "(Last_Name:equals:Test)",
    }
    order = []
    for name in ("criteria", "email", "phone", "word"):
        order.append(found(search(tenant, **args)))
        del args[name]
    assert order == [["Test"], ["Mailed"], ["Sample"], ["Moved"]]


@pytest.mark.parametrize("query", ["", "page=1", "phone=", "fields=Owner"])
def test_a_search_for_nothing_names_the_parameters_that_it_takes(tenant: Tenant, query: str) -> None:
    reply = get(tenant, f"/crm/v8/Leads/search?{query}")
    assert reply.status == 400
    assert reply.json() == {
        "code": "EXPECTED_PARAM_MISSING",
        "details": {"param_names": ["criteria", "email", "phone", "word"]},
        "message": "One of the expected parameter is missing",
        "status": "error",
    }


@pytest.mark.parametrize(
    ("converted", "names"),
    [(None, ["Test"]), ("false", ["Test"]), ("true", ["Customer"]), ("both", ["Customer", "Test"])],
)
def test_converted_leads_are_hidden_unless_asked_for(tenant: Tenant, converted: str | None, names: list[str]) -> None:
    add(tenant, "Customer", converted=True, Phone="919876543210")
    args = {"converted": converted} if converted else {}
    assert found(search(tenant, phone="919876543210", **args)) == names


def test_only_the_asked_fields_come_and_always_the_id(tenant: Tenant) -> None:
    (row,) = search(tenant, phone="919876543210", fields="Owner, Last_Name,Nonsense").json()["data"]
    assert set(row) == {"id", "Owner", "Last_Name"}


def test_hits_come_in_pages(tenant: Tenant) -> None:
    for number in range(4):
        add(tenant, f"Page{number}", Company="Paged Ltd")
    pages = [search(tenant, word="Paged Ltd", per_page="3", page=str(page)) for page in (1, 2, 3)]
    assert [found(page) for page in pages] == [["Page3", "Page2", "Page1"], ["Page0"], []]
    assert [page.json()["info"] for page in pages[:2]] == [
        {"per_page": 3, "count": 3, "page": 1, "more_records": True},
        {"per_page": 3, "count": 1, "page": 2, "more_records": False},
    ]
    assert pages[2].status == 204


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"per_page": "201"}, "INVALID_DATA"),
        ({"per_page": "0"}, "INVALID_DATA"),
        ({"per_page": "-1"}, "INVALID_DATA"),
        ({"per_page": "many"}, "INVALID_DATA"),
        ({"page": "0"}, "INVALID_DATA"),
        ({"page": "²"}, "INVALID_DATA"),
        ({"page": "1" * 30}, "INVALID_DATA"),
        ({"page": "11"}, "LIMIT_REACHED"),
        ({"page": "2001", "per_page": "1"}, "LIMIT_REACHED"),
    ],
)
def test_pages_have_limits(tenant: Tenant, args: dict[str, str], code: str) -> None:
    reply = search(tenant, phone="919876543210", **args)
    assert (reply.status, reply.json()["code"]) == (400, code)
    if code == "LIMIT_REACHED":
        assert reply.json()["details"] == {"limit": "2000"}


@pytest.mark.parametrize("args", [{"page": "10"}, {"page": "2000", "per_page": "1"}])
def test_the_last_page_within_the_limits_is_empty_and_no_error(tenant: Tenant, args: dict[str, str]) -> None:
    assert search(tenant, phone="919876543210", **args).status == 204
