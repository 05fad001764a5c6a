"""Webhooks of an account, and what they are told, without any network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from emulator import Tenant
from emulator.kernel.http import Reply, Request
from emulator.wati import callback_queue, webhook
from emulator.wati.callback_queue import Outcome
from emulator.wati.rows import Webhook

URL = "http://127.0.0.1:9000/hook"
OK = Reply(200)


class Told:
    """What arrived at webhooks: bodies in order. It answers what it is told, then 200."""

    def __init__(self, tenant: Tenant, answers: Sequence[Outcome] = (), usual: Outcome = OK) -> None:
        self.tenant = tenant
        self.requests: list[Request] = []
        self.answers = list(answers)
        self.usual = usual
        tenant.carrier = self.carry

    def carry(self, tenant: Tenant) -> None:
        callback_queue.carry(tenant.wati, self._answer, tenant.hand_over)

    def _answer(self, request: Request) -> Outcome:
        self.requests.append(request)
        return self.answers.pop(0) if self.answers else self.usual

    @property
    def bodies(self) -> list[Any]:
        self.tenant.deliver()
        return [request.json() for request in self.requests]

    @property
    def events(self) -> list[str]:
        return [body["eventType"] for body in self.bodies]

    def only(self, event: str) -> Any:
        [body] = [body for body in self.bodies if body["eventType"] == event]
        return body


def hook(tenant: Tenant, *events: str, url: str = URL, phone: str = "", status: int = 1) -> Webhook:
    [row] = webhook.add(tenant.wati, [webhook.Wanted(url, events, phone, status)])
    return row


def now_of(tenant: Tenant, webhook_id: str) -> Webhook:
    """The webhook as it stands now."""
    found = tenant.wati.webhooks.get(webhook_id)
    assert found is not None
    return found
