"""Zoho: every error of the catalogue is given by some request."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from emulator import Tenant, seed
from emulator.kernel.http import Request
from emulator.zoho import credits
from tests.zoho.search.searches import SCOPE, TOKEN
from tests.zoho.search.test_modules_searched import WORLD

SEARCH = "/crm/v8/Leads/search"
ELEVEN = f"({'or'.join(['(Last_Name:equals:x)'] * 11)})"
CATALOGUE: list[tuple[str, str, int, str, dict[str, Any]]] = [
    ("GET", SEARCH, 400, "EXPECTED_PARAM_MISSING", {"param_names": ["criteria", "email", "phone", "word"]}),
    ("GET", "/crm/v8/settings/fields", 400, "REQUIRED_PARAM_MISSING", {"param_name": "module"}),
    ("GET", f"{SEARCH}?criteria=(Nothing:equals:x)", 400, "INVALID_QUERY",
     {"reason": "the field is not available for search", "api_name": "Nothing"}),
    ("GET", f"{SEARCH}?word=x", 400, "INVALID_DATA", {"param_name": "word"}),
    ("GET", f"{SEARCH}?phone=98%7B%7D", 400, "INVALID_DATA", {"param_name": "phone"}),
    ("GET", f"{SEARCH}?word=xy&page=11", 400, "LIMIT_REACHED", {"limit": "2000"}),
    ("GET", "/crm/v8/Reports/search?word=xy", 400, "NOT_SUPPORTED", {}),
    ("GET", "/crm/v8/Nothing/search?word=xy", 400, "INVALID_MODULE", {"resource_path_index": 0}),
    ("GET", f"{SEARCH}?criteria={ELEVEN}", 400, "CRITERIA_LIMIT_EXCEEDED", {}),
    ("POST", SEARCH, 400, "INVALID_REQUEST_METHOD", {}),
    ("GET", "/crm/v8", 404, "INVALID_URL_PATTERN", {}),
    ("GET", "/crm/v9/Leads/search?word=xy", 404, "INVALID_URL_PATTERN", {}),
]  # fmt: skip


@pytest.fixture
def tenant() -> Tenant:
    tenant = seed.tenant_from(WORLD)
    tenant.zoho.issue_access_token("", SCOPE, TOKEN)
    return tenant


def ask(tenant: Tenant, method: str, path: str, token: str = TOKEN) -> tuple[int, dict[str, Any]]:
    headers = {"authorization": f"Zoho-oauthtoken {token}"} if token else {}
    reply = tenant.call(Request.to(method, path, headers))
    return reply.status, reply.json()


@pytest.mark.parametrize(("method", "path", "status", "code", "details"), CATALOGUE)
def test_every_error_has_its_code(
    tenant: Tenant, method: str, path: str, status: int, code: str, details: dict[str, Any]
) -> None:
    found, body = ask(tenant, method, path)
    assert (found, body["code"], body["details"], body["status"]) == (status, code, details, "error")
    assert isinstance(body["message"], str)


def test_tokens_have_three_errors_of_their_own(tenant: Tenant) -> None:
    tenant.zoho.issue_access_token("", "ZohoCRM.modules.ALL", "1000.narrow")
    codes = [ask(tenant, "GET", f"{SEARCH}?word=xy", token)[1]["code"] for token in ("", "1000.none", "1000.narrow")]
    assert codes == ["AUTHENTICATION_FAILURE", "INVALID_TOKEN", "OAUTH_SCOPE_MISMATCH"]
    tenant.universe.clock.advance(timedelta(hours=1))
    assert ask(tenant, "GET", SEARCH)[1]["code"] == "INVALID_TOKEN"


def test_too_many_requests_are_a_429(tenant: Tenant) -> None:
    credits.charge(5000, tenant.zoho)
    status, body = ask(tenant, "GET", SEARCH)
    assert (status, body["code"]) == (429, "TOO_MANY_REQUESTS")
