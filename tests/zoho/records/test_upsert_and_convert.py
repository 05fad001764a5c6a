"""Upserts find records; converted leads become contacts, accounts and deals."""

from __future__ import annotations

from typing import Any

import pytest

from emulator import Tenant
from tests.zoho.records.record_calls import NOBODY, RAVI, account, ask, change, codes, details, listed, made, read


def upsert(tenant: Tenant, module: str, *rows: Any, version: str = "v8", **more: Any) -> Any:
    return ask(tenant, "POST", f"{version}/{module}/upsert", {"data": list(rows), **more})


def did(reply: Any) -> list[tuple[str, str | None]]:
    return [(row["action"], row["duplicate_field"]) for row in reply.json()["data"]]


def test_an_upsert_inserts_then_updates_by_email() -> None:
    tenant = account()
    first = upsert(tenant, "Leads", {"Last_Name": "New", "Email": "new@example.com"})
    assert (first.status, did(first)) == (201, [("insert", None)])
    again = upsert(tenant, "Leads", {"Last_Name": "Newer", "Email": "NEW@example.com"})
    assert (again.status, did(again)) == (200, [("update", "Email")])
    assert details(again)["id"] == details(first)["id"]
    assert listed(tenant, "Leads") == ["Newer"]


def test_a_mixed_upsert_is_200_and_207_where_rows_fail() -> None:
    tenant = account()
    made(tenant, "Leads", Last_Name="Old", Email="old@example.com")
    rows = [{"Last_Name": "A", "Email": "old@example.com"}, {"Last_Name": "B", "Email": "b@example.com"}]
    assert upsert(tenant, "Leads", *rows).status == 200
    reply = upsert(tenant, "Leads", *rows, {"Email": "c@example.com"}, 7)
    assert (reply.status, codes(reply)) == (207, ["SUCCESS", "SUCCESS", "MANDATORY_NOT_FOUND", "INVALID_DATA"])
    assert upsert(tenant, "Leads", {}).status == 400


def test_a_field_that_is_not_unique_keeps_nobody_from_being_made_twice() -> None:
    """As it was reported of a live account, for a bot that gets the same customer three times."""
    tenant = account()
    row = {"Last_Name": "Customer", "Phone": "+1 555 010 0177"}
    for _ in range(3):
        assert did(upsert(tenant, "Leads", row, duplicate_check_fields=["Phone"])) == [("insert", None)]
    assert len(tenant.zoho.leads) == 3


def test_rows_of_one_upsert_find_each_other() -> None:
    tenant = account()
    rows = [{"Last_Name": name, "Email": "same@example.com"} for name in ("A", "B", "C")]
    assert did(upsert(tenant, "Leads", *rows)) == [("insert", None), ("update", "Email"), ("update", "Email")]
    assert listed(tenant, "Leads") == ["C"]


@pytest.mark.parametrize(
    ("fields", "order", "field"),
    [
        ({"Name": "One"}, [], "Name"),
        ({"Name": "One", "Code": "b"}, [], "Name"),
        ({"Name": "Two", "Code": "A"}, ["Badge", "Code"], "Code"),
        ({"Name": "Two", "Badge": "Y"}, ["Code"], "Badge"),
        ({"Name": "One", "Badge": "x"}, ["Badge", "Name"], "Badge"),
        ({"Name": "One", "Code": "c"}, ["Code"], None),
        ({"Name": "One", "Code": "a"}, ["Name"], "Name"),
        ({"Name": "Two", "Code": "a"}, ["Name"], "Code"),
        ({"Name": "Four"}, [], None),
    ],
)
def test_the_order_of_checks_is_as_documented(fields: dict[str, str], order: list[str], field: str | None) -> None:
    tenant = account()
    made(tenant, "Visits", Name="One", Code="a", Badge="x")
    made(tenant, "Visits", Name="Three", Badge="y")
    reply = upsert(tenant, "Visits", fields, duplicate_check_fields=order)
    assert did(reply) == [("update" if field else "insert", field)]


def test_an_upsert_cannot_take_what_is_another_records() -> None:
    tenant = account()
    one, three = made(tenant, "Visits", Name="One", Code="a"), made(tenant, "Visits", Name="Three", Badge="y")
    reply = upsert(tenant, "Visits", {"Name": "Two", "Code": "a", "Badge": "y"})
    assert codes(reply) == ["DUPLICATE_DATA"]
    assert details(reply)["duplicate_record"]["id"] == three
    assert read(tenant, "Visits", one)["Name"] == "One"


def test_unique_fields_alone_is_another_choice() -> None:
    tenant = account({"zoho.upsert_checks": "unique_only"})
    made(tenant, "Leads", Last_Name="Old", Email="old@example.com")
    assert did(upsert(tenant, "Leads", {"Last_Name": "A", "Email": "old@example.com"})) == [("insert", None)]
    made(tenant, "Visits", Name="One", Code="a")
    assert did(upsert(tenant, "Visits", {"Name": "Two", "Code": "a"})) == [("update", "Code")]


def test_an_update_may_leave_out_what_is_mandatory() -> None:
    tenant = account()
    lead = made(tenant, "Leads", Last_Name="Old", Email="old@example.com")
    assert did(upsert(tenant, "Leads", {"Email": "old@example.com", "City": "Pune"})) == [("update", "Email")]
    assert (read(tenant, "Leads", lead)["Last_Name"], read(tenant, "Leads", lead)["City"]) == ("Old", "Pune")


# --- converting ------------------------------------------------------------------------------------------------------

DEAL = {"Deal_Name": "Big", "Closing_Date": "2026-02-01", "Stage": "Qualification", "Amount": 1200.5}


def convert(tenant: Tenant, lead: str, version: str = "v8", **row: Any) -> Any:
    return ask(tenant, "POST", f"{version}/Leads/{lead}/actions/convert", {"data": [row]})


def priya(tenant: Tenant) -> str:
    return made(
        tenant,
        "Leads",
        Last_Name="Test",
        First_Name="Priya",
        Company="Example Traders",
        Email="priya@example.com",
        Phone="+91 98765 43210",
        City="Pune",
        Owner=RAVI,
    )


@pytest.mark.parametrize("version", ["v2", "v2.1", "v3", "v4", "v5", "v6", "v7", "v8"])
def test_a_lead_becomes_a_contact_an_account_and_a_deal(version: str) -> None:
    tenant = account()
    lead = priya(tenant)
    reply = convert(tenant, lead, version, overwrite=True, notify_lead_owner=True, Deals=DEAL)
    assert reply.status == 200
    (row,) = reply.json()["data"]
    if version in ("v6", "v7", "v8"):
        assert (row["code"], row["message"]) == ("SUCCESS", "The record has been converted successfully")
        assert [one["name"] for one in row["details"].values()] == ["Priya Test", "Example Traders", "Big"]
        row = {name: one["id"] for name, one in row["details"].items()}
    contact = read(tenant, "Contacts", row["Contacts"])
    assert (contact["Full_Name"], contact["Mailing_City"]) == ("Priya Test", "Pune")
    assert contact["Account_Name"] == {"name": "Example Traders", "id": row["Accounts"]}
    deal = read(tenant, "Deals", row["Deals"])
    assert (deal["Amount"], deal["Contact_Name"]["id"], deal["Account_Name"]["id"]) == (
        1200.5,
        row["Contacts"],
        row["Accounts"],
    )
    assert {one["Owner"]["id"] for one in (contact, deal, read(tenant, "Accounts", row["Accounts"]))} == {RAVI}


def test_a_converted_lead_is_hidden_and_says_what_became_of_it() -> None:
    tenant = account()
    lead = priya(tenant)
    made_of_it = details(convert(tenant, lead))
    assert "Deals" not in made_of_it
    assert listed(tenant, "Leads") == []
    assert listed(tenant, "Leads", "converted=true") == ["Test"]
    found = read(tenant, "Leads", lead)
    assert found["Converted__s"] is True
    assert found["Converted_Contact"] == made_of_it["Contacts"]
    assert found["Converted_Account"] == made_of_it["Accounts"]
    assert (found["Converted_Deal"], found["Converted_Date_Time"]) == (None, "2026-01-15T09:00:00+00:00")
    assert found["$converted_detail"] == {
        "contact": made_of_it["Contacts"]["id"],
        "account": made_of_it["Accounts"]["id"],
        "deal": None,
        "convert_date": "2026-01-15",
        "converted_by": "4150868000000225001",
    }


def test_a_lead_is_converted_once_and_not_changed_then() -> None:
    tenant = account()
    lead = priya(tenant)
    assert convert(tenant, lead).status == 200
    before = tenant.zoho.snapshot()
    reply = convert(tenant, lead)
    assert (reply.status, codes(reply), details(reply)) == (400, ["ID_ALREADY_CONVERTED"], {"id": lead})
    assert codes(change(tenant, "Leads", lead, City="Goa")) == ["CONVERTED_RECORD"]
    assert ask(tenant, "POST", f"v8/Leads/{lead}/actions/add_tags", {"tags": [{"name": "VIP"}]}).status == 400
    assert tenant.zoho.snapshot() == before


def test_who_is_there_already_is_joined() -> None:
    tenant = account()
    contact = made(tenant, "Contacts", Last_Name="Other", Email="PRIYA@example.com")
    shop = made(tenant, "Accounts", Account_Name="example traders")
    told = details(convert(tenant, priya(tenant)))
    assert (told["Contacts"]["id"], told["Accounts"]["id"]) == (contact, shop)
    assert read(tenant, "Contacts", contact)["Account_Name"]["id"] == shop
    assert tenant.universe.assumptions.used["zoho.convert_matches"] == "existing"
    tenant = account({"zoho.convert_matches": "new"})
    contact = made(tenant, "Contacts", Last_Name="Other", Email="priya@example.com")
    assert details(convert(tenant, priya(tenant)))["Contacts"]["id"] != contact


@pytest.mark.parametrize("form", [lambda one: {"id": one}, lambda one: one])
@pytest.mark.parametrize("overwrite", [True, False])
def test_a_contact_and_an_account_may_be_named(form: Any, overwrite: bool) -> None:
    tenant = account()
    old = made(tenant, "Accounts", Account_Name="Old Shop")
    shop = made(tenant, "Accounts", Account_Name="New Shop")
    contact = made(tenant, "Contacts", Last_Name="Other", Account_Name=old)
    reply = convert(tenant, priya(tenant), Accounts=form(shop), Contacts=form(contact), overwrite=overwrite)
    told = details(reply)
    assert (told["Contacts"]["id"], told["Accounts"]["id"]) == (contact, shop)
    assert read(tenant, "Contacts", contact)["Account_Name"]["id"] == (shop if overwrite else old)
    assert read(tenant, "Accounts", shop)["Account_Name"] == ("Example Traders" if overwrite else "New Shop")


def test_tags_and_an_owner_go_along() -> None:
    tenant = account()
    lead = made(tenant, "Leads", Last_Name="Solo")
    told = details(convert(tenant, lead, assign_to={"id": RAVI}, carry_over_tags={"Contacts": ["VIP"]}))
    assert "Accounts" not in told
    contact = read(tenant, "Contacts", told["Contacts"]["id"])
    assert ([tag["name"] for tag in contact["Tag"]], contact["Owner"]["id"]) == (["VIP"], RAVI)


@pytest.mark.parametrize(
    ("row", "code", "path"),
    [
        ({"Deals": {**DEAL, "Stage": None}}, "MANDATORY_NOT_FOUND", "Deals.Stage"),
        ({"Deals": {"Deal_Name": "Big", "Stage": "Qualification"}}, "MANDATORY_NOT_FOUND", "Deals.Closing_Date"),
        ({"Deals": {**DEAL, "Amount": "much"}}, "INVALID_DATA", "Deals.Amount"),
        ({"Deals": []}, "INVALID_DATA", "Deals"),
        ({"Accounts": {"id": NOBODY}}, "INVALID_DATA", "Accounts.id"),
        ({"Contacts": "x"}, "INVALID_DATA", "Contacts"),
        ({"assign_to": {"id": NOBODY}}, "INVALID_DATA", "assign_to.id"),
        ({"overwrite": "yes"}, "INVALID_DATA", "overwrite"),
        ({"carry_over_tags": {"Contacts": [7]}}, "INVALID_DATA", "carry_over_tags[0]"),
        ({"carry_over_tags": []}, "INVALID_DATA", "carry_over_tags"),
    ],
)
def test_a_conversion_that_fails_writes_nothing(row: dict[str, Any], code: str, path: str) -> None:
    tenant = account()
    lead = priya(tenant)
    before = tenant.zoho.snapshot()
    reply = convert(tenant, lead, **row)
    assert (reply.status, codes(reply), details(reply).get("json_path")) == (400, [code], f"$.data[0].{path}")
    assert tenant.zoho.snapshot() == before


def test_only_a_lead_can_be_converted() -> None:
    tenant = account()
    assert codes(convert(tenant, NOBODY)) == ["INVALID_DATA"]
    assert convert(tenant, "x").status == 400
    assert ask(tenant, "POST", f"v8/Contacts/{NOBODY}/actions/convert", {"data": [{}]}).status == 404
    assert ask(tenant, "POST", f"v8/Leads/{NOBODY}/actions/convert", {"data": [{}, {}]}).status == 400
    assert ask(tenant, "POST", f"v8/Leads/{NOBODY}/actions/convert").json()["message"] == "body"


def test_a_lead_of_a_world_without_a_name_is_not_half_converted() -> None:
    tenant = account()
    user = tenant.zoho.user("Asha Agent")
    assert user
    lead = tenant.zoho.add_lead(user, {"Company": "Shop"})
    assert codes(convert(tenant, lead.id)) == ["MANDATORY_NOT_FOUND"]
    assert len(tenant.zoho.records["Accounts"]) == 0
