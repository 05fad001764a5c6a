"""Brings events to webhooks over the network, for tenants that are served.

A receiver may ask the sandbox something before it answers, so that nobody waits for it in a request's own thread, nor
with a tenant's lock: each tenant that has something due gets a thread of its own, which ends when nothing is.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Collection

from emulator.kernel.http import Reply, Request
from emulator.tenant import Tenant
from emulator.wati import callback_queue as queue
from emulator.wati.callback_queue import TIMEOUT_S, Outcome, Unreached
from emulator.wati.rows import Delivery
from emulator.wati.webhook import host_of

LOOPBACK = ("127.0.0.1", "::1", "localhost")
MAX_REPLY_BYTES = 64 * 1024
"""As much of what a receiver says is kept; the rest is not read."""


class Courier:
    """Carries for any number of tenants; `allowed` are the names of hosts beside this machine that may be called."""

    def __init__(self, allowed: Collection[str] = (), timeout_s: float = TIMEOUT_S) -> None:
        self.allowed = frozenset(name.lower() for name in allowed)
        self.timeout_s = timeout_s
        self._at_work: set[Tenant] = set()
        self._lock = threading.Lock()

    def wake(self, tenant: Tenant) -> None:
        """Let what is due be carried, in the background."""
        with tenant.lock, self._lock:
            if tenant in self._at_work or not queue.is_due(tenant.wati):
                return
            self._at_work.add(tenant)
        try:
            threading.Thread(target=self._work, args=(tenant,), name=f"webhooks of {tenant.name}", daemon=True).start()
        except RuntimeError:  # no more threads are to be had: it stays due, and somebody wakes us again
            self._rest(tenant)

    def _work(self, tenant: Tenant) -> None:
        try:
            while batch := self._batch(tenant):
                for delivery in batch:
                    if not self._carry(tenant, delivery):
                        break  # what was planned anew may come before the rest
        except Exception:  # our bug: told in full where the server was started
            traceback.print_exc()
            self._rest(tenant)

    def _batch(self, tenant: Tenant) -> list[Delivery]:
        """What is due. Where that is nothing the work ends, before anybody can add something and find it going on."""
        with tenant.lock:
            found = queue.due(tenant.wati) if tenant.carrier is not None else []
            if not found:
                self._rest(tenant)
            return found

    def _rest(self, tenant: Tenant) -> None:
        with self._lock:
            self._at_work.discard(tenant)

    def _carry(self, tenant: Tenant, delivery: Delivery) -> bool:
        """Try one; whether the next one may follow."""
        with tenant.lock:
            if tenant.carrier is None or not queue.is_pending(tenant.wati, delivery):
                return tenant.carrier is not None
            exchange = queue.begin(tenant.wati, delivery)
            request = exchange.request
            outcome = tenant.stand_in(request) if tenant.stand_in is not None else None
        if outcome is None:
            outcome = post(request, self.allowed, self.timeout_s)
        with tenant.lock:
            queue.end(exchange, outcome)
            return queue.settle(tenant.wati, delivery, outcome)


def is_permitted(url: str, allowed: Collection[str]) -> bool:
    """Whether a request may really be sent there: to this machine by the plain names that it has, or to a host that
    was allowed by name. No other name is looked up, wherever it may lead.
    """
    host = host_of(url)
    return host in LOOPBACK or (bool(host) and host in allowed)


def post(request: Request, allowed: Collection[str] = (), timeout_s: float = TIMEOUT_S) -> Outcome:
    """Really send it, if that is permitted. Redirects are not followed, and nothing of this machine's proxies or
    passwords is used.
    """
    if not is_permitted(request.url, allowed):
        advice = f"Nothing leaves this machine unless its host was allowed by name: --allow-host {request.hostname}"
        return Unreached("refused by the sandbox", advice)
    import requests
    from urllib3.exceptions import HTTPError

    headers = {**request.headers, "user-agent": "wati-sandbox", "accept-encoding": "identity", "connection": "close"}
    try:
        with requests.Session() as session:
            session.trust_env = False
            with session.post(
                request.url,
                data=request.body,
                headers=headers,
                timeout=timeout_s,
                allow_redirects=False,
                stream=True,
            ) as found:
                said = found.raw.read(MAX_REPLY_BYTES, decode_content=False)
                return Reply(found.status_code, headers=dict(found.headers), raw=said)
    except requests.Timeout:
        return Unreached("timed out")
    except (requests.RequestException, HTTPError, ValueError) as error:
        return Unreached(f"lost ({type(error).__name__})")
