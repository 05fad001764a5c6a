"""The virtual clock: time that only `advance` moves, and timers that fire in order and never nest."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.kernel.clock import DEFAULT_START, VirtualClock

MINUTE = timedelta(minutes=1)


def at(minutes: float) -> datetime:
    return DEFAULT_START + minutes * MINUTE


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def fired(clock: VirtualClock) -> list[tuple[Any, datetime]]:
    """What fired, and at what time."""
    seen: list[tuple[Any, datetime]] = []
    clock.on("note", lambda payload: seen.append((payload, clock.now())))
    return seen


def test_time_stands_still_until_it_is_moved(clock: VirtualClock) -> None:
    assert clock.now() == clock.now() == DEFAULT_START
    clock.advance(90 * MINUTE)
    assert clock.now() == at(90)


def test_a_start_in_another_zone_is_kept_in_utc() -> None:
    clock = VirtualClock(datetime(2026, 1, 15, 14, 30, tzinfo=timezone(timedelta(hours=5, minutes=30))))
    assert clock.now() == datetime(2026, 1, 15, 9, 0, tzinfo=UTC)
    assert clock.now().tzinfo is UTC


def test_a_start_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^2026-01-15T09:00:00 has no time zone; write for example .*Z$"):
        VirtualClock(datetime(2026, 1, 15, 9, 0))


def test_a_timer_without_zone_is_refused_and_not_planned(clock: VirtualClock) -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        clock.call_at(datetime(2026, 1, 15, 9, 0), "note", None)
    assert clock.timers == []


def test_time_does_not_go_back(clock: VirtualClock) -> None:
    with pytest.raises(ValueError, match="time only goes forward"):
        clock.advance(timedelta(microseconds=-1))
    assert clock.now() == DEFAULT_START


def test_timers_fire_in_the_order_in_which_they_fall_due(
    clock: VirtualClock, fired: list[tuple[Any, datetime]]
) -> None:
    for name, minutes in (("late", 3), ("early", 1), ("middle", 2)):
        clock.call_at(at(minutes), "note", name)
    clock.advance(5 * MINUTE)
    assert fired == [("early", at(1)), ("middle", at(2)), ("late", at(3))]
    assert clock.now() == at(5)


def test_timers_due_at_once_fire_in_the_order_in_which_they_were_planned(
    clock: VirtualClock, fired: list[tuple[Any, datetime]]
) -> None:
    for payload in ({"b": 1}, {"a": 1}, {"c": 1}):
        clock.call_at(at(1), "note", payload)
    clock.advance(MINUTE)
    assert [payload for payload, _ in fired] == [{"b": 1}, {"a": 1}, {"c": 1}]


def test_a_timer_fires_on_its_moment_and_not_before(clock: VirtualClock, fired: list[tuple[Any, datetime]]) -> None:
    clock.call_at(at(1), "note", "x")
    clock.advance(MINUTE - timedelta(microseconds=1))
    assert fired == []
    clock.advance(timedelta(microseconds=1))
    assert fired == [("x", at(1))]


def test_a_timer_of_the_past_fires_at_the_next_advance_without_turning_time_back(
    clock: VirtualClock, fired: list[tuple[Any, datetime]]
) -> None:
    clock.call_at(at(-10), "note", "x")
    assert fired == []
    clock.advance(timedelta(0))
    assert fired == [("x", DEFAULT_START)]


def test_a_timer_fires_once(clock: VirtualClock, fired: list[tuple[Any, datetime]]) -> None:
    clock.call_at(at(1), "note", "x")
    clock.advance(MINUTE)
    clock.advance(MINUTE)
    assert len(fired) == 1


def test_a_cancelled_timer_does_not_fire_and_the_others_keep_their_order(
    clock: VirtualClock, fired: list[tuple[Any, datetime]]
) -> None:
    numbers = [clock.call_at(at(minutes), "note", minutes) for minutes in (4, 1, 3, 2)]
    clock.cancel(numbers[1])
    clock.cancel(999)
    clock.advance(5 * MINUTE)
    assert [payload for payload, _ in fired] == [2, 3, 4]


def test_a_timer_may_plan_another_that_falls_due_in_the_same_advance(clock: VirtualClock) -> None:
    seen: list[datetime] = []

    def again(payload: int) -> None:
        seen.append(clock.now())
        if payload:
            clock.call_at(clock.now() + MINUTE, "again", payload - 1)

    clock.on("again", again)
    clock.call_at(at(1), "again", 2)
    clock.advance(10 * MINUTE)
    assert seen == [at(1), at(2), at(3)]


def test_a_handler_that_advances_lets_only_the_outermost_fire(clock: VirtualClock) -> None:
    depth, log = 0, []

    def slow(payload: str) -> None:
        nonlocal depth
        depth += 1
        log.append((payload, depth))
        clock.advance(5 * MINUTE)
        depth -= 1

    clock.on("slow", slow)
    for minutes, name in ((1, "first"), (2, "second"), (3, "third")):
        clock.call_at(at(minutes), "slow", name)
    clock.advance(2 * MINUTE)
    # `third` became due while `first` and `second` took their five minutes each
    assert log == [("first", 1), ("second", 1), ("third", 1)]
    assert clock.now() == at(1 + 3 * 5)


def test_while_the_clock_is_held_time_passes_and_nothing_fires(
    clock: VirtualClock, fired: list[tuple[Any, datetime]]
) -> None:
    clock.call_at(at(1), "note", "x")
    with clock.hold():
        clock.advance(2 * MINUTE)
        assert clock.now() == at(2)
        assert fired == []
    assert fired == [("x", at(2))]


def test_only_the_outermost_hold_lets_go(clock: VirtualClock, fired: list[tuple[Any, datetime]]) -> None:
    clock.call_at(at(1), "note", "x")
    with clock.hold():
        with clock.hold():
            clock.advance(MINUTE)
        assert fired == []
    assert len(fired) == 1


def test_a_hold_that_ends_in_an_error_lets_go_of_the_clock(
    clock: VirtualClock, fired: list[tuple[Any, datetime]]
) -> None:
    clock.call_at(at(1), "note", "x")
    with pytest.raises(RuntimeError), clock.hold():
        raise RuntimeError
    clock.advance(MINUTE)
    assert fired == [("x", at(1))]


def test_a_handler_that_fails_leaves_a_clock_that_still_runs(
    clock: VirtualClock, fired: list[tuple[Any, datetime]]
) -> None:
    def fail(payload: Any) -> None:
        raise RuntimeError("handler")

    clock.on("fail", fail)
    clock.call_at(at(1), "fail", None)
    clock.call_at(at(2), "note", "x")
    with pytest.raises(RuntimeError, match="handler"):
        clock.advance(3 * MINUTE)
    clock.advance(3 * MINUTE)
    assert [payload for payload, _ in fired] == ["x"]


def test_a_timer_that_nobody_handles_is_named(clock: VirtualClock, fired: list[tuple[Any, datetime]]) -> None:
    clock.call_at(at(1), "nite", None)
    with pytest.raises(LookupError, match=r"nothing handles timers of kind 'nite'; known: \['note'\]"):
        clock.advance(MINUTE)


def test_a_restored_clock_goes_on_as_the_first_one_would(
    clock: VirtualClock, fired: list[tuple[Any, datetime]]
) -> None:
    for minutes in (7, 3, 5):
        clock.call_at(at(minutes), "note", {"n": minutes})
    clock.advance(4 * MINUTE)
    data = json.loads(json.dumps(clock.snapshot()))

    other, seen = VirtualClock(), []
    other.on("note", lambda payload: seen.append((payload, other.now())))
    other.restore(data)
    assert other.snapshot() == clock.snapshot()
    fired.clear()
    for one in (clock, other):
        assert one.call_at(at(5), "note", {"n": "new"}) == 4
        one.advance(10 * MINUTE)
    assert seen == fired == [({"n": 5}, at(5)), ({"n": "new"}, at(5)), ({"n": 7}, at(7))]


@pytest.mark.parametrize(
    "damage", [{"now": "2026-01-15T09:00:00"}, {"timers": [["2026-01-15T09:00:00", 1, "note", None]]}]
)
def test_a_moment_without_zone_is_refused_in_a_snapshot_too(clock: VirtualClock, damage: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        clock.restore({**clock.snapshot(), **damage})


@settings(derandomize=True, deadline=None)
@given(
    st.lists(st.integers(0, 600), max_size=12),
    st.lists(st.integers(0, 300), min_size=1, max_size=8),
)
def test_in_however_many_steps_time_passes_the_same_timers_fire_at_the_same_moments(
    dues: list[int], steps: list[int]
) -> None:
    def run(advances: list[int]) -> list[tuple[int, datetime]]:
        clock, seen = VirtualClock(), []
        clock.on("note", lambda payload: seen.append((payload, clock.now())))
        for number, due in enumerate(dues):
            clock.call_at(DEFAULT_START + timedelta(seconds=due), "note", number)
        for step in advances:
            clock.advance(timedelta(seconds=step))
        return seen

    in_one = run([sum(steps)])
    assert run(steps) == in_one
    assert [moment for _, moment in in_one] == sorted(
        DEFAULT_START + timedelta(seconds=due) for due in dues if due <= sum(steps)
    )
