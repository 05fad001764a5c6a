"""Whole conversations in process: both fakes stateful, contracts, journal and trace on, coverage taken of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from emulator import seed
from flow_runner.engine import Flow
from flow_runner.inspection.coverage import Coverage
from flow_runner.sandbox.files import bundled_flows, read_flow
from flow_runner.sandbox.sandbox import Sandbox
from tests.bench.account import OWNER, phones, world
from tests.bench.floor import flask_call
from tests.bench.measure import Figure, Slice, compare, seconds_each

TENANTS = 2
CONVERSATIONS_PER_SLICE = 40
STRAIGHT = [200, 200]
REFRESHED = [200, 401, 200, 200, 200]


def flow() -> Flow:
    return Flow.loads(read_flow(bundled_flows()["zoho_lead_owner"]))


def straight() -> Iterator[Figure]:
    """Token read, lead found, agent assigned."""
    yield _figure("conversation, straight 200 path", STRAIGHT, 1.5)


def refresh() -> Iterator[Figure]:
    """The token has expired: 401, refreshed, saved, searched again."""
    yield _figure("conversation, 401 -> refresh -> save -> retry", REFRESHED, 4.0, expired=True)


def converse(sandbox: Sandbox, phone: str) -> None:
    """One customer says hi. This is what is measured."""
    mark = sandbox.trace.mark
    sandbox.says("hi", phone)
    Coverage.of(sandbox.flow, sandbox.trace.since(mark))


def _figure(name: str, statuses: list[int], target: float, expired: bool = False) -> Figure:
    parsed, numbers = flow(), phones()
    data = world(numbers)

    def slices() -> Iterator[Slice]:
        for _ in range(TENANTS):
            sandbox = Sandbox(parsed, seed.tenant_from(data))
            before: Callable[[], object] = sandbox.tenant.zoho.expire_access_tokens if expired else lambda: None
            for start in range(0, len(numbers), CONVERSATIONS_PER_SLICE):
                some = numbers[start : start + CONVERSATIONS_PER_SLICE]
                yield partial(seconds_each, [partial(converse, sandbox, phone) for phone in some], before)
            _check(sandbox, numbers, statuses)

    found = compare(slices(), flask_call())
    speed = f"{1 / found.subject_s:,.0f}/s ({found.subject_s * 1e6:.0f} us)"
    return Figure(name, speed, f"c = {found.floor_s * 1e6:.0f} us", found.ratio, target)


def _check(sandbox: Sandbox, numbers: list[str], statuses: list[int]) -> None:
    """Every conversation went the way that it is measured for, and no contract was broken."""
    for phone in numbers:
        agent = sandbox.assignee(phone)
        assert agent is not None, phone
        assert agent["name"] == OWNER, phone
    journal = list(sandbox.tenant.universe.journal)
    assert [exchange.reply and exchange.reply.status for exchange in journal[-len(statuses) :]] == statuses
    assert not any(exchange.violations for exchange in journal)
