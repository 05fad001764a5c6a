"""A tenant: one universe, one state per API, one lock. Two tenants share nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Protocol

import emulator.faults  # noqa: F401  # registers the kinds
from emulator import pipeline
from emulator.kernel.api import Api
from emulator.kernel.clock import DEFAULT_START
from emulator.kernel.http import Reply, Request
from emulator.kernel.outbox import Notice
from emulator.kernel.universe import Universe
from emulator.sheets import SheetsState
from emulator.wati import auto_retry, broadcast, callback, delivery, template
from emulator.wati.api import WATI
from emulator.wati.callback_queue import Outcome
from emulator.wati.state import WatiState
from emulator.zoho.api import ZOHO
from emulator.zoho.state import ZohoState

APIS: tuple[Api[Any], ...] = (WATI, ZOHO)
SNAPSHOT_VERSION = 3


class FlowHost(Protocol):
    """Who runs chatbots for a tenant. The flow runner installs one; without it messages wait in the outbox."""

    def receive(self, notice: Notice) -> None: ...

    def settle(self) -> None:
        """Everything was handed over: do what remains to be done."""
        ...

    def snapshot(self) -> Any: ...

    def restore(self, data: Any) -> None:
        """Go back to a snapshot; None is one that was taken where no chatbot ran."""
        ...


class Tenant:
    """One account's Wati and Zoho. Every way in takes the lock, so exchanges of one tenant never overlap.

    `carrier` brings events to its webhooks (without one they wait), `stand_in` answers in the place of receivers that
    are not there, and `passed` tells how much real time went by, for a tenant that follows it. They are wiring.
    """

    def __init__(
        self, name: str, start: datetime = DEFAULT_START, assumptions: Mapping[str, str] | None = None
    ) -> None:
        self.name = name
        self.lock = threading.RLock()
        self.universe = Universe(name, operation_names, start, assumptions)
        self.wati = WatiState(self.universe)
        for part in (callback, delivery, template, broadcast, auto_retry):
            part.attach(self.wati)
        self.zoho = ZohoState(self.universe)
        self.sheets = SheetsState(self.universe)
        self.carrier: Callable[[Tenant], None] | None = None
        self.stand_in: Callable[[Request], Outcome | None] | None = None
        self.passed: Callable[[], timedelta] | None = None
        self._host: FlowHost | None = None

    def state(self, api: str) -> Any:
        """The state of an API by its name: `wati` or `zoho`."""
        return getattr(self, api)

    def install(self, host: FlowHost) -> None:
        self._host = host

    def call(self, request: Request) -> Reply:
        """Answer one request. NoReply where a fault says so; a request that no API claims is answered 404."""
        api = api_for(request)
        if api is None:
            told = f"Neither Wati nor Zoho has the path {request.path}; see /_sandbox/health."
            return Reply(404, {"error": told}, {"Content-Type": "application/json"})
        with self.lock:
            return pipeline.answer(self.universe, api, self.state(api.name), request)

    def claims(self, request: Request) -> bool:
        """Whether the request names this account, by an account number or a token."""
        api = api_for(request)
        return api is not None and api.claims(request, self.state(api.name))

    def deliver(self) -> None:
        """Hand over what waits: to the flow host what is in the outbox, to the carrier what is for webhooks."""
        self.hand_over()
        if self.carrier is not None and self.wati.deliveries:
            self.carrier(self)

    def catch_up(self) -> None:
        """Bring the clock up to date, where it follows real time."""
        if self.passed is not None:
            with self.lock, suppress(ValueError):  # the end of all time
                self.universe.clock.advance(self.passed())

    def hand_over(self) -> None:
        """Hand what waits in the outbox to the flow host, if there is one."""
        host = self._host
        if host is not None:
            with self.lock:
                while True:
                    self.universe.outbox.drain(host.receive)
                    host.settle()
                    if not len(self.universe.outbox):
                        return

    def secrets(self) -> frozenset[str]:
        """Everything in the accounts that must not be printed."""
        return frozenset((*self.wati.secrets(), *self.zoho.secrets()))

    def snapshot(self) -> dict[str, Any]:
        """Everything of this tenant as plain JSON."""
        with self.lock:
            return {
                "version": SNAPSHOT_VERSION,
                "tenant": self.name,
                "universe": self.universe.snapshot(),
                **{api.name: self.state(api.name).snapshot() for api in APIS},
                "sheets": self.sheets.snapshot(),
                "flows": self._host.snapshot() if self._host else None,
            }

    def restore(self, data: dict[str, Any]) -> None:
        """Go back to a snapshot: all of it or nothing. ValueError where it is not a snapshot of ours."""
        found = data.get("version")
        if found != SNAPSHOT_VERSION:
            raise ValueError(f"not a snapshot of version {SNAPSHOT_VERSION}: found {found!r}")
        with self.lock:
            before = self.snapshot()
            try:
                self._put_back(data)
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                self._put_back(before)
                raise ValueError(f"the snapshot is damaged: {error!r}") from error

    def _put_back(self, data: dict[str, Any]) -> None:
        self.universe.restore(data["universe"])
        for api in APIS:
            self.state(api.name).restore(data[api.name])
        self.sheets.restore(data["sheets"])
        if self._host is not None:
            self._host.restore(data["flows"])
        elif data["flows"] is not None:
            raise ValueError("it holds sessions of a chatbot, and no chatbot runs here")


def operation_names() -> list[str]:
    return [name for api in APIS for name in api.operations]


def api_for(request: Request) -> Api[Any] | None:
    """By real host name where there is one, else by path."""
    by_host = api_of(request.host) if request.host else None
    return by_host or next((api for api in APIS if api.paths.match(request.path)), None)


def api_of(host: str) -> Api[Any] | None:
    """The API that a real host name serves."""
    for api in APIS:
        if api.hosts.fullmatch(host):
            return api
    return None
