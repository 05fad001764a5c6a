"""A snapshot at any step, restored into a fresh sandbox, goes on to the same bytes as the run that was not stopped."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator import seed
from emulator.kernel.fault import Fault
from emulator.tenant import Tenant
from flow_runner.engine import Flow
from flow_runner.sandbox.files import DEMO_WORLD, bundled_flows, read_flow
from flow_runner.sandbox.sandbox import DEFAULT_PHONE, Sandbox
from flow_runner.sandbox.stubs import Stubs
from flow_runner.testing.strategies import answers
from tests.builders import (
    ATTRIBUTE,
    VARIABLE,
    assign_agent,
    buttons,
    message,
    parse,
    question,
    status,
    time_delay,
    update_attribute,
    webhook,
)

PHONES = (DEFAULT_PHONE, "15550100002")
FAULTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("latency", {"seconds": 11}),
    ("latency", {"seconds": 2}),
    ("lose_reply", {}),
    ("refuse", {}),
    ("status", {"status": 503, "text": "down"}),
    ("truncate", {"bytes": 20}),
)
OPERATIONS = ("zoho.*", "zoho.search_records", "zoho.generate_token", "wati.*", "wati.get_contacts")
STUBS = """
- url: https://api.example/slots*
  calls: [{json: {slots: 3, note: "é"}}, {status: 503}, {json: {}, delay: 12}, {no_reply: lost}, {text: "{", delay: 1}]
"""

Action = tuple[Any, ...]


@cache
def flow_of(name: str) -> Flow:
    if name == "waiting":
        return parse(
            question("ask", validation={"type": "Regex", "regex": "^.{1,20}$", "failsCount": "1"}),
            buttons("pick", ("m", "More", "wait"), ("s", "Slots", "hook"), ("a", "Agent", "agent"), default="ask"),
            time_delay("wait", 90),
            webhook(
                "hook",
                "https://api.example/slots?city=@city",
                saved=[(VARIABLE, "slots", "slots"), (ATTRIBUTE, "note", "note")],
                statuses=[status(200, "tell"), status(0, "pick", default=True)],
            ),
            update_attribute("tell", ("town", "@city")),
            message("say", "<p>@slots slots in {{town}}</p>"),
            assign_agent("agent", "66aa00bb11cc22dd33ee4401"),
            edges=[("ask", "pick"), ("wait", "hook"), ("tell", "say"), ("say", "pick")],
        )
    return Flow.loads(read_flow(bundled_flows()[name]))


@cache
def world() -> dict[str, Any]:
    found: dict[str, Any] = seed.load(DEMO_WORLD).data
    return found


def opened(name: str) -> Sandbox:
    return Sandbox(flow_of(name), seed.tenant_from(world()), Stubs.parse(STUBS))


def fresh(name: str) -> Sandbox:
    """A sandbox that knows nothing: an empty account of the same name."""
    return Sandbox(flow_of(name), Tenant("default"), Stubs.parse(STUBS))


def act(sandbox: Sandbox, number: int, action: Action) -> None:
    """One step of a conversation; some leave calls or messages waiting."""
    tenant, host = sandbox.tenant, sandbox.host
    match action:
        case ("say", who, text):
            sandbox.says(text, PHONES[who])
        case ("tap", who, place):
            offered = sandbox.offered(PHONES[who])
            if offered:
                sandbox.taps(offered[place % len(offered)][1], PHONES[who])
        case ("advance", seconds):
            sandbox.advance(timedelta(seconds=seconds))
        case ("expire",):
            tenant.zoho.expire_access_tokens()
        case ("arm", place, operation):
            kind, attributes = FAULTS[place]
            tenant.universe.faults.arm(Fault(f"f{number}", kind, operation, attributes=dict(attributes)))
        case ("post", who, text):  # the message waits in the outbox
            tenant.wati.receive(PHONES[who], text)
        case ("receive", who, text):  # the chatbot starts, its calls wait
            tenant.wati.receive(PHONES[who], text)
            tenant.universe.outbox.drain(host.receive)
        case ("carry",):
            if host.snapshot()["calls"]:
                host.carry_one()
        case ("at_once", texts):
            sandbox.at_once(*((PHONES[who], text) for who, text in texts))
        case _:
            raise AssertionError(action)


WHO = st.integers(0, 1)
SAID = st.one_of(st.sampled_from(["hi", "Pune", "More", "slots", "nowhere in this long text at all"]), answers())
ACTIONS = st.one_of(
    st.tuples(st.just("say"), WHO, SAID),
    st.tuples(st.just("tap"), WHO, st.integers(0, 2)),
    st.tuples(st.just("advance"), st.sampled_from([1, 60, 90, 3600, 25 * 3600])),
    st.tuples(st.just("expire")),
    st.tuples(st.just("arm"), st.integers(0, len(FAULTS) - 1), st.sampled_from(OPERATIONS)),
    st.tuples(st.just("post"), WHO, SAID),
    st.tuples(st.just("receive"), WHO, SAID),
    st.tuples(st.just("receive"), WHO, SAID),
    st.tuples(st.just("carry")),
    st.tuples(st.just("carry")),
    st.tuples(st.just("at_once"), st.lists(st.tuples(WHO, SAID), min_size=2, max_size=4)),
)
FLOWS = ("waiting", *bundled_flows())


def dumped(sandbox: Sandbox) -> str:
    return json.dumps(sandbox.snapshot())


@pytest.mark.parametrize("name", FLOWS)
@settings(derandomize=True, deadline=None, max_examples=60)
@given(actions=st.lists(ACTIONS, min_size=1, max_size=10), data=st.data())
def test_a_restored_snapshot_goes_on_to_the_same_bytes(name: str, actions: list[Action], data: st.DataObject) -> None:
    stop = data.draw(st.integers(0, len(actions)))
    sandbox, stored = opened(name), ""
    for number, action in enumerate(actions):
        if number == stop:
            stored = dumped(sandbox)
        act(sandbox, number, action)
    stored = stored or dumped(sandbox)

    restored = fresh(name)
    restored.restore(json.loads(stored))
    assert dumped(restored) == stored
    for number, action in enumerate(actions[stop:], stop):
        act(restored, number, action)
    assert dumped(restored) == dumped(sandbox)


@pytest.mark.parametrize("name", FLOWS)
@settings(derandomize=True, deadline=None, max_examples=20)
@given(before=st.lists(ACTIONS, max_size=4), after=st.lists(ACTIONS, min_size=1, max_size=4))
def test_going_back_in_the_same_sandbox_undoes_everything(name: str, before: list[Action], after: list[Action]) -> None:
    sandbox = opened(name)
    for number, action in enumerate(before):
        act(sandbox, number, action)
    stored = sandbox.snapshot()
    kept = json.dumps(stored)
    for number, action in enumerate(after, 100):
        act(sandbox, number, action)
    assert json.dumps(stored) == kept, "a snapshot shares nothing with what goes on"
    sandbox.restore(stored)
    assert dumped(sandbox) == kept
    for number, action in enumerate(after, 100):
        act(sandbox, number, action)
    assert json.dumps(stored) == kept, "what was restored shares nothing with the snapshot"


def test_a_snapshot_in_the_middle_of_a_webhook_holds_the_call() -> None:
    sandbox = opened("zoho_lead_owner")
    act(sandbox, 0, ("receive", 0, "hi"))
    stored = dumped(sandbox)
    assert len(json.loads(stored)["flows"]["calls"]) == 1
    restored = fresh("zoho_lead_owner")
    restored.restore(json.loads(stored))
    restored.tenant.deliver()
    assert (restored.assignee() or {})["name"] == "Asha Agent"


DAMAGE: list[Callable[[dict[str, Any]], Any]] = [
    lambda data: data.pop("universe"),
    lambda data: data["universe"].pop("clock"),
    lambda data: data["universe"]["clock"].update(now="yesterday"),
    lambda data: data["wati"]["contacts"].append({"id": "x"}),
    lambda data: data["wati"]["contacts"].append(data["wati"]["contacts"][0]),
    lambda data: data["flows"].update(sessions={"1": {"id": "x"}}),
    lambda data: data["flows"].update(stubs=[]),
    lambda data: data["flows"]["trace"]["batches"].append(["2026-01-15T09:00:00+00:00", "1", [{"type": "no_such"}]]),
    lambda data: data.update(flows={}),
    lambda data: data["zoho"]["records"].update(Leads=None),
]


@pytest.mark.parametrize("damage", DAMAGE, ids=range(len(DAMAGE)))
def test_a_damaged_snapshot_is_refused_and_nothing_is_changed(damage: Callable[[dict[str, Any]], Any]) -> None:
    sandbox = opened("waiting")
    act(sandbox, 0, ("say", 0, "hi"))
    broken = json.loads(dumped(sandbox))
    act(sandbox, 1, ("say", 0, "Pune"))
    damage(broken)
    before = dumped(sandbox)
    with pytest.raises(ValueError, match="snapshot"):
        sandbox.restore(broken)
    assert dumped(sandbox) == before
