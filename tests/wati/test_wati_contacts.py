"""Wati v1: contacts and their attributes, and their failures with status 200."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from emulator import Tenant, seed
from emulator.kernel.http import Request
from tests.wati.wati_calls import BEARER, PRIYA, call, data_of

CONTACT_KEYS = [
    *("id", "tenantId", "wAid", "firstName", "fullName", "phone", "source", "contactStatus", "photo", "created"),
    *("customParams", "optedIn", "isDeleted", "lastUpdated", "allowBroadcast", "allowSMS", "teamIds", "isInFlow"),
    *("lastFlowId", "currentFlowNodeId", "selectedHubspotId"),
]


def contacts(tenant: Tenant, **args: str) -> list[str]:
    """The numbers of getContacts, in order."""
    reply = call(tenant, "GET", "getContacts", **args)
    assert reply.status == 200
    return [row["wAid"] for row in reply.json()["contact_list"]]


# --- getContacts -----------------------------------------------------------------------------------------------------


def test_a_contact_has_the_captured_shape(tenant: Tenant) -> None:
    reply = call(tenant, "GET", "getContacts", name="Priya")
    assert reply.headers["Content-Type"] == "application/json; charset=utf-8"
    given = reply.json()
    assert list(given) == ["result", "contact_list", "link"]
    assert given["result"] == "success"
    (row,) = given["contact_list"]
    assert list(row) == CONTACT_KEYS
    assert (row["wAid"], row["phone"], row["tenantId"], row["fullName"]) == (PRIYA, PRIYA, "424242", "Priya Test")
    assert (row["created"], row["lastUpdated"]) == ("Jan-15-2026", "2026-01-15T09:00:00.000Z")
    assert row["customParams"] == [{"name": "name", "value": "Priya Test"}, {"name": "phone", "value": PRIYA}]


def test_the_day_of_creation_is_written_as_wati_does() -> None:
    tenant = seed.tenant_from({"start": "2024-10-11T00:00:00Z", "wati": {"contacts": [{"phone": PRIYA}]}})
    row = call(tenant, "GET", "getContacts").json()["contact_list"][0]
    assert row["created"] == "Oct-11-2024"
    assert row["fullName"] == f"+{PRIYA}"


def test_the_mock_contact_keeps_the_token_as_its_third_row(tenant: Tenant) -> None:
    reply = call(tenant, "GET", "getContacts", pageSize="1", pageNumber="1", name="22222222")
    (row,) = reply.json()["contact_list"]
    assert row["wAid"] == "22222222"
    assert row["customParams"][2]["name"] == "zoho_token"


def test_no_match_is_an_empty_list(tenant: Tenant) -> None:
    reply = call(tenant, "GET", "getContacts", name="nobody")
    assert reply.json()["contact_list"] == []
    assert reply.json()["link"] == {"prevPage": None, "nextPage": None, "pageNumber": 1, "pageSize": 10, "total": 0}


@pytest.mark.parametrize("name", ["riya", "PRIYA TEST", "priya"])
def test_a_name_is_found_by_any_part_of_it(tenant: Tenant, name: str) -> None:
    assert contacts(tenant, name=name) == [PRIYA]
    assert tenant.universe.assumptions.used == {}


def test_a_number_as_name_is_an_assumption(tenant: Tenant) -> None:
    assert contacts(tenant, name=PRIYA) == [PRIYA]
    assert tenant.universe.assumptions.used == {"wati.name_filter": "name_and_phone"}
    tenant.universe.assumptions.choose("wati.name_filter", "name")
    assert contacts(tenant, name=PRIYA) == []


def test_contacts_come_in_pages_with_links_between_them(tenant: Tenant) -> None:
    for number in range(5):
        tenant.wati.add_contact(f"1555010000{number}")
    pages = [call(tenant, "GET", "getContacts", pageSize="3", pageNumber=str(page)).json() for page in (1, 2, 3, 4)]
    assert [len(page["contact_list"]) for page in pages] == [3, 3, 1, 0]
    numbers = [row["wAid"] for page in pages for row in page["contact_list"]]
    assert numbers == ["22222222", PRIYA, *(f"1555010000{number}" for number in range(5))]
    two = pages[1]["link"]
    assert (two["pageNumber"], two["pageSize"], two["total"]) == (2, 3, 7)
    assert two["prevPage"].endswith("getContacts?pageSize=3&pageNumber=1")
    assert two["nextPage"].endswith("getContacts?pageSize=3&pageNumber=3")
    assert (pages[0]["link"]["prevPage"], pages[2]["link"]["nextPage"]) == (None, None)


def test_a_link_leads_to_its_page(tenant: Tenant) -> None:
    link = call(tenant, "GET", "getContacts", pageSize="1").json()["link"]["nextPage"]
    assert tenant.call(Request.to("GET", link, BEARER)).json()["contact_list"][0]["wAid"] == PRIYA


def test_a_link_keeps_the_filters_of_its_page(tenant: Tenant) -> None:
    for number in range(2):
        tenant.wati.add_contact(f"1555010000{number}", "Filtered")
    link = call(tenant, "GET", "getContacts", pageSize="1", name="Filtered").json()["link"]["nextPage"]
    rows = tenant.call(Request.to("GET", link, BEARER)).json()["contact_list"]
    assert [row["wAid"] for row in rows] == ["15550100001"]


@pytest.mark.parametrize("size", ["", "many", "-1", "²", "9" * 30])
def test_a_page_size_that_is_none_counts_as_the_default(tenant: Tenant, size: str) -> None:
    assert call(tenant, "GET", "getContacts", pageSize=size).json()["link"]["pageSize"] == 10


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ([("city", "contain", "spring")], "1"),
        ([("city", "notContain", "spring")], "23"),
        ([("city", "exist", "")], "12"),
        ([("city", "notExist", "")], "3"),
        ([("city", "==", "Springfield")], "1"),
        ([("city", "=", "Springfield")], "1"),
        ([("city", "==", "springfield")], ""),
        ([("city", "!=", "Springfield")], "23"),
        ([("city", "valid", "")], "12"),
        ([("city", "invalid", "")], "3"),
        ([("city", "exist", ""), ("tier", "==", "VIP")], "2"),
        ([("name", "contain", "one")], "1"),
        ([("phone", "contain", "100003")], "3"),
        ([], "123"),
    ],
)
def test_attributes_are_filtered_by_operator(filters: list[tuple[str, str, str]], numbers: str) -> None:
    tenant = Tenant("t")
    tenant.wati.add_contact("15550100001", "One", {"city": "Springfield"})
    tenant.wati.add_contact("15550100002", "Two", {"city": "Pune", "tier": "VIP"})
    tenant.wati.add_contact("15550100003", "Three")
    attribute = json.dumps([{"name": name, "operator": test, "value": value} for name, test, value in filters])
    assert contacts(tenant, attribute=attribute) == [f"1555010000{number}" for number in numbers]


@pytest.mark.parametrize(
    "attribute",
    [
        "no JSON",
        "5",
        '{"name":"city","operator":"exist"}',
        "[1]",
        "[[]]",
        "[null]",
        '[{"name":"city"}]',
        '[{"name":"city","operator":"like","value":"x"}]',
        '[{"name":"city","operator":["exist"]}]',
        '[{"name":["city"],"operator":"exist"}]',
        "[" * 100_000,
    ],
    ids=lambda text: text[:40],
)
def test_a_filter_that_cannot_be_read_is_a_failure_with_status_200(tenant: Tenant, attribute: str) -> None:
    reply = call(tenant, "GET", "getContacts", attribute=attribute)
    assert (reply.status, reply.json()) == (200, {"result": False, "info": "target input invalid"})


# --- addContact ------------------------------------------------------------------------------------------------------


def test_a_contact_is_added(tenant: Tenant) -> None:
    body = {"name": "Ada Example", "customParams": [{"name": "member", "value": "VIP"}]}
    reply = call(tenant, "POST", "addContact/15550100001", body, sourceType="CRM")
    given = reply.json()
    assert (given["result"], given["info"]) == (True, "")
    assert list(given["contact"]) == CONTACT_KEYS
    assert given["contact"]["source"] == "CRM"
    assert given["contact"]["customParams"] == [
        {"name": "name", "value": "Ada Example"},
        {"name": "phone", "value": "15550100001"},
        {"name": "member", "value": "VIP"},
    ]
    assert contacts(tenant, name="Ada") == ["15550100001"]


@pytest.mark.parametrize("content_type", ["application/json", "text/json", "application/json-patch+json", ""])
def test_any_content_type_of_a_body_will_do(tenant: Tenant, content_type: str) -> None:
    headers = {**BEARER, "content-type": content_type}
    call(tenant, "POST", "addContact/15550100001", {"name": "Ada"}, headers)
    assert contacts(tenant, name="Ada") == ["15550100001"]


def test_adding_a_known_number_overwrites_its_name_and_keeps_its_id(tenant: Tenant) -> None:
    before = call(tenant, "GET", "getContacts", name="Priya").json()["contact_list"][0]
    tenant.universe.clock.advance(timedelta(days=1))
    body = {"name": "Priya New", "customParams": [{"name": "city", "value": "Pune"}]}
    after = call(tenant, "POST", f"addContact/{PRIYA}", body).json()["contact"]
    assert (after["id"], after["created"]) == (before["id"], before["created"])
    assert (after["fullName"], after["lastUpdated"]) == ("Priya New", "2026-01-16T09:00:00.000Z")
    assert contacts(tenant) == ["22222222", PRIYA]


def test_a_contact_may_be_added_without_a_body(tenant: Tenant) -> None:
    """`name` and `customParams` are both nullable."""
    for body in (None, {"name": None, "customParams": None}, {}):
        given = call(tenant, "POST", "addContact/15550100001", body).json()
        assert (given["result"], given["contact"]["fullName"]) == (True, "+15550100001")


@pytest.mark.parametrize(("choice", "accepted"), [("tolerated", True), ("rejected", False)])
def test_a_plus_in_the_path_goes_as_far_as_the_assumption(tenant: Tenant, choice: str, accepted: bool) -> None:
    tenant.universe.assumptions.choose("wati.plus_in_path", choice)
    body = {"name": "Ada", "customParams": [{"name": "city", "value": "Springfield"}]}
    for path in ("addContact/+15550100001", "updateContactAttributes/+15550100001", "getMessages/+15550100001"):
        reply = call(tenant, "GET" if "get" in path else "POST", path, body)
        assert (reply.json()["result"] is not False) is accepted, path
    assert "wati.plus_in_path" in tenant.universe.assumptions.used


@pytest.mark.parametrize("number", ["1234567", "++15550100001", "1-555-0100001", "1" * 16, "abc", "١٥٥٥٠١٠٠٠٠١"])
def test_a_number_must_be_8_to_15_plain_digits(tenant: Tenant, number: str) -> None:
    before = data_of(tenant)
    reply = call(tenant, "POST", f"addContact/{number}", {"name": "x"})
    assert (reply.status, reply.json()) == (200, {"result": False, "info": "target input invalid"})
    assert data_of(tenant) == before


@pytest.mark.parametrize(
    "body",
    [
        {"name": "x", "customParams": "no list"},
        {"name": "x", "customParams": [5]},
        {"name": "x", "customParams": [{"name": "a"}]},
        {"name": "x", "customParams": [{"name": "", "value": "b"}]},
        {"name": "x", "customParams": [{"name": "a", "value": 5}]},
        {"name": {"first": "x"}},
        {"name": 5},
        b'{"name": "broken',
        b"\xff\xfe",
        b'["no", "object"]',
    ],
    ids=lambda body: str(body)[:45],
)
def test_a_contact_that_cannot_be_read_is_not_added(tenant: Tenant, body: Any) -> None:
    before = data_of(tenant)
    reply = call(tenant, "POST", "addContact/15550100001", body)
    assert (reply.status, reply.json()["result"]) == (200, False)
    assert data_of(tenant) == before


# --- updateContactAttributes -----------------------------------------------------------------------------------------


def test_attributes_are_set_and_the_others_stay(tenant: Tenant) -> None:
    params = [{"name": "age", "value": "30"}, {"name": "name", "value": "New Name"}, {"name": "phone", "value": "1"}]
    reply = call(tenant, "POST", "updateContactAttributes/22222222", {"customParams": params})
    assert (reply.status, reply.json()) == (200, {"result": True})
    row = call(tenant, "GET", "getContacts", name="New Name").json()["contact_list"][0]
    assert [(one["name"], one["value"]) for one in row["customParams"] if one["name"] != "zoho_token"] == [
        ("name", "New Name"),
        ("phone", "22222222"),
        ("age", "30"),
    ]
    assert [one["name"] for one in row["customParams"]].count("zoho_token") == 1
    assert row["wAid"] == "22222222"


@pytest.mark.parametrize(
    ("number", "body", "info"),
    [
        ("15550109999", {"customParams": [{"name": "a", "value": "b"}]}, "Invalid Contact"),
        (PRIYA, {"customParams": []}, "target input invalid"),
        (PRIYA, {}, "target input invalid"),
        (PRIYA, None, "target input invalid"),
        (PRIYA, b"{", "target input invalid"),
        (PRIYA, {"customParams": [{"name": "a", "value": "b"}, {"name": "c"}]}, "target input invalid"),
        (PRIYA, {"customParams": [{"name": "a", "value": 5}]}, "target input invalid"),
        (PRIYA, {"customParams": [{"name": "a", "value": None}]}, "target input invalid"),
        (PRIYA, {"customParams": {"name": "a", "value": "b"}}, "target input invalid"),
    ],
)
def test_attributes_that_cannot_be_set_change_nothing(tenant: Tenant, number: str, body: Any, info: str) -> None:
    before = data_of(tenant)
    reply = call(tenant, "POST", f"updateContactAttributes/{number}", body)
    assert (reply.status, reply.json()) == (200, {"result": False, "info": info})
    assert data_of(tenant) == before
    assert tenant.universe.assumptions.used == {"wati.failure_texts": "seen_elsewhere"}


def test_the_last_of_two_values_for_one_attribute_stays(tenant: Tenant) -> None:
    params = [{"name": "a", "value": "1"}, {"name": "a", "value": "2"}]
    call(tenant, "POST", f"updateContactAttributes/{PRIYA}", {"customParams": params})
    contact = tenant.wati.contact(PRIYA)
    assert contact is not None
    assert contact.attributes == {"a": "2"}
