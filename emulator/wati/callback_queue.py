"""What is on its way to webhooks: what is due, how it is asked for, and what follows from the answer.

It does no HTTP and knows no time but the tenant's: whoever carries asks `due`, sends what `request_of` makes, and
tells `settle` what came of it. Source: docs.wati.io, webhooks: anything but a 200 is tried again every ten minutes, up
to 144 times, and more than a hundred failures in a row make the webhook Defective.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from emulator.kernel.http import Json, Reply, Request
from emulator.kernel.journal import Exchange
from emulator.wati.assumptions.webhooks import DEFECTIVE_WEBHOOK, WEBHOOK_SUCCESS
from emulator.wati.callback_payloads import EVENTS
from emulator.wati.rows import Delivery, Webhook
from emulator.wati.state import WatiState

DISABLED, ENABLED, DEFECTIVE = 0, 1, 2
RETRY_AFTER = timedelta(minutes=10)
MAX_ATTEMPTS = 1 + 144
MAX_FAILURES = 100
TIMEOUT_S = 10.0
"""How long a receiver has to answer; ours, for Wati's is not told."""
MAX_PENDING = 10_000
"""Of one account; our own bound."""
MAX_CAUSED = 1000
"""How many deliveries others may cause while they are carried at once, so that no circle goes on for ever."""
OPERATION = "wati.webhook:"
"""Under this name, with the event behind it, deliveries stand in the journal."""
JSON = {"content-type": "application/json"}


class Unreached(NamedTuple):
    """There was no reply; `help` says what to do about it, where that is known."""

    reason: str
    help: str = ""


Outcome = Reply | Unreached


def put(state: WatiState, webhook: Webhook, event: str, body: Json) -> Delivery | None:
    """An event sets out for a webhook, now. Where too many wait it does not, and that stands in the journal."""
    now = state.universe.clock.now()
    row = Delivery(state.universe.ids.object_id("wati.delivery"), webhook.id, event, body, now)
    if len(state.deliveries) < MAX_PENDING:
        return state.deliveries.insert(row)
    exchange = begin(state, row)
    exchange.no_reply, exchange.help = "dropped", [f"{MAX_PENDING} events wait for their webhooks already"]
    return None


def is_due(state: WatiState) -> bool:
    now = state.universe.clock.now()
    return any(row.due <= now for row in state.deliveries)


def due(state: WatiState) -> list[Delivery]:
    """What is to be tried now, in the order in which it fell due."""
    now = state.universe.clock.now()
    return sorted((row for row in state.deliveries if row.due <= now), key=lambda row: row.due)


def request_of(state: WatiState, delivery: Delivery) -> Request:
    """Unsigned JSON, as Wati sends it."""
    webhook, body = state.webhooks.get(delivery.webhook), Reply(payload=delivery.body).body
    url = webhook.url if webhook else ""
    try:
        return Request.to("POST", url, JSON, body)
    except ValueError:  # no address at all, which only a snapshot can hold: nobody will call it
        return Request("POST", "/", headers=JSON, body=body, url=url)


def begin(state: WatiState, delivery: Delivery) -> Exchange:
    """Enter an attempt into the journal, under the moment at which it was due. A body that does not hold to its schema
    is our bug, and shows there.
    """
    exchange = state.universe.journal.open(delivery.due, request_of(state, delivery))
    exchange.api, exchange.operation = "wati", OPERATION + delivery.event
    if delivery.event in EVENTS:
        told = EVENTS[delivery.event].contract.violations(delivery.body)
        exchange.violations += [f"webhook {one}" for one in told]
    return exchange


def end(exchange: Exchange, outcome: Outcome) -> None:
    """Note what came of an attempt."""
    if isinstance(outcome, Reply):
        exchange.reply = outcome
    else:
        exchange.no_reply = outcome.reason
        exchange.help += [outcome.help] if outcome.help else []


def settle(state: WatiState, delivery: Delivery, outcome: Outcome) -> bool:
    """What follows from an attempt; whether it arrived. One that was taken back meanwhile changes nothing."""
    if not is_pending(state, delivery):
        return True
    webhook = state.webhooks.get(delivery.webhook)
    arrived = isinstance(outcome, Reply) and _is_success(state, outcome.status)
    if webhook is None or arrived:
        state.deliveries.delete(delivery.id)
        if webhook is not None and webhook.failures:
            state.webhooks.update(webhook.id, failures=0)
        return True
    _plan_again(state, delivery)
    failures = webhook.failures + 1
    state.webhooks.update(webhook.id, failures=failures)
    if failures > MAX_FAILURES and webhook.status == ENABLED:
        now = state.universe.clock.now()
        state.webhooks.update(webhook.id, status=DEFECTIVE, notified=True, last_updated=now)
        if is_silent(state):
            drop_pending(state, webhook.id)
    return False


def carry(state: WatiState, send: Callable[[Request], Outcome], after: Callable[[], None]) -> None:
    """Try all that is due, in order, retries that are due by then included; `after` is called after each attempt.

    What cannot be tried because everything that arrives causes more stays due.
    """
    left = MAX_CAUSED + MAX_ATTEMPTS * len(state.deliveries)
    while left > 0 and (batch := due(state)):
        for delivery in batch:
            if not is_pending(state, delivery):
                continue
            exchange = begin(state, delivery)
            outcome = send(request_of(state, delivery))
            end(exchange, outcome)
            arrived = settle(state, delivery, outcome)
            after()
            left -= 1
            if left <= 0 or not arrived:
                break  # what was planned anew may come before the rest


def is_pending(state: WatiState, delivery: Delivery) -> bool:
    """Whether it is still to be tried: nobody else did, and its webhook was not switched off."""
    return state.deliveries.get(delivery.id) == delivery


def drop_pending(state: WatiState, webhook_id: str) -> None:
    for row in [row for row in state.deliveries if row.webhook == webhook_id]:
        state.deliveries.delete(row.id)


def is_silent(state: WatiState) -> bool:
    """Whether a webhook that is Defective gets nothing more."""
    return state.universe.assumptions.lean(DEFECTIVE_WEBHOOK) == "silent"


def _is_success(state: WatiState, status: int) -> bool:
    if status == 200:
        return True
    return 200 < status < 300 and state.universe.assumptions.lean(WEBHOOK_SUCCESS) == "any_2xx"


def _plan_again(state: WatiState, delivery: Delivery) -> None:
    later = _later(delivery.due)
    if delivery.attempt < MAX_ATTEMPTS and later is not None:
        state.deliveries.update(delivery.id, due=later, attempt=delivery.attempt + 1)
    else:
        state.deliveries.delete(delivery.id)


def _later(moment: datetime) -> datetime | None:
    """None after the end of all time."""
    try:
        return moment + RETRY_AFTER
    except OverflowError:
        return None
