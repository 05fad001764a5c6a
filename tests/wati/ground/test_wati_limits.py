"""Wati: how often an account may call, on the tenant's clock."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator import Tenant, seed
from emulator.kernel.http import Reply
from emulator.wati.api import WATI
from emulator.wati.limits import PER_MONTH, PER_WINDOW, TWINS_IN_V3, plan_of
from flow_runner import Sandbox
from tests.builders import message, parse, webhook
from tests.wati.wati_calls import call

ADA = "15550100001"


def account(limits: str | None = None, plan: str | None = None, **assumptions: str) -> Tenant:
    world: dict[str, Any] = {"wati": {"contacts": [{"phone": ADA}], **({"limits": limits} if limits else {})}}
    chosen = {f"wati.{name}": value for name, value in assumptions.items()}
    return seed.tenant_from({**world, "profile": {"plan": plan} if plan else {}, "assumptions": chosen})


def read(tenant: Tenant) -> Reply:
    return call(tenant, "GET", "getContacts", pageSize="1")


def statuses(tenant: Tenant, times: int) -> list[int]:
    return [read(tenant).status for _ in range(times)]


def test_the_eleventh_call_within_ten_seconds_is_429_with_retry_after() -> None:
    tenant = account()
    assert statuses(tenant, 10) == [200] * 10
    reply = read(tenant)
    assert (reply.status, reply.body, reply.headers["Retry-After"]) == (429, b"", "10")
    assert reply.headers["X-Sandbox-Help"].startswith("Wati allows 10 calls of get_contacts in 10 seconds on the plan")


def test_who_waits_as_long_as_it_says_is_let_in_again() -> None:
    tenant = account()
    read(tenant)
    tenant.universe.clock.advance(timedelta(seconds=4))
    statuses(tenant, 9)
    wait = int(read(tenant).headers["Retry-After"])
    assert wait == 6
    tenant.universe.clock.advance(timedelta(seconds=wait - 1))
    assert read(tenant).status == 429
    tenant.universe.clock.advance(timedelta(seconds=1))
    assert statuses(tenant, 2) == [200, 429]


def test_a_call_that_was_turned_away_does_nothing_and_does_not_count() -> None:
    tenant = account()
    for _ in range(10):
        call(tenant, "POST", f"addContact/{ADA}", {"name": "Ada"})
    before = tenant.wati.snapshot()
    assert call(tenant, "POST", "addContact/15550100002", {"name": "Bea"}).status == 429
    assert tenant.wati.snapshot() == before


def test_each_operation_is_counted_by_itself() -> None:
    tenant = account()
    statuses(tenant, 10)
    assert call(tenant, "GET", f"getMessages/{ADA}").status == 200


def test_who_is_not_let_in_is_not_counted() -> None:
    tenant = account()
    for _ in range(20):
        assert call(tenant, "GET", "getContacts", headers={}).status == 401
    assert read(tenant).status == 200


@pytest.mark.parametrize(
    ("limits", "plan", "expected"),
    [
        (None, None, "growth"),
        (None, "pro", "pro"),
        ("business", "growth", "business"),
        ("unlimited", "pro", "unlimited"),
    ],
)
def test_the_strictest_plan_holds_until_somebody_says_otherwise(
    limits: str | None, plan: str | None, expected: str
) -> None:
    assert plan_of(account(limits, plan).wati) == expected


def test_without_limits_nothing_is_turned_away() -> None:
    assert statuses(account("unlimited"), 50) == [200] * 50


def test_an_operation_that_the_table_does_not_name_goes_by_the_assumption() -> None:
    def sent(tenant: Tenant) -> set[int]:
        body = {"customParams": [{"name": "a", "value": "1"}]}
        return {call(tenant, "POST", f"updateContactAttributes/{ADA}", body).status for _ in range(30)}

    assert (sent(account()), sent(account(unlisted_limits="ten"))) == ({200}, {200, 429})


def test_the_months_quota_ends_with_the_month() -> None:
    tenant = account("growth")
    tenant.wati.calls["month"] = [2026 * 12 + 1, float(PER_MONTH["growth"] - 1)]
    assert statuses(tenant, 2) == [200, 429]
    wait = int(read(tenant).headers["Retry-After"])
    now = tenant.universe.clock.now()
    assert now + timedelta(seconds=wait) == datetime(2026, 2, 1, tzinfo=now.tzinfo)
    tenant.universe.clock.advance(timedelta(seconds=wait))
    assert read(tenant).status == 200


def test_december_is_followed_by_january() -> None:
    tenant = account("growth")
    tenant.universe.clock.advance(timedelta(days=330))
    now = tenant.universe.clock.now()
    assert now.month == 12
    tenant.wati.calls["month"] = [now.year * 12 + 12, float(PER_MONTH["growth"])]
    assert read(tenant).status == 429


def test_counters_are_part_of_a_snapshot() -> None:
    tenant = account()
    statuses(tenant, 10)
    again = account()
    again.restore(json.loads(json.dumps(tenant.snapshot())))
    assert read(again).status == 429


def test_every_limited_operation_is_one_of_the_api() -> None:
    names = {*PER_WINDOW, *TWINS_IN_V3}
    assert {f"wati.{name}" for name in names} <= WATI.operations.keys()


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.integers(min_value=0, max_value=4000), max_size=60))
def test_in_any_ten_seconds_at_most_ten_calls_are_answered(gaps_ms: list[int]) -> None:
    tenant, answered = account(), []
    for gap in gaps_ms:
        tenant.universe.clock.advance(timedelta(milliseconds=gap))
        now = tenant.universe.clock.now().timestamp()
        before = [one for one in answered if now - one < 10]
        let_in = read(tenant).status == 200
        assert let_in is (len(before) < 10)
        if let_in:
            answered.append(now)


# --- chatbots --------------------------------------------------------------------------------------------------------

READS = "https://live-mt-server.wati.io/424242/api/v1/getContacts?pageSize=1"
BEARER = {"Authorization": "Bearer sandbox-wati-token"}


def test_a_chatbot_that_calls_too_often_in_one_go_is_turned_away() -> None:
    nodes = [webhook(f"w{number}", READS, headers=BEARER) for number in range(11)]
    edges = [(f"w{number}", f"w{number + 1}") for number in range(10)]
    sandbox = Sandbox.open(parse(*nodes, edges=edges))
    sandbox.says("hi")
    found = [exchange.reply.status for exchange in sandbox.tenant.universe.journal if exchange.reply]
    assert found == [200] * 10 + [429]


def test_nobody_types_ten_messages_in_no_time_so_that_each_begins_a_window_of_its_own() -> None:
    sandbox = Sandbox.open(parse(webhook("w", READS, headers=BEARER), message("m", "ok"), edges=[("w", "m")]))
    for _ in range(15):
        sandbox.says("hi")
    found = {exchange.reply.status for exchange in sandbox.tenant.universe.journal if exchange.reply}
    assert found == {200}
