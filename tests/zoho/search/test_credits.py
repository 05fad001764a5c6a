"""Zoho: API credits of a rolling day, calls at once, and the headers of replies."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from emulator import Tenant, seed
from emulator.document import DocumentError
from emulator.kernel.fault import Fault
from emulator.zoho import credits
from emulator.zoho.editions import EDITIONS
from tests.zoho.search.searches import asked
from tests.zoho.search.test_modules_searched import WORLD


def account(**zoho: str) -> Tenant:
    return seed.tenant_from({"zoho": {**WORLD["zoho"], **zoho}})


def use(tenant: Tenant, count: int) -> None:
    credits.charge(count, tenant.zoho)


def test_the_strictest_edition_has_5000_credits_a_day() -> None:
    tenant = account()
    use(tenant, 4999)
    assert asked(tenant, word="Lead").status == 200
    reply = asked(tenant, word="Lead")
    assert (reply.status, reply.json()["code"]) == (429, "TOO_MANY_REQUESTS")
    assert "limits: unlimited" in reply.headers["X-Sandbox-Help"]
    assert "Retry-After" not in reply.headers


def test_credits_come_back_after_a_day_hour_by_hour() -> None:
    tenant = account()
    use(tenant, 4000)
    tenant.universe.clock.advance(timedelta(hours=10))
    use(tenant, 1000)
    assert asked(tenant, word="Lead").status == 429
    tenant.universe.clock.advance(timedelta(hours=14))
    assert credits.used(tenant.zoho) == 1000
    tenant.universe.clock.advance(timedelta(hours=10))
    assert credits.used(tenant.zoho) == 0


def test_what_is_turned_away_or_not_allowed_costs_nothing() -> None:
    tenant = account()
    asked(tenant, token="1000.unknown")
    tenant.zoho.access_tokens.delete("1000.unknown")
    assert asked(tenant, token="1000.other").status == 400
    before = credits.used(tenant.zoho)
    tenant.zoho.access_tokens.update("1000.other", expires_at=tenant.universe.clock.now())
    assert asked(tenant, token="1000.other").status == 401
    assert credits.used(tenant.zoho) == before
    use(tenant, 5000)
    assert asked(tenant, word="Lead").status == 429
    assert credits.used(tenant.zoho) == before + 5000


@pytest.mark.parametrize(
    ("edition", "allowed"),
    [("free", 5000), ("standard", 50_500), ("professional", 51_000), ("enterprise", 52_000), ("ultimate", 54_000)],
)
def test_an_edition_has_credits_of_its_own_and_more_for_every_user(edition: str, allowed: int) -> None:
    assert credits.allowed(account(edition=edition).zoho) == allowed


def test_users_add_credits_up_to_a_bound() -> None:
    tenant = account(edition="standard")
    for number in range(300):
        tenant.zoho.add_user("Many", f"u{number}@example.com")
    assert credits.allowed(tenant.zoho) == 100_000


def test_an_account_without_limits_has_none() -> None:
    tenant = account(limits="unlimited")
    use(tenant, 10**6)
    reply = asked(tenant, word="Lead")
    assert (reply.status, "X-API-CREDITS-REMAINING" in reply.headers) == (200, False)


@pytest.mark.parametrize(
    ("limit", "cost"), [("", 1), (" limit 200", 1), (" limit 201", 2), (" limit 1000", 2), (" limit 1001", 3)]
)
def test_a_query_costs_by_its_limit(limit: str, cost: int) -> None:
    tenant = account()
    assert asked(tenant, select_query=f"select Last_Name from Leads where id is not null{limit}").status == 200
    assert credits.used(tenant.zoho) == cost


def test_the_credits_that_are_left_are_told_once_half_of_them_are_used() -> None:
    tenant = account()
    use(tenant, 2499)
    assert "X-API-CREDITS-REMAINING" not in asked(tenant, word="Lead").headers
    assert asked(tenant, word="Lead").headers["X-API-CREDITS-REMAINING"] == "2499"


def test_the_credits_survive_json() -> None:
    tenant, other = account(edition="standard"), Tenant("other")
    use(tenant, 7)
    other.zoho.restore(json.loads(json.dumps(tenant.zoho.snapshot())))
    assert (credits.used(other.zoho), other.zoho.edition, other.zoho.limited) == (7, "standard", True)
    with pytest.raises(ValueError, match="edition should be one of free"):
        other.zoho.restore({**tenant.zoho.snapshot(), "edition": "golden"})


def test_a_world_names_an_edition_that_there_is() -> None:
    assert seed.parse("zoho: { edition: ultimate, limits: by_edition }").data["zoho"]["edition"] in EDITIONS
    with pytest.raises(DocumentError):
        seed.parse("zoho: { edition: golden }")


def test_calls_at_one_moment_are_parallel_ones_only_where_that_is_assumed() -> None:
    tenant = account()
    assert {asked(tenant, word="Lead").status for _ in range(9)} == {200}
    assert "zoho.parallel_calls" not in tenant.universe.assumptions.used
    tenant.universe.assumptions.choose("zoho.parallel_calls", "same_moment")
    assert [asked(tenant, word="Lead").status for _ in range(7)] == [200] * 5 + [429] * 2
    tenant.universe.clock.advance(timedelta(milliseconds=1))
    assert asked(tenant, word="Lead").status == 200
    assert tenant.universe.assumptions.used["zoho.parallel_calls"] == "same_moment"


# --- headers ---------------------------------------------------------------------------------------------------------


def test_a_reply_has_the_headers_of_the_real_one() -> None:
    tenant = account()
    headers = asked(tenant, word="Lead").headers
    assert headers["Content-Type"] == "application/json;charset=UTF-8"
    assert headers["Content-Disposition"] == "attachment; filename=response.json"
    assert headers["Cache-Control"] == "no-store, no-cache, must-revalidate, private"
    assert headers["X-ACCESSTOKEN-RESET"] == "2026-01-15T10:00:00+00:00"
    assert asked(tenant).headers["X-ACCESSTOKEN-RESET"] == headers["X-ACCESSTOKEN-RESET"]


def test_a_reply_to_a_token_that_is_none_does_not_say_when_it_ends() -> None:
    tenant = account()
    tenant.zoho.issue_access_token("", "", "1000.old")
    tenant.universe.clock.advance(timedelta(hours=2))
    reply = asked(tenant, token="1000.old")
    assert (reply.status, "X-ACCESSTOKEN-RESET" in reply.headers) == (401, False)
    assert "Cache-Control" in reply.headers


def test_an_empty_reply_and_one_of_a_fault_have_none_of_them() -> None:
    tenant = account()
    assert asked(tenant, word="nobody").headers.keys() == {"X-Sandbox-Exchange"}
    tenant.universe.faults.arm(Fault("f", "status", "zoho.search_records", attributes={"status": 503}))
    assert "Cache-Control" not in asked(tenant, word="Lead").headers
