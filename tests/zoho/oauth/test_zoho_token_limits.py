"""Zoho: how many tokens there may be, and how often they may be asked for."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from emulator import Tenant, World, gateway
from emulator.kernel.http import Request
from tests.zoho.oauth.oauth_calls import OFFLINE, WEB, account, call, consented, exchange, is_good, refresh, token
from tests.zoho.zoho_calls import ORIGIN

CLIENTS = 64
HELD = {"refresh_tokens": [{"token": "held", "client_id": "1000.WEB"}]}
OWN = {"client_id": "1000.WEB", "client_secret": "web-secret"}
DENIED = {
    "error_description": "You have made too many requests continuously. Please try again after some time.",
    "error": "Access Denied",
    "status": "failure",
}


def later(tenant: Tenant, **delta: float) -> None:
    tenant.universe.clock.advance(timedelta(**delta))


def issued(tenant: Tenant, times: int, refresh_token: str = "held") -> list[str]:
    """Access tokens; empty texts where none was given."""
    return [refresh(tenant, refresh_token).get("access_token", "") for _ in range(times)]


def test_the_eleventh_refresh_in_ten_minutes_is_denied_for_the_rest_of_them() -> None:
    tenant = account(**HELD)
    assert all(issued(tenant, 3))
    later(tenant, minutes=9)
    assert all(issued(tenant, 7))
    assert refresh(tenant, "held") == DENIED
    later(tenant, seconds=59.999)
    assert refresh(tenant, "held") == DENIED
    later(tenant, seconds=0.001)
    assert [bool(one) for one in issued(tenant, 11)] == [True] * 10 + [False]


@pytest.mark.parametrize(
    ("assumed", "status", "body"),
    [
        ({}, 400, DENIED),
        ({"zoho.throttle_status": "ok"}, 200, DENIED),
        (
            {"zoho.throttle_body": "without_status"},
            400,
            {name: value for name, value in DENIED.items() if name != "status"},
        ),
    ],
)
def test_how_it_is_denied_is_assumed(assumed: dict[str, str], status: int, body: Any) -> None:
    tenant = account(**HELD)
    for name, choice in assumed.items():
        tenant.universe.assumptions.choose(name, choice)
    issued(tenant, 10)
    assert tenant.universe.assumptions.used == {}
    reply = call(tenant, "POST", "/oauth/v2/token", {**WEB, "grant_type": "refresh_token", "refresh_token": "held"})
    assert (reply.status, reply.json()) == (status, body)
    assert reply.headers["X-Sandbox-Help"] == (
        "Zoho gives 10 access tokens of a refresh token in ten minutes. Move the clock, or switch the limits off: "
        "zoho: { limits: unlimited } in the world."
    )
    assert set(tenant.universe.assumptions.used) == {
        "zoho.throttle_status",
        "zoho.throttle_body",
        "zoho.retry_while_throttled",
    }


@pytest.mark.parametrize(("choice", "again"), [("waits", True), ("extends", False)])
def test_whether_asking_again_makes_it_longer_is_assumed(choice: str, again: bool) -> None:
    tenant = account(**HELD)
    tenant.universe.assumptions.choose("zoho.retry_while_throttled", choice)
    issued(tenant, 10)
    later(tenant, minutes=9)
    assert refresh(tenant, "held") == DENIED
    later(tenant, minutes=1)
    assert all(issued(tenant, 1)) is again
    later(tenant, minutes=10)
    assert all(issued(tenant, 1))


def test_refresh_tokens_are_counted_apart_and_failures_not_at_all() -> None:
    tenant = account(refresh_tokens=[*HELD["refresh_tokens"], {"token": "other", "client_id": "1000.WEB"}])
    for _ in range(12):
        refresh(tenant, "wrong")
        token(tenant, {**WEB, "client_secret": "wrong"}, grant_type="refresh_token", refresh_token="held")
    assert all(issued(tenant, 10))
    assert all(issued(tenant, 10, "other"))


def test_the_sixteenth_live_access_token_ends_the_oldest() -> None:
    tenant = account(**HELD)
    first = issued(tenant, 10)
    later(tenant, minutes=10)
    second = issued(tenant, 5)
    assert all(is_good(tenant, one) for one in (*first, *second))
    third = issued(tenant, 2)
    assert [is_good(tenant, one) for one in first] == [False, False, *[True] * 8]
    assert all(is_good(tenant, one) for one in (*second, *third))
    reply = call(tenant, "GET", "/crm/v8/users", authorization=f"Bearer {first[0]}")
    assert reply.headers["X-Sandbox-Help"] == (
        "the access token is no longer good: its refresh token has 15 younger ones"
    )


def test_tokens_that_have_expired_make_room() -> None:
    tenant = account(**HELD, expires_in=60)
    issued(tenant, 10)
    later(tenant, minutes=10)
    second = issued(tenant, 10)
    assert all(is_good(tenant, one) for one in second)
    assert not any(row.ended for row in tenant.zoho.access_tokens)


def test_the_21st_refresh_token_deletes_the_first_with_its_access_tokens() -> None:
    tenant = account()
    given = []
    for number in range(20):
        given.append(exchange(tenant, consented(tenant, **OFFLINE)["code"]))
        later(tenant, minutes=2 if number % 2 else 0)
    other = exchange(tenant, consented(tenant, user="2", **OFFLINE)["code"])
    assert all("access_token" in refresh(tenant, one["refresh_token"]) for one in given)
    given.append(exchange(tenant, consented(tenant, **OFFLINE)["code"]))
    assert refresh(tenant, given[0]["refresh_token"]) == {"error": "invalid_code"}
    assert not is_good(tenant, given[0]["access_token"])
    assert all(is_good(tenant, one["access_token"]) for one in (*given[1:], other))
    assert len(tenant.zoho.refresh_tokens) == 21


def test_refresh_tokens_of_the_world_are_the_first_users() -> None:
    held = [{"token": f"held{number}", "client_id": "1000.WEB"} for number in range(20)]
    tenant = account(refresh_tokens=held)
    exchange(tenant, consented(tenant, user="2", **OFFLINE)["code"])
    assert "access_token" in refresh(tenant, "held0")
    exchange(tenant, consented(tenant, user="1", **OFFLINE)["code"])
    assert refresh(tenant, "held0") == {"error": "invalid_code"}


def test_the_eleventh_code_in_ten_minutes_is_denied() -> None:
    tenant = account()
    assert all("code" in consented(tenant) for _ in range(10))
    assert consented(tenant) == {"error": "access_denied"}
    later(tenant, minutes=10)
    assert "code" in consented(tenant)


def test_limits_can_be_switched_off() -> None:
    tenant = account(**HELD, limits="unlimited")
    tokens = issued(tenant, 40)
    assert all(is_good(tenant, one) for one in tokens)
    given = [exchange(tenant, consented(tenant, **OFFLINE)["code"]) for _ in range(25)]
    assert all("refresh_token" in one for one in given)
    assert is_good(tenant, given[0]["access_token"])


def test_a_revoked_refresh_token_is_not_counted_on() -> None:
    tenant = account(**HELD)
    issued(tenant, 10)
    tenant.zoho.revoke_refresh_token("held")
    assert tenant.zoho.mints == {}


def test_64_clients_at_once_get_exactly_ten_tokens() -> None:
    world = World({"zoho": {"clients": [OWN], **HELD}})
    gate = threading.Barrier(CLIENTS)
    body = "&".join(f"{k}={v}" for k, v in {**OWN, "grant_type": "refresh_token", "refresh_token": "held"}.items())
    headers = {"content-type": "application/x-www-form-urlencoded"}

    def ask(_: int) -> Any:
        gate.wait(60)
        return gateway.answer(world, Request.to("POST", "/oauth/v2/token", headers, body, ORIGIN)).json()

    with ThreadPoolExecutor(CLIENTS) as pool:
        replies = list(pool.map(ask, range(CLIENTS)))
    tokens = {one["access_token"] for one in replies if "access_token" in one}
    assert len(tokens) == 10
    assert [one for one in replies if "access_token" not in one] == [DENIED] * (CLIENTS - 10)
    assert {row.id for row in world.tenant("default").zoho.access_tokens} == tokens
