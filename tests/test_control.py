"""The control API under /_sandbox/: what a test does to a tenant from outside."""

from __future__ import annotations

import copy
import json
from typing import Any

import builders
import pytest

from emulator import Tenant, World, gateway, seed
from emulator.kernel.http import NoReply, Reply, Request
from flow_runner.sandbox.files import DEMO_WORLD
from flow_runner.sandbox.sandbox import Sandbox

ORIGIN = "http://127.0.0.1:8080"
BEARER = {"authorization": "Bearer sandbox-wati-token"}
ZOHO_TOKEN = "1000.00000000000000000000000000000001.00000000000000000000000000000001"
ZOHO = {"authorization": f"Zoho-oauthtoken {ZOHO_TOKEN}"}
PRIYA = "919876543210"


@pytest.fixture
def world() -> World:
    """The demo account as the default tenant."""
    return World(seed.load(DEMO_WORLD).data)


def call(
    world: World, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None, origin: str = ORIGIN
) -> Reply:
    sent = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    return gateway.answer(world, Request.to(method, path, headers, sent, origin))


def ok(world: World, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Any:
    """The JSON of a control call that must succeed."""
    reply = call(world, method, f"/_sandbox/{path}", body, headers)
    assert reply.status < 400, reply.text
    assert reply.headers["Content-Type"] == "application/json"
    return json.loads(reply.body)


def refused(world: World, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Any:
    """(status, error) of a control call that must not."""
    reply = call(world, method, path, body, headers)
    assert reply.headers["Content-Type"] == "application/json"
    given = json.loads(reply.body)
    assert list(given) == ["error"]
    return reply.status, given["error"]


def numbers(world: World, prefix: str = "", headers: dict[str, str] | None = None) -> list[str]:
    reply = call(world, "GET", f"{prefix}/424242/api/v1/getContacts", headers={**BEARER, **(headers or {})})
    assert reply.status == 200
    return [row["wAid"] for row in json.loads(reply.body)["contact_list"]]


# --- connection, health ---


def test_the_connection_has_exactly_what_a_client_needs(world: World) -> None:
    assert ok(world, "GET", "connection") == {
        "wati": {"base_url": ORIGIN, "tenant_id": "424242", "token": "sandbox-wati-token"},
        "zoho": {
            "accounts_url": ORIGIN,
            "api_domain": ORIGIN,
            "client_id": "1000.SANDBOXCLIENT0000000000000000",
            "client_secret": "sandbox-client-secret",
            "refresh_token": "1000.sandbox.refresh-token",
        },
    }


def test_the_connection_of_an_empty_world_works_all_the_same() -> None:
    world = World()
    given = ok(world, "GET", "connection")
    wati, zoho = given["wati"], given["zoho"]
    path = f"/{wati['tenant_id']}/api/v1/getContacts"
    assert call(world, "GET", path, headers={"authorization": f"Bearer {wati['token']}"}).status == 200
    query = "&".join(f"{name}={zoho[name]}" for name in ("client_id", "client_secret", "refresh_token"))
    assert "access_token" in call(world, "POST", f"/oauth/v2/token?grant_type=refresh_token&{query}").json()


def test_health_names_tenants_and_operations(world: World) -> None:
    given = ok(world, "GET", "health")
    assert (given["status"], given["tenants"]) == ("ok", ["default"])
    assert "zoho.search_records" in given["operations"]


# --- tenants ---


def test_a_tenant_is_made_used_and_dropped(world: World) -> None:
    made = ok(world, "POST", "tenants", {"name": "two", "world": {"wati": {"contacts": [{"phone": "15550100001"}]}}})
    assert made == {"name": "two", "prefix": "/~two"}
    assert ok(world, "GET", "tenants") == {"tenants": ["default", "two"]}
    assert numbers(world, "/~two") == ["15550100001"]
    assert ok(world, "DELETE", "tenants/two") == {"dropped": "two"}
    assert refused(world, "GET", "/~two/424242/api/v1/getContacts") == (
        404,
        "no tenant is called 'two'. Known: default.",
    )


def test_a_tenant_without_a_world_of_its_own_has_the_servers(world: World) -> None:
    ok(world, "POST", "tenants", {"name": "two"})
    assert numbers(world, "/~two") == numbers(world) == ["22222222", PRIYA]


def test_a_tenant_with_an_empty_world_is_empty(world: World) -> None:
    ok(world, "POST", "tenants", {"name": "two", "world": {}})
    assert numbers(world, "/~two") == []


def test_a_tenant_is_reached_by_prefix_or_by_header(world: World) -> None:
    ok(world, "POST", "tenants", {"name": "two", "world": {"wati": {"contacts": [{"phone": "15550100001"}]}}})
    assert numbers(world, "/~two") == numbers(world, headers={"x-sandbox-tenant": "two"}) == ["15550100001"]
    assert numbers(world, headers={"x-sandbox-tenant": "default"}) == ["22222222", PRIYA]


def test_the_prefix_counts_before_the_header(world: World) -> None:
    ok(world, "POST", "tenants", {"name": "two", "world": {}})
    assert numbers(world, "/~two", {"x-sandbox-tenant": "default"}) == []


@pytest.mark.parametrize(("path", "headers"), [("/~twoo/x", {}), ("/x", {"x-sandbox-tenant": "twoo"}), ("/~twoo", {})])
def test_an_unknown_tenant_is_told_with_the_nearest(world: World, path: str, headers: dict[str, str]) -> None:
    ok(world, "POST", "tenants", {"name": "two", "world": {}})
    assert refused(world, "GET", path, headers=headers) == (404, "no tenant is called 'twoo'. Did you mean 'two'?")


def test_everything_of_a_tenant_is_told_with_its_prefix(world: World) -> None:
    ok(world, "POST", "tenants", {"name": "two"})
    reply = call(world, "GET", "/~two/_sandbox/connection")
    given = json.loads(reply.body)
    assert given["wati"]["base_url"] == given["zoho"]["api_domain"] == f"{ORIGIN}/~two"
    query = "&".join(f"{name}={given['zoho'][name]}" for name in ("client_id", "client_secret", "refresh_token"))
    token = call(world, "POST", f"/~two/oauth/v2/token?grant_type=refresh_token&{query}").json()
    assert token["api_domain"] == f"{ORIGIN}/~two"


def test_two_tenants_share_nothing(world: World) -> None:
    ok(world, "POST", "tenants", {"name": "two"})
    before = json.dumps(world.tenant("default").snapshot())
    ok(world, "POST", "clock/advance", {"seconds": 4000}, {"x-sandbox-tenant": "two"})
    for path, body in (
        ("/~two/_sandbox/inbound", {"phone": "15550100009", "text": "hi"}),
        ("/~two/424242/api/v1/addContact/15550100001", {"name": "x"}),
        ("/~two/oauth/v2/token", {"client_id": "x"}),
        ("/~two/_sandbox/faults", {"name": "f", "kind": "refuse", "operation": "zoho.*"}),
    ):
        call(world, "POST", path, body, {**BEARER, "content-type": "application/json"})
    assert json.dumps(world.tenant("default").snapshot()) == before
    assert call(world, "GET", f"/crm/v8/Leads/search?phone={PRIYA}", headers=ZOHO).status == 200
    assert call(world, "GET", "/~two/crm/v8/users", headers=ZOHO).status == 401


def test_a_reset_tenant_has_what_it_was_made_with(world: World) -> None:
    own = {"start": "2030-01-01T00:00:00Z", "wati": {"contacts": [{"phone": "15550100001"}]}}
    ok(world, "POST", "tenants", {"name": "two", "world": own})
    fresh = json.dumps(world.tenant("two").snapshot())
    ok(world, "POST", "inbound", {"phone": "15550100002", "text": "hi"}, {"x-sandbox-tenant": "two"})
    ok(world, "POST", "clock/advance", {"seconds": 9}, {"x-sandbox-tenant": "two"})
    assert json.dumps(world.tenant("two").snapshot()) != fresh
    assert ok(world, "POST", "tenants/two/reset") == {"name": "two"}
    assert json.dumps(world.tenant("two").snapshot()) == fresh


def test_the_default_tenant_may_be_reset_and_not_dropped(world: World) -> None:
    ok(world, "POST", "inbound", {"phone": "15550100002", "text": "hi"})
    ok(world, "POST", "tenants/default/reset")
    assert numbers(world) == ["22222222", PRIYA]
    told = "the default tenant cannot be dropped; reset it instead"
    assert refused(world, "DELETE", "/_sandbox/tenants/default") == (400, told)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"name": "default"}, "a tenant called 'default' exists already: reset it, or drop it first"),
        ({"name": "Two"}, "'Two' cannot be a tenant's name: lower-case letters, digits, - and _, at most 63"),
        ({"name": "a/b"}, "'a/b' cannot be a tenant's name: lower-case letters, digits, - and _, at most 63"),
        ({"name": ""}, "'' cannot be a tenant's name: lower-case letters, digits, - and _, at most 63"),
        ({"name": "two", "world": {"watti": {}}}, "world:1: 'watti' is not known here. Did you mean 'wati'?"),
    ],
)  # fmt: skip
def test_a_tenant_that_cannot_be_made_is_not_made(world: World, body: Any, told: str) -> None:
    assert refused(world, "POST", "/_sandbox/tenants", body) == (400, told)
    assert world.names == ["default"]


@pytest.mark.parametrize(("method", "path"), [("POST", "tenants/deflt/reset"), ("DELETE", "tenants/deflt")])
def test_an_unknown_tenant_can_be_neither_reset_nor_dropped(world: World, method: str, path: str) -> None:
    told = (404, "no tenant is called 'deflt'. Did you mean 'default'?")
    assert refused(world, method, f"/_sandbox/{path}") == told


@pytest.mark.parametrize("name", ["Müller", "李雷", "Ada 😀", "tab\there", "\x7f"])
def test_a_world_over_http_may_hold_any_text(world: World, name: str) -> None:
    ok(world, "POST", "tenants", {"name": "two", "world": {"wati": {"contacts": [{"phone": PRIYA, "name": name}]}}})
    reply = call(world, "GET", "/~two/424242/api/v1/getContacts", headers=BEARER)
    assert json.loads(reply.body)["contact_list"][0]["fullName"] == name


# --- clock ---


def test_the_clock_is_read_and_moved(world: World) -> None:
    assert ok(world, "GET", "clock") == {"now": "2026-01-15T09:00:00+00:00", "timers": []}
    assert ok(world, "POST", "clock/advance", {"seconds": 90.5})["now"] == "2026-01-15T09:01:30.500000+00:00"
    assert ok(world, "POST", "clock/advance", {"seconds": 0})["now"] == "2026-01-15T09:01:30.500000+00:00"


@pytest.mark.parametrize(
    "body",
    [{}, {"seconds": -1}, {"seconds": "60"}, {"seconds": True}, {"seconds": 1e12}, {"second": 60}, [], b"{", b"",
     b'{"seconds": NaN}', b'{"seconds": 1e999}', {"seconds": 1, "minutes": 1}],
)  # fmt: skip
def test_a_move_of_the_clock_that_makes_no_sense_is_refused(world: World, body: Any) -> None:
    status, told = refused(world, "POST", "/_sandbox/clock/advance", body)
    assert status == 400
    assert told
    assert ok(world, "GET", "clock")["now"] == "2026-01-15T09:00:00+00:00"


def test_the_end_of_all_time_is_told(world: World) -> None:
    replies = [call(world, "POST", "/_sandbox/clock/advance", {"seconds": 315360000}) for _ in range(800)]
    assert {reply.status for reply in replies} == {200, 400}


# --- faults ---


def test_a_fault_is_armed_fires_and_is_disarmed(world: World) -> None:
    body = {"name": "down", "kind": "status", "operation": "zoho.get_users", "attributes": {"status": 503}}
    armed = ok(world, "POST", "faults", body)
    assert armed == {**body, "after": 0, "times": 1, "seen": 0, "fired": 0}
    listed = ok(world, "GET", "faults")
    assert [one["name"] for one in listed["faults"]] == ["down"]
    assert listed["unfired"] == [
        "Fault 'down' (status status 503 on zoho.get_users) was armed but never fired: "
        "that operation was called 0 times."
    ]
    statuses = [call(world, "GET", "/crm/v8/users", headers=ZOHO).status for _ in range(2)]
    assert statuses == [503, 200]
    listed = ok(world, "GET", "faults")
    assert (listed["faults"][0]["fired"], listed["unfired"]) == (1, [])
    assert ok(world, "DELETE", "faults/down")["name"] == "down"
    assert ok(world, "GET", "faults") == {"faults": [], "unfired": []}


def test_a_lost_reply_keeps_the_effect(world: World) -> None:
    ok(world, "POST", "faults", {"name": "lost", "kind": "lose_reply", "operation": "wati.add_contact"})
    with pytest.raises(NoReply, match="lost"):
        call(world, "POST", "/424242/api/v1/addContact/15550100001", {"name": "x"}, BEARER)
    assert "15550100001" in numbers(world)
    lost = ok(world, "GET", "journal")["exchanges"][0]
    assert (lost["reply"], lost["no_reply"], lost["faults"]) == (None, "lost", ["lost"])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kind": "latncy"}, "no fault kind is called 'latncy'. Did you mean 'latency'?"),
        ({"operation": "zoho.get_user"}, "no operation is called 'zoho.get_user'. Did you mean 'zoho.get_users'?"),
        ({"attributes": {"seconds": 0}}, "fault 'f' (latency): seconds: 0 is less than or equal to the minimum of 0"),
        ({"times": 0}, "times: 0 is less than the minimum of 1"),
        ({"after": -1}, "after: -1 is less than the minimum of 0"),
        ({"name": ""}, 'name: "" is shorter than 1 character'),
    ],
)
def test_a_fault_that_cannot_be_armed_is_refused(world: World, change: dict[str, Any], told: str) -> None:
    body = {"name": "f", "kind": "latency", "operation": "zoho.*", "attributes": {"seconds": 1}, **change}
    assert refused(world, "POST", "/_sandbox/faults", body) == (400, told)
    assert ok(world, "GET", "faults")["faults"] == []


def test_an_unknown_fault_cannot_be_disarmed(world: World) -> None:
    assert refused(world, "DELETE", "/_sandbox/faults/x") == (404, "no fault called 'x' is armed.")


# --- inbound ---


def test_an_inbound_message_opens_the_chat(world: World) -> None:
    given = ok(world, "POST", "inbound", {"phone": "15550109999", "text": "hi", "name": "New Here"})
    assert (given["message"]["text"], given["message"]["owner"]) == ("hi", False)
    path = "/424242/api/v1/sendSessionMessage/15550109999?messageText=Hello"
    assert call(world, "POST", path, headers=BEARER).json()["ok"] is True
    contact = world.tenant("default").wati.contact("15550109999")
    assert contact is not None
    assert contact.name == "New Here"


def test_an_inbound_tap_is_interactive(world: World) -> None:
    body = {"phone": PRIYA, "text": "Yes", "choice": {"id": "1", "title": "Yes"}}
    assert ok(world, "POST", "inbound", body)["message"]["type"] == "interactive"


@pytest.mark.parametrize(
    "body",
    [
        {"phone": PRIYA},
        {"text": "hi"},
        {"phone": "+919876543210", "text": "hi"},
        {"phone": "1234567", "text": "hi"},
        {"phone": 919876543210, "text": "hi"},
        {"phone": PRIYA, "text": ""},
        {"phone": PRIYA, "text": "x" * 4097},
        {"phone": PRIYA, "text": "hi", "choice": {}},
        {"phone": PRIYA, "txt": "hi"},
        "hi",
        b"hi",
        None,
    ],
    ids=lambda body: str(body)[:40],
)
def test_an_inbound_message_that_makes_no_sense_is_refused(world: World, body: Any) -> None:
    before = world.tenant("default").snapshot()
    assert refused(world, "POST", "/_sandbox/inbound", body)[0] == 400
    assert world.tenant("default").snapshot() == before


# --- journal ---


def test_the_journal_tells_exchanges_in_order_and_from_where_one_left_off(world: World) -> None:
    for _ in range(3):
        numbers(world)
    given = ok(world, "GET", "journal")
    assert (given["dropped"], [one["number"] for one in given["exchanges"]]) == (0, [1, 2, 3])
    assert [one["number"] for one in ok(world, "GET", "journal?after=1&limit=1")["exchanges"]] == [2]
    assert ok(world, "GET", "journal?after=99")["exchanges"] == []
    assert ok(world, "GET", "journal?limit=0")["exchanges"] == []


def test_control_calls_are_not_in_the_journal(world: World) -> None:
    ok(world, "GET", "health")
    assert ok(world, "GET", "journal")["exchanges"] == []


@pytest.mark.parametrize("query", ["after=-1", "after=x", "limit=", "limit=1.5"])
def test_a_journal_query_that_makes_no_sense_is_refused(world: World, query: str) -> None:
    assert refused(world, "GET", f"/_sandbox/journal?{query}")[0] == 400


SECRETS = {"wati": "own-wati-bearer", "secret": "own-client-secret", "refresh": "own-refresh-token", "kept": "own-kept"}
OAUTH = {
    "grant_type": "refresh_token",
    "client_id": "1000.CLIENT",
    "client_secret": SECRETS["secret"],
    "refresh_token": SECRETS["refresh"],
}


def multipart(fields: dict[str, str]) -> bytes:
    parts = [f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in fields.items()]
    return ("".join(parts) + "--b--\r\n").encode()


def urlencoded(fields: dict[str, str]) -> str:
    return "&".join(f"{name}={text}" for name, text in fields.items())


@pytest.mark.parametrize(
    ("method", "path", "headers", "body"),
    [
        ("GET", "/424242/api/v1/getContacts", {}, None),
        ("POST", f"/oauth/v2/token?{urlencoded(OAUTH)}", {}, None),
        ("POST", "/oauth/v2/token", {"content-type": "application/x-www-form-urlencoded"}, urlencoded(OAUTH).encode()),
        ("POST", "/oauth/v2/token", {"content-type": "application/json"}, OAUTH),
        ("POST", "/oauth/v2/token", {"content-type": "multipart/form-data; boundary=b"}, multipart(OAUTH)),
        (
            "POST",
            "/424242/api/v1/updateContactAttributes/22222222",
            {},
            {"customParams": [{"name": "zoho_token", "value": SECRETS["kept"]}]},
        ),
    ],
    ids=["header and reply", "query", "urlencoded", "JSON", "multipart", "attribute"],
)
def test_the_journal_masks_secrets(method: str, path: str, headers: dict[str, str], body: Any) -> None:
    world = World(
        {
            "wati": {
                "token": SECRETS["wati"],
                "contacts": [{"phone": 22222222, "attributes": {"zoho_token": SECRETS["kept"]}}],
            },
            "zoho": {
                "clients": [{"client_id": "1000.CLIENT", "client_secret": SECRETS["secret"]}],
                "refresh_tokens": [{"token": SECRETS["refresh"], "client_id": "1000.CLIENT"}],
            },
        }
    )
    reply = call(world, method, path, body, {"authorization": f"Bearer {SECRETS['wati']}", **headers})
    assert reply.status == 200
    issued = [row.id for row in world.tenant("default").zoho.access_tokens]
    assert ("oauth" in path) is bool(issued)
    journal = json.dumps(ok(world, "GET", "journal"))
    assert [secret for secret in (*SECRETS.values(), *issued) if secret in journal] == []


def test_the_journal_shows_which_error_zoho_answered(world: World) -> None:
    call(world, "GET", "/crm/v8/users", headers={"authorization": "Bearer 1000.expired"})
    (exchange,) = ok(world, "GET", "journal")["exchanges"]
    assert json.loads(exchange["reply"]["body"])["code"] == "INVALID_TOKEN"


@pytest.mark.parametrize("body", [b"\xff\xfe", b'{"name": "\\ud800"}'], ids=["no UTF-8", "a lone surrogate"])
@pytest.mark.parametrize("path", ["journal", "snapshot"])
def test_any_body_that_came_in_can_be_told(world: World, path: str, body: bytes) -> None:
    try:
        call(world, "POST", "/424242/api/v1/updateContactAttributes/22222222", body, BEARER)
    except UnicodeEncodeError:
        pytest.fail("the call itself already raised")
    ok(world, "GET", path)


# --- snapshot ---


def lived_in(world: World) -> World:
    """A world in which a little of everything happened."""
    ok(world, "POST", "inbound", {"phone": PRIYA, "text": "hi ü", "choice": {"title": "hi"}})
    call(world, "POST", f"/424242/api/v1/sendSessionMessage/{PRIYA}?messageText=Hello", headers=BEARER)
    call(world, "POST", f"/oauth/v2/token?{urlencoded(OAUTH)}")
    ok(world, "POST", "faults", {"name": "f", "kind": "refuse", "operation": "zoho.*", "after": 3})
    call(world, "GET", f"/crm/v8/Leads/search?phone={PRIYA[2:]}", headers=ZOHO)
    tenant = world.tenant("default")
    tenant.universe.clock.call_at(tenant.universe.clock.now(), "note", {"a": 1})
    ok(world, "POST", "tenants", {"name": "other", "world": {}})
    return world


def test_a_restored_tenant_is_the_same_to_the_byte_and_goes_on_alike(world: World) -> None:
    lived_in(world)
    data = call(world, "GET", "/_sandbox/snapshot").body
    answers = []
    for _ in range(2):
        assert call(world, "PUT", "/_sandbox/snapshot", data).body == b'{"restored":"default"}'
        assert call(world, "GET", "/_sandbox/snapshot").body == data
        call(world, "POST", "/424242/api/v1/addContact/15550100001", {"name": "x"}, BEARER)
        call(world, "POST", f"/424242/api/v1/sendSessionMessage/{PRIYA}?messageText=Hello", headers=BEARER)
        answers.append(call(world, "GET", "/_sandbox/snapshot").body)
        ok(world, "POST", "inbound", {"phone": "15550100002", "text": "in between"})
    assert answers[0] == answers[1] != data


def test_a_snapshot_goes_on_in_a_new_server(world: World) -> None:
    data = call(lived_in(world), "GET", "/_sandbox/snapshot").body
    other = World()
    assert call(other, "PUT", "/_sandbox/snapshot", data).status == 200
    assert call(other, "GET", "/_sandbox/snapshot").body == data
    assert numbers(other) == numbers(world)
    assert call(other, "GET", f"/crm/v8/Leads/search?phone={PRIYA[2:]}", headers=ZOHO).status == 200


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("version",), 0),
        (("version",), None),
        (("universe",), None),
        (("universe",), []),
        (("universe", "clock"), {}),
        (("universe", "clock", "now"), "yesterday"),
        (("universe", "clock", "now"), "2026-01-15T09:00:00"),
        (("universe", "clock", "seq"), "one"),
        (("universe", "clock", "timers"), [["2026-01-15T09:00:00+00:00"]]),
        (("universe", "clock", "timers"), [["2026-01-15T09:00:00", 1, "note", None]]),
        (("universe", "faults"), [{"name": "f"}]),
        (("universe", "faults"), [{"name": "f", "kind": "no such kind", "operation": "zoho.*"}]),
        (("universe", "journal", "exchanges"), [{}]),
        (("universe", "journal", "limit"), "many"),
        (("universe", "outbox"), [["message"]]),
        (("universe", "assumptions", "chosen"), {"zoho.phone_match": "no such choice"}),
        (("universe", "assumptions"), []),
        (("universe", "ids"), {"wati.contact": "many"}),
        (("wati", "token"), None),
        (("wati", "contacts"), None),
        (("wati", "contacts", 0, "wa_id"), 5),
        (("wati", "contacts", 0, "created"), "yesterday"),
        (("wati", "contacts", 0, "surprise"), 1),
        (("wati", "conversations", 0, "last_inbound"), "2026-01-15T09:00:00"),
        (("zoho", "leads", 0, "fields"), 5),
        (("zoho", "leads", 1, "id"), "4150868000000000001"),
        (("zoho", "access_tokens", 0, "expires_at"), "2026-01-15T09:00:00"),
        (("zoho",), {}),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else json.dumps(value)[:30],
)
def test_a_damaged_snapshot_is_refused_with_nothing_changed(world: World, place: tuple[Any, ...], value: Any) -> None:
    lived_in(world)
    before = call(world, "GET", "/_sandbox/snapshot").body
    damaged: Any = copy.deepcopy(json.loads(before))
    if place == ("zoho", "leads", 1, "id"):
        value = damaged["zoho"]["leads"][0]["id"]  # the same id twice
    holder = damaged
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = value
    status, told = refused(world, "PUT", "/_sandbox/snapshot", damaged)
    assert status == 400
    assert told.startswith(("the snapshot is damaged: ", "not a snapshot of version 1: "))
    assert call(world, "GET", "/_sandbox/snapshot").body == before


@pytest.mark.parametrize("chatbot_runs", [True, False])
def test_a_snapshot_of_a_chatbot_is_restored_whole_or_refused(chatbot_runs: bool) -> None:
    """Whether the tenant has that chatbot or not: no session may get lost, and none may stay."""
    flow = builders.parse(builders.buttons("pick", ("b1", "Sales", "sales")), builders.message("sales", "ok"))
    with_chatbot, without = Sandbox(flow).tenant, Tenant("default")
    with_chatbot.wati.receive(PRIYA, "hi")
    with_chatbot.deliver()
    source, target = (without, with_chatbot) if chatbot_runs else (with_chatbot, without)
    data, before = source.snapshot(), target.snapshot()
    try:
        target.restore(data)
    except ValueError:
        assert target.snapshot() == before
        return
    restored = target.snapshot()["flows"]
    assert (restored or {}).get("sessions", {}) == (data["flows"] or {}).get("sessions", {})


@pytest.mark.parametrize("body", [b"", b"{", [], 5, {}])
def test_what_is_no_snapshot_is_refused(world: World, body: Any) -> None:
    before = call(world, "GET", "/_sandbox/snapshot").body
    assert refused(world, "PUT", "/_sandbox/snapshot", body)[0] == 400
    assert call(world, "GET", "/_sandbox/snapshot").body == before


# --- what is refused at the door ---


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:8080", 200),
        ("http://127.0.0.1:9999", 403),
        ("https://evil.example", 403),
        ("null", 403),
        ("http://127.0.0.1", 403),
    ],
)
def test_pages_of_other_origins_cannot_steer_the_sandbox(world: World, origin: str, status: int) -> None:
    reply = call(world, "POST", "/_sandbox/clock/advance", {"seconds": 60}, {"origin": origin})
    assert reply.status == status
    moved = ok(world, "GET", "clock")["now"] != "2026-01-15T09:00:00+00:00"
    assert moved is (status == 200)
    if status == 403:
        assert json.loads(reply.body) == {"error": "the control API does not answer pages of other origins"}


def test_a_page_of_the_sandbox_itself_may_steer_every_tenant(world: World) -> None:
    ok(world, "POST", "tenants", {"name": "two"})
    assert call(world, "GET", "/~two/_sandbox/health", headers={"origin": ORIGIN}).status == 200


@pytest.mark.parametrize(
    ("method", "path", "status", "told"),
    [
        ("GET", "/_sandbox/helth", 404, "Did you mean GET /_sandbox/health?"),
        ("POST", "/_sandbox/health", 405, "/_sandbox/health takes GET"),
        ("DELETE", "/_sandbox/snapshot", 405, "/_sandbox/snapshot takes GET, PUT"),
        ("GET", "/_sandbox/", 404, "No operation matches GET /_sandbox/."),
    ],
)
def test_an_unknown_control_path_helps(world: World, method: str, path: str, status: int, told: str) -> None:
    found, text = refused(world, method, path)
    assert found == status
    assert told in text


def test_a_wrong_method_names_the_right_ones_in_a_header(world: World) -> None:
    assert call(world, "DELETE", "/_sandbox/snapshot").headers["Allow"] == "GET, PUT"
