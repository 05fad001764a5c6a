"""What is refused of records, and which scopes they take."""

from __future__ import annotations

import pytest

from emulator import Tenant
from tests.zoho.records.record_calls import (
    NOBODY,
    account,
    ask,
    make,
)


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "v8/Nothing?fields=id", 400, "INVALID_MODULE"),
        ("POST", "v8/leads", 400, "INVALID_MODULE"),
        ("PUT", "v8/Nothing/1", 400, "INVALID_MODULE"),
        ("GET", "v8/settings/nothing", 404, "INVALID_URL_PATTERN"),
        ("DELETE", "v8/settings", 404, "INVALID_URL_PATTERN"),
        ("PATCH", "v8/Leads", 400, "INVALID_REQUEST_METHOD"),
        ("GET", "v8/Leads/upsert", 400, "INVALID_REQUEST_METHOD"),
        ("POST", "v8/Notes/upsert", 400, "NOT_SUPPORTED"),
        ("GET", "v8/Notes/deleted", 400, "NOT_SUPPORTED"),
        ("POST", f"v8/Notes/{NOBODY}/actions/add_tags", 400, "NOT_SUPPORTED"),
        ("GET", f"v8/Notes/{NOBODY}/Notes?fields=id", 400, "NOT_SUPPORTED"),
        ("GET", "v9/Leads", 404, "INVALID_URL_PATTERN"),
    ],
)
def test_what_there_is_not_is_told_in_zohos_words(method: str, path: str, status: int, code: str) -> None:
    reply = ask(account(), method, path, {"data": [{}]} if method in ("POST", "PUT") else None)
    assert (reply.status, reply.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    ("scope", "method", "path", "status"),
    [
        ("ZohoCRM.modules.leads.READ", "GET", "v8/Leads?fields=id", 204),
        ("ZohoCRM.modules.READ", "GET", "v8/Contacts?fields=id", 204),
        ("ZohoCRM.modules.leads.READ", "GET", "v8/Contacts?fields=id", 401),
        ("ZohoCRM.modules.leads.CREATE", "GET", "v8/Leads?fields=id", 401),
        ("ZohoCRM.modules.leads.CREATE", "POST", "v8/Leads", 400),
        ("ZohoCRM.modules.leads.WRITE", "POST", "v8/Leads", 400),
        ("ZohoCRM.modules.leads.ALL", "PUT", "v8/Leads", 400),
        ("ZohoCRM.modules.leads.READ,ZohoCRM.modules.leads.UPDATE", "DELETE", "v8/Leads?ids=1", 401),
        ("ZohoCRM.modules.leads.DELETE", "DELETE", "v8/Leads?ids=1", 400),
        ("ZohoCRM.modules.visits.ALL", "GET", "v8/Visits?fields=id", 204),
        ("ZohoCRM.modules.custom.ALL", "GET", "v8/Visits?fields=id", 204),
        ("ZohoCRM.modules.custom.ALL", "GET", "v8/Leads?fields=id", 401),
        ("ZohoCRM.modules.notes.ALL", "GET", "v8/Notes?fields=id", 204),
        ("ZohoCRM.modules.notes.ALL", "GET", f"v8/Leads/{NOBODY}/Notes?fields=id", 401),
        ("ZohoCRM.modules.notes.ALL,ZohoCRM.modules.leads.READ", "GET", f"v8/Leads/{NOBODY}/Notes?fields=id", 400),
        ("ZohoCRM.modules.leads.READ", "POST", f"v8/Leads/{NOBODY}/actions/convert", 401),
        ("ZohoCRM.modules.leads.CREATE", "POST", f"v8/Leads/{NOBODY}/actions/convert", 400),
        ("ZohoCRM.settings.tags.READ", "GET", "v8/settings/tags?module=Leads", 204),
        ("ZohoCRM.modules.ALL", "GET", "v8/settings/tags?module=Leads", 401),
    ],
)  # fmt: skip
def test_every_operation_asks_for_its_scope(scope: str, method: str, path: str, status: int) -> None:
    tenant = account()
    tenant.zoho.issue_access_token("", scope, "1000.scoped")
    body = {"data": [{}]} if method in ("POST", "PUT") else None
    reply = ask(tenant, method, path, body, token="1000.scoped")
    assert reply.status == status
    if status == 401:
        assert reply.json()["code"] == "OAUTH_SCOPE_MISMATCH"
        assert "{module}" not in reply.headers["X-Sandbox-Help"]


def test_the_bundled_scopes_of_a_bot_are_enough_to_write(tenant: Tenant) -> None:
    assert make(tenant, "Leads", {"Last_Name": "New"}).status == 201
