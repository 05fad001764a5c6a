"""Zoho: grants, parameters that are missing, and what is no way to ask for a token."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from emulator import Tenant, seed
from emulator.document import DocumentError
from emulator.kernel.http import Request
from tests.zoho.oauth.oauth_calls import SELF, USERS, account, call, exchange, is_good, token
from tests.zoho.zoho_calls import ORIGIN

FOR_ITSELF = {"grant_type": "client_credentials", "scope": "ZohoCRM.modules.ALL,ZohoCRM.users.READ"}
OWN = {**FOR_ITSELF, "soid": "ZohoCRM.600000001"}


@pytest.mark.parametrize("path", ["/oauth/v2/token", "/oauth/v2/auth"])
def test_a_client_gets_a_token_for_itself_and_nothing_to_refresh_it(path: str) -> None:
    tenant = account()
    reply = call(tenant, "POST", path, {**SELF, **OWN})
    assert list(reply.json()) == ["access_token", "scope", "api_domain", "token_type", "expires_in"]
    assert reply.json()["scope"] == "ZohoCRM.modules.ALL ZohoCRM.users.READ"
    assert is_good(tenant, reply.json()["access_token"])
    assert tenant.universe.assumptions.used == {}


def test_only_client_credentials_are_taken_at_the_other_address() -> None:
    found = call(account(), "POST", "/oauth/v2/auth", {**SELF, "grant_type": "refresh_token", "refresh_token": "x"})
    assert found.json() == {"error": "unsupported_grant_type"}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"soid": ""}, "missing_org_info"),
        ({"soid": "ZohoCRM.1"}, "missing_org_info"),
        ({"soid": "600000001"}, "missing_org_info"),
        ({"scope": ""}, "invalid_scope"),
        ({"scope": ","}, "invalid_scope"),
        ({"scope": "ZohoCRM.modules.EVERYTHING"}, "invalid_scope"),
        ({"scope": "ZohoCRM.modlues.ALL"}, "invalid_scope"),
        ({"scope": "ZohoSearch.everything.READ"}, "invalid_scope"),
        ({"client_secret": "x"}, "invalid_client_secret"),
    ],
)
def test_client_credentials_that_lack_something(change: dict[str, str], error: str) -> None:
    tenant = account()
    assert token(tenant, SELF, **{**OWN, **change}) == {"error": error}
    assert len(tenant.zoho.access_tokens) == 0


def test_the_number_of_the_organisation_is_the_worlds() -> None:
    tenant = account(zsoid=77)
    assert "access_token" in token(tenant, SELF, **{**OWN, "soid": "zohocrm.77"})
    tenant.universe.assumptions.choose("zoho.foreign_soid_error", "invalid_soid")
    assert token(tenant, SELF, **OWN) == {"error": "invalid_soid"}


@pytest.mark.parametrize("missing", ["client_id", "client_secret", "grant_type", "refresh_token"])
def test_what_is_missing_counts_as_wrong_or_is_a_general_error(missing: str) -> None:
    sent = {**SELF, "grant_type": "refresh_token", "refresh_token": "x"}
    del sent[missing]
    errors = {
        "client_id": "invalid_client",
        "client_secret": "invalid_client_secret",
        "grant_type": "unsupported_grant_type",
        "refresh_token": "invalid_code",
    }
    tenant = account()
    reply = call(tenant, "POST", "/oauth/v2/token", sent)
    assert (reply.status, reply.json()) == (200, {"error": errors[missing]})
    assert f"{missing} is missing" in reply.headers["X-Sandbox-Help"]
    assert tenant.universe.assumptions.used["zoho.token_missing_parameter"] == "as_wrong"
    tenant.universe.assumptions.choose("zoho.token_missing_parameter", "general_error")
    assert token(tenant, sent) == {"error": "general_error"}


def test_an_unknown_grant_is_an_assumption() -> None:
    tenant = account()
    tenant.universe.assumptions.choose("zoho.unknown_grant_error", "invalid_grant")
    assert token(tenant, SELF, grant_type="password") == {"error": "invalid_grant"}


def test_credentials_in_a_header_are_not_read_and_the_client_is_told() -> None:
    reply = call(
        account(), "POST", "/oauth/v2/token", {"grant_type": "refresh_token"}, authorization="Basic c2VsZjpzZWNyZXQ="
    )
    assert reply.json() == {"error": "invalid_client"}
    assert "credentials in a header are not read here" in reply.headers["X-Sandbox-Help"]


@pytest.mark.parametrize(("choice", "status"), [("ok", 200), ("method_not_allowed", 405)])
def test_a_get_issues_nothing(choice: str, status: int) -> None:
    tenant = account()
    tenant.universe.assumptions.choose("zoho.token_get", choice)
    sent = "&".join(f"{name}={value}" for name, value in {**SELF, **OWN}.items())
    reply = call(tenant, "GET", f"/oauth/v2/token?{sent}")
    assert (reply.status, reply.json()) == (status, {"error": "general_error"})
    assert len(tenant.zoho.access_tokens) == 0


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "", "application/json; charset=utf-8"])
def test_json_is_read_whatever_it_says_it_is(content_type: str) -> None:
    tenant = account()
    headers = {"content-type": content_type} if content_type else {}
    request = Request.to("POST", "/oauth/v2/token", headers, json.dumps({**SELF, **OWN}), ORIGIN)
    assert "access_token" in tenant.call(request).json()
    assert tenant.universe.assumptions.used == {"zoho.token_json_body": "accept"}


@pytest.mark.parametrize("body", ["[]", "null", "{", '{"client_id": 5}', '"\\ud800"', "[" * 5000, "1e400", "\0"])
def test_json_that_holds_no_parameters_is_none(body: str) -> None:
    request = Request.to("POST", "/oauth/v2/token", {"content-type": "application/json"}, body, ORIGIN)
    assert account().call(request).json() == {"error": "invalid_client"}


# --- how long tokens live --------------------------------------------------------------------------------------------


def test_a_world_can_let_access_tokens_live_for_seconds() -> None:
    tenant = account(expires_in=4)
    given = token(tenant, SELF, **OWN)
    assert given["expires_in"] == 4
    tenant.universe.clock.advance(timedelta(seconds=3.9))
    assert is_good(tenant, given["access_token"])
    tenant.universe.clock.advance(timedelta(seconds=0.1))
    assert not is_good(tenant, given["access_token"])


def test_codes_of_the_world_live_as_long_as_it_says() -> None:
    tenant = account(codes=[{"code": "c", "client_id": "1000.WEB", "expires_in": 600}])
    tenant.universe.clock.advance(timedelta(seconds=599))
    assert "refresh_token" in exchange(tenant, "c")


@pytest.mark.parametrize(
    ("zoho", "told"),
    [
        ({"expires_in": 0}, "0 is less than the minimum of 1"),
        ({"expires_in": 4000}, "4000 is greater than the maximum of 3600"),
        ({"limits": False}, "limits"),
        ({"data_center": "mars"}, "data_center"),
        ({"clients": [{**SELF, "redirect_uris": ["javascript:alert(1)"]}]}, "redirect_uris"),
        ({"clients": [{**SELF, "redirect_uris": ["https://app.example/#part"]}]}, "redirect_uris"),
        ({"clients": [{**SELF, "redirect_uris": ["https://app.example/\r\nX: y"]}]}, "redirect_uris"),
    ],
)
def test_what_a_world_cannot_say_is_told(zoho: dict[str, Any], told: str) -> None:
    with pytest.raises(DocumentError, match=told):
        seed.parse(json.dumps({"zoho": zoho}))


def test_settings_come_back_with_a_snapshot() -> None:
    tenant = account(data_center="in", expires_in=9, limits="unlimited", zsoid="5")
    other = Tenant("other")
    other.restore({**json.loads(json.dumps(tenant.snapshot())), "tenant": "other"})
    zoho = other.zoho
    assert (zoho.data_center, zoho.expires_in, zoho.limits, zoho.zsoid) == ("in", 9, "unlimited", "5")
    damaged = json.loads(json.dumps(tenant.snapshot()))
    damaged["zoho"]["expires_in"] = "soon"
    with pytest.raises(ValueError, match="expires_in"):
        other.restore(damaged)


def test_the_current_user_is_asked_for_with_such_a_token() -> None:
    tenant = account()
    given = token(tenant, SELF, **OWN)
    assert is_good(tenant, given["access_token"], USERS.replace("ActiveUsers", "CurrentUser"))
