"""Zoho: three different 401s, versions, unknown paths and wrong methods."""

from __future__ import annotations

from datetime import timedelta

import pytest

from emulator import Tenant
from emulator.kernel.http import Request
from tests.zoho.zoho_calls import TOKEN, found, get, search

# --- three different 401s --------------------------------------------------------------------------------------------


AUTHENTICATION_FAILURE = (
    '{"code":"AUTHENTICATION_FAILURE","details":{},"message":"Authentication failed","status":"error"}'
)
INVALID_TOKEN = '{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}'
OAUTH_SCOPE_MISMATCH = '{"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"Unauthorized","status":"error"}'
SEARCH = "/crm/v8/Leads/search?phone=919876543210"


@pytest.mark.parametrize("header", [None, "", TOKEN, f"Basic {TOKEN}", "Bearer", "Bearer ", f"Token {TOKEN}"])
def test_who_sends_no_token_fails_to_authenticate(tenant: Tenant, header: str | None) -> None:
    headers = {} if header is None else {"authorization": header}
    reply = tenant.call(Request.to("GET", SEARCH, headers))
    assert (reply.status, reply.text) == (401, AUTHENTICATION_FAILURE)
    assert reply.headers["Content-Type"] == "application/json;charset=UTF-8"


def test_a_token_in_the_query_does_not_count(tenant: Tenant) -> None:
    assert get(tenant, f"{SEARCH}&access_token={TOKEN}", None).text == AUTHENTICATION_FAILURE


def test_an_unknown_token_is_invalid(tenant: Tenant) -> None:
    reply = get(tenant, SEARCH, "1000.x")
    assert (reply.status, reply.text) == (401, INVALID_TOKEN)
    assert reply.headers["X-Sandbox-Help"] == "no such access token was issued"


def test_an_expired_token_is_invalid_and_the_help_says_since_when(tenant: Tenant) -> None:
    tenant.universe.clock.advance(timedelta(hours=2))
    reply = get(tenant, SEARCH)
    assert (reply.status, reply.text) == (401, INVALID_TOKEN)
    assert reply.headers["X-Sandbox-Help"] == "the access token expired at 2026-01-15T10:00:00+00:00"


@pytest.mark.parametrize(
    ("scope", "status"),
    [
        ("ZohoCRM.modules.ALL,ZohoSearch.securesearch.READ", 200),
        ("zohocrm.modules.leads.read ZohoSearch.securesearch.READ", 200),
        ("ZohoCRM.modules.ALL", 401),
        ("ZohoSearch.securesearch.READ", 401),
        ("ZohoCRM.modules.contacts.ALL,ZohoSearch.securesearch.READ", 401),
        ("", 401),
    ],
)
def test_a_search_needs_both_of_its_scopes(tenant: Tenant, scope: str, status: int) -> None:
    tenant.zoho.issue_access_token("", scope, "1000.scoped")
    reply = get(tenant, SEARCH, "1000.scoped")
    assert reply.status == status
    if status == 401:
        assert reply.text == OAUTH_SCOPE_MISMATCH
        assert "the access token lacks one of" in reply.headers["X-Sandbox-Help"]


@pytest.mark.parametrize("scheme", ["Zoho-oauthtoken", "Bearer", "zoho-oauthtoken", "BEARER"])
def test_both_header_schemes_are_good(tenant: Tenant, scheme: str) -> None:
    assert get(tenant, SEARCH, scheme=scheme).status == 200


# --- routes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["v2", "v2.1", "v3", "v4", "v5", "v6", "v7", "v8"])
def test_every_version_answers(tenant: Tenant, version: str) -> None:
    assert found(search(tenant, version, phone="919876543210")) == ["Test"]
    assert get(tenant, f"/crm/{version}/users").status == 200
    assert get(tenant, f"/crm/{version}/settings/fields?module=Leads").status == 200


@pytest.mark.parametrize(
    "path", ["/crm/v1/Leads/search?phone=91", "/crm/v9/users", "/crm/2/users", "/crm/v8/Lead/find", "/crm/x"]
)
def test_an_unknown_path_or_version_is_a_404_in_zohos_words(tenant: Tenant, path: str) -> None:
    reply = get(tenant, path)
    assert (reply.status, reply.json()) == (
        404,
        {
            "code": "INVALID_URL_PATTERN",
            "details": {},
            "message": "Please check if the URL trying to access is a correct one",
            "status": "error",
        },
    )


@pytest.mark.parametrize(
    ("method", "path"), [("POST", SEARCH), ("DELETE", "/crm/v8/users"), ("GET", "/oauth/v2/token")]
)
def test_a_wrong_method_is_a_400_in_zohos_words(tenant: Tenant, method: str, path: str) -> None:
    reply = tenant.call(Request.to(method, path, {"authorization": f"Bearer {TOKEN}"}))
    assert reply.status == 400
    assert reply.json()["code"] == "INVALID_REQUEST_METHOD"
    assert reply.json()["message"] == "The http request method type is not a valid one"


def test_an_unknown_module_is_told(tenant: Tenant) -> None:
    reply = get(tenant, "/crm/v8/Dealz/search?word=xy")
    assert (reply.status, reply.json()["code"]) == (400, "INVALID_MODULE")
    assert reply.json()["message"] == "The module name given seems to be invalid"
    assert reply.json()["details"] == {"resource_path_index": 0}
