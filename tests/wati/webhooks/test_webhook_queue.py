"""Deliveries on the virtual clock: retries, Defective, and what a snapshot in the middle of them holds."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from emulator import Tenant
from emulator.kernel.http import Reply
from emulator.wati import callback_queue as queue
from emulator.wati import webhook
from emulator.wati.callback_queue import Unreached
from tests.wati.webhooks.hooks import Told, hook, now_of

ADA = "15550100001"
DAY = timedelta(days=1)
MINUTES = timedelta(minutes=10)


def say(tenant: Tenant, text: str = "hello") -> None:
    tenant.wati.receive(ADA, text)


def let_pass(tenant: Tenant, delta: timedelta) -> None:
    tenant.universe.clock.advance(delta)
    tenant.deliver()


def attempts(tenant: Tenant) -> list[Any]:
    """When each was due, and its text, as the journal has it."""
    return [
        (one.at - tenant.universe.clock.started, one.request.json()["text"])
        for one in tenant.universe.journal
        if one.operation == "wati.webhook:message"
    ]


@pytest.mark.parametrize(
    "answer", [Reply(201), Reply(204), Reply(500), Reply(302, headers={"Location": "/"}), Unreached("timed out")]
)
def test_anything_but_a_200_is_tried_again_after_ten_minutes(tenant: Tenant, answer: Any) -> None:
    row = hook(tenant, "message")
    told = Told(tenant, [answer])
    say(tenant)
    tenant.deliver()
    assert now_of(tenant, row.id).failures == 1
    let_pass(tenant, MINUTES - timedelta(seconds=1))
    assert len(told.requests) == 1
    let_pass(tenant, timedelta(seconds=1))
    assert [request.body for request in told.requests] == [told.requests[0].body] * 2
    assert (now_of(tenant, row.id).failures, len(tenant.wati.deliveries)) == (0, 0)


def test_any_2xx_will_do_where_that_is_assumed(tenant: Tenant) -> None:
    tenant.universe.assumptions.choose("wati.webhook_success", "any_2xx")
    row = hook(tenant, "message")
    Told(tenant, usual=Reply(204))
    say(tenant)
    tenant.deliver()
    assert (now_of(tenant, row.id).failures, len(tenant.wati.deliveries)) == (0, 0)
    assert tenant.universe.assumptions.used["wati.webhook_success"] == "any_2xx"


def test_a_day_of_failures_makes_101_attempts_and_a_defective_webhook(tenant: Tenant) -> None:
    row = hook(tenant, "message")
    told = Told(tenant, usual=Reply(500))
    say(tenant)
    let_pass(tenant, 100 * MINUTES - timedelta(seconds=1))
    assert (now_of(tenant, row.id).status, now_of(tenant, row.id).failures) == (queue.ENABLED, 100)
    let_pass(tenant, DAY)
    assert len(told.requests) == 101
    found = now_of(tenant, row.id)
    assert (found.status, found.notified, found.failures) == (queue.DEFECTIVE, True, 101)
    assert len(tenant.wati.deliveries) == 0
    assert "wati.defective_webhook" in tenant.universe.assumptions.used
    say(tenant, "nobody hears of this")
    let_pass(tenant, DAY)
    assert len(told.requests) == 101


def test_where_the_webhook_stays_enabled_there_are_145_attempts(tenant: Tenant) -> None:
    """Another event arrives in between, so that the failures are not in a row."""
    row = hook(tenant, "message")
    told = Told(tenant, usual=Reply(500))
    say(tenant, "lost")
    let_pass(tenant, 90 * MINUTES)
    assert len(told.requests) == 91
    told.answers = [Reply(200)]
    say(tenant, "arrives")
    tenant.deliver()
    let_pass(tenant, DAY)
    texts = [request.json()["text"] for request in told.requests]
    assert (texts.count("lost"), texts.count("arrives"), texts.index("arrives")) == (145, 1, 91)
    assert now_of(tenant, row.id).status == queue.ENABLED
    assert len(tenant.wati.deliveries) == 0


def test_a_day_at_once_is_a_day_in_steps(tenant: Tenant) -> None:
    """Each attempt stands in the journal under the moment at which it was due, those of two messages interleaved."""
    tenant.universe.assumptions.choose("wati.defective_webhook", "tried")
    row = hook(tenant, "message")
    Told(tenant, usual=Reply(500))
    say(tenant, "first")
    let_pass(tenant, timedelta(minutes=4))
    say(tenant, "second")
    let_pass(tenant, DAY + MINUTES)
    found = attempts(tenant)
    first = [(MINUTES * n, "first") for n in range(145)]
    second = [(MINUTES * n + timedelta(minutes=4), "second") for n in range(145)]
    assert found == sorted(first + second)
    assert now_of(tenant, row.id).status == queue.DEFECTIVE
    assert len(tenant.wati.deliveries) == 0


def test_a_defective_webhook_that_is_still_tried_hears_what_happens(tenant: Tenant) -> None:
    tenant.universe.assumptions.choose("wati.defective_webhook", "tried")
    row = hook(tenant, "message")
    tenant.wati.webhooks.update(row.id, status=queue.DEFECTIVE, failures=101)
    told = Told(tenant)
    say(tenant)
    assert told.events == ["message"]
    assert now_of(tenant, row.id).failures == 0


def test_a_snapshot_in_the_middle_of_retries_goes_on_identically(tenant: Tenant) -> None:
    hook(tenant, "message", "sentMessageREAD")
    Told(tenant, usual=Reply(500))
    say(tenant, "first")
    let_pass(tenant, timedelta(minutes=34))
    taken = json.loads(json.dumps(tenant.snapshot()))

    def rest(one: Tenant) -> Any:
        told = Told(one, [Reply(500)] * 20)
        say(one, "second")
        let_pass(one, DAY)
        return [(request.url, request.body) for request in told.requests], attempts(one), one.wati.snapshot()

    expected = rest(tenant)
    other = Tenant("default")
    other.restore(taken)
    assert rest(other) == expected
    assert len(expected[0]) > 20
    tenant.restore(taken)
    assert rest(tenant) == expected


def test_switched_off_it_hears_nothing_and_what_waited_is_gone(tenant: Tenant) -> None:
    row = hook(tenant, "message")
    told = Told(tenant, [Reply(500)])
    say(tenant)
    tenant.deliver()
    webhook.switch(tenant.wati, row, queue.DISABLED)
    say(tenant)
    let_pass(tenant, DAY)
    assert len(told.requests) == 1
    webhook.switch(tenant.wati, now_of(tenant, row.id), queue.ENABLED)
    say(tenant, "back")
    assert [body["text"] for body in told.bodies] == ["hello", "back"]


def test_an_answer_to_what_was_taken_back_meanwhile_changes_nothing(tenant: Tenant) -> None:
    row = hook(tenant, "message")
    say(tenant)
    [delivery] = queue.due(tenant.wati)
    webhook.remove(tenant.wati, row)
    before = tenant.wati.snapshot()
    assert queue.settle(tenant.wati, delivery, Reply(500))
    assert tenant.wati.snapshot() == before


def test_events_go_out_unsigned_as_json(tenant: Tenant) -> None:
    hook(tenant, "message", url="http://127.0.0.1:9000/a/b?token=x")
    told = Told(tenant)
    say(tenant, "naïve ✓ \ud83d")
    assert told.events == ["message"]
    [request] = told.requests
    assert (request.method, request.path, request.query) == ("POST", "/a/b", "token=x")
    assert request.headers == {"content-type": "application/json"}
    assert request.json()["text"] == "naïve ✓ \ud83d"


def test_what_looks_like_a_secret_in_an_address_is_one(tenant: Tenant) -> None:
    hook(tenant, "message", url="https://crm.example/whatsapp-integration/9f86d081884c7d65")
    hook(tenant, "message", url="https://abcdefghij0123456789.example/x?k=aaaaaaaaaaaaaaa1")
    assert {"9f86d081884c7d65", "aaaaaaaaaaaaaaa1"} == set(tenant.wati.secrets()) - {tenant.wati.token}


def test_a_snapshot_with_no_address_at_all_harms_nobody(tenant: Tenant) -> None:
    row = hook(tenant, "message")
    tenant.wati.webhooks.update(row.id, url="http://[")
    Told(tenant, usual=Unreached("refused by the sandbox"))
    say(tenant)
    tenant.deliver()
    assert now_of(tenant, row.id).failures == 1


def test_where_too_many_wait_the_next_is_dropped_and_that_is_told(
    tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "MAX_PENDING", 3)
    hook(tenant, "message")
    for number in range(5):
        say(tenant, str(number))
    assert len(tenant.wati.deliveries) == 3
    dropped = [one for one in tenant.universe.journal if one.no_reply == "dropped"]
    assert [one.request.json()["text"] for one in dropped] == ["3", "4"]


def test_the_end_of_all_time_is_the_end_of_trying(tenant: Tenant) -> None:
    hook(tenant, "message")
    Told(tenant, usual=Reply(500))
    clock = tenant.universe.clock
    clock.advance(clock.now().replace(year=9999, month=12, day=31, hour=23, minute=55) - clock.now())
    say(tenant)
    tenant.deliver()
    assert len(tenant.wati.deliveries) == 0
