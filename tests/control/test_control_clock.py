"""The control API: the clock."""

from __future__ import annotations

from typing import Any

import pytest

from emulator import World
from tests.control.control_calls import call, ok, refused


def test_the_clock_is_read_and_moved(world: World) -> None:
    assert ok(world, "GET", "clock") == {"now": "2026-01-15T09:00:00+00:00", "timers": []}
    assert ok(world, "POST", "clock/advance", {"seconds": 90.5})["now"] == "2026-01-15T09:01:30.500000+00:00"
    assert ok(world, "POST", "clock/advance", {"seconds": 0})["now"] == "2026-01-15T09:01:30.500000+00:00"


@pytest.mark.parametrize(
    "body",
    [{}, {"seconds": -1}, {"seconds": "60"}, {"seconds": True}, {"seconds": 1e12}, {"second": 60}, [], b"{", b"",
     b'{"seconds": NaN}', b'{"seconds": 1e999}', {"seconds": 1, "minutes": 1}],
)  # fmt: skip
def test_a_move_of_the_clock_that_makes_no_sense_is_refused(world: World, body: Any) -> None:
    status, told = refused(world, "POST", "/_sandbox/clock/advance", body)
    assert status == 400
    assert told
    assert ok(world, "GET", "clock")["now"] == "2026-01-15T09:00:00+00:00"


def test_the_end_of_all_time_is_told(world: World) -> None:
    replies = [call(world, "POST", "/_sandbox/clock/advance", {"seconds": 315360000}) for _ in range(800)]
    assert {reply.status for reply in replies} == {200, 400}
