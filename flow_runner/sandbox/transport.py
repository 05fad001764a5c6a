"""Where a webhook's request goes: a stub, the emulated vendors in process, or out to a host that the user allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from emulator.courier import post
from emulator.kernel.http import NoReply, Reply, Request
from emulator.tenant import Tenant, api_of
from emulator.wati.callback_queue import TIMEOUT_S, Outcome, Unreached
from flow_runner.engine.step import TIMED_OUT, Silence
from flow_runner.sandbox.stubs import Stub, Stubs

STUB = "stub"
LOCAL_ORIGIN = "http://127.0.0.1:8080"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class EgressRefused(Exception):
    """A request to a host that is neither emulated, stubbed nor allowed: nothing leaves the machine by accident."""


class Carried(NamedTuple):
    """What came of a request: a reply or a silence, who gave it, and its number in the journal (0: none)."""

    given: Reply | Silence
    source: str
    number: int = 0


class Transport:
    """Carries requests for one tenant. Latency moves the tenant's clock, and a time-out fires without sleeping.

    `overhear` is called with every request and the webhook that makes it: what is carried says nothing of headers and
    bodies.
    """

    def __init__(
        self,
        tenant: Tenant,
        stubs: Stubs | None = None,
        allowed: frozenset[str] = frozenset(),
        origin: str = LOCAL_ORIGIN,
    ) -> None:
        """`allowed` are host names that requests may really be sent to; `origin` is the sandbox's own address."""
        self.tenant = tenant
        self.origin = origin
        self._own = {f"{host}:{urlsplit(origin).port or 80}" for host in LOOPBACK} | {urlsplit(origin).netloc}
        self.stubs = stubs or Stubs()
        self.allowed = allowed
        self.overhear: Callable[[Request, str], None] = lambda request, node: None

    def carry(self, request: Request, timeout_s: float, node: str = "") -> Carried:
        """`node` is the webhook that calls. EgressRefused for a host that nobody answers for."""
        self.overhear(request, node)
        return self._carried(request, timeout_s, self.stubs.matching(request, node))

    def call_back(self, request: Request) -> Outcome:
        """To a webhook of the account. Nobody overhears it, the tenant's clock does not wait for the receiver, and this
        machine may really be called.
        """
        stubbed = self.stubbed(request)
        if stubbed is not None:
            return stubbed
        if self._is_emulated(request):
            given = self._emulated(request, TIMEOUT_S).given
            return given if isinstance(given, Reply) else Unreached(given.reason)
        return post(request, self.allowed)

    def stubbed(self, request: Request) -> Outcome | None:
        """What a stub answers to a webhook of the account; None where none does, or lets the receiver answer."""
        stub = next(self.stubs.matching(request), None)
        answer = stub.next() if stub is not None else {"pass_through": True}
        if "pass_through" in answer:
            return None
        try:
            reply = Stub.reply(answer)
        except NoReply as silence:
            return Unreached(silence.reason)
        return Unreached(TIMED_OUT) if reply.latency_s > TIMEOUT_S else reply

    def is_answered(self, request: Request, node: str = "") -> bool:
        """Whether anybody answers for it."""
        if any(self.stubs.matching(request, node)):
            return True
        return self._is_emulated(request) or request.hostname in self.allowed

    def _carried(self, request: Request, timeout_s: float, stubs: Iterator[Stub]) -> Carried:
        """By the first of the stubs that fit, or by the service itself."""
        stub = next(stubs, None)
        if stub is None:
            return self._asked(request, timeout_s)
        answer = stub.next()
        if "pass_through" in answer:
            others = (one for one in stubs if not one.node or one.node != stub.node)
            return self._passed_on(request, timeout_s, answer, others)
        try:
            return Carried(self._in_time(stub.reply(answer), timeout_s), STUB)
        except NoReply as silence:
            return Carried(Silence(silence.reason), STUB)

    def _asked(self, request: Request, timeout_s: float) -> Carried:
        """By the service itself."""
        if self._is_emulated(request):
            return self._emulated(request, timeout_s)
        if request.hostname in self.allowed:
            return Carried(_live(request, timeout_s), "live")
        raise EgressRefused(self._advice(request))

    def _passed_on(self, request: Request, timeout_s: float, answer: dict[str, Any], stubs: Iterator[Stub]) -> Carried:
        """What a stub does to the answer of the service, whose effect stays. One that keeps the answer from coming
        needs nobody behind it.
        """
        delay = float(answer.get("delay", 0))
        try:
            carried = self._carried(request, timeout_s, stubs)
        except EgressRefused:
            if "no_reply" not in answer and delay <= timeout_s:
                raise
            carried = Carried(Reply(), STUB)
        given = carried.given
        if isinstance(given, Silence):
            return carried
        if "no_reply" in answer:
            return carried._replace(given=Silence(answer["no_reply"]))
        if "cut_off" in answer:
            given.raw = given.body[: answer["cut_off"]]
        took, given.latency_s = given.latency_s, delay  # what the service took has gone by
        late = self._in_time(given, timeout_s - took)
        given.latency_s += took
        return carried._replace(given=late)

    def _is_emulated(self, request: Request) -> bool:
        return request.host in self._own or api_of(request.host) is not None

    def _emulated(self, request: Request, timeout_s: float) -> Carried:
        request.origin = self.origin
        request.path = request.path.removeprefix(f"/~{self.tenant.name}")
        try:
            given: Reply | Silence = self._in_time(self.tenant.call(request), timeout_s)
        except NoReply as silence:
            given = Silence(silence.reason)
        last = self.tenant.universe.journal.last
        return Carried(given, "sandbox", last.number if last else 0)

    def _in_time(self, reply: Reply, timeout_s: float) -> Reply | Silence:
        if not reply.latency_s:
            return reply
        self.tenant.universe.clock.advance(timedelta(seconds=min(reply.latency_s, timeout_s)))
        return Silence(TIMED_OUT) if reply.latency_s > timeout_s else reply

    def _advice(self, request: Request) -> str:
        host = request.hostname
        url = f"{request.scheme}://{request.host}{request.path}"
        close = self.stubs.near_miss(request)
        meant = f" The nearest stub is {close}." if close else ""
        return (
            f"{request.method} {url} was refused: the sandbox emulates Wati and Zoho, and nothing leaves this machine."
            f"{meant} Answer it with a stub (--stubs stubs.yaml, for example "
            f"'- {{method: {request.method}, url: \"{url}\", json: {{...}}}}'), or let it out: --allow-host {host}."
        )


def _live(request: Request, timeout_s: float) -> Reply | Silence:
    """Really send it. Redirects are not followed: they may lead to a host that was not allowed."""
    import requests

    try:
        with requests.Session() as session:
            session.trust_env = False  # this machine's .netrc and proxies are not the flow's business
            found = session.request(
                request.method,
                request.url,
                headers={name: value.encode("utf-8", "replace") for name, value in request.headers.items()},
                data=request.body or None,
                timeout=timeout_s,
                allow_redirects=False,
            )
    except requests.Timeout:
        return Silence(TIMED_OUT)
    except requests.RequestException as error:
        return Silence(f"refused ({type(error).__name__})")
    return Reply(found.status_code, headers=dict(found.headers), raw=found.content)
