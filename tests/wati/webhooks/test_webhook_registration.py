"""Webhooks are registered by Wati's API, by the control API and by the world, and refused alike."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator import Tenant, World, gateway, seed
from emulator.document import DocumentError
from emulator.kernel.http import Reply, Request
from emulator.wati import webhook
from emulator.wati.rows import Token
from emulator.wati.webhook import host_of
from tests.wati.wati_calls import BEARER
from tests.wati.webhooks.hooks import URL, Told

PATH = "/424242/api/v2/webhookEndpoints"
ENTRY = {"phoneNumber": "15550199999", "status": 1, "url": "https://hook.example/x", "eventTypes": ["message"]}


def register(tenant: Tenant, body: Any, token: str = "") -> Reply:
    headers = {"authorization": f"Bearer {token}"} if token else BEARER
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return tenant.call(Request.to("POST", PATH, headers, sent))


def test_several_are_registered_at_once_as_documented(tenant: Tenant) -> None:
    second = {"phoneNumber": "15550199998", "status": 0, "url": URL, "eventTypes": ["sentMessageREAD_v2", "message"]}
    reply = register(tenant, [ENTRY, second])
    assert (reply.status, reply.headers["Content-Type"]) == (200, "application/json; charset=utf-8")
    first, other = reply.json()["result"]
    assert first == {
        "id": first["id"],
        "tenantId": "424242",
        "channelId": None,
        "channelPhoneNumber": "15550199999",
        "url": "https://hook.example/x",
        "status": 1,
        "created": "2026-01-15T09:00:00.0000000Z",
        "lastUpdated": "2026-01-15T09:00:00.0000000Z",
        "failedIterationCount": 0,
        "isSentNotify": False,
        "eventTypes": ["message"],
    }
    assert (other["channelId"], other["status"]) == ("66aa00bb11cc22dd33ee4402", 0)
    assert URL in reply.help[0]
    assert [row.url for row in tenant.wati.webhooks] == ["https://hook.example/x", URL]


REFUSED: dict[str, tuple[Any, str]] = {
    "no JSON": (b"{", "Invalid webhook endpoints"),
    "no array": (ENTRY, "Invalid webhook endpoints"),
    "no object": ([ENTRY, 1], "Invalid webhook endpoints"),
    "no url": ([{**ENTRY, "url": None}], "Invalid url"),
    "ftp": ([{**ENTRY, "url": "ftp://hook.example/"}], "Invalid url"),
    "line break": ([{**ENTRY, "url": "http://hook.example/\r\nX: y"}], "Invalid url"),
    "password": ([{**ENTRY, "url": "http://a:b@hook.example/"}], "Invalid url"),
    "port": ([{**ENTRY, "url": "http://hook.example:99999/"}], "Invalid url"),
    "long": ([{**ENTRY, "url": "http://hook.example/" + "x" * 2048}], "Invalid url"),
    "typo": ([{**ENTRY, "eventTypes": ["mesage"]}], "Invalid event types"),
    "no events": ([{**ENTRY, "eventTypes": []}], "Invalid event types"),
    "events no array": ([{**ENTRY, "eventTypes": "message"}], "Invalid event types"),
    "status text": ([{**ENTRY, "status": "1"}], "Invalid status"),
    "status true": ([{**ENTRY, "status": True}], "Invalid status"),
    "status 3": ([{**ENTRY, "status": 3}], "Invalid status"),
    "customer's number": ([{**ENTRY, "phoneNumber": "15550100001"}], "Invalid phone number"),
    "number": ([{**ENTRY, "phoneNumber": 15550199999}], "Invalid phone number"),
    "twice": ([ENTRY, ENTRY], "Webhook already exists"),
}


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_is_wrong_is_refused_as_a_whole_and_told(tenant: Tenant, name: str) -> None:
    body, error = REFUSED[name]
    before = tenant.wati.snapshot() | {"calls": None}
    reply = register(tenant, body)
    assert (reply.status, reply.json()) == (400, {"ok": False, "error": error})
    assert reply.help
    assert tenant.wati.snapshot() | {"calls": None} == before


def test_a_refusal_is_a_200_where_that_is_assumed(tenant: Tenant) -> None:
    tenant.universe.assumptions.choose("wati.webhook_refusal", "200")
    assert register(tenant, {}).status == 200


def test_the_nearest_event_is_told(tenant: Tenant) -> None:
    reply = register(tenant, [{**ENTRY, "eventTypes": ["sentMessageRead"]}])
    assert reply.help == ("no event is called 'sentMessageRead'. Did you mean 'sentMessageREAD'?",)


def test_unknown_events_and_doubles_are_kept_where_that_is_assumed(tenant: Tenant) -> None:
    for name in ("wati.unknown_event_type", "wati.webhook_twice"):
        tenant.universe.assumptions.choose(name, "kept")
    reply = register(tenant, [{**ENTRY, "eventTypes": ["templateReviewed"]}] * 2)
    assert [one["eventTypes"] for one in reply.json()["result"]] == [["templateReviewed"]] * 2


def test_there_is_a_bound(tenant: Tenant) -> None:
    entries = [{**ENTRY, "url": f"http://127.0.0.1:{number}/"} for number in range(1, webhook.MAX_WEBHOOKS + 1)]
    assert register(tenant, entries).status == 200
    assert register(tenant, [ENTRY]).json() == {
        "ok": False,
        "error": "Number of Webhooks exceed limitation",
        "isOverWebhookLimit": True,
    }


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_they_can_only_be_added(tenant: Tenant, method: str) -> None:
    assert tenant.call(Request.to(method, PATH, BEARER)).status == 405


def test_a_token_needs_a_scope_for_it(tenant: Tenant) -> None:
    for name, scope in (("one", "webhooks:create"), ("two", "contacts:read")):
        tenant.wati.tokens.insert(Token(name, (scope,)))
    assert register(tenant, [ENTRY], "one").status == 200
    assert register(tenant, [], "two").status == 403


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(list(ENTRY)), inner),
    max_leaves=8,
)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "url": JSON | st.just(URL),
                "eventTypes": JSON | st.just(["message"]),
                "status": JSON | st.sampled_from([0, 1, 2, 1.0, 10**400]),
                "phoneNumber": JSON | st.just(""),
            },
        ),
        max_size=3,
    )
    | JSON
)
def test_any_json_is_registered_or_refused_with_nothing_changed(body: Any) -> None:
    tenant = Tenant("t")
    reply = register(tenant, body)
    assert reply.status in (200, 400)
    assert reply.json()["ok"] is (reply.status == 200)
    assert reply.status == 200 or len(tenant.wati.webhooks) == 0
    assert reply.body
    assert all(host_of(row.url) for row in tenant.wati.webhooks)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.binary(max_size=40) | st.sampled_from([b"[" * 10_000, b'[{"status": 1e999}]', b'["\\ud800"]', b"[\x00]"]))
def test_any_bytes_are_refused(body: bytes) -> None:
    assert register(Tenant("t"), body).status in (200, 400)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://127.0.0.1", "127.0.0.1"),
        ("http://[::1]:9000/x?y#z", "::1"),
        ("https://LOCALHOST/", "localhost"),
        ("https://hook.example?x", "hook.example"),
        ("http://evil.example\\@127.0.0.1/", ""),
        ("http://127.0.0.1@evil.example/", ""),
        ("http://127.0.0.1#@evil.example/", ""),
        ("http:///x", ""),
        ("//127.0.0.1/", ""),
        ("HTTP://127.0.0.1/", ""),
        ("http://127.0.0.1/ x", ""),
        ("http://ⓛocalhost/", ""),
        ("http://127。0。0。1/", ""),
        ("", ""),
    ],
)
def test_the_host_of_an_address_is_the_one_that_stands_there(url: str, host: str) -> None:
    assert host_of(url) == host


# --- the world -------------------------------------------------------------------------------------------------------


def test_the_world_has_webhooks() -> None:
    tenant = seed.tenant_from(
        seed.parse(f"wati: {{ webhooks: [ {{ url: '{URL}', events: [message], phone: 15550199999 }} ] }}").data
    )
    told = Told(tenant)
    tenant.wati.receive("15550100001", "hi")
    assert told.events == ["message"]


@pytest.mark.parametrize(
    ("entry", "mistake"),
    [
        ("{ url: 'ftp://x/', events: [message] }", "write http(s)://host[:port][/path]"),
        (f"{{ url: '{URL}', events: [mesage] }}", "no event is called 'mesage'. Did you mean 'message'?"),
        (f"{{ url: '{URL}', events: [] }}", "wati > webhooks > 0 > events: [] should be non-empty"),
        (f"{{ url: '{URL}', events: [message], phone: 1555 }}", "no number of the account is called '1555'"),
        (
            f"{{ url: '{URL}', events: [message] }}, {{ url: '{URL}', events: [message] }}",
            "this address stands twice",
        ),
    ],
)
def test_mistakes_in_the_world_are_told(entry: str, mistake: str) -> None:
    with pytest.raises(DocumentError) as told:
        seed.parse(f"wati:\n  webhooks: [ {entry} ]")
    assert mistake in str(told.value)


# --- the control API -------------------------------------------------------------------------------------------------


def control(world: World, method: str, path: str, body: Any = None) -> Any:
    sent = b"" if body is None else json.dumps(body).encode()
    reply = gateway.answer(world, Request.to(method, f"/_sandbox/webhooks{path}", {}, sent))
    return reply.status, reply.json()


def test_the_control_api_lists_adds_switches_and_removes() -> None:
    world = World()
    tenant = world.tenant("default")
    told = Told(tenant, [Reply(500)])
    status, added = control(world, "POST", "", {"url": f"{URL}?token=secret-of-mine", "events": ["message"]})
    assert status == 201
    tenant.wati.receive("15550100001", "hi")
    assert told.events == ["message"]
    _, listed = control(world, "GET", "")
    assert listed["webhooks"] == [
        {
            "id": added["id"],
            "url": f"{URL}?token=***",
            "events": ["message"],
            "phone": None,
            "status": "enabled",
            "failures": 1,
            "notified": False,
            "pending": [{"event": "message", "due": "2026-01-15T09:10:00+00:00", "attempt": 2}],
        }
    ]
    status, found = control(world, "PATCH", f"/{added['id']}", {"status": "disabled"})
    assert (status, found["status"], found["failures"], found["pending"]) == (200, "disabled", 0, [])
    status, refused = control(world, "POST", f"/{added['id']}/sample")
    assert (status, refused["error"]) == (400, "the webhook is disabled: switch it on first")
    control(world, "PATCH", f"/{added['id']}", {"status": "enabled"})
    status, sample = control(world, "POST", f"/{added['id']}/sample", {"event": "sentMessageREAD_v2"})
    assert (status, sample["body"]) == (202, told.only("sentMessageREAD_v2"))
    assert control(world, "DELETE", f"/{added['id']}") == (200, {"removed": added["id"]})
    assert control(world, "GET", "")[1] == {"webhooks": []}


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"url": "nowhere", "events": ["message"]}, "'nowhere' is no address: write http(s)://host[:port][/path]"),
        ({"url": URL, "events": ["mesage"]}, "Did you mean 'message'?"),
        ({"url": URL, "events": ["message"], "phone": "1"}, "'1' is no number of the account, which has 15550199999"),
        ({"url": URL}, "events"),
    ],
)
def test_mistakes_are_told_by_the_control_api(body: Any, error: str) -> None:
    status, found = control(World(), "POST", "", body)
    assert status == 400
    assert error in found["error"]
