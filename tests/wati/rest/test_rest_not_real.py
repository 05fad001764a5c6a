"""Routes that people believe in, and that Wati does not have: a real 404, and what there is instead beside it."""

from __future__ import annotations

import pytest

from emulator import Tenant
from emulator.kernel.http import Request
from tests.wati.wati_calls import BEARER, data_of

NOT_REAL = [
    ("GET", "api/v1/getOperators"),
    ("GET", "api/ext/v3/operators"),
    ("POST", "api/v1/tickets/assign"),
    ("POST", "api/v1/addTag/919876543210"),
    ("POST", "api/v1/removeTag/919876543210/vip"),
    ("DELETE", "api/v1/removeTag/919876543210/vip"),
    ("GET", "api/v1/getContactInfo/919876543210"),
    ("POST", "api/v1/sendBroadcastToSegment"),
    ("POST", "api/v1/assignOperator/919876543210"),
    ("POST", "api/v1/addTagsToContact"),
]


@pytest.mark.parametrize(("method", "path"), NOT_REAL, ids=[path for _, path in NOT_REAL])
@pytest.mark.parametrize("prefix", ["/", "/424242/"], ids=["without account", "with account"])
def test_a_route_that_is_not_real_is_404_with_the_nearest_that_is(
    tenant: Tenant, method: str, path: str, prefix: str
) -> None:
    before = data_of(tenant)
    reply = tenant.call(Request.to(method, prefix + path, BEARER, b"{}"))
    assert (reply.status, reply.body) == (404, b"")
    told = reply.headers["X-Sandbox-Help"]
    assert told.startswith(f"No operation matches {method} {prefix}{path}. Did you mean ")
    assert f" {prefix}api/" in told.partition("Did you mean")[2]
    assert data_of(tenant) == before


@pytest.mark.parametrize(
    ("method", "path", "nearest"),
    [
        ("POST", "/424242/api/v1/assignOperator/919876543210", "POST /424242/api/v1/assignOperator"),
        ("POST", "/api/v1/assignOperator/919876543210", "POST /api/v1/assignOperator"),
        ("POST", "/424242/api/v1/addTag/919876543210", "POST /424242/api/v1/addContact/919876543210"),
        ("GET", "/api/v1/getContact", "GET /api/v1/getContacts"),
    ],
)
def test_what_was_meant_is_told(tenant: Tenant, method: str, path: str, nearest: str) -> None:
    told = tenant.call(Request.to(method, path, BEARER)).headers["X-Sandbox-Help"]
    assert f"Did you mean {nearest}?" in told
