"""Zoho: tokens that live on the tenant's clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from emulator import Tenant
from emulator.kernel.http import Reply, Request
from tests.zoho.zoho_calls import CLIENT, ORIGIN, REFRESH, TOKEN, found, get, post

JSON_BODY = "zoho.token_json_body"


def multipart(fields: dict[str, str]) -> dict[str, tuple[None, str]]:
    return {name: (None, value) for name, value in fields.items()}


@pytest.mark.parametrize(
    "sent",
    [
        {"query": REFRESH},
        {"data": REFRESH},
        {"files": multipart(REFRESH)},
        {"query": CLIENT, "data": {name: REFRESH[name] for name in ("grant_type", "refresh_token")}},
    ],
    ids=["query", "urlencoded", "multipart", "half in each"],
)
def test_a_token_is_refreshed_whichever_way_the_parameters_are_sent(tenant: Tenant, sent: dict[str, Any]) -> None:
    reply = post(tenant, **sent)
    assert reply.status == 200
    assert reply.headers["Content-Type"] == "application/json;charset=UTF-8"
    given = reply.json()
    assert list(given) == ["access_token", "scope", "api_domain", "token_type", "expires_in"]
    assert (given["token_type"], given["expires_in"], given["api_domain"]) == ("Bearer", 3600, ORIGIN)
    assert "," not in given["scope"]
    assert found(search_with(tenant, given["access_token"])) == ["Test"]
    assert tenant.universe.assumptions.used == {}


def search_with(tenant: Tenant, token: str) -> Reply:
    return get(tenant, "/crm/v8/Leads/search?phone=919876543210", token)


def test_a_json_body_is_accepted_and_the_run_says_that_it_leaned_on_it(tenant: Tenant) -> None:
    reply = post(tenant, json=REFRESH)
    assert "access_token" in reply.json()
    assert tenant.universe.assumptions.used == {JSON_BODY: "accept"}


def test_a_json_body_counts_as_no_parameters_where_it_is_assumed_so(tenant: Tenant) -> None:
    tenant.universe.assumptions.choose(JSON_BODY, "reject")
    reply = post(tenant, json=REFRESH)
    assert (reply.status, reply.json()) == (200, {"error": "invalid_client"})
    assert tenant.universe.assumptions.used == {JSON_BODY: "reject", "zoho.token_missing_parameter": "as_wrong"}


def test_a_json_body_beside_a_full_query_is_not_leaned_on_to_fail(tenant: Tenant) -> None:
    tenant.universe.assumptions.choose(JSON_BODY, "reject")
    assert "access_token" in post(tenant, REFRESH, json={}).json()


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"client_id": "1000.NOBODY"}, "invalid_client"),
        ({"client_id": ""}, "invalid_client"),
        ({"client_secret": "wrong"}, "invalid_client_secret"),
        ({"refresh_token": "1000.wrong"}, "invalid_code"),
        ({"refresh_token": ""}, "invalid_code"),
        ({"grant_type": "authorization_code", "code": "1000.wrong"}, "invalid_code"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": ""}, "unsupported_grant_type"),
    ],
)
def test_a_credential_failure_is_a_200_with_an_error_inside(tenant: Tenant, change: dict[str, str], error: str) -> None:
    reply = post(tenant, data={**REFRESH, **change})
    assert (reply.status, reply.json()) == (200, {"error": error})
    assert reply.headers["X-Sandbox-Help"].startswith("Zoho answers 200 with an error inside")
    assert len(tenant.zoho.access_tokens) == 1


def test_no_parameters_at_all_are_a_200_with_an_error_inside(tenant: Tenant) -> None:
    reply = post(tenant)
    assert (reply.status, reply.json()) == (200, {"error": "invalid_client"})


def test_the_error_for_a_wrong_secret_is_an_assumption(tenant: Tenant) -> None:
    tenant.universe.assumptions.choose("zoho.wrong_secret_error", "invalid_client")
    assert post(tenant, data={**REFRESH, "client_secret": "x"}).json() == {"error": "invalid_client"}
    assert tenant.universe.assumptions.used == {"zoho.wrong_secret_error": "invalid_client"}


def test_a_refresh_token_is_of_use_only_to_its_own_client(tenant: Tenant) -> None:
    from emulator.zoho.rows import Client

    tenant.zoho.clients.insert(Client("1000.OTHER", "s"))
    other = {**REFRESH, "client_id": "1000.OTHER", "client_secret": "s"}
    assert post(tenant, data=other).json() == {"error": "invalid_code"}


def test_a_revoked_refresh_token_takes_its_access_tokens_with_it(tenant: Tenant) -> None:
    tenant.zoho.revoke_refresh_token(REFRESH["refresh_token"])
    assert post(tenant, data=REFRESH).json() == {"error": "invalid_code"}
    assert search_with(tenant, TOKEN).json()["code"] == "INVALID_TOKEN"


def exchange(tenant: Tenant, code: str) -> dict[str, Any]:
    given: dict[str, Any] = post(tenant, data={**CLIENT, "grant_type": "authorization_code", "code": code}).json()
    return given


def test_a_code_is_exchanged_once_for_both_tokens(tenant: Tenant) -> None:
    code = tenant.zoho.issue_grant_code(CLIENT["client_id"])
    given = exchange(tenant, code)
    assert list(given) == ["access_token", "refresh_token", "scope", "api_domain", "token_type", "expires_in"]
    assert exchange(tenant, code) == {"error": "invalid_code"}
    refreshed = post(tenant, data={**REFRESH, "refresh_token": given["refresh_token"]}).json()
    assert refreshed["access_token"] != given["access_token"]
    assert "refresh_token" not in refreshed


@pytest.mark.parametrize(("seconds", "good"), [(179.999, True), (180, False)])
def test_a_code_is_good_for_three_minutes(tenant: Tenant, seconds: float, good: bool) -> None:
    code = tenant.zoho.issue_grant_code(CLIENT["client_id"])
    tenant.universe.clock.advance(timedelta(seconds=seconds))
    assert ("access_token" in exchange(tenant, code)) is good


@pytest.mark.parametrize(("seconds", "status"), [(3599, 200), (3600, 401)])
def test_an_access_token_is_good_for_an_hour(tenant: Tenant, seconds: int, status: int) -> None:
    token = post(tenant, data=REFRESH).json()["access_token"]
    tenant.universe.clock.advance(timedelta(seconds=seconds))
    assert search_with(tenant, token).status == status


def test_a_refresh_leaves_the_older_token_alive(tenant: Tenant) -> None:
    assert len({post(tenant, data=REFRESH).json()["access_token"] for _ in range(3)} | {TOKEN}) == 4
    assert search_with(tenant, TOKEN).status == 200


def test_the_api_domain_is_the_address_that_was_asked(tenant: Tenant) -> None:
    request = Request.to("POST", f"/oauth/v2/token?{urlencode(REFRESH)}", origin="http://localhost:9999/~other")
    assert tenant.call(request).json()["api_domain"] == "http://localhost:9999/~other"
