"""Records are listed and read: pages and tokens, order, fields, what was modified since, related lists."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from emulator import Tenant
from emulator.zoho.rows import Record
from tests.zoho.records.record_calls import NOBODY, account, ask, change, listed, made, make, read


def crowd(count: int) -> Tenant:
    """So many leads: L0 was made first."""
    tenant = account()
    user = tenant.zoho.user("Asha Agent")
    assert user
    for number in range(count):
        tenant.zoho.add_lead(user, {"Last_Name": f"L{number}"})
    return tenant


@pytest.mark.parametrize("version", ["v2", "v2.1", "v3", "v4", "v5", "v6", "v7", "v8"])
def test_a_list_needs_fields_from_v3_on(version: str) -> None:
    tenant = crowd(1)
    reply = ask(tenant, "GET", f"{version}/Leads")
    if version in ("v2", "v2.1"):
        assert reply.status == 200
        assert set(reply.json()["info"]) == {"per_page", "count", "page", "more_records"}
        assert reply.json()["data"][0]["Company"] is None
    else:
        assert (reply.status, reply.json()["code"]) == (400, "REQUIRED_PARAM_MISSING")
        assert reply.json()["details"] == {"param_name": "fields"}
    assert ("zoho.list_needs_fields_from" in tenant.universe.assumptions.used) is (version in ("v3", "v4", "v5", "v6"))


def test_fields_and_tokens_from_v7_on_only_is_another_choice() -> None:
    tenant = account({"zoho.list_needs_fields_from": "v7", "zoho.page_token_from": "v7"})
    made(tenant, "Leads", Last_Name="A")
    assert "next_page_token" not in ask(tenant, "GET", "v6/Leads").json()["info"]
    assert ask(tenant, "GET", "v6/Leads?page=11").status == 204
    assert ask(tenant, "GET", "v7/Leads").status == 400


def test_a_row_has_the_fields_that_are_asked_for() -> None:
    tenant = crowd(1)
    (row,) = ask(tenant, "GET", "v8/Leads?fields=Last_Name, Owner,Nothing").json()["data"]
    assert set(row) == {"id", "Last_Name", "Owner"}
    assert ask(tenant, "GET", f"v8/Leads?fields={','.join(f'F{one}' for one in range(50))}").status == 200
    reply = ask(tenant, "GET", f"v8/Leads?fields={','.join(f'F{one}' for one in range(51))}")
    assert (reply.status, reply.json()["code"]) == (400, "LIMIT_EXCEEDED")


def test_the_last_made_comes_first_and_pages_follow() -> None:
    tenant = crowd(5)
    assert listed(tenant, "Leads", "per_page=2") == ["L4", "L3"]
    assert listed(tenant, "Leads", "per_page=2&page=3") == ["L0"]
    assert listed(tenant, "Leads", "per_page=2&page=4") == []
    assert listed(tenant, "Leads", "sort_order=asc&per_page=2") == ["L0", "L1"]
    info = ask(tenant, "GET", "v8/Leads?fields=id&per_page=5").json()["info"]
    assert info == {
        "call": False,
        "per_page": 5,
        "next_page_token": None,
        "count": 5,
        "sort_by": "id",
        "page": 1,
        "previous_page_token": None,
        "page_token_expiry": None,
        "sort_order": "desc",
        "email": False,
        "more_records": False,
    }


def test_tokens_lead_through_more_than_2000_records_and_back() -> None:
    tenant = crowd(2300)
    assert ask(tenant, "GET", "v8/Leads?fields=id&page=10").status == 200
    refused = ask(tenant, "GET", "v8/Leads?fields=id&page=11")
    assert (refused.status, refused.json()["code"]) == (400, "DISCRETE_PAGINATION_LIMIT_EXCEEDED")
    seen: list[str] = []
    query, back = "fields=Last_Name", []
    while query:
        body = ask(tenant, "GET", f"v8/Leads?{query}").json()
        seen += [row["Last_Name"] for row in body["data"]]
        back.append(body["info"]["previous_page_token"])
        token = body["info"]["next_page_token"]
        assert (token is not None) is body["info"]["more_records"]
        query = f"fields=Last_Name&page_token={token}" if token else ""
    assert seen == [f"L{number}" for number in reversed(range(2300))]
    assert back[0] is None
    before = ask(tenant, "GET", f"v8/Leads?fields=Last_Name&page_token={back[2]}").json()
    assert [row["Last_Name"] for row in before["data"]] == seen[200:400]


def test_a_token_is_bound_to_its_question_and_ends_after_a_day() -> None:
    tenant = crowd(3)
    info = ask(tenant, "GET", "v8/Leads?fields=id&per_page=1").json()["info"]
    token = info["next_page_token"]
    assert info["page_token_expiry"] == "2026-01-16T09:00:00+00:00"
    assert ask(tenant, "GET", f"v8/Leads?fields=id&per_page=1&page_token={token}").json()["info"]["page"] == 2
    for query, code in (
        (f"fields=id&per_page=2&page_token={token}", "TOKEN_BOUND_DATA_MISMATCH"),
        (f"fields=Last_Name&per_page=1&page_token={token}", "TOKEN_BOUND_DATA_MISMATCH"),
        (f"fields=id&per_page=1&page=2&page_token={token}", "AMBIGUITY_DURING_PROCESSING"),
        ("fields=id&per_page=1&page_token=abc", "INVALID_DATA"),
        ("fields=id&per_page=1&page_token=%F0%9F%98%80", "INVALID_DATA"),
        ("fields=id&per_page=1&page_token=MS45LjI", "EXPIRED_VALUE"),
    ):
        reply = ask(tenant, "GET", f"v8/Leads?{query}")
        assert (reply.status, reply.json()["code"]) == (400, code)
    tenant.universe.clock.advance(timedelta(hours=24))
    fresh = tenant.zoho.issue_access_token("", "ZohoCRM.modules.ALL", "1000.later").id
    reply = ask(tenant, "GET", f"v8/Leads?fields=id&per_page=1&page_token={token}", token=fresh)
    assert (reply.status, reply.json()["code"]) == (400, "EXPIRED_VALUE")


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=x", "page=-1", "page=²", "page=99999999999", "per_page=201", "per_page=0", "sort_by=Last_Name",
     "sort_order=up", "converted=maybe", "approved=x", "ids=,", f"ids={','.join(map(str, range(1, 102)))}",
     "cvid=1&sort_by=id"],
)  # fmt: skip
def test_a_wrong_parameter_is_refused(query: str) -> None:
    assert ask(crowd(1), "GET", f"v8/Leads?fields=id&{query}").status == 400


def test_records_are_sorted_by_their_last_change() -> None:
    tenant = crowd(3)
    tenant.universe.clock.advance(timedelta(minutes=1))
    middle = next(row for row in tenant.zoho.leads if row.fields["Last_Name"] == "L1")
    change(tenant, "Leads", middle.id, City="Pune")
    assert listed(tenant, "Leads", "sort_by=Modified_Time")[0] == "L1"
    assert listed(tenant, "Leads", "sort_by=Modified_Time&sort_order=asc")[-1] == "L1"
    assert listed(tenant, "Leads", "sort_by=Created_Time") == ["L2", "L1", "L0"]


def test_ids_pick_records() -> None:
    tenant = crowd(3)
    one, _, three = (row.id for row in tenant.zoho.leads)
    assert listed(tenant, "Leads", f"ids={three},{NOBODY},{one}") == ["L2", "L0"]
    assert listed(tenant, "Leads", f"ids={NOBODY}") == []


def test_converted_and_unapproved_records_are_asked_for() -> None:
    tenant = crowd(3)
    one, two, _ = (row.id for row in tenant.zoho.leads)
    tenant.zoho.leads.update(one, converted=True)
    tenant.zoho.leads.update(two, approved=False)
    assert listed(tenant, "Leads") == ["L2"]
    assert listed(tenant, "Leads", "converted=true") == ["L0"]
    assert listed(tenant, "Leads", "converted=both&approved=both") == ["L2", "L1", "L0"]
    assert read(tenant, "Leads", one)["Converted__s"] is True


def test_what_was_not_modified_since_is_304() -> None:
    tenant = crowd(2)
    tenant.universe.clock.advance(timedelta(minutes=1))
    lead = made(tenant, "Leads", Last_Name="New")
    for since, names in (
        ("2026-01-15T09:00:00+00:00", ["New"]),
        ("2026-01-15T14:29:59+05:30", ["New", "L1", "L0"]),
        ("Thu, 15 Jan 2026 09:00:30 GMT", ["New"]),
    ):
        reply = ask(tenant, "GET", "v8/Leads?fields=Last_Name", If_Modified_Since=since)
        assert [row["Last_Name"] for row in reply.json()["data"]] == names
    for path in ("Leads?fields=id", f"Leads/{lead}"):
        assert ask(tenant, "GET", f"v8/{path}", If_Modified_Since="2026-01-15T09:01:00+00:00").status == 304
        assert ask(tenant, "GET", f"v8/{path}", If_Modified_Since="yesterday").status == 400
        assert ask(tenant, "GET", f"v8/{path}", If_Modified_Since="Thu, 99 Jan 2026 09:00:30 GMT").status == 400


def test_a_record_is_read_by_its_id() -> None:
    tenant = account()
    lead = made(tenant, "Leads", Last_Name="Test", First_Name="Priya")
    (row,) = ask(tenant, "GET", f"v8/Leads/{lead}").json()["data"]
    assert (row["id"], row["Full_Name"], row["$has_more"], row["Company"]) == (lead, "Priya Test", {}, None)
    (row,) = ask(tenant, "GET", f"v2/Leads/{lead}?fields=Last_Name").json()["data"]
    assert row == {"id": lead, "Last_Name": "Test"}
    assert ask(tenant, "GET", f"v8/Contacts/{lead}").status == 204


@pytest.mark.parametrize(("choice", "status"), [("204", 204), ("400", 400)])
def test_an_unknown_id_is_answered_by_an_assumption(choice: str, status: int) -> None:
    tenant = account({"zoho.unknown_record": choice})
    reply = ask(tenant, "GET", f"v8/Leads/{NOBODY}")
    assert reply.status == status
    assert tenant.universe.assumptions.used["zoho.unknown_record"] == choice
    assert ask(tenant, "GET", "v8/Leads/abc").json()["code"] == "INVALID_DATA"


def test_a_slip_in_a_path_is_pointed_out() -> None:
    tenant = account()
    reply = ask(tenant, "GET", "v8/Leads/serch?phone=15550100009")
    assert reply.headers["X-Sandbox-Help"] == "'serch' is no id: digits alone. Did you mean 'search'?"
    reply = ask(tenant, "GET", "v8/settings/feilds?module=Leads")
    assert (reply.status, "Did you mean '/crm/v8/settings/fields'?" in reply.headers["X-Sandbox-Help"]) == (404, True)
    assert "Did you mean 'Leads'?" in ask(tenant, "GET", "v8/Lead?fields=id").headers["X-Sandbox-Help"]


def test_the_first_page_of_many_records_reads_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    tenant = crowd(3000)
    read_rows: list[Record] = []
    walk = type(tenant.zoho.leads).walk

    def counted(*args: Any, **kwargs: Any) -> Any:
        for row in walk(*args, **kwargs):
            read_rows.append(row)
            yield row

    monkeypatch.setattr(type(tenant.zoho.leads), "walk", counted)
    assert len(listed(tenant, "Leads", "per_page=10")) == 10
    assert len(read_rows) == 11


def test_an_account_has_contacts_deals_and_notes() -> None:
    tenant = account()
    shop, other = made(tenant, "Accounts", Account_Name="Shop"), made(tenant, "Accounts", Account_Name="Other")
    one = made(tenant, "Contacts", Last_Name="One", Account_Name={"id": shop})
    made(tenant, "Contacts", Last_Name="Two", Account_Name=shop)
    made(tenant, "Contacts", Last_Name="Three", Account_Name={"id": other})
    made(tenant, "Deals", Deal_Name="Big", Stage="Qualification", Account_Name={"id": shop}, Contact_Name={"id": one})
    made(tenant, "Visits", Name="Tea", Account={"id": shop})
    assert listed(tenant, f"Accounts/{shop}/Contacts") == ["Two", "One"]
    assert listed(tenant, f"Accounts/{shop}/Contacts", "per_page=1&page=2") == ["One"]
    assert listed(tenant, f"Accounts/{shop}/Deals", field="Deal_Name") == ["Big"]
    assert listed(tenant, f"Contacts/{one}/Deals", field="Deal_Name") == ["Big"]
    assert listed(tenant, f"Accounts/{shop}/Visits", field="Name") == ["Tea"]
    assert listed(tenant, f"Accounts/{other}/Deals", field="Deal_Name") == []
    assert read(tenant, "Contacts", one)["Account_Name"] == {"name": "Shop", "id": shop}
    change(tenant, "Contacts", one, Account_Name=None)
    assert listed(tenant, f"Accounts/{shop}/Contacts") == ["Two"]
    reply = ask(tenant, "GET", f"v8/Accounts/{shop}/Contact?fields=id")
    assert reply.json()["message"] == "the relation name given seems to be invalid"
    assert "Contacts" in reply.headers["X-Sandbox-Help"]
    assert ask(tenant, "GET", f"v8/Accounts/{NOBODY}/Contacts?fields=id").status == 400
    assert ask(tenant, "GET", f"v8/Accounts/{shop}/Contacts").json()["code"] == "REQUIRED_PARAM_MISSING"


def test_related_lists_are_told() -> None:
    tenant = account()
    found = ask(tenant, "GET", "v8/settings/related_lists?module=Accounts").json()["related_lists"]
    assert [one["api_name"] for one in found] == ["Notes", "Contacts", "Deals", "Visits"]
    assert found[1]["href"] == "Accounts/{ENTITYID}/Contacts"
    assert found[1]["module"] == {"api_name": "Contacts", "id": "4150868000000002179"}
    early = ask(tenant, "GET", "v2/settings/related_lists?module=Leads").json()["related_lists"]
    assert [one["module"] for one in early] == ["Notes"]
    assert ask(tenant, "GET", "v8/settings/related_lists?module=Notes").status == 204
    assert ask(tenant, "GET", "v8/settings/related_lists?module=Nothing").json()["code"] == "INVALID_MODULE"


def test_lists_of_lists_hold_what_was_made() -> None:
    tenant = account()
    assert make(tenant, "Visits", *({"Name": f"V{one}"} for one in range(7))).status == 201
    assert listed(tenant, "Visits", "per_page=3&page=2", field="Name") == ["V3", "V2", "V1"]
