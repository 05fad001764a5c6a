"""The stages of every request: routing, authentication, contracts, faults, and what the journal keeps of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from emulator import Tenant, World, gateway, pipeline
from emulator.kernel.api import Api
from emulator.kernel.fault import Fault
from emulator.kernel.http import NoReply, Reply, Request
from emulator.kernel.journal import Exchange
from emulator.kernel.universe import Universe
from emulator.tenant import api_for, operation_names

BEARER = {"authorization": "Bearer sandbox-wati-token"}
CONTACTS = "/424242/api/v1/getContacts"


@pytest.fixture
def tenant() -> Tenant:
    return Tenant("t")


def last(tenant: Tenant) -> Exchange:
    found = tenant.universe.journal.last
    assert found is not None
    return found


def test_the_stages_stand_in_their_order() -> None:
    assert [stage.__name__ for stage in pipeline.STAGES] == [
        "match_operation",
        "authenticate",
        "admit",
        "check_request_contract",
        "handle",
    ]


def test_an_exchange_keeps_what_was_asked_and_answered(tenant: Tenant) -> None:
    tenant.universe.clock.advance(timedelta(hours=1))
    reply = tenant.call(Request.to("GET", f"{CONTACTS}?pageSize=1", BEARER))
    exchange = last(tenant)
    assert (exchange.number, exchange.api, exchange.operation) == (1, "wati", "wati.get_contacts")
    assert exchange.at == tenant.universe.clock.now()
    assert exchange.reply is reply
    assert exchange.request.params == {"tenantId": "424242"}
    assert (exchange.violations, exchange.help, exchange.faults, exchange.no_reply) == ([], [], [], "")


def test_every_reply_carries_the_number_of_its_exchange(tenant: Tenant) -> None:
    numbers = [
        tenant.call(Request.to("GET", path, headers)).headers["X-Sandbox-Exchange"]
        for path, headers in ((CONTACTS, BEARER), (CONTACTS, {}), ("/crm/v8/Leads/search", {}), ("/crm/v8/x", {}))
    ]
    assert numbers == ["1", "2", "3", "4"]
    assert [exchange.number for exchange in tenant.universe.journal] == [1, 2, 3, 4]


def test_an_unknown_path_gets_the_real_404_and_the_help_travels_beside_it(tenant: Tenant) -> None:
    reply = tenant.call(Request.to("GET", "/424242/api/v1/getContact", BEARER))
    assert (reply.status, reply.body) == (404, b"")
    told = "No operation matches GET /424242/api/v1/getContact. Did you mean GET /424242/api/v1/getContacts?"
    assert reply.headers["X-Sandbox-Help"] == told
    assert last(tenant).help == [told]
    assert last(tenant).operation == ""


def test_a_wrong_method_names_the_right_ones(tenant: Tenant) -> None:
    reply = tenant.call(Request.to("POST", CONTACTS, BEARER))
    assert (reply.status, reply.body, reply.headers["Allow"]) == (405, b"", "GET")


def test_who_is_refused_does_not_reach_the_handler(tenant: Tenant) -> None:
    reply = tenant.call(Request.to("POST", "/424242/api/v1/addContact/15550100001", {}, b'{"name":"x"}'))
    assert reply.status == 401
    assert len(tenant.wati.contacts) == 0
    assert last(tenant).operation == "wati.add_contact"


def test_a_breach_of_the_request_contract_is_noted_and_the_vendors_answer_stays(tenant: Tenant) -> None:
    reply = tenant.call(Request.to("GET", f"{CONTACTS}?pageSize=many", BEARER))
    assert reply.status == 200
    assert [told.partition(":")[0] for told in last(tenant).violations] == ["request query pageSize"]


@pytest.mark.parametrize(
    ("body", "told"),
    [(b"", "request body: is missing"), (b"{", "request the body is not JSON: "), (b"[]", "request body: [] is not")],
)
def test_a_breach_of_the_body_contract_is_noted(tenant: Tenant, body: bytes, told: str) -> None:
    tenant.call(Request.to("POST", "/424242/api/v1/updateContactAttributes/15550100001", BEARER, body))
    assert [one[: len(told)] for one in last(tenant).violations] == [told]


def strange(handler: Callable[[Request, None], Reply], replies: dict[int, dict[str, Any] | None]) -> Exchange:
    """What the journal says of a reply of our own making."""
    api: Api[None] = Api("x", "a.example", "/", lambda *_: None, lambda *_: Reply(404))
    api.operation("GET", "/x", replies=replies, evidence="assumed", source="a test")(handler)
    universe = Universe("u", lambda: list(api.operations))
    pipeline.answer(universe, api, None, Request("GET", "/x"))
    exchange = universe.journal.last
    assert exchange is not None
    return exchange


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (Reply(200, {"a": 1}), []),
        (Reply(200, {"a": "x"}), ['reply a: "x" is not of type "integer"']),
        (Reply(201, {"a": 1}), ["reply status 201 is not declared by x.handler"]),
        (Reply(204), []),
        (Reply(204, {"a": 1}), ["reply 204 of x.handler should have an empty body"]),
    ],
)
def test_our_own_breaches_of_contract_show_in_the_journal(reply: Reply, told: list[str]) -> None:
    def handler(request: Request, state: None) -> Reply:
        return reply

    schema = {"type": "object", "properties": {"a": {"type": "integer"}}}
    assert strange(handler, {200: schema, 204: None}).violations == told


def test_help_is_ascii_in_the_header_and_as_written_in_the_journal() -> None:
    def handler(request: Request, state: None) -> Reply:
        return Reply(204, help=("Müller was meant", "or 李雷"))

    exchange = strange(handler, {204: None})
    assert exchange.help == ["Müller was meant", "or 李雷"]
    assert exchange.reply is not None
    assert exchange.reply.headers["X-Sandbox-Help"] == r"M\xfcller was meant | or \u674e\u96f7"


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_a_line_break_never_gets_into_a_header(line_break: str) -> None:
    """A client may send one in any parameter that the help repeats: it must not forge a header, nor end in a 500."""

    def handler(request: Request, state: None) -> Reply:
        return Reply(204, help=(f"'a{line_break}X-Forged: 1' was meant",))

    reply = strange(handler, {204: None}).reply
    assert reply is not None
    assert not set("\r\n") & set(reply.headers["X-Sandbox-Help"])


def test_a_fault_is_named_in_the_journal_and_its_reply_is_held_to_no_contract(tenant: Tenant) -> None:
    tenant.universe.faults.arm(Fault("down", "status", "wati.get_contacts", attributes={"status": 503}))
    assert tenant.call(Request.to("GET", CONTACTS, BEARER)).status == 503
    assert (last(tenant).faults, last(tenant).violations) == (["down"], [])


def test_a_fault_does_not_fire_for_who_is_refused(tenant: Tenant) -> None:
    fault = tenant.universe.faults.arm(Fault("down", "status", "wati.*", attributes={"status": 503}))
    assert tenant.call(Request.to("GET", CONTACTS)).status == 401
    assert fault.seen == 0


def test_an_exchange_without_reply_says_why(tenant: Tenant) -> None:
    tenant.universe.faults.arm(Fault("gone", "refuse", "wati.*"))
    with pytest.raises(NoReply, match="refused"):
        tenant.call(Request.to("GET", CONTACTS, BEARER))
    assert (last(tenant).reply, last(tenant).no_reply, last(tenant).faults) == (None, "refused", ["gone"])


def test_latency_moves_the_clock_of_the_tenant_and_nothing_waits() -> None:
    world = World()
    tenant = world.tenant("default")
    before = tenant.universe.clock.now()
    tenant.universe.faults.arm(Fault("slow", "latency", "wati.*", attributes={"seconds": 30}))
    gateway.answer(world, Request.to("GET", CONTACTS, BEARER))
    assert tenant.universe.clock.now() - before == timedelta(seconds=30)


@pytest.mark.parametrize(
    ("url", "api"),
    [
        ("https://live-mt-server.wati.io/424242/api/v1/getContacts", "wati"),
        ("https://live-server-113.wati.io/api/v1/getContacts", "wati"),
        ("https://eu-api.wati.io/1/api/ext/v3/contacts", "wati"),
        ("https://www.zohoapis.com/crm/v8/Leads/search", "zoho"),
        ("https://www.zohoapis.com.cn/crm/v8/Leads/search", "zoho"),
        ("https://accounts.zohocloud.ca/oauth/v2/token", "zoho"),
        *((f"https://accounts.zoho.{tld}/oauth/v2/token", "zoho") for tld in ("com", "eu", "in", "com.au", "jp", "sa")),
        ("https://SANDBOX.zohoapis.in/crm/v2/Leads", "zoho"),
        ("/424242/api/v1/getContacts", "wati"),
        ("/api/v2/sendTemplateMessage", "wati"),
        ("/crm/v8/Leads/search", "zoho"),
        ("/oauth/v2/token", "zoho"),
        ("/other", None),
        ("/", None),
        ("https://zohoapis.com.evil.example/", None),
        ("https://evilwati.io/", None),
    ],
)
def test_an_api_is_found_by_its_real_host_or_by_path(url: str, api: str | None) -> None:
    found = api_for(Request.to("GET", url))
    assert (found and found.name) == api


def test_a_path_of_nobody_is_a_404_that_says_so(tenant: Tenant) -> None:
    reply = tenant.call(Request.to("GET", "/favicon.ico"))
    assert reply.status == 404
    assert "Neither Wati nor Zoho has the path /favicon.ico" in reply.json()["error"]
    assert reply.headers["Content-Type"] == "application/json"


def test_operations_are_named_after_their_api() -> None:
    names = operation_names()
    assert len(names) == len(set(names))
    assert {"wati.get_contacts", "zoho.search_records", "zoho.generate_token"} <= set(names)
    assert {name.partition(".")[0] for name in names} == {"wati", "zoho"}
