"""Zoho: several accounts on one server, each reached by what its clients show."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest

from emulator import World, gateway
from emulator.kernel.http import Request

CLIENTS = 8


def own(number: int) -> dict[str, Any]:
    client = {"client_id": f"1000.CLIENT{number}", "client_secret": f"secret-{number}.example"}
    return {
        "zoho": {
            "clients": [client],
            "refresh_tokens": [{"token": f"refresh-{number}.example", "client_id": client["client_id"]}],
            "users": [{"name": "Asha Agent", "email": "asha.agent@example.com"}],
            "leads": [{"Last_Name": f"Lead of {number}", "Phone": "+91 98765 43210", "Owner": "Asha Agent"}],
        }
    }


@pytest.fixture
def world() -> World:
    made = World({})
    for number in range(CLIENTS):
        made.create(f"t{number}", own(number))
    return made


def refreshed(world: World, number: int, **other: str) -> Any:
    given = {
        "grant_type": "refresh_token",
        "client_id": f"1000.CLIENT{number}",
        "client_secret": f"secret-{number}.example",
        "refresh_token": f"refresh-{number}.example",
        **other,
    }
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return gateway.answer(world, Request.to("POST", "/oauth/v2/token", headers, urlencode(given))).json()


def found(world: World, token: str) -> Any:
    request = Request.to(
        "GET", "/crm/v8/Leads/search?phone=919876543210", {"authorization": f"Zoho-oauthtoken {token}"}
    )
    reply = gateway.answer(world, request)
    return [row["Last_Name"] for row in reply.json()["data"]] if reply.status == 200 else reply.json()["code"]


def test_a_refresh_token_and_then_the_access_token_lead_to_their_account(world: World) -> None:
    tokens = [refreshed(world, number)["access_token"] for number in range(CLIENTS)]
    assert len(set(tokens)) == CLIENTS
    assert [found(world, token) for token in tokens] == [[f"Lead of {number}"] for number in range(CLIENTS)]


def test_what_belongs_to_two_accounts_opens_neither(world: World) -> None:
    assert refreshed(world, 1, refresh_token="refresh-2.example") == {"error": "invalid_client"}
    assert refreshed(world, 1, client_secret="secret-2.example") == {"error": "invalid_client_secret"}


def test_who_shows_nothing_that_is_known_is_the_default_accounts(world: World) -> None:
    assert found(world, "nobody.example") == "INVALID_TOKEN"
    assert refreshed(world, 1, client_id="nobody", refresh_token="nobody") == {"error": "invalid_client"}
