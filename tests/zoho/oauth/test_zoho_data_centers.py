"""Zoho: data centres by host name and by path."""

from __future__ import annotations

import pytest

from emulator import World, gateway
from emulator.kernel.http import Request
from tests.zoho.oauth.oauth_calls import (
    CALLBACK,
    OFFLINE,
    USERS,
    WEB,
    account,
    call,
    consented,
    exchange,
    is_good,
    refresh,
    token,
)
from tests.zoho.zoho_calls import ORIGIN

HELD = {"refresh_tokens": [{"token": "held", "client_id": "1000.WEB"}]}
HOSTS = [
    ("us", "https://accounts.zoho.com", "https://www.zohoapis.com"),
    ("eu", "https://accounts.zoho.eu", "https://www.zohoapis.eu"),
    ("in", "https://accounts.zoho.in", "https://sandbox.zohoapis.in"),
    ("cn", "https://accounts.zoho.com.cn", "https://www.zohoapis.com.cn"),
    ("au", "https://accounts.zoho.com.au", "https://developer.zohoapis.com.au"),
    ("jp", "https://accounts.zoho.jp", "https://www.zohoapis.jp"),
    ("ca", "https://accounts.zohocloud.ca", "https://www.zohoapis.ca"),
    ("sa", "https://accounts.zoho.sa", "https://www.zohoapis.sa"),
    ("in", "/dc/in", "/dc/in"),
    ("cn", "/dc/cn", "/dc/cn"),
]


@pytest.mark.parametrize(("place", "accounts", "api"), HOSTS)
def test_unless_the_world_says_where_the_account_is_it_is_everywhere(place: str, accounts: str, api: str) -> None:
    tenant = account(**HELD)
    given = refresh(tenant, "held", prefix=accounts)
    assert is_good(tenant, given["access_token"], f"{api}{USERS}")
    assert is_good(tenant, given["access_token"])


@pytest.mark.parametrize(("place", "accounts", "api"), HOSTS)
@pytest.mark.parametrize("home", ["in", "cn", "ca"])
def test_an_account_that_is_somewhere_is_nowhere_else(home: str, place: str, accounts: str, api: str) -> None:
    tenant = account(data_center=home, **HELD)
    token = refresh(tenant, "held")["access_token"]
    given = refresh(tenant, "held", prefix=accounts)
    assert (given == {"error": "invalid_client"}) is (place != home)
    assert is_good(tenant, token, f"{api}{USERS}") is (place == home)
    revoked = call(tenant, "POST", f"{accounts}/oauth/v2/token/revoke", {"token": token})
    assert revoked.status == (200 if place == home else 400)


def test_the_client_is_told_which_data_centre_it_should_have_asked() -> None:
    tenant = account(data_center="in", **HELD)
    token = refresh(tenant, "held")["access_token"]
    reply = call(tenant, "GET", f"https://www.zohoapis.com{USERS}", authorization=f"Bearer {token}")
    assert reply.headers["X-Sandbox-Help"] == "the access token is good only in the data centre of its account, 'in'"
    form = {**WEB, "grant_type": "refresh_token", "refresh_token": "held"}
    help = call(tenant, "POST", "/dc/us/oauth/v2/token", form).headers["X-Sandbox-Help"]
    assert "the client is of the data centre 'in'" in help


def test_serverinfo_leads_to_addresses_of_the_sandbox_that_work() -> None:
    tenant = account(**HELD)
    given = call(tenant, "GET", "/oauth/serverinfo").json()
    assert given["result"] == "success"
    assert {"us", "eu", "in", "cn", "au", "jp", "ca", "sa"} <= given["locations"].keys()
    assert all(one.startswith(ORIGIN) for one in given["locations"].values())
    assert call(tenant, "GET", "https://accounts.zoho.eu/oauth/serverinfo").json() == given
    place = given["locations"]["in"].removeprefix(ORIGIN)
    found = refresh(tenant, "held", prefix=place)
    assert found["api_domain"] == f"{ORIGIN}/dc/in"
    assert is_good(tenant, found["access_token"], f"{found['api_domain'].removeprefix(ORIGIN)}{USERS}")


@pytest.mark.parametrize(
    ("zoho", "prefix", "location", "server"),
    [
        ({}, "", "us", ORIGIN),
        ({}, "/dc/eu", "eu", f"{ORIGIN}/dc/eu"),
        ({"data_center": "in"}, "", "in", f"{ORIGIN}/dc/in"),
        ({"data_center": "in"}, "/dc/us", "in", f"{ORIGIN}/dc/in"),
        ({}, "https://accounts.zoho.in", "in", f"{ORIGIN}/dc/in"),
    ],
)
def test_the_browser_comes_back_with_where_the_account_is(
    zoho: dict[str, str], prefix: str, location: str, server: str
) -> None:
    tenant = account(**zoho)
    found = consented(tenant, prefix, **OFFLINE)
    assert (found["location"], found["accounts-server"]) == (location, server)
    sent = {"grant_type": "authorization_code", "code": found["code"], "redirect_uri": CALLBACK}
    assert "access_token" in token(tenant, WEB, found["accounts-server"].removeprefix(ORIGIN), **sent)


def test_data_centres_go_with_tenants() -> None:
    world = World()
    world.create("t1", {"zoho": {"clients": [WEB], **HELD, "data_center": "in"}})
    body = f"client_id={WEB['client_id']}&client_secret={WEB['client_secret']}&grant_type=refresh_token"
    query = f"{body}&refresh_token=held"
    given = gateway.answer(world, Request.to("POST", f"/~t1/dc/in/oauth/v2/token?{query}", origin=ORIGIN)).json()
    assert given["api_domain"] == f"{ORIGIN}/~t1/dc/in"


@pytest.mark.parametrize("path", ["/dc/mars/oauth/v2/token", "/dc/oauth/v2/token", "/dc/in", "/dc/in/oauth/nothing"])
def test_a_data_centre_that_is_none_has_no_paths(path: str) -> None:
    assert call(account(), "POST", path).status == 404


def test_a_code_is_exchanged_where_the_account_is() -> None:
    tenant = account(data_center="eu")
    code = consented(tenant, "https://accounts.zoho.com")["code"]
    sent = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}
    assert token(tenant, WEB, "https://accounts.zoho.com", **sent) == {"error": "invalid_client"}
    assert "access_token" in exchange(tenant, code)
