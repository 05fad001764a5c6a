"""Notes of records, and tags."""

from __future__ import annotations

from typing import Any

import pytest

from emulator import seed
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


@pytest.mark.parametrize(
    "parent",
    [
        lambda lead: {"Parent_Id": {"module": {"api_name": "Leads"}, "id": lead}},
        lambda lead: {"Parent_Id": {"id": lead}},
        lambda lead: {"Parent_Id": lead, "$se_module": "Leads"},
        lambda lead: {"Parent_Id": lead, "se_module": "Leads"},
    ],
)
def test_a_note_is_written_to_a_record(parent: Any) -> None:
    tenant = account()
    lead = made(tenant, "Leads", Last_Name="Test", First_Name="Priya")
    reply = make(tenant, "Notes", {"Note_Title": "Call", "Note_Content": "Called.", **parent(lead)})
    assert (reply.status, reply.json()["data"][0]["message"]) == (200, "record added")
    note = read(tenant, "Notes", details(reply)["id"])
    assert note["Parent_Id"] == {
        "module": {"api_name": "Leads", "id": "4150868000000002175"},
        "name": "Priya Test",
        "id": lead,
    }
    assert (note["Note_Title"], note["Note_Content"], note["Owner"]["id"]) == ("Call", "Called.", ASHA)
    assert listed(tenant, f"Leads/{lead}/Notes", field="Note_Content") == ["Called."]
    assert listed(tenant, "Notes", field="Note_Content") == ["Called."]


@pytest.mark.parametrize(
    ("parent", "path"),
    [
        ({"id": NOBODY}, "Parent_Id.id"),
        ({"module": {"api_name": "Contacts"}, "id": "LEAD"}, "Parent_Id.id"),
        ({"module": {"api_name": "Nothing"}, "id": "LEAD"}, "Parent_Id.module.api_name"),
        ({"module": {"api_name": 7}, "id": "LEAD"}, "Parent_Id.module.api_name"),
        ({"module": {"api_name": "Notes"}, "id": "NOTE"}, "Parent_Id.id"),
        ({"id": "NOTE"}, "Parent_Id.id"),
        (7.5, "Parent_Id"),
        ([], "Parent_Id"),
        ("", "Parent_Id"),
    ],
)
def test_a_note_belongs_to_a_record_that_is_there(parent: Any, path: str) -> None:
    tenant = account()
    lead = made(tenant, "Leads", Last_Name="Test")
    note = made(tenant, "Notes", Note_Content="A", Parent_Id={"id": lead})
    if isinstance(parent, dict):
        parent = {**parent, "id": {"LEAD": lead, "NOTE": note}.get(parent["id"], parent["id"])}
    reply = make(tenant, "Notes", {"Note_Content": "B", "Parent_Id": parent})
    assert (reply.status, codes(reply)) == (202, ["INVALID_DATA"])
    assert details(reply)["json_path"] == f"$.data[0].{path}"


def test_notes_are_written_by_the_path_of_a_record() -> None:
    tenant = account()
    one, two = made(tenant, "Leads", Last_Name="One"), made(tenant, "Leads", Last_Name="Two")
    rows = [{"Note_Content": "A"}, {"Note_Content": "B", "Parent_Id": {"id": two}}, {"Note_Title": "C"}]
    reply = ask(tenant, "POST", f"v8/Leads/{one}/Notes", {"data": rows})
    assert (reply.status, codes(reply)) == (207, ["SUCCESS", "SUCCESS", "MANDATORY_NOT_FOUND"])
    assert listed(tenant, f"Leads/{one}/Notes", field="Note_Content") == ["B", "A"]
    assert listed(tenant, f"Leads/{two}/Notes", field="Note_Content") == []
    assert ask(tenant, "POST", f"v8/Leads/{NOBODY}/Notes", {"data": rows}).status == 400
    assert ask(tenant, "GET", f"v8/Leads/{NOBODY}/Notes?fields=id").status == 400


def test_statuses_of_notes_are_an_assumption() -> None:
    tenant = account({"zoho.note_statuses": "as_records"})
    lead = made(tenant, "Leads", Last_Name="Test")
    assert ask(tenant, "POST", f"v8/Leads/{lead}/Notes", {"data": [{"Note_Content": "A"}]}).status == 201
    assert make(tenant, "Notes", {}).status == 400


def test_a_note_keeps_its_record_and_owner() -> None:
    tenant = account()
    one, two = made(tenant, "Leads", Last_Name="One"), made(tenant, "Leads", Last_Name="Two")
    note = made(tenant, "Notes", Note_Content="A", Parent_Id={"id": one})
    assert change(tenant, "Notes", note, Note_Content="B", Parent_Id={"id": two}, Owner=RAVI).status == 200
    found = read(tenant, "Notes", note)
    assert (found["Note_Content"], found["Parent_Id"]["id"], found["Owner"]["id"]) == ("B", one, ASHA)
    assert ask(tenant, "DELETE", f"v8/Notes/{note}").status == 200
    assert ask(tenant, "DELETE", f"v8/Notes?ids={note}").status == 400


def test_notes_go_with_their_record() -> None:
    tenant = account()
    one, two = made(tenant, "Leads", Last_Name="One"), made(tenant, "Leads", Last_Name="Two")
    note = made(tenant, "Notes", Note_Content="A", Parent_Id={"id": one})
    kept = made(tenant, "Notes", Note_Content="B", Parent_Id={"id": two})
    ask(tenant, "DELETE", f"v8/Leads/{one}")
    assert [row.id for row in tenant.zoho.records["Notes"]] == [kept]
    assert read(tenant, "Notes", note) is None


# --- tags ------------------------------------------------------------------------------------------------------------


def names(tenant: Any, lead: str) -> list[str]:
    return [tag["name"] for tag in read(tenant, "Leads", lead)["Tag"]]


def test_tags_are_put_on_and_taken_away() -> None:
    tenant = account()
    lead = made(tenant, "Leads", Last_Name="Test")
    body = {"tags": [{"name": "VIP", "color_code": "#F17574"}, {"name": "Hot"}, {"name": "vip"}]}
    reply = ask(tenant, "POST", f"v8/Leads/{lead}/actions/add_tags", body)
    (row,) = reply.json()["data"]
    assert (reply.status, row["message"], row["details"]["id"]) == (200, "tags updated successfully", lead)
    vip, hot = row["details"]["tags"]
    assert vip == {"name": "VIP", "id": vip["id"], "color_code": "#F17574"}
    assert read(tenant, "Leads", lead)["Tag"] == [vip, hot]
    ask(tenant, "POST", f"v8/Leads/{lead}/actions/add_tags", {"tags": [{"id": hot["id"]}, {"name": "New"}]})
    assert names(tenant, lead) == ["VIP", "Hot", "New"]
    ask(tenant, "POST", f"v8/Leads/{lead}/actions/add_tags?over_write=true", {"tags": [{"name": "Hot"}]})
    assert names(tenant, lead) == ["Hot"]
    reply = ask(tenant, "POST", f"v8/Leads/{lead}/actions/remove_tags", {"tags": [{"name": "HOT"}, {"name": "X"}]})
    assert (reply.status, details(reply)["tags"]) == (200, [])
    found = ask(tenant, "GET", "v8/settings/tags?module=Leads").json()
    assert [tag["name"] for tag in found["tags"]] == ["VIP", "Hot", "New"]
    assert found["info"]["count"] == 3
    assert ask(tenant, "GET", "v8/settings/tags?module=Contacts").status == 204


def test_v2_names_tags_in_the_query() -> None:
    tenant = account()
    one, two = made(tenant, "Leads", Last_Name="One"), made(tenant, "Leads", Last_Name="Two")
    reply = ask(tenant, "POST", f"v2/Leads/{one}/actions/add_tags?tag_names=VIP,Hot")
    assert (reply.status, details(reply)["tags"]) == (200, ["VIP", "Hot"])
    reply = ask(tenant, "POST", f"v2/Leads/actions/add_tags?tag_names=New&ids={one},{two},{NOBODY}&over_write=true")
    assert (reply.status, codes(reply)) == (207, ["SUCCESS", "SUCCESS", "INVALID_DATA"])
    assert (names(tenant, one), names(tenant, two)) == (["New"], ["New"])
    assert ask(tenant, "POST", f"v2/Leads/{one}/actions/add_tags").json()["code"] == "REQUIRED_PARAM_MISSING"
    assert ask(tenant, "POST", f"v8/Leads/{one}/actions/add_tags?tag_names=VIP").json()["message"] == "body"


def test_tags_of_several_records_are_counted() -> None:
    tenant = account()
    one, two = made(tenant, "Leads", Last_Name="One"), made(tenant, "Leads", Last_Name="Two")
    body = {"tags": [{"name": "VIP"}], "ids": [one, two]}
    found = ask(tenant, "POST", "v8/Leads/actions/add_tags", body).json()
    assert (found["success_count"], found["locked_count"]) == ("2", "0")
    assert ask(tenant, "POST", "v8/Leads/actions/remove_tags", {**body, "ids": [one]}).status == 200
    assert (names(tenant, one), names(tenant, two)) == ([], ["VIP"])
    for ids in (None, [], "x", [7], [one] * 2 + [f"1{number}" for number in range(500)]):
        assert ask(tenant, "POST", "v8/Leads/actions/add_tags", {**body, "ids": ids}).status == 400


@pytest.mark.parametrize(
    "tags",
    [None, [], {}, "VIP", ["VIP"], [{}], [{"name": ""}], [{"name": 7}], [{"name": "x" * 26}], [{"name": "\ud800"}],
     [{"id": "1"}], [{"id": {}}]],
)  # fmt: skip
def test_tags_that_are_none_are_refused(tags: Any) -> None:
    tenant = account()
    lead = made(tenant, "Leads", Last_Name="Test")
    reply = ask(tenant, "POST", f"v8/Leads/{lead}/actions/add_tags", {"tags": tags})
    assert (reply.status, len(tenant.zoho.tags)) == (400, 0)
    if tags:
        assert change(tenant, "Leads", lead, Tag=tags).status == 400
        assert names(tenant, lead) == []


def test_a_record_may_be_made_with_tags() -> None:
    tenant = account()
    lead = made(tenant, "Leads", Last_Name="Test", Tag=[{"name": "VIP"}])
    assert names(tenant, lead) == ["VIP"]
    change(tenant, "Leads", lead, City="Pune")
    assert names(tenant, lead) == ["VIP"]
    change(tenant, "Leads", lead, Tag=[])
    assert names(tenant, lead) == []


def test_a_row_that_fails_makes_no_tags() -> None:
    tenant = account()
    make(tenant, "Leads", {"Tag": [{"name": "VIP"}]}, {"Last_Name": "A", "Tag": [{"name": "VIP"}], "Email": "no"})
    assert len(tenant.zoho.tags) == 0


def test_a_world_names_tags() -> None:
    text = (
        "zoho: { users: [{name: A, email: a@example.com}], leads: [{Last_Name: T, Owner: A, Tag: [VIP, {name: Hot}]}] }"
    )
    tenant = seed.tenant_from(seed.parse(text).data)
    (lead,) = tenant.zoho.leads
    assert [tag["name"] for tag in lead.fields["Tag"]] == ["VIP", "Hot"]
    assert [tag.name for tag in tenant.zoho.tags] == ["VIP", "Hot"]
