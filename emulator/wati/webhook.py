"""Webhooks of an account: addresses that hear of events, and what is wrong with one that somebody wants to add.

Source: docs.wati.io, createWebhookEndpointV2. Of the texts of refusals two are known from clients; the others are
assumed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from emulator.kernel.suggest import did_you_mean
from emulator.wati.assumptions.webhooks import UNKNOWN_EVENT_TYPE, WEBHOOK_TWICE
from emulator.wati.callback import KNOWN
from emulator.wati.callback_queue import ENABLED, drop_pending
from emulator.wati.rows import Webhook
from emulator.wati.state import WatiState
from emulator.wati.target import channel_called

MAX_WEBHOOKS = 100
"""Of one account. That there is a bound is known, its number is ours."""
TOO_MANY = "Number of Webhooks exceed limitation"
MAX_URL = 2048
URL = r"https?://([A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?([/?][!-~]*)?"
"""What may be called: nobody can read another host into it than the one that stands there."""
_URL = re.compile(URL)
MAX_PORT = 65535


class Wanted(NamedTuple):
    """A webhook to add. Without a `phone` it hears of every number of the account."""

    url: str
    events: tuple[str, ...]
    phone: str = ""
    status: int = ENABLED


class Refused(ValueError):
    """`error` is what Wati says; the text says more."""

    def __init__(self, error: str, text: str) -> None:
        super().__init__(text)
        self.error = error


def host_of(url: str) -> str:
    """The host that an address names, in lower case and without brackets; empty where it is no address to call."""
    found = _URL.fullmatch(url) if len(url) <= MAX_URL else None
    if found is None or int((found[2] or ":0")[1:]) > MAX_PORT:
        return ""
    return found[1].strip("[]").lower()


def add(state: WatiState, wanted: Sequence[Wanted]) -> list[Webhook]:
    """All of them, or none: Refused with the first thing that is wrong."""
    for one in wanted:
        _check(state, one)
    if len(state.webhooks) + len(wanted) > MAX_WEBHOOKS:
        raise Refused(TOO_MANY, f"the sandbox keeps {MAX_WEBHOOKS} webhooks of an account")
    for one in _twice(state, wanted):
        if state.universe.assumptions.lean(WEBHOOK_TWICE) == "refused":
            raise Refused("Webhook already exists", f"{one.url} is registered already")
    return [_insert(state, one) for one in wanted]


def unknown(events: Iterable[str]) -> list[str]:
    """What is wrong with names of events: a sentence for each that is not documented, with the nearest one."""
    return [f"no event is called '{name}'.{did_you_mean(name, KNOWN)}" for name in events if name not in KNOWN]


def switch(state: WatiState, webhook: Webhook, status: int) -> Webhook:
    """Switch it on or off: on, it begins anew; what waited for it is dropped."""
    drop_pending(state, webhook.id)
    now = state.universe.clock.now()
    return state.webhooks.update(webhook.id, status=status, failures=0, notified=False, last_updated=now)


def remove(state: WatiState, webhook: Webhook) -> None:
    drop_pending(state, webhook.id)
    state.webhooks.delete(webhook.id)


def _check(state: WatiState, one: Wanted) -> None:
    if not host_of(one.url):
        raise Refused("Invalid url", f"'{one.url}' is no address: write http(s)://host[:port][/path], in ASCII")
    wrong = unknown(one.events)
    if not one.events:
        raise Refused("Invalid event types", f"{one.url} is to hear of no event: {', '.join(KNOWN)}")
    if wrong and state.universe.assumptions.lean(UNKNOWN_EVENT_TYPE) == "refused":
        raise Refused("Invalid event types", " ".join(wrong))
    if one.phone and channel_called(state, one.phone) is None:
        numbers = [state.phone, *(channel.phone for channel in state.channels)]
        told = f"'{one.phone}' is no number of the account, which has {', '.join(numbers)}"
        raise Refused("Invalid phone number", told)


def _twice(state: WatiState, wanted: Sequence[Wanted]) -> Iterator[Wanted]:
    seen = {(row.url, row.phone) for row in state.webhooks}
    for one in wanted:
        if (one.url, one.phone) in seen:
            yield one
        seen.add((one.url, one.phone))


def _insert(state: WatiState, one: Wanted) -> Webhook:
    now = state.universe.clock.now()
    return state.webhooks.insert(
        Webhook(
            id=state.universe.ids.object_id("wati.webhook"),
            url=one.url,
            event_types=tuple(dict.fromkeys(one.events)),
            created=now,
            last_updated=now,
            channel=channel_called(state, one.phone) or "",
            phone=one.phone,
            status=one.status,
        )
    )
