"""Faults: what to break and when, as data that fires by counter; each kind keeps or prevents the effect."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

import emulator.faults  # noqa: F401  # registers the kinds
from emulator.kernel.fault import FAULT_KINDS, Fault, Faults
from emulator.kernel.http import NoReply, Reply, Request
from emulator.tenant import Tenant

OPERATIONS = ["zoho.search_records", "zoho.get_users", "wati.add_contact"]
BEARER = {"authorization": "Bearer sandbox-wati-token"}
ADD = "/424242/api/v1/addContact/15550100001"

# What each kind needs to be armed; a kind that is missing here fails `test_every_kind_of_fault_is_exercised_here`.
ATTRIBUTES: dict[str, dict[str, Any]] = {
    "latency": {"seconds": 2.5},
    "lose_reply": {},
    "refuse": {},
    "status": {"status": 503, "text": "down"},
    "truncate": {"bytes": 5},
}


def faults() -> Faults:
    return Faults(lambda: OPERATIONS)


def fault(name: str = "f", kind: str = "refuse", operation: str = "zoho.*", **more: Any) -> Fault:
    return Fault(name, kind, operation, **more)


def pattern_of_calls(one: Fault, calls: int) -> str:
    return "".join("X" if one.matches("zoho.get_users") else "." for _ in range(calls))


def test_a_fault_fires_once_unless_told_otherwise() -> None:
    assert pattern_of_calls(fault(), 4) == "X..."


def test_a_fault_may_fire_several_times() -> None:
    assert pattern_of_calls(fault(times=2), 4) == "XX.."


def test_a_fault_without_limit_fires_for_ever() -> None:
    one = fault(times=None)
    assert pattern_of_calls(one, 4) == "XXXX"
    assert not one.spent


def test_a_fault_may_let_calls_pass_first() -> None:
    one = fault(after=2, times=2)
    assert pattern_of_calls(one, 6) == "..XX.."
    assert (one.seen, one.fired, one.spent) == (4, 2, True)


def test_a_fault_does_not_count_calls_of_other_operations() -> None:
    one = fault(after=1)
    assert not one.matches("wati.add_contact")
    assert (one.seen, one.fired) == (0, 0)


def test_two_faults_of_one_call_both_count_it() -> None:
    armed = faults()
    armed.arm(fault("a", after=1))
    armed.arm(fault("b", "latency", attributes={"seconds": 1}))
    assert [one.name for one in armed.matching("zoho.get_users")] == ["b"]
    assert [one.name for one in armed.matching("zoho.get_users")] == ["a"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (fault(kind="refused"), "no fault kind is called 'refused'. Did you mean 'refuse'?"),
        (fault(operation="zoho.search_record"), "no operation is called 'zoho.search_record'. Did you mean "
         "'zoho.search_records'?"),
        (fault(operation="zohoo.*"), "no operation is called 'zohoo.*'"),
        (fault(kind="latency"), "fault 'f' (latency): body: \"seconds\" is a required property"),
        (fault(kind="latency", attributes={"seconds": -1}), "fault 'f' (latency): seconds: -1 is less than or equal"),
        (fault(kind="status", attributes={"status": 99}), "fault 'f' (status): status: 99 is less than"),
    ],
)  # fmt: skip
def test_a_fault_that_could_never_fire_is_refused(wrong: Fault, told: str) -> None:
    armed = faults()
    with pytest.raises(ValueError) as refused:
        armed.arm(wrong)
    assert str(refused.value).startswith(told)
    assert armed.armed == []


def test_an_unknown_attribute_of_a_fault_is_named_with_the_nearest_one() -> None:
    with pytest.raises(ValueError, match="txt") as refused:
        faults().arm(fault(kind="status", attributes={"status": 503, "txt": "down"}))
    assert "Did you mean 'text'?" in str(refused.value)


def test_a_name_can_be_armed_only_once() -> None:
    armed = faults()
    armed.arm(fault("down"))
    with pytest.raises(ValueError, match="^a fault called 'down' is armed already: disarm it first$"):
        armed.arm(fault("down"))


def test_a_disarmed_fault_does_not_fire() -> None:
    armed = faults()
    armed.arm(fault("down"))
    assert armed.disarm("down").name == "down"
    assert armed.matching("zoho.get_users") == []
    with pytest.raises(KeyError, match="no fault called 'down' is armed"):
        armed.disarm("down")


def test_disarming_an_unknown_fault_suggests_the_nearest() -> None:
    armed = faults()
    armed.arm(fault("zoho-down"))
    with pytest.raises(KeyError, match=r"no fault called 'zoho-dwn' is armed\. Did you mean 'zoho-down'\?"):
        armed.disarm("zoho-dwn")


def test_a_fault_that_never_fired_is_told_in_a_sentence() -> None:
    armed = faults()
    armed.arm(fault("zoho-down", "status", "zoho.search_records", after=2, attributes={"status": 503}))
    armed.arm(fault("lost", "lose_reply", "wati.*"))
    armed.arm(fault("fired", "refuse", "zoho.search_records"))
    armed.matching("zoho.search_records")
    assert armed.unfired() == [
        "Fault 'zoho-down' (status 503 on zoho.search_records, after 2) was armed but never fired: "
        "that operation was called 1 time.",
        "Fault 'lost' (lose_reply on wati.*) was armed but never fired: that operation was called 0 times.",
    ]


def test_counters_survive_json() -> None:
    armed, other = faults(), faults()
    armed.arm(fault("a", after=1, times=3))
    for _ in range(2):
        armed.matching("zoho.get_users")
    other.restore(json.loads(json.dumps(armed.snapshot())))
    assert other.armed == armed.armed
    assert other.armed[0].fired == 1


# --- each kind, in a tenant ---


def break_off(kind: str, **more: Any) -> tuple[Tenant, Iterator[Reply | NoReply]]:
    """A tenant with one fault on addContact, and what comes of calls to it."""
    tenant = Tenant("t")
    tenant.universe.faults.arm(Fault("f", kind, "wati.add_contact", **{"attributes": ATTRIBUTES[kind], **more}))

    def calls() -> Iterator[Reply | NoReply]:
        while True:
            try:
                yield tenant.call(Request.to("POST", ADD, BEARER, b'{"name": "Ada"}'))
            except NoReply as silence:
                yield silence

    return tenant, calls()


def test_every_kind_of_fault_is_exercised_here() -> None:
    assert set(ATTRIBUTES) == set(FAULT_KINDS)


@pytest.mark.parametrize("kind", list(FAULT_KINDS))
def test_the_side_of_a_fault_says_whether_the_effect_takes_place(kind: str) -> None:
    tenant, calls = break_off(kind)
    next(calls)
    assert FAULT_KINDS[kind].side in ("before", "after")
    assert (tenant.wati.contact("15550100001") is not None) == (FAULT_KINDS[kind].side == "after")


@pytest.mark.parametrize("kind", list(FAULT_KINDS))
def test_a_spent_fault_leaves_the_operation_alone(kind: str) -> None:
    tenant, calls = break_off(kind, times=1)
    next(calls)
    reply = next(calls)
    assert isinstance(reply, Reply)
    assert (reply.status, reply.json()["result"], reply.latency_s) == (200, True, 0)
    assert [exchange.faults for exchange in tenant.universe.journal] == [["f"], []]


def test_a_lost_reply_keeps_the_effect() -> None:
    tenant, calls = break_off("lose_reply")
    silence = next(calls)
    assert isinstance(silence, NoReply)
    assert silence.reason == "lost"
    assert tenant.wati.contact("15550100001") is not None
    exchange = tenant.universe.journal.get(1)
    assert exchange is not None
    assert (exchange.reply, exchange.no_reply) == (None, "lost")


def test_a_refused_connection_has_no_effect() -> None:
    tenant, calls = break_off("refuse")
    silence = next(calls)
    assert isinstance(silence, NoReply)
    assert silence.reason == "refused"
    assert tenant.wati.contact("15550100001") is None


@pytest.mark.parametrize(
    ("attributes", "body", "content_type"),
    [
        ({"status": 503}, b"", None),
        ({"status": 503, "text": "down"}, b"down", "text/plain"),
        ({"status": 503, "json": {"a": 1}}, b'{"a":1}', "application/json"),
        ({"status": 429, "text": "", "headers": {"Retry-After": "7"}}, b"", "text/plain"),
        ({"status": 503, "text": "<p>", "headers": {"Content-Type": "text/html"}}, b"<p>", "text/html"),
        ({"status": 429, "headers": {"Retry-After": "7"}}, b"", None),
    ],
)
def test_a_status_comes_with_the_body_that_was_asked_for(
    attributes: dict[str, Any], body: bytes, content_type: str | None
) -> None:
    reply = next(break_off("status", attributes=attributes)[1])
    assert isinstance(reply, Reply)
    assert (reply.status, reply.body, reply.headers.get("Content-Type")) == (attributes["status"], body, content_type)
    assert attributes.get("headers", {}).items() <= dict(reply.headers).items()


def test_latency_is_told_with_the_reply_and_whoever_carries_it_moves_the_clock() -> None:
    tenant, calls = break_off("latency")
    before = tenant.universe.clock.now()
    reply = next(calls)
    assert isinstance(reply, Reply)
    assert reply.latency_s == 2.5
    assert tenant.universe.clock.now() == before


def test_a_truncated_body_is_a_beginning_of_the_whole_one() -> None:
    reply, whole = list(zip(range(2), break_off("truncate", attributes={"bytes": 20})[1], strict=False))
    assert isinstance(reply[1], Reply)
    assert isinstance(whole[1], Reply)
    assert len(reply[1].body) == 20
    assert whole[1].body.startswith(reply[1].body)
    with pytest.raises(ValueError, match="the reply is not JSON"):
        reply[1].json()


def test_two_faults_of_one_call_stack() -> None:
    tenant, calls = break_off("latency")
    tenant.universe.faults.arm(Fault("g", "truncate", "wati.*", attributes={"bytes": 1}))
    reply = next(calls)
    assert isinstance(reply, Reply)
    assert (reply.body, reply.latency_s) == (b"{", 2.5)
    exchange = tenant.universe.journal.last
    assert exchange is not None
    assert exchange.faults == ["f", "g"]
