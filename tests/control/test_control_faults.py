"""The control API: faults."""

from __future__ import annotations

from typing import Any

import pytest

from emulator import World
from emulator.kernel.http import NoReply
from tests.control.control_calls import BEARER, ZOHO, call, numbers, ok, refused


def test_a_fault_is_armed_fires_and_is_disarmed(world: World) -> None:
    body = {"name": "down", "kind": "status", "operation": "zoho.get_users", "attributes": {"status": 503}}
    armed = ok(world, "POST", "faults", body)
    assert armed == {**body, "after": 0, "times": 1, "seen": 0, "fired": 0}
    listed = ok(world, "GET", "faults")
    assert [one["name"] for one in listed["faults"]] == ["down"]
    assert listed["unfired"] == [
        "Fault 'down' (status 503 on zoho.get_users) was armed but never fired: that operation was called 0 times."
    ]
    statuses = [call(world, "GET", "/crm/v8/users", headers=ZOHO).status for _ in range(2)]
    assert statuses == [503, 200]
    listed = ok(world, "GET", "faults")
    assert (listed["faults"][0]["fired"], listed["unfired"]) == (1, [])
    assert ok(world, "DELETE", "faults/down")["name"] == "down"
    assert ok(world, "GET", "faults") == {"faults": [], "unfired": []}


def test_a_lost_reply_keeps_the_effect(world: World) -> None:
    ok(world, "POST", "faults", {"name": "lost", "kind": "lose_reply", "operation": "wati.add_contact"})
    with pytest.raises(NoReply, match="lost"):
        call(world, "POST", "/424242/api/v1/addContact/15550100001", {"name": "x"}, BEARER)
    assert "15550100001" in numbers(world)
    lost = ok(world, "GET", "journal")["exchanges"][0]
    assert (lost["reply"], lost["no_reply"], lost["faults"]) == (None, "lost", ["lost"])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kind": "latncy"}, "no fault kind is called 'latncy'. Did you mean 'latency'?"),
        ({"operation": "zoho.get_usrs"}, "no operation is called 'zoho.get_usrs'. Did you mean 'zoho.get_users'?"),
        ({"attributes": {"seconds": 0}}, "fault 'f' (latency): seconds: 0 is less than or equal to the minimum of 0"),
        ({"times": 0}, "times: 0 is less than the minimum of 1"),
        ({"after": -1}, "after: -1 is less than the minimum of 0"),
        ({"name": ""}, 'name: "" is shorter than 1 character'),
    ],
)
def test_a_fault_that_cannot_be_armed_is_refused(world: World, change: dict[str, Any], told: str) -> None:
    body = {"name": "f", "kind": "latency", "operation": "zoho.*", "attributes": {"seconds": 1}, **change}
    assert refused(world, "POST", "/_sandbox/faults", body) == (400, told)
    assert ok(world, "GET", "faults")["faults"] == []


def test_an_unknown_fault_cannot_be_disarmed(world: World) -> None:
    assert refused(world, "DELETE", "/_sandbox/faults/x") == (404, "no fault called 'x' is armed.")
