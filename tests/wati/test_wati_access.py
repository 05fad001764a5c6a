"""Wati v1: who may call."""

from __future__ import annotations

import pytest

from emulator import Tenant
from emulator.kernel.http import Request
from tests.wati.wati_calls import BEARER, V1

FOREIGN = "/777777/api/v1/getContacts"


@pytest.mark.parametrize(
    ("headers", "path"),
    [
        ({}, f"{V1}/getContacts"),
        ({"authorization": ""}, f"{V1}/getContacts"),
        ({"authorization": "Bearer wrong"}, f"{V1}/getContacts"),
        ({"authorization": "Bearer "}, f"{V1}/getContacts"),
        ({"authorization": "Basic sandbox-wati-token"}, f"{V1}/getContacts"),
        (BEARER, FOREIGN),
    ],
    ids=["no header", "empty header", "wrong token", "no token", "wrong scheme", "foreign account in the path"],
)
def test_who_is_not_let_in_gets_a_401_with_an_empty_body(tenant: Tenant, headers: dict[str, str], path: str) -> None:
    reply = tenant.call(Request.to("GET", path, headers))
    assert (reply.status, reply.body) == (401, b"")
    assert "Content-Type" not in reply.headers
    assert reply.headers["X-Sandbox-Help"].startswith("Wati answers 401 with an empty body: ")


def test_a_path_needs_no_account_number(tenant: Tenant) -> None:
    """Single-tenant hosts have none."""
    short = tenant.call(Request.to("GET", "/api/v1/getContacts", BEARER))
    assert short.status == 200
    assert short.body == tenant.call(Request.to("GET", f"{V1}/getContacts", BEARER)).body


def test_the_real_host_name_leads_to_the_same_account(tenant: Tenant) -> None:
    url = "https://live-mt-server.wati.io/424242/api/v1/getContacts"
    assert tenant.call(Request.to("GET", url, BEARER)).status == 200
