"""The control API: connection, health, and tenants."""

from __future__ import annotations

import json
from typing import Any

import pytest

from emulator import World
from tests.control.control_calls import BEARER, ORIGIN, PRIYA, ZOHO, call, numbers, ok, refused

# --- connection, health ----------------------------------------------------------------------------------------------


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


# --- tenants ---------------------------------------------------------------------------------------------------------


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
