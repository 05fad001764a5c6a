"""Records are made, changed and deleted; every row has its own true result."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from emulator import seed
from emulator.zoho import index_delay
from tests.zoho.records.record_calls import (
    ASHA,
    NOBODY,
    RAVI,
    account,
    ask,
    change,
    codes,
    details,
    listed,
    made,
    make,
    read,
)
from tests.zoho.zoho_calls import TOKEN

EVERY_VERSION = pytest.mark.parametrize("version", ["v2", "v2.1", "v3", "v4", "v5", "v6", "v7", "v8"])


@EVERY_VERSION
def test_a_lead_is_made_in_every_version(version: str) -> None:
    tenant = account()
    reply = make(tenant, "Leads", {"Last_Name": "New", "Phone": "+1 555 010 0177"}, version=version, trigger=[])
    assert reply.status == 201
    (row,) = reply.json()["data"]
    assert (row["code"], row["message"], row["status"]) == ("SUCCESS", "record added", "success")
    asha = {"name": "Asha Agent", "id": ASHA}
    assert row["details"] == {
        "Modified_Time": "2026-01-15T09:00:00+00:00",
        "Modified_By": asha,
        "Created_Time": "2026-01-15T09:00:00+00:00",
        "id": row["details"]["id"],
        "Created_By": asha,
        **({} if version in ("v2", "v2.1") else {"$approval_state": "approved"}),
    }
    found = read(tenant, "Leads", row["details"]["id"])
    assert (found["Last_Name"], found["Phone"], found["Owner"]["id"]) == ("New", "+1 555 010 0177", ASHA)
    assert ask(tenant, "GET", f"{version}/Leads/search?phone=15550100177").json()["data"][0]["id"] == found["id"]


@pytest.mark.parametrize(
    ("module", "given", "missing"),
    [
        ("Leads", {"Company": "New"}, "Last_Name"),
        ("Leads", {"Last_Name": None}, "Last_Name"),
        ("Leads", {"Last_Name": ""}, "Last_Name"),
        ("Contacts", {}, "Last_Name"),
        ("Accounts", {}, "Account_Name"),
        ("Deals", {"Deal_Name": "New"}, "Stage"),
        ("Visits", {}, "Name"),
        ("Notes", {"Note_Content": "New"}, "Parent_Id"),
    ],
)
def test_what_is_mandatory_must_be_there(module: str, given: dict[str, Any], missing: str) -> None:
    tenant = account()
    reply = make(tenant, module, given)
    assert reply.status == (202 if module == "Notes" else 400)
    assert reply.json()["data"] == [
        {
            "code": "MANDATORY_NOT_FOUND",
            "details": {"api_name": missing, "json_path": f"$.data[0].{missing}"},
            "message": "required field not found",
            "status": "error",
        }
    ]
    assert len(tenant.zoho.records[module]) == 0


@pytest.mark.parametrize(
    ("version", "choice", "status"),
    [("v2", "by_version", 202), ("v2.1", "by_version", 202), ("v3", "by_version", 400), ("v8", "by_version", 400),
     ("v2", "400", 400), ("v8", "202", 202)],
)  # fmt: skip
def test_where_every_row_fails_the_status_is_an_assumption(version: str, choice: str, status: int) -> None:
    tenant = account({"zoho.failed_write_status": choice})
    assert make(tenant, "Leads", {}, {}, version=version).status == status
    assert tenant.universe.assumptions.used["zoho.failed_write_status"] == choice


def test_v2_has_no_json_paths() -> None:
    assert details(make(account(), "Leads", {}, version="v2")) == {"api_name": "Last_Name"}


def test_a_batch_is_207_where_rows_fail_and_others_do_not() -> None:
    tenant = account()
    reply = make(tenant, "Leads", {"Last_Name": "A"}, {}, 7, {"Last_Name": "B", "Email": "no"}, {"Last_Name": "C"})
    assert reply.status == 207
    assert codes(reply) == ["SUCCESS", "MANDATORY_NOT_FOUND", "INVALID_DATA", "INVALID_DATA", "SUCCESS"]
    assert reply.json()["data"][3]["details"]["json_path"] == "$.data[3].Email"
    assert listed(tenant, "Leads") == ["C", "A"]


@pytest.mark.parametrize("body", ["", "{", "[]", "null", "7", '"text"', b"\xff\xfe", "[" * 100_000])
def test_a_body_that_is_no_object_is_refused_as_a_whole(body: str | bytes) -> None:
    tenant = account()
    for method, path in (("POST", "v2/Leads"), ("PUT", "v8/Leads"), ("POST", "v8/Leads/upsert")):
        reply = ask(tenant, method, path, body)
        assert (reply.status, reply.json()) == (
            400,
            {
                "code": "INVALID_DATA",
                "details": {"expected_data_type": "jsonobject"},
                "message": "body",
                "status": "error",
            },
        )


@pytest.mark.parametrize(
    ("body", "code", "told"),
    [
        ({}, "MANDATORY_NOT_FOUND", {"api_name": "data", "json_path": "$.data"}),
        ({"data": []}, "INVALID_DATA", {"expected_data_type": "jsonarray"}),
        ({"data": {"Last_Name": "A"}}, "INVALID_DATA", {"expected_data_type": "jsonarray"}),
        ({"data": [{"Last_Name": "A"}] * 101}, "INVALID_DATA", {"maximum_length": 100}),
        ({"data": [{"Last_Name": "A"}], "trigger": "workflow"}, "INVALID_DATA", {"api_name": "trigger"}),
    ],
)
def test_data_is_a_list_of_up_to_a_hundred(body: Any, code: str, told: dict[str, Any]) -> None:
    tenant = account()
    reply = ask(tenant, "POST", "v8/Leads", body)
    assert (reply.status, reply.json()["code"]) == (400, code)
    assert told.items() <= reply.json()["details"].items()
    assert len(tenant.zoho.leads) == 0


def test_a_hundred_records_are_made_at_once() -> None:
    tenant = account()
    reply = make(tenant, "Leads", *({"Last_Name": f"L{number}"} for number in range(100)))
    assert (reply.status, len({row["details"]["id"] for row in reply.json()["data"]})) == (201, 100)


def test_a_change_leaves_what_it_does_not_name() -> None:
    tenant = account()
    lead = made(tenant, "Leads", Last_Name="Old", Company="Example Traders", City="Pune")
    tenant.universe.clock.advance(timedelta(minutes=5))
    reply = change(tenant, "Leads", lead, Last_Name="New", City=None, id=NOBODY)
    assert (reply.status, reply.json()["data"][0]["message"]) == (200, "record updated")
    assert "$approval_state" not in details(reply)
    found = read(tenant, "Leads", lead)
    assert [found[name] for name in ("id", "Last_Name", "Company", "City")] == [lead, "New", "Example Traders", None]
    assert (found["Created_Time"], found["Modified_Time"]) == ("2026-01-15T09:00:00+00:00", "2026-01-15T09:05:00+00:00")


def test_records_are_changed_by_the_ids_of_their_rows() -> None:
    tenant = account()
    one, two = made(tenant, "Leads", Last_Name="One"), made(tenant, "Leads", Last_Name="Two")
    rows = [
        {"id": one, "City": "Pune"},
        {"id": int(two), "City": "Goa"},
        {"id": NOBODY},
        {"City": "X"},
        {"id": {}},
        None,
    ]
    reply = ask(tenant, "PUT", "v8/Leads", {"data": rows})
    assert reply.status == 207
    assert codes(reply) == ["SUCCESS"] * 2 + ["INVALID_DATA", "MANDATORY_NOT_FOUND", "INVALID_DATA", "INVALID_DATA"]
    assert reply.json()["data"][2]["details"] == {"id": NOBODY, "api_name": "id", "json_path": "$.data[2].id"}
    assert reply.json()["data"][2]["message"] == "the id given seems to be invalid"
    assert listed(tenant, "Leads", field="City") == ["Goa", "Pune"]


def test_what_is_mandatory_cannot_be_emptied() -> None:
    tenant = account()
    lead = made(tenant, "Leads", Last_Name="Old")
    reply = change(tenant, "Leads", lead, Last_Name=None, City="Pune")
    assert (reply.status, codes(reply)) == (400, ["MANDATORY_NOT_FOUND"])
    assert (read(tenant, "Leads", lead)["Last_Name"], read(tenant, "Leads", lead)["City"]) == ("Old", None)


def test_read_only_fields_and_samples_of_replies_may_be_sent_back() -> None:
    tenant = account()
    lead = made(tenant, "Leads", Last_Name="Old", First_Name="Ann")
    sent = read(tenant, "Leads", lead)
    tenant.universe.clock.advance(timedelta(minutes=5))
    reply = change(tenant, "Leads", lead, **{**sent, "Full_Name": "X", "Created_Time": "2001-01-01T00:00:00+00:00"})
    assert reply.status == 200
    assert {**read(tenant, "Leads", lead), "Modified_Time": sent["Modified_Time"]} == sent


def test_a_record_that_was_changed_since_is_412() -> None:
    tenant = account()
    lead = made(tenant, "Leads", Last_Name="Old")
    seen = read(tenant, "Leads", lead)["Modified_Time"]
    tenant.universe.clock.advance(timedelta(seconds=0.7))
    body = {"data": [{"City": "Pune"}]}
    assert ask(tenant, "PUT", f"v8/Leads/{lead}", body, If_Unmodified_Since=seen).status == 200
    tenant.universe.clock.advance(timedelta(seconds=2))
    assert ask(tenant, "PUT", f"v8/Leads/{lead}", body, If_Unmodified_Since=seen).status == 200
    reply = ask(tenant, "PUT", f"v8/Leads/{lead}", {"data": [{"City": "Goa"}]}, If_Unmodified_Since=seen)
    assert (reply.status, codes(reply)) == (412, ["ALREADY_MODIFIED"])
    assert read(tenant, "Leads", lead)["City"] == "Pune"
    assert ask(tenant, "PUT", f"v8/Leads/{lead}", body, If_Unmodified_Since="soon").status == 400


def test_who_changes_a_record_is_the_user_of_the_token() -> None:
    tenant = account()
    row = tenant.zoho.issue_access_token("", "ZohoCRM.modules.ALL", "1000.ravi")
    tenant.zoho.access_tokens.update(row.id, user_id=RAVI)
    lead = made(tenant, "Leads", Last_Name="Old")
    assert ask(tenant, "PUT", f"v8/Leads/{lead}", {"data": [{"City": "Pune"}]}, token="1000.ravi").status == 200
    found = read(tenant, "Leads", lead)
    assert [found[name]["id"] for name in ("Created_By", "Modified_By", "Owner")] == [ASHA, RAVI, ASHA]


@pytest.mark.parametrize(
    "owner", [RAVI, int(RAVI), {"id": RAVI}, {"id": RAVI, "name": "x"}, {"email": "RAVI.agent@example.com"}]
)
def test_an_owner_is_named_by_id_or_email(owner: Any) -> None:
    tenant = account()
    lead = made(tenant, "Leads", Last_Name="Old")
    assert change(tenant, "Leads", lead, Owner=owner).status == 200
    assert read(tenant, "Leads", lead)["Owner"] == {
        "name": "Ravi Agent",
        "id": RAVI,
        "email": "ravi.agent@example.com",
    }
    assert [row.id for row in tenant.zoho.leads.find("owner_id", RAVI)] == [lead]


@pytest.mark.parametrize(
    ("owner", "path"),
    [({"id": NOBODY}, "Owner.id"), (NOBODY, "Owner"), ("Ravi Agent", "Owner"), ({}, "Owner"), ([], "Owner"),
     (7.5, "Owner"), ({"name": "Ravi Agent"}, "Owner"), ({"email": "x@example.com"}, "Owner.email"),
     ({"id": {}}, "Owner"), (True, "Owner")],
)  # fmt: skip
def test_an_owner_who_is_no_user_is_invalid(owner: Any, path: str) -> None:
    tenant = account()
    lead = made(tenant, "Leads", Last_Name="Old")
    reply = change(tenant, "Leads", lead, Owner=owner)
    assert (reply.status, codes(reply)) == (400, ["INVALID_DATA"])
    assert details(reply)["json_path"] == f"$.data[0].{path}"
    assert details(reply)["api_name"] == "Owner"


def test_unknown_names_are_ignored_or_refused_by_an_assumption() -> None:
    tenant = account()
    assert make(tenant, "Leads", {"Last_Name": "A", "Nothing": {"deep": []}, "$x": 1}).status == 201
    assert tenant.universe.assumptions.used["zoho.unknown_fields"] == "ignore"
    assert "Nothing" not in read(tenant, "Leads", next(iter(tenant.zoho.leads)).id)
    reply = make(account({"zoho.unknown_fields": "refuse"}), "Leads", {"Last_Name": "A", "Not\ud800": 1})
    assert (codes(reply), details(reply)["api_name"]) == (["INVALID_DATA"], "Not?")


def test_a_field_that_only_records_of_the_world_have_can_be_written() -> None:
    tenant = account()
    user = tenant.zoho.user("Asha Agent")
    assert user
    tenant.zoho.add_lead(user, {"Last_Name": "Old", "Branch": "Mumbai"})
    other = seed.tenant_from({})
    other.restore(tenant.snapshot())
    for one in (tenant, other):
        lead = made(one, "Leads", Last_Name="New", Branch="Delhi")
        assert read(one, "Leads", lead)["Branch"] == "Delhi"
        assert change(one, "Leads", lead, Branch={"no": 1}).status == 400


@pytest.mark.parametrize("version", ["v2", "v6", "v8"])
def test_a_unique_value_is_given_once(version: str) -> None:
    tenant = account()
    there = made(tenant, "Visits", Name="One", Code="A1")
    reply = make(tenant, "Visits", {"Name": "Two", "Code": "a1"}, version=version)
    assert codes(reply) == ["DUPLICATE_DATA"]
    told = details(reply)
    assert told["api_name"] == "Code"
    if version == "v8":
        assert told["duplicate_record"] == {
            "id": there,
            "Owner": {"name": "Asha Agent", "id": ASHA},
            "module": {"api_name": "Visits", "id": "4150868000000003001"},
        }
    else:
        assert told["id"] == there
    other = made(tenant, "Visits", Name="Three", Code="B2")
    assert codes(change(tenant, "Visits", other, Code="A1")) == ["DUPLICATE_DATA"]
    assert change(tenant, "Visits", there, Code="A1").status == 200
    assert codes(make(tenant, "Visits", {"Name": "X", "Code": "c"}, {"Name": "Y", "Code": "C"})) == [
        "SUCCESS",
        "DUPLICATE_DATA",
    ]


def test_deleted_records_are_gone_and_listed() -> None:
    tenant = account()
    one, two = made(tenant, "Leads", Last_Name="One"), made(tenant, "Leads", Last_Name="Two", First_Name="Ann")
    assert ask(tenant, "GET", "v8/Leads/deleted").status == 204
    reply = ask(tenant, "DELETE", f"v8/Leads?ids={one},{NOBODY},x,{one}")
    assert reply.status == 207
    assert codes(reply) == ["SUCCESS", "INVALID_DATA", "INVALID_DATA"]
    assert reply.json()["data"][0] == {
        "code": "SUCCESS",
        "details": {"id": one},
        "message": "record deleted",
        "status": "success",
    }
    assert read(tenant, "Leads", one) is None
    assert ask(tenant, "DELETE", f"v8/Leads/{two}").status == 200
    assert ask(tenant, "DELETE", f"v8/Leads/{two}").status == 400
    found = ask(tenant, "GET", "v8/Leads/deleted?type=recycle").json()
    assert [row["display_name"] for row in found["data"]] == ["Ann Two", "One"]
    assert found["data"][0] == {
        "id": two,
        "display_name": "Ann Two",
        "type": "recycle",
        "created_by": {"name": "Asha Agent", "id": ASHA},
        "deleted_by": {"name": "Asha Agent", "id": ASHA},
        "deleted_time": "2026-01-15T09:00:00+00:00",
    }
    assert found["info"] == {"per_page": 200, "count": 2, "page": 1, "more_records": False}
    assert ask(tenant, "GET", "v8/Leads/deleted", If_Modified_Since="2026-01-15T09:00:00+00:00").status == 304
    assert ask(tenant, "GET", "v8/Leads/deleted?type=permanent").status == 204
    tenant.universe.clock.advance(timedelta(days=60))
    fresh = tenant.zoho.issue_access_token("", "ZohoCRM.modules.ALL", "1000.later").id
    gone = ask(tenant, "GET", "v8/Leads/deleted?type=permanent", token=fresh).json()["data"]
    assert [(row["display_name"], row["deleted_by"]) for row in gone] == [(None, None)] * 2
    tenant.universe.clock.advance(timedelta(days=60))
    fresh = tenant.zoho.issue_access_token("", "ZohoCRM.modules.ALL", "1000.last").id
    assert ask(tenant, "GET", "v8/Leads/deleted", token=fresh).status == 204


def test_what_was_just_written_is_not_yet_known_to_searches() -> None:
    tenant = account(index_delay=20)
    lead = made(tenant, "Leads", Last_Name="New")
    assert not index_delay.visible(tenant.zoho, next(iter(tenant.zoho.leads)))
    assert listed(tenant, "Leads") == ["New"]
    tenant.universe.clock.advance(timedelta(seconds=20))
    assert index_delay.visible(tenant.zoho, next(iter(tenant.zoho.leads)))
    assert change(tenant, "Leads", lead, City="Pune").status == 200
    assert not index_delay.visible(tenant.zoho, next(iter(tenant.zoho.leads)))


def test_an_account_without_users_gets_one_when_something_is_written() -> None:
    tenant = seed.tenant_from({"zoho": {"access_tokens": [{"token": TOKEN}]}})
    assert make(tenant, "Leads", {}).status == 400
    assert len(tenant.zoho.users) == 0
    assert read(tenant, "Leads", made(tenant, "Leads", Last_Name="A"))["Owner"]["name"] == "Sandbox User"
