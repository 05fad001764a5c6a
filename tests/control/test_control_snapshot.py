"""The control API: snapshots."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from emulator import Tenant, World
from emulator.tenant import SNAPSHOT_VERSION
from flow_runner.sandbox.sandbox import Sandbox
from tests import builders
from tests.control.control_calls import BEARER, OAUTH, PRIYA, ZOHO, call, numbers, ok, refused, urlencoded


def lived_in(world: World) -> World:
    """A world in which a little of everything happened."""
    ok(world, "POST", "inbound", {"phone": PRIYA, "text": "hi ü", "choice": {"title": "hi"}})
    call(world, "POST", f"/424242/api/v1/sendSessionMessage/{PRIYA}?messageText=Hello", headers=BEARER)
    call(world, "POST", f"/oauth/v2/token?{urlencoded(OAUTH)}")
    ok(world, "POST", "faults", {"name": "f", "kind": "refuse", "operation": "zoho.*", "after": 3})
    call(world, "GET", f"/crm/v8/Leads/search?phone={PRIYA[2:]}", headers=ZOHO)
    tenant = world.tenant("default")
    tenant.universe.clock.call_at(tenant.universe.clock.now(), "note", {"a": 1})
    ok(world, "POST", "tenants", {"name": "other", "world": {}})
    return world


def test_a_restored_tenant_is_the_same_to_the_byte_and_goes_on_alike(world: World) -> None:
    lived_in(world)
    data = call(world, "GET", "/_sandbox/snapshot").body
    answers = []
    for _ in range(2):
        assert call(world, "PUT", "/_sandbox/snapshot", data).body == b'{"restored":"default"}'
        assert call(world, "GET", "/_sandbox/snapshot").body == data
        call(world, "POST", "/424242/api/v1/addContact/15550100001", {"name": "x"}, BEARER)
        call(world, "POST", f"/424242/api/v1/sendSessionMessage/{PRIYA}?messageText=Hello", headers=BEARER)
        answers.append(call(world, "GET", "/_sandbox/snapshot").body)
        ok(world, "POST", "inbound", {"phone": "15550100002", "text": "in between"})
    assert answers[0] == answers[1] != data


def test_a_snapshot_goes_on_in_a_new_server(world: World) -> None:
    data = call(lived_in(world), "GET", "/_sandbox/snapshot").body
    other = World()
    assert call(other, "PUT", "/_sandbox/snapshot", data).status == 200
    assert call(other, "GET", "/_sandbox/snapshot").body == data
    assert numbers(other) == numbers(world)
    assert call(other, "GET", f"/crm/v8/Leads/search?phone={PRIYA[2:]}", headers=ZOHO).status == 200


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("version",), 0),
        (("version",), None),
        (("universe",), None),
        (("universe",), []),
        (("universe", "clock"), {}),
        (("universe", "clock", "now"), "yesterday"),
        (("universe", "clock", "now"), "2026-01-15T09:00:00"),
        (("universe", "clock", "seq"), "one"),
        (("universe", "clock", "timers"), [["2026-01-15T09:00:00+00:00"]]),
        (("universe", "clock", "timers"), [["2026-01-15T09:00:00", 1, "note", None]]),
        (("universe", "faults"), [{"name": "f"}]),
        (("universe", "faults"), [{"name": "f", "kind": "no such kind", "operation": "zoho.*"}]),
        (("universe", "journal", "exchanges"), [{}]),
        (("universe", "journal", "limit"), "many"),
        (("universe", "outbox"), [["message"]]),
        (("universe", "assumptions", "chosen"), {"zoho.phone_match": "no such choice"}),
        (("universe", "assumptions"), []),
        (("universe", "ids"), {"wati.contact": "many"}),
        (("wati", "token"), None),
        (("wati", "contacts"), None),
        (("wati", "contacts", 0, "wa_id"), 5),
        (("wati", "contacts", 0, "created"), "yesterday"),
        (("wati", "contacts", 0, "surprise"), 1),
        (("wati", "conversations", 0, "last_inbound"), "2026-01-15T09:00:00"),
        (("zoho", "records", "Leads", 0, "fields"), 5),
        (("zoho", "records", "Leads", 1, "id"), "4150868000000000001"),
        (("zoho", "access_tokens", 0, "expires_at"), "2026-01-15T09:00:00"),
        (("zoho",), {}),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else json.dumps(value)[:30],
)
def test_a_damaged_snapshot_is_refused_with_nothing_changed(world: World, place: tuple[Any, ...], value: Any) -> None:
    lived_in(world)
    before = call(world, "GET", "/_sandbox/snapshot").body
    damaged: Any = copy.deepcopy(json.loads(before))
    if place == ("zoho", "records", "Leads", 1, "id"):
        value = damaged["zoho"]["records"]["Leads"][0]["id"]  # the same id twice
    holder = damaged
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = value
    status, told = refused(world, "PUT", "/_sandbox/snapshot", damaged)
    assert status == 400
    assert told.startswith(("the snapshot is damaged: ", f"not a snapshot of version {SNAPSHOT_VERSION}: "))
    assert call(world, "GET", "/_sandbox/snapshot").body == before


@pytest.mark.parametrize("chatbot_runs", [True, False])
def test_a_snapshot_of_a_chatbot_is_restored_whole_or_refused(chatbot_runs: bool) -> None:
    """Whether the tenant has that chatbot or not: no session may get lost, and none may stay."""
    flow = builders.parse(builders.buttons("pick", ("b1", "Sales", "sales")), builders.message("sales", "ok"))
    with_chatbot, without = Sandbox(flow).tenant, Tenant("default")
    with_chatbot.wati.receive(PRIYA, "hi")
    with_chatbot.deliver()
    source, target = (without, with_chatbot) if chatbot_runs else (with_chatbot, without)
    data, before = source.snapshot(), target.snapshot()
    try:
        target.restore(data)
    except ValueError:
        assert target.snapshot() == before
        return
    restored = target.snapshot()["flows"]
    assert (restored or {}).get("sessions", {}) == (data["flows"] or {}).get("sessions", {})


@pytest.mark.parametrize("body", [b"", b"{", [], 5, {}])
def test_what_is_no_snapshot_is_refused(world: World, body: Any) -> None:
    before = call(world, "GET", "/_sandbox/snapshot").body
    assert refused(world, "PUT", "/_sandbox/snapshot", body)[0] == 400
    assert call(world, "GET", "/_sandbox/snapshot").body == before


def test_a_session_that_stands_nowhere_is_refused_as_a_whole() -> None:
    sandbox = Sandbox(builders.parse(builders.buttons("pick", ("b1", "Yes", ""))))
    sandbox.says("hi")
    before = sandbox.snapshot()
    broken = json.loads(json.dumps(before).replace('"node": "pick", "waiting"', '"node": "nope", "waiting"'))
    assert broken != before
    with pytest.raises(ValueError, match="nope"):
        sandbox.restore(broken)
    assert sandbox.snapshot() == before
