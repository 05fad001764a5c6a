"""The engine alone: the contact is a dictionary, and webhooks are answered from another one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from emulator import seed
from emulator.kernel.assumption import Assumptions
from emulator.kernel.clock import DEFAULT_START
from emulator.kernel.http import Reply
from flow_runner.engine import Engine, Flow, Sprint
from flow_runner.engine.step import Answer
from flow_runner.sandbox.platform import ContactPort
from tests.bench.account import OWNER, phones, world
from tests.bench.conversation import flow
from tests.bench.floor import flask_call
from tests.bench.measure import Figure, Slice, compare, seconds_each

SLICES = 60
CONVERSATIONS_PER_SLICE = 150
PHONE = phones(1)[0]

Replies = dict[tuple[str, str], Reply]


class DictPlatform:
    """One contact and one agent."""

    def __init__(self, attributes: dict[str, str]) -> None:
        self.attributes = attributes

    def now(self) -> datetime:
        return DEFAULT_START

    def attribute(self, name: str) -> str | None:
        return self.attributes.get(name)

    def set_attribute(self, name: str, value: str) -> None:
        self.attributes[name] = value

    def agent(self, agent_id: str) -> tuple[str, str] | None:
        return OWNER, "asha.agent@example.com"

    def team(self, team_id: str) -> str | None:
        return "Sales"


def alone() -> Iterator[Figure]:
    """The straight path, from the trigger to the end of the session."""
    parsed = flow()
    engine, replies = Engine(parsed, Assumptions()), _replies(parsed)

    def conversation() -> Sprint:
        platform = DictPlatform({"name": "Priya Test", "phone": PHONE})
        sprint = engine.start("session", PHONE, platform, Answer("hi"))
        while sprint.call is not None:
            request = sprint.call.request
            sprint = engine.resume(sprint.session, platform, replies[request.host, request.path])
        return sprint

    assert conversation().session.reason == f"assigned to {OWNER}"
    one: Slice = partial(seconds_each, [conversation] * CONVERSATIONS_PER_SLICE)
    found = compare([one] * SLICES, flask_call())
    speed = f"{1 / found.subject_s:,.0f}/s ({found.subject_s * 1e6:.0f} us)"
    yield Figure("engine alone, straight path", speed, f"c = {found.floor_s * 1e6:.0f} us", found.ratio, 0.35)


def _replies(parsed: Flow) -> Replies:
    """What the fakes answer to the same conversation, by host and path."""
    tenant = seed.tenant_from(world([PHONE]))
    tenant.wati.add_contact(PHONE)
    engine, port = Engine(parsed, tenant.universe.assumptions), ContactPort(tenant, PHONE)
    found: Replies = {}
    sprint = engine.start("session", PHONE, port, Answer("hi"))
    while sprint.call is not None:
        request = sprint.call.request
        reply = found[request.host, request.path] = tenant.call(request)
        sprint = engine.resume(sprint.session, port, reply)
    return found
