"""Zoho: COQL."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator import Tenant, seed
from emulator.kernel.http import Reply, Request
from tests.zoho.search.searches import TOKEN, asked, names, rows
from tests.zoho.search.test_modules_searched import WORLD


@pytest.fixture
def tenant() -> Tenant:
    return seed.tenant_from(WORLD)


def query(tenant: Tenant, text: str, version: str = "v8") -> Reply:
    return asked(tenant, version, select_query=text)


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("Last_Name = 'test'", ["Test"]),
        ("Last_Name = Test", ["Test"]),
        ("Last_Name != 'Test'", ["Sample"]),
        ("Last_Name like 'Te%'", ["Test"]),
        ("Last_Name like '%es%'", ["Test"]),
        ("Last_Name like '%ple'", ["Sample"]),
        ("Last_Name like 'T%t'", ["Test"]),
        ("Last_Name not like '%es%'", ["Sample"]),
        ("Last_Name in ('Test', 'Nobody')", ["Test"]),
        ("Last_Name not in ('Test')", ["Sample"]),
        ("First_Name is null", ["Sample"]),
        ("First_Name is not null", ["Test"]),
        ("Date_of_Birth between '1990-01-01' and '1990-12-31'", ["Test"]),
        ("Date_of_Birth not between '1990-01-01' and '1990-12-31'", ["Sample"]),
        ("Email_Opt_Out = 'true'", ["Sample"]),
        ("Email_Opt_Out = false", ["Test"]),
        ("Owner = 4150868000000225013", ["Sample"]),
        ("Owner.last_name = 'Agent'", ["Test", "Sample"]),
        ("Owner.email like 'ravi%'", ["Test"]),
        ("Owner.profile.name = 'Administrator'", ["Sample"]),
        ("Account_Name.Account_Name = 'Example Traders'", ["Test"]),
        ("Account_Name.Owner.first_name = 'Asha'", ["Test"]),
        ("((Last_Name = 'Test') or (Last_Name = 'Sample')) and First_Name is null", ["Sample"]),
        ("Last_Name = 'Test' OR First_Name IS NULL", ["Test", "Sample"]),
        ("Other_Phone = '919876543210'", ["Test"]),
        ("Other_Phone like '%98765%'", ["Test"]),
        ("Created_Time >= '2026-01-15T14:30:00+05:30'", ["Test", "Sample"]),
    ],
)
def test_a_query_finds(tenant: Tenant, where: str, found: list[str]) -> None:
    text = f"select Last_Name from Contacts where {where}"
    assert sorted(names(query(tenant, text))) == sorted(found)


def test_a_row_has_what_was_selected_and_the_id(tenant: Tenant) -> None:
    text = (
        "select Last_Name as Name, Owner, Account_Name, 'Account_Name.Account_Name', Owner.role.name, Created_Time "
        "from Contacts where Last_Name = 'Test'"
    )
    (row,) = rows(query(tenant, text))
    (account,) = rows(query(tenant, "select Account_Name from Accounts where Account_Name like 'Ex%'"))
    ravi = next(user for user in tenant.zoho.users if user.name == "Ravi Agent")
    assert row == {
        "Name": "Test",
        "Owner": {"name": "Agent", "id": ravi.id},
        "Account_Name": {"name": "Example Traders", "id": account["id"]},
        "Account_Name.Account_Name": "Example Traders",
        "Owner.role.name": "Manager",
        "Created_Time": "2026-01-15T09:00:00+00:00",
        "id": row["id"],
    }
    (older,) = rows(query(tenant, "select Owner from Contacts where Last_Name = 'Test'", "v5"))
    assert older["Owner"] == {"id": ravi.id}


def test_rows_come_by_id_or_as_they_are_ordered_in_pages(tenant: Tenant) -> None:
    owner = next(iter(tenant.zoho.users))
    for number in range(5):
        tenant.zoho.add_lead(
            owner, {"Last_Name": f"L{number}", "Annual_Revenue": number // 2 or None}, f"9{5 - number}"
        )
    head = "select Last_Name from Leads where Last_Name in ('L0', 'L1', 'L2', 'L3', 'L4')"
    assert names(query(tenant, head)) == ["L4", "L3", "L2", "L1", "L0"]
    reply = query(tenant, f"{head} order by Annual_Revenue desc, Last_Name asc limit 2 offset 1")
    assert (names(reply), reply.json()["info"]) == (["L2", "L3"], {"count": 2, "more_records": True})
    last = query(tenant, f"{head} order by Annual_Revenue, Last_Name offset 4")
    assert (names(last), last.json()["info"]) == (["L4"], {"count": 1, "more_records": False})
    assert query(tenant, f"{head} offset 5").status == 204


def test_no_record_is_a_204_with_nothing_in_it(tenant: Tenant) -> None:
    reply = query(tenant, "select id from Leads where Last_Name = 'Nobody'")
    assert (reply.status, reply.body, "Content-Type" in reply.headers) == (204, b"", False)


LEADS = "select Last_Name from Leads where Last_Name is not null"
MANY = ", ".join(f"F{number}" for number in range(51))


@pytest.mark.parametrize(
    ("text", "code", "details"),
    [
        ("", "SYNTAX_ERROR", {"clause": "select"}),
        ("update Leads set Last_Name = 'x' where id = 1", "SYNTAX_ERROR", {"clause": "select"}),
        ("select Last_Name", "SYNTAX_ERROR", {"clause": "from"}),
        ("select Last_Name from Leads", "SYNTAX_ERROR", {"clause": "where"}),
        ("select Last_Name from Leads where", "SYNTAX_ERROR", {"line": 1, "column": 34, "near": ""}),
        ("select Last_Name\nfrom Leads\nwhere id == 1", "SYNTAX_ERROR", {"line": 3, "column": 11, "near": "="}),
        ("select a from Leads where b = 'x", "SYNTAX_ERROR", {"line": 1, "column": 31, "near": "'"}),
        (f"{LEADS} and id = 1 and id = 2", "SYNTAX_ERROR", {"line": 1, "column": 68, "near": "and"}),
        (f"{LEADS} limit -1", "SYNTAX_ERROR", {"line": 1, "column": 63, "near": "-1"}),
        (f"{LEADS} limit 2001", "LIMIT_EXCEEDED", {"limit": 2000, "clause": "limit"}),
        (f"{LEADS} limit 2000 offset 98001", "LIMIT_EXCEEDED", {"limit": 100000, "clause": "offset"}),
        (f"select {MANY} from Leads where id = 1", "LIMIT_EXCEEDED", {"limit": 50, "clause": "select"}),
        (f"select id from Leads where id in ({','.join('1' * 101)})", "LIMIT_EXCEEDED", {"limit": 100, "clause": "in"}),
        (f"{LEADS} order by {','.join(f'F{n}' for n in range(11))}", "LIMIT_EXCEEDED",
         {"limit": 10, "clause": "order by"}),
        ("select a.b.c.d from Leads where id = 1", "LIMIT_EXCEEDED", {"limit": 2, "by": "joins"}),
        ("select Nothing from Leads where id = 1", "INVALID_QUERY", {"column_name": "Nothing"}),
        ("select id from Leads where Nothing = 1", "INVALID_QUERY", {"column_name": "Nothing"}),
        ("select Owner.nothing from Leads where id = 1", "INVALID_QUERY", {"column_name": "Owner.nothing"}),
        ("select Last_Name.x from Leads where id = 1", "INVALID_QUERY", {"column_name": "Last_Name.x"}),
        (f"{LEADS} order by Nothing", "INVALID_QUERY", {"column_name": "Nothing"}),
        ("select id from Nothing where id = 1", "INVALID_QUERY", {"module": "Nothing"}),
        ("select id from Notes where id = 1", "INVALID_QUERY", {"module": "Notes"}),
        ("select id from Leads where No_of_Employees = 'x'", "INVALID_QUERY",
         {"column_name": "No_of_Employees", "expected_data_type": "integer"}),
        ("select id from Leads where Last_Name >= 'x'", "INVALID_QUERY",
         {"column_name": "Last_Name", "operator": "greater_equal", "data_type": "text"}),
        ("select id from Leads where Description = 'x'", "INVALID_QUERY",
         {"column_name": "Description", "data_type": "textarea"}),
        ("select id from Leads where Last_Name not like 'x%'", "INVALID_QUERY",
         {"column_name": "Last_Name", "operator": "not like"}),
        ("select Last_Name as '' from Leads where id = 1", "INVALID_ALIAS", {"column_name": "Last_Name"}),
        ("select Last_Name as A, Company as A from Leads where id = 1", "DUPLICATE_ALIAS", {"column_name": "A"}),
        ("select Last_Name, Last_Name from Leads where id = 1", "DUPLICATE_DATA", {"column_name": "Last_Name"}),
        (f"{LEADS} order by id, id", "DUPLICATE_DATA", {"column_name": "id"}),
    ],
)  # fmt: skip
def test_a_query_that_is_wrong_says_why(tenant: Tenant, text: str, code: str, details: dict[str, Any]) -> None:
    reply = query(tenant, text)
    assert (reply.status, reply.json()["code"], reply.json()["details"]) == (400, code, details)


@pytest.mark.parametrize(("version", "most"), [("v2", 200), ("v3", 200), ("v4", 2000), ("v8", 2000)])
def test_how_much_may_be_asked_for_depends_on_the_version(tenant: Tenant, version: str, most: int) -> None:
    assert query(tenant, f"{LEADS} limit {most}", version).status == 200
    assert query(tenant, f"{LEADS} limit {most + 1}", version).json()["details"]["limit"] == most


@pytest.mark.parametrize("body", ["", "{", "[]", "{}", '{"select_query": 7}', '{"select_query": null}', "null", "²"])
def test_a_body_without_a_query_is_a_400(tenant: Tenant, body: str) -> None:
    asked(tenant, word="xy")
    reply = tenant.call(Request.to("POST", "/crm/v8/coql", {"authorization": f"Bearer {TOKEN}"}, body))
    assert (reply.status, reply.json()["code"]) == (400, "INVALID_QUERY")


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    st.text(max_size=30),
    st.sampled_from(
        ["select {} from Leads where id = 1", "{}", f"{LEADS} order by {{}}", "select id from Leads where {} = 1"]
    ),
)
def test_any_text_in_a_query_gets_an_answer(text: str, query_text: str) -> None:
    sent = json.dumps({"select_query": query_text.replace("{}", text)})
    tenant = seed.tenant_from(WORLD)
    asked(tenant, word="xy")
    assert tenant.call(Request.to("POST", "/crm/v2/coql", {"authorization": f"Bearer {TOKEN}"}, sent)).status in (
        200,
        204,
        400,
    )


@pytest.mark.parametrize(
    ("scope", "status"),
    [
        ("ZohoCRM.coql.READ,ZohoCRM.modules.leads.READ", 200),
        ("ZohoCRM.coql.READ,ZohoCRM.modules.ALL", 200),
        ("ZohoCRM.coql.READ,ZohoCRM.modules.contacts.ALL", 401),
        ("ZohoCRM.coql.READ", 401),
        ("ZohoCRM.modules.ALL", 401),
    ],
)
def test_a_query_needs_the_scope_of_coql_and_of_its_module(tenant: Tenant, scope: str, status: int) -> None:
    tenant.zoho.issue_access_token("", scope, "1000.narrow")
    assert asked(tenant, token="1000.narrow", select_query=LEADS).status == status
