"""broadcast/{broadcastId}/retry: again to those whom Meta chose not to deliver to."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from emulator import Tenant
from emulator.kernel.http import Reply
from tests.wati.sends.sends_calls import ADA, BEN, CY, breaches, choose, history, refused
from tests.wati.wati_calls import call, data_of

DAY = timedelta(days=1)


def campaign(account: Tenant) -> str:
    """To Cy, whom Meta does not deliver to, and to two others; an hour ago."""
    receivers = [{"whatsappNumber": phone} for phone in (ADA, BEN, CY)]
    body = {"template_name": "hello", "broadcast_name": "b1", "receivers": receivers}
    assert call(account, "POST", "sendTemplateMessages", body).json()["result"] is True
    account.universe.clock.advance(timedelta(hours=1))
    return next(iter(account.wati.broadcasts)).id


def enable(account: Tenant, broadcast: str, body: Any) -> Reply:
    return call(account, "POST", f"broadcast/{broadcast}/retry", body)


def sent_to(account: Tenant, phone: str) -> list[str]:
    return [line["statusString"] for line in history(account, phone) if line["eventType"] == "broadcastMessage"]


def set_phone(account: Tenant, phone: str, choice: str) -> None:
    contact = account.wati.contact(phone)
    assert contact is not None
    account.wati.contacts.update(contact.id, phone_is=choice)


@pytest.mark.parametrize("days", [3, "3"])
def test_it_goes_again_every_day_until_it_is_delivered(account: Tenant, days: Any) -> None:
    broadcast = campaign(account)
    assert enable(account, broadcast, {"retryDays": days}).json() == {"result": True}
    assert breaches(account) == []
    assert sent_to(account, CY) == ["FAILED"]
    account.universe.clock.advance(DAY)
    account.universe.clock.advance(timedelta(minutes=1))
    assert sent_to(account, CY) == ["FAILED", "FAILED"]
    set_phone(account, CY, "on")
    account.universe.clock.advance(DAY)
    account.universe.clock.advance(timedelta(seconds=5))
    assert sent_to(account, CY) == ["READ", "FAILED", "FAILED"]
    account.universe.clock.advance(7 * DAY)
    assert len(sent_to(account, CY)) == 3
    assert sent_to(account, ADA) == ["READ"]
    assert not account.universe.clock.timers


def test_the_last_time_is_the_deadline(account: Tenant) -> None:
    broadcast = campaign(account)
    until = account.universe.clock.now() + timedelta(hours=30)
    assert enable(account, broadcast, {"retryUntil": until.isoformat()}).status == 200
    account.universe.clock.advance(7 * DAY)
    assert len(sent_to(account, CY)) == 3


def test_how_often_it_tries_is_an_assumption(account: Tenant) -> None:
    broadcast = campaign(account)
    choose(account, "auto_retry", "at_deadline")
    enable(account, broadcast, {"retryDays": 5})
    account.universe.clock.advance(7 * DAY)
    assert len(sent_to(account, CY)) == 2
    assert account.universe.assumptions.used["wati.auto_retry"] == "at_deadline"


def test_a_new_deadline_stands_instead_of_the_old_one(account: Tenant) -> None:
    broadcast = campaign(account)
    enable(account, broadcast, {"retryDays": 7})
    enable(account, broadcast, {"retryDays": 2})
    account.universe.clock.advance(10 * DAY)
    assert len(sent_to(account, CY)) == 3


def test_what_is_planned_survives_json(account: Tenant) -> None:
    broadcast = campaign(account)
    enable(account, broadcast, {"retryDays": 1})
    account.restore(json.loads(json.dumps(account.snapshot())))
    account.universe.clock.advance(DAY)
    assert len(sent_to(account, CY)) == 2


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"retryDays": 0},
        {"retryDays": 8},
        {"retryDays": 1.5},
        {"retryDays": True},
        {"retryDays": "²"},
        {"retryDays": 10**300},
        {"retryDays": 3, "retryUntil": "2026-01-16T09:00:00Z"},
        {"retryUntil": "2026-01-15T09:00:00Z"},
        {"retryUntil": "2026-01-30T09:00:00Z"},
        {"retryUntil": "tomorrow"},
        {"retryUntil": 7},
        {"retryUntil": "0001-01-01T00:00:00+23:59"},
        {"retryUntil": "9999-12-31T23:59:59-23:59"},
    ],
    ids=repr,
)
def test_a_deadline_that_is_none_is_400(account: Tenant, body: Any) -> None:
    broadcast = campaign(account)
    before = data_of(account)
    reply = enable(account, broadcast, body)
    assert refused(account, reply, before, 400) == {"result": False, "info": "target input invalid"}
    assert reply.help


def test_a_deadline_without_a_zone_is_in_utc(account: Tenant) -> None:
    assert enable(account, campaign(account), {"retryUntil": "2026-01-16T09:00:00"}).status == 200


def test_the_plan_growth_has_no_auto_retry(account: Tenant) -> None:
    broadcast = campaign(account)
    account.wati.limits = "growth"
    assert enable(account, broadcast, {"retryDays": 3}).status == 400
    account.wati.limits = "pro"
    assert enable(account, broadcast, {"retryDays": 3}).status == 200


def test_only_a_completed_campaign_can_be_tried_again(account: Tenant) -> None:
    broadcast = campaign(account)
    account.wati.broadcasts.update(broadcast, status="scheduled")
    assert enable(account, broadcast, {"retryDays": 3}).status == 400
    assert enable(account, "66aa00bb11cc22dd33ee44ff", {"retryDays": 3}).status == 400
