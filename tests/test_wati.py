"""Wati v1: contacts, messages and operators in the shapes of the real service, and its failures with status 200."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator import Tenant, seed
from emulator.kernel.http import Reply, Request
from flow_runner.sandbox.files import DEMO_WORLD

BEARER = {"authorization": "Bearer sandbox-wati-token"}
PRIYA = "919876543210"
V1 = "/424242/api/v1"
CONTACT_KEYS = [
    *("id", "tenantId", "wAid", "firstName", "fullName", "phone", "source", "contactStatus", "photo", "created"),
    *("customParams", "optedIn", "isDeleted", "lastUpdated", "allowBroadcast", "allowSMS", "teamIds", "isInFlow"),
    *("lastFlowId", "currentFlowNodeId", "selectedHubspotId"),
]


@pytest.fixture
def tenant() -> Tenant:
    """The demo account."""
    return seed.tenant_from(seed.load(DEMO_WORLD).data)


def call(
    tenant: Tenant, method: str, path: str, body: Any = None, headers: dict[str, str] = BEARER, **args: str
) -> Reply:
    sent = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    url = f"{V1}/{path}" + (f"?{urlencode(args)}" if args else "")
    return tenant.call(Request.to(method, url, headers, sent))


def data_of(tenant: Tenant) -> Any:
    """Everything but the journal and the counters: what a refused call must leave alone."""
    return tenant.wati.snapshot()


def contacts(tenant: Tenant, **args: str) -> list[str]:
    """The numbers of getContacts, in order."""
    reply = call(tenant, "GET", "getContacts", **args)
    assert reply.status == 200
    return [row["wAid"] for row in reply.json()["contact_list"]]


def send(tenant: Tenant, text: str = "Hello", phone: str = PRIYA, **more: str) -> Any:
    reply = call(tenant, "POST", f"sendSessionMessage/{phone}", messageText=text, **more)
    assert reply.status == 200
    return reply.json()


def history(tenant: Tenant, phone: str = PRIYA, **args: str) -> list[Any]:
    items: list[Any] = call(tenant, "GET", f"getMessages/{phone}", **args).json()["messages"]["items"]
    return items


# --- who may call ---

FOREIGN = "/777777/api/v1/getContacts"


@pytest.mark.parametrize(
    ("headers", "path"),
    [
        ({}, f"{V1}/getContacts"),
        ({"authorization": ""}, f"{V1}/getContacts"),
        ({"authorization": "Bearer wrong"}, f"{V1}/getContacts"),
        ({"authorization": "Bearer "}, f"{V1}/getContacts"),
        ({"authorization": "Basic sandbox-wati-token"}, f"{V1}/getContacts"),
        (BEARER, FOREIGN),
    ],
    ids=["no header", "empty header", "wrong token", "no token", "wrong scheme", "foreign account in the path"],
)
def test_who_is_not_let_in_gets_a_401_with_an_empty_body(tenant: Tenant, headers: dict[str, str], path: str) -> None:
    reply = tenant.call(Request.to("GET", path, headers))
    assert (reply.status, reply.body) == (401, b"")
    assert "Content-Type" not in reply.headers
    assert reply.headers["X-Sandbox-Help"].startswith("Wati answers 401 with an empty body: ")


def test_a_path_needs_no_account_number(tenant: Tenant) -> None:
    """Single-tenant hosts have none."""
    short = tenant.call(Request.to("GET", "/api/v1/getContacts", BEARER))
    assert short.status == 200
    assert short.body == tenant.call(Request.to("GET", f"{V1}/getContacts", BEARER)).body


def test_the_real_host_name_leads_to_the_same_account(tenant: Tenant) -> None:
    url = "https://live-mt-server.wati.io/424242/api/v1/getContacts"
    assert tenant.call(Request.to("GET", url, BEARER)).status == 200


# --- getContacts ---


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


# --- addContact ---


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


@pytest.mark.parametrize("number", ["1234567", "+15550100001", "1-555-0100001", "1" * 16, "abc", "١٥٥٥٠١٠٠٠٠١"])
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


# --- updateContactAttributes ---


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


# --- sendSessionMessage ---


def test_a_message_goes_out_in_the_captured_shape(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "hi")
    given = send(tenant, "Hello & welcome ü", localMessageId="mine")
    assert (given["ok"], given["result"]) == (True, "success")
    message = given["message"]
    assert (message["text"], message["type"], message["statusString"]) == ("Hello & welcome ü", "text", "SENT")
    assert (message["isOwner"], message["localMessageId"], message["operatorName"]) == (True, "mine", "Bot")
    assert message["whatsappMessageId"].startswith("wamid.")
    assert (message["time"], message["created"]) == ("1768467600", "2026-01-15T09:00:00.000Z")


def test_a_message_gets_a_local_id_if_it_came_without(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "hi")
    ids = {send(tenant)["message"][name] for name in ("localMessageId", "id") for _ in range(2)}
    assert len(ids) == 4


@pytest.mark.parametrize(
    "body",
    [{"messageText": "Hello"}, b"messageText=Hello", None],
    ids=["in JSON", "in a form", "nowhere"],
)
def test_the_text_counts_only_in_the_query(tenant: Tenant, body: Any) -> None:
    tenant.wati.receive(PRIYA, "hi")
    before = data_of(tenant)
    headers = {**BEARER, "content-type": "application/x-www-form-urlencoded" if isinstance(body, bytes) else ""}
    reply = call(tenant, "POST", f"sendSessionMessage/{PRIYA}", body, headers)
    assert (reply.status, reply.json()) == (200, {"result": False, "info": "message text can not be empty"})
    assert data_of(tenant) == before


EXPIRED = {"result": False, "message": "Ticket has been expired.", "ticketStatus": "CLOSED"}


@pytest.mark.parametrize(("hours", "open_"), [(23.9999, True), (24, False), (100, False)])
def test_free_text_may_be_sent_for_24_hours(tenant: Tenant, hours: float, open_: bool) -> None:
    tenant.wati.receive(PRIYA, "hi")
    tenant.universe.clock.advance(timedelta(hours=hours))
    before = data_of(tenant)
    given = send(tenant)
    if open_:
        assert given["ok"] is True
    else:
        assert given == EXPIRED
        assert data_of(tenant) == before


def test_the_customers_next_message_opens_the_window_again(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "hi")
    tenant.universe.clock.advance(timedelta(hours=30))
    assert send(tenant) == EXPIRED
    tenant.wati.receive(PRIYA, "still there?")
    assert send(tenant)["ok"] is True


def test_our_own_messages_do_not_keep_the_window_open(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "hi")
    tenant.universe.clock.advance(timedelta(hours=20))
    send(tenant)
    tenant.universe.clock.advance(timedelta(hours=4))
    assert send(tenant) == EXPIRED


@pytest.mark.parametrize("phone", ["15550109999", "22222222", "9876543210", "abc"])
def test_who_never_chatted_cannot_be_written_to(tenant: Tenant, phone: str) -> None:
    """Not even a contact that the account knows, or the customer's number without country code."""
    tenant.wati.receive(PRIYA, "hi")
    before = data_of(tenant)
    assert send(tenant, phone=phone) == {"result": False, "info": "Invalid Conversation"}
    assert data_of(tenant) == before


@pytest.mark.parametrize(("length", "good"), [(4096, True), (4097, False)])
def test_a_text_has_at_most_4096_characters(tenant: Tenant, length: int, good: bool) -> None:
    tenant.wati.receive(PRIYA, "hi")
    before = data_of(tenant)
    given = send(tenant, "ü" * length)
    assert ("ok" in given) is good
    assert (data_of(tenant) == before) is not good


# --- assignOperator ---


def assign(tenant: Tenant, phone: str = PRIYA, **args: str) -> Any:
    reply = call(tenant, "POST", "assignOperator", whatsappNumber=phone, **args)
    assert reply.status == 200
    return reply.json()


def test_a_chat_is_given_to_an_operator_who_brings_their_teams(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "hi")
    assert assign(tenant, email="Asha.Agent@example.com") == {"result": True, "info": None}
    (conversation,) = tenant.wati.conversations
    assert (conversation.assignee, conversation.teams) == ("asha.agent@example.com", ("Sales",))
    assert send(tenant)["message"]["operatorName"] == "Asha Agent"


@pytest.mark.parametrize("args", [{}, {"email": ""}])
def test_a_chat_goes_back_to_the_bot_without_an_email(tenant: Tenant, args: dict[str, str]) -> None:
    tenant.wati.receive(PRIYA, "hi")
    assign(tenant, email="asha.agent@example.com")
    assert assign(tenant, **args)["result"] is True
    (conversation,) = tenant.wati.conversations
    assert conversation.assignee == ""


@pytest.mark.parametrize(
    ("phone", "email", "info"),
    [
        (PRIYA, "nobody@example.com", "Invalid operator"),
        (PRIYA, "Asha Agent", "Invalid operator"),
        ("22222222", "asha.agent@example.com", "Invalid Conversation"),
        ("15550109999", "asha.agent@example.com", "Invalid Conversation"),
        ("", "asha.agent@example.com", "Invalid Conversation"),
    ],
)
def test_an_assignment_that_cannot_be_made_changes_nothing(tenant: Tenant, phone: str, email: str, info: str) -> None:
    tenant.wati.receive(PRIYA, "hi")
    before = data_of(tenant)
    assert assign(tenant, phone, email=email) == {"result": False, "info": info}
    assert data_of(tenant) == before
    assert tenant.universe.assumptions.used == {"wati.failure_texts": "seen_elsewhere"}


def test_a_mistyped_operator_is_told_the_nearest(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "hi")
    reply = call(tenant, "POST", "assignOperator", whatsappNumber=PRIYA, email="asha.agnt@example.com")
    assert "Did you mean 'asha.agent@example.com'?" in reply.headers["X-Sandbox-Help"]


# --- getMessages ---


def test_messages_come_newest_first_with_ticket_rows_between(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "hi")
    tenant.universe.clock.advance(timedelta(seconds=1))
    send(tenant, "Hello")
    assign(tenant, email="asha.agent@example.com")
    tenant.wati.receive(PRIYA, "thanks")
    reply = call(tenant, "GET", f"getMessages/{PRIYA}")
    given = reply.json()
    assert (given["result"], list(given)) == ("success", ["result", "messages", "link"])
    items = given["messages"]["items"]
    assert [(one["eventType"], one.get("text") or one.get("eventDescription")) for one in items] == [
        ("message", "thanks"),
        (
            "ticket",
            "Chat is now assigned to asha.agent@example.com. Automation will not work unless it's assigned back to Bot",
        ),
        ("message", "Hello"),
        ("message", "hi"),
        ("ticket", f"The chat has been initialized by contact Priya Test ({PRIYA})"),
    ]
    assert [one.get("owner") for one in items] == [False, None, True, False, None]
    assert [one["type"] for one in items] == ["text", 1, "text", "text", 0]
    assert items[1]["assignee"] == "asha.agent@example.com"
    assert items[4]["topicName"] == "General Enquiry"
    assert items[0]["timestamp"] == "1768467601"
    assert len({one["ticketId"] for one in items}) == 1
    assert all("waId" not in one and "whatsappMessageId" not in one for one in items)


def test_messages_come_in_pages(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "hi")
    for number in range(3):
        send(tenant, f"{number}")
    given = call(tenant, "GET", f"getMessages/{PRIYA}", pageSize="2", pageNumber="2").json()
    assert [one.get("text") for one in given["messages"]["items"]] == ["0", "hi"]
    assert (given["messages"]["pageNumber"], given["messages"]["pageSize"], given["messages"]["total"]) == (2, 2, 5)
    assert given["link"]["nextPage"].endswith(f"getMessages/{PRIYA}?pageSize=2&pageNumber=3")


def test_a_leading_plus_in_the_path_is_tolerated(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "hi")
    assert history(tenant, f"+{PRIYA}") == history(tenant)
    assert send(tenant, phone=f"%2B{PRIYA}")["ok"] is True


def test_a_contact_who_never_chatted_has_no_messages(tenant: Tenant) -> None:
    assert history(tenant, "22222222") == []


def test_messages_of_an_unknown_number_are_an_assumption(tenant: Tenant) -> None:
    path = "getMessages/15550109999"
    assert call(tenant, "GET", path).json() == {"result": False, "info": "Invalid Contact"}
    assert tenant.universe.assumptions.used == {"wati.messages_of_unknown": "invalid_contact"}
    tenant.universe.assumptions.choose("wati.messages_of_unknown", "empty")
    assert call(tenant, "GET", path).json()["messages"]["items"] == []


def test_a_tap_is_an_interactive_message(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "Yes", choice={"id": "1", "title": "Yes"})
    assert history(tenant)[0]["type"] == "interactive"
    assert history(tenant)[0]["text"] == "Yes"


def test_a_strangers_first_message_makes_them_a_contact(tenant: Tenant) -> None:
    tenant.wati.receive("15550109999", "hi")
    row = call(tenant, "GET", "getContacts", name="15550109999").json()["contact_list"][0]
    assert (row["fullName"], row["source"]) == ("+15550109999", "WhatsApp")
    assert send(tenant, phone="15550109999")["ok"] is True


def test_a_whole_account_survives_json(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "hi", choice={"id": "1", "title": "hi"})
    send(tenant)
    other = Tenant("other")
    other.wati.restore(json.loads(json.dumps(tenant.wati.snapshot())))
    assert other.wati.snapshot() == tenant.wati.snapshot()
    assert history(other) == history(tenant)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "value", "x"]), inner),
    max_leaves=6,
)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(
    st.sampled_from(["addContact", "updateContactAttributes"]),
    st.fixed_dictionaries({}, optional={"name": JSON, "customParams": JSON}) | JSON,
)
def test_any_json_as_body_is_taken_or_refused_with_nothing_changed(operation: str, body: Any) -> None:
    tenant = Tenant("t")
    tenant.wati.add_contact("15550100001", "Ada")
    before = data_of(tenant)
    reply = call(tenant, "POST", f"{operation}/15550100001", body)
    assert reply.status == 200
    if reply.json()["result"] is False:
        assert data_of(tenant) == before


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.fixed_dictionaries({}, optional={name: st.text(max_size=20) for name in
       ("name", "attribute", "pageSize", "pageNumber", "messageText", "email", "whatsappNumber")}))  # fmt: skip
def test_any_text_in_the_query_gets_an_answer(args: dict[str, str]) -> None:
    tenant = Tenant("t")
    tenant.wati.receive(PRIYA, "hi")
    for method, path in (
        ("GET", "getContacts"),
        ("GET", f"getMessages/{PRIYA}"),
        ("POST", f"sendSessionMessage/{PRIYA}"),
        ("POST", "assignOperator"),
    ):
        assert call(tenant, method, path, **args).status == 200
