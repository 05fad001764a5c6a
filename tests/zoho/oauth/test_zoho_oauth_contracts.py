"""What a client may send to Zoho Accounts stands in contracts: the journal has it where it sends something else."""

from __future__ import annotations

import pytest

from emulator import Tenant
from emulator.kernel.http import Request
from tests.zoho.zoho_calls import REFRESH, post


def violations(tenant: Tenant) -> list[str]:
    exchange = tenant.universe.journal.last
    assert exchange is not None
    return exchange.violations


@pytest.mark.parametrize("where", [{"query": REFRESH}, {"data": REFRESH}])
def test_parameters_may_stand_in_the_query_or_in_a_form(tenant: Tenant, where: dict[str, dict[str, str]]) -> None:
    assert "access_token" in post(tenant, **where).json()
    assert violations(tenant) == []


def test_a_grant_that_is_none_is_noted(tenant: Tenant) -> None:
    assert "error" in post(tenant, {**REFRESH, "grant_type": "password"}).json()
    [told] = violations(tenant)
    assert told.startswith("request query grant_type")


def test_what_a_browser_has_to_bring_is_noted(tenant: Tenant) -> None:
    assert tenant.call(Request.to("GET", "/oauth/v2/auth?client_id=nobody")).status == 400
    told = " ".join(violations(tenant))
    assert all(f'"{name}" is a required property' in told for name in ("redirect_uri", "response_type", "scope"))
