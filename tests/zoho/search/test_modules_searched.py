"""Zoho: searches in every module, by typed criteria, and what a version of the API changes."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator import Tenant, seed
from emulator.zoho import phone
from emulator.zoho.assumptions import PHONE_DIGITS, PHONE_MATCH
from tests.zoho.search.searches import asked, fewer, names, rows

WORLD: dict[str, Any] = {
    "zoho": {
        "users": [
            {"name": "Asha Agent", "email": "asha.agent@example.com", "id": "4150868000000225013"},
            {"name": "Ravi Agent", "email": "ravi.agent@example.com"},
        ],
        "modules": [
            {
                "name": "Visits",
                "fields": [{"name": "Guest_Phone", "type": "phone"}, {"name": "Nights", "type": "integer"}],
            }
        ],
        "records": {
            "Accounts": [
                {"Account_Name": "Example Traders", "Phone": "+1 555 010 0001", "Employees": 12, "Website": "https://a.example"},
                {"Account_Name": "Sample Ltd", "Fax": "+1 555 010 0009", "Annual_Revenue": 2.5e3},
            ],
            "Contacts": [
                {
                    "Last_Name": "Test",
                    "First_Name": "Priya",
                    "Account_Name": "Example Traders",
                    "Other_Phone": "919876543210",
                    "Secondary_Email": "P@example.com",
                    "Date_of_Birth": "1990-05-04",
                    "Owner": "Ravi Agent",
                },
                {"Last_Name": "Sample", "Email": "s@example.com", "Email_Opt_Out": True},
            ],
            "Deals": [{"Deal_Name": "Big", "Stage": "Qualification", "Amount": 1000, "Closing_Date": "2026-03-01"}],
            "Visits": [{"Name": "V1", "Guest_Phone": "15550100042", "Nights": 3}],
        },
        "leads": [{"Last_Name": "Lead", "Owner": "Asha Agent"}],
    }
}  # fmt: skip


@pytest.fixture
def tenant() -> Tenant:
    return seed.tenant_from(WORLD)


@pytest.mark.parametrize(
    ("module", "args", "found"),
    [
        ("Contacts", {"phone": "9876543210"}, ["Test"]),
        ("Contacts", {"email": "p@EXAMPLE.com"}, ["Test"]),
        ("Contacts", {"word": "priya test"}, ["Test"]),
        ("Contacts", {"criteria": "(Date_of_Birth:between:1990-01-01,1990-12-31)"}, ["Test"]),
        ("Contacts", {"criteria": "(Date_of_Birth:less_than:1990-05-04)"}, []),
        ("Contacts", {"criteria": "(Email_Opt_Out:equals:true)"}, ["Sample"]),
        ("Contacts", {"criteria": "(Email_Opt_Out:equals:false)"}, ["Test"]),
        ("Contacts", {"criteria": "(Account_Name:equals:Example Traders)"}, ["Test"]),
        ("Contacts", {"criteria": "(Owner:in:Ravi Agent,Nobody)"}, ["Test"]),
        ("Contacts", {"criteria": "(Owner:equals:4150868000000225013)"}, ["Sample"]),
        ("Contacts", {"criteria": "(Full_Name:starts_with:Priya)"}, ["Test"]),
        ("Contacts", {"criteria": "( (Last_Name:equals:Test) and (First_Name:equals:Priya) )"}, ["Test"]),
        ("Contacts", {"criteria": "Created_Time:greater_equal:2026-01-15T14:30:00+05:30"}, ["Sample", "Test"]),
        ("Contacts", {"criteria": "Created_Time:greater_than:2026-01-15T14:30:00+05:30"}, []),
        ("Accounts", {"criteria": "(Employees:greater_than:9)"}, ["Example Traders"]),
        ("Accounts", {"criteria": "(Annual_Revenue:equals:2500)"}, ["Sample Ltd"]),
        ("Accounts", {"criteria": "(Phone:equals:555 010)"}, ["Example Traders"]),
        ("Accounts", {"criteria": "(Website:starts_with:https://a)"}, ["Example Traders"]),
        ("Deals", {"criteria": "(Stage:in:Qualification,Closed Won)"}, ["Big"]),
        ("Deals", {"criteria": "(Stage:equals:Qual)"}, []),
        ("Visits", {"phone": "5550100042"}, ["V1"]),
        ("Visits", {"criteria": "(Nights:between:2,3)"}, ["V1"]),
    ],
)
def test_every_module_is_searched(tenant: Tenant, module: str, args: dict[str, str], found: list[str]) -> None:
    key = {"Accounts": "Account_Name", "Deals": "Deal_Name", "Visits": "Name"}.get(module, "Last_Name")
    assert names(asked(tenant, module=module, **args), key) == found


def test_an_id_finds_its_record(tenant: Tenant) -> None:
    (row,) = rows(asked(tenant, module="Contacts", word="priya"))
    assert rows(asked(tenant, module="Contacts", criteria=f"(id:equals:{row['id']})")) == [row]
    assert rows(asked(tenant, module="Contacts", criteria=f"(id:equals:0{row['id']})")) == [row]


@pytest.mark.parametrize(
    ("criteria", "details"),
    [
        ("(Employees:equals:many)", {"value": "many", "expected_data_type": "integer"}),
        ("(Employees:equals:²)", {"value": "²", "expected_data_type": "integer"}),
        ("(Created_Time:equals:2026-01-15)", {"value": "2026-01-15", "expected_data_type": "datetime"}),
        ("(Description:in:a,b)", {"operator": "in"}),
        ("(Parent_Account:starts_with:a)", {"operator": "starts_with"}),
    ],
)
def test_what_a_field_does_not_take_is_named(tenant: Tenant, criteria: str, details: dict[str, str]) -> None:
    given_ = asked(tenant, module="Accounts", criteria=criteria).json()
    assert given_["code"] == "INVALID_QUERY"
    assert given_["details"] == {
        "api_name": criteria[1:].partition(":")[0],
        "reason": given_["details"]["reason"],
        **details,
    }


def test_a_fax_number_is_a_phone_number_by_an_assumption(tenant: Tenant) -> None:
    assert names(asked(tenant, module="Accounts", phone="5550100001"), "Account_Name") == ["Example Traders"]
    assert "zoho.fax_is_phone" not in tenant.universe.assumptions.used
    assert names(asked(tenant, module="Accounts", phone="5550100009"), "Account_Name") == ["Sample Ltd"]
    assert tenant.universe.assumptions.used["zoho.fax_is_phone"] == "yes"
    tenant.universe.assumptions.choose("zoho.fax_is_phone", "no")
    assert asked(tenant, module="Accounts", phone="5550100009").status == 204


def test_a_miss_is_explained_in_every_module(tenant: Tenant) -> None:
    (told,) = asked(tenant, module="Contacts", phone="00919876543210").help
    assert told.startswith("Contact 'Test' (Other_Phone '919876543210') looks alike but is no hit")


@pytest.mark.parametrize(
    ("count", "statuses"), [(10, (204, 204)), (11, (400, 204)), (15, (400, 204)), (16, (400, 400))]
)
def test_how_many_conditions_there_may_be_is_an_assumption(
    tenant: Tenant, count: int, statuses: tuple[int, int]
) -> None:
    criteria = f"({'or'.join(['(Last_Name:equals:nobody)'] * count)})"
    for choice, status in zip(("10", "15"), statuses, strict=True):
        tenant.universe.assumptions.choose("zoho.criteria_limit", choice)
        reply = asked(tenant, criteria=criteria)
        assert reply.status == status
        if status == 400:
            assert reply.json()["code"] == "CRITERIA_LIMIT_EXCEEDED"


def test_brackets_around_all_conditions_are_an_assumption(tenant: Tenant) -> None:
    criteria = "(Last_Name:equals:Lead)and(Owner:equals:Asha Agent)"
    assert names(asked(tenant, criteria=criteria)) == ["Lead"]
    tenant.universe.assumptions.choose("zoho.criteria_brackets", "required")
    assert asked(tenant, criteria=criteria).json()["code"] == "INVALID_QUERY"


def test_an_empty_field_differs_by_an_assumption(tenant: Tenant) -> None:
    assert names(asked(tenant, criteria="(Last_Name:not_equal:x)")) == ["Lead"]
    assert "zoho.empty_differs" not in tenant.universe.assumptions.used
    assert names(asked(tenant, criteria="(Company:not_equal:x)")) == ["Lead"]
    assert tenant.universe.assumptions.used["zoho.empty_differs"] == "yes"
    tenant.universe.assumptions.choose("zoho.empty_differs", "no")
    assert names(asked(tenant, criteria="(Company:not_equal:x)")) == []


def test_more_than_a_hundred_values_are_too_many(tenant: Tenant) -> None:
    reply = asked(tenant, criteria=f"(Last_Name:in:{','.join('x' * 101)})")
    assert (reply.status, reply.json()["details"]) == (400, {"api_name": "Last_Name", "param_name": "criteria"})


@pytest.mark.parametrize(
    ("approved", "found"), [(None, ["Lead"]), ("true", ["Lead"]), ("false", ["Waiting"]), ("both", ["Waiting", "Lead"])]
)
def test_records_that_are_not_approved_are_hidden_unless_asked_for(
    tenant: Tenant, approved: str | None, found: list[str]
) -> None:
    tenant.zoho.add_record("Leads", next(iter(tenant.zoho.users)), {"Last_Name": "Waiting"}, approved=False)
    args = {"approved": approved} if approved else {}
    reply = asked(tenant, criteria="(Owner:equals:Asha Agent)", **args)
    assert names(reply) == found
    waiting = [row["$approval_state"] for row in rows(reply) if row["Last_Name"] == "Waiting"]
    assert waiting == ["approval_process_pending"] * len(waiting)


@pytest.mark.parametrize(
    "by",
    [{"word": "Late"}, {"phone": "15550100077"}, {"email": "l@example.com"}, {"criteria": "(Last_Name:equals:Late)"}],
)
def test_what_was_just_written_is_found_after_the_index_delay_and_by_coql_at_once(
    tenant: Tenant, by: dict[str, str]
) -> None:
    found_at = tenant.universe.clock.now() + timedelta(seconds=20)
    fields = {"Last_Name": "Late", "Phone": "15550100077", "Email": "l@example.com"}
    tenant.zoho.add_record("Leads", next(iter(tenant.zoho.users)), fields, found_at=found_at)
    reply = asked(tenant, **by)
    assert reply.status == 204
    assert "COQL would find them" in reply.help[0]
    assert names(asked(tenant, select_query="select Last_Name from Leads where Phone = '15550100077'")) == ["Late"]
    tenant.universe.clock.advance(timedelta(seconds=20))
    assert names(asked(tenant, **by)) == ["Late"]


@pytest.mark.parametrize(("version", "keys"), [("v2", {"$approved", "$converted"}), ("v8", {"$approval_state"})])
def test_a_record_is_spelled_as_its_version_has_it(tenant: Tenant, version: str, keys: set[str]) -> None:
    (row,) = rows(asked(tenant, version, word="Lead"))
    assert row.keys() & {"$approved", "$converted", "$approval_state"} == keys


def test_a_hit_by_criteria_says_how_it_is_sorted(tenant: Tenant) -> None:
    info = asked(tenant, criteria="(Last_Name:equals:Lead)").json()["info"]
    assert (info["sort_by"], info["sort_order"]) == ("id", "desc")
    assert "sort_by" not in asked(tenant, word="Lead").json()["info"]


@pytest.mark.parametrize("name", ["converted", "approved", "page", "per_page"])
def test_a_parameter_that_cannot_be_read_is_a_400(tenant: Tenant, name: str) -> None:
    reply = asked(tenant, word="Lead", **{name: "some"})
    assert (reply.status, reply.json()["code"], reply.json()["details"]["param_name"]) == (400, "INVALID_DATA", name)


@pytest.mark.parametrize("module", ["Nothing", "leads", "Lead"])
def test_a_module_that_is_none_is_named(tenant: Tenant, module: str) -> None:
    reply = asked(tenant, module=module, word="xy")
    assert (reply.status, reply.json()["code"]) == (400, "INVALID_MODULE")
    assert "the account has the modules Leads, Contacts" in reply.help[0]


# --- phones, against reading every record ----------------------------------------------------------------------------

NUMBERS = st.sampled_from(
    ["919876543210", "9876543210", "+91 98765-43210", "98", "9", "٩٨٧٦٥٤٣٢١٠", "1٩٨", "3210", "1119876543210", ""]
)
LEADS = st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), max_size=7)
WANTED = st.sampled_from(
    ["98", "987", "9876", "98765", "9876543210", "919876543210", "0919876543210", "43210", "1119876543210", "19"]
)
RULES = list(product(PHONE_MATCH.choices, PHONE_DIGITS.choices))


@settings(derandomize=True, deadline=None, max_examples=80)
@given(LEADS, WANTED, st.sampled_from(RULES), st.sampled_from(["yes", "no"]), st.integers(1, 3))
def test_a_search_by_phone_finds_what_reading_every_record_finds(
    leads: list[tuple[str, str, str]], wanted: str, rule: tuple[str, str], fax: str, per_page: int
) -> None:
    tenant = Tenant("t")
    owner = tenant.zoho.add_user("Asha Agent", "asha.agent@example.com")
    for name, choice in zip(("zoho.phone_match", "zoho.phone_digits", "zoho.fax_is_phone"), (*rule, fax), strict=True):
        tenant.universe.assumptions.choose(name, choice)
    for number, (one, other, third) in enumerate(leads):
        tenant.zoho.add_lead(owner, {"Last_Name": str(number), "Phone": one, "Mobile": other, "Fax": third})
    fields = ("Phone", "Mobile", "Fax") if fax == "yes" else ("Phone", "Mobile")

    def hits(mode: str, alphabet: str) -> list[str]:
        found = [row for row in tenant.zoho.leads if (mode, alphabet) in phone.rules_that_find(row, wanted, fields)]
        return [str(row.fields["Last_Name"]) for row in found][::-1]

    with fewer():
        reply = asked(tenant, phone=wanted, per_page=str(per_page))
    assert names(reply) == hits(*rule)[:per_page]
    if reply.status == 200:
        assert reply.json()["info"]["more_records"] is (len(hits(*rule)) > per_page)
    if fax == "yes" or not any(third for _, _, third in leads):
        mode, alphabet = rule
        pages = {(m, a): (hits(m, a)[:per_page], len(hits(m, a)) > per_page) for m, a in RULES}
        used = tenant.universe.assumptions.used
        if any(pages[m, alphabet] != pages[rule] for m in PHONE_MATCH.choices):
            assert "zoho.phone_match" in used
        if any(pages[mode, a] != pages[rule] for a in PHONE_DIGITS.choices):
            assert "zoho.phone_digits" in used
