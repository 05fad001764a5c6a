"""Loops: those that wait go on, those that do not are stopped."""

from __future__ import annotations

from tests.builders import condition, message, time_delay, webhook
from tests.walks import TIME, answered, walk


def test_a_loop_without_input_is_a_runaway_and_its_cycle_is_named() -> None:
    run = walk(
        message("hello"),
        message("a"),
        condition("b", ("@x", "Equal", "1")),
        edges=[("hello", "a"), ("a", "b"), ("b__false", "a")],
    )
    assert run.outcome == "failed"
    assert run.session.reason == "runaway loop: 200 steps without input, a -> b -> a"


def test_a_loop_over_webhooks_is_a_runaway_too() -> None:
    run = walk(webhook("a"), edges=[("a", "a")])
    run.give(*[answered({}, 401)] * 200)
    assert run.outcome == "failed"
    assert run.session.reason == "runaway loop: 200 steps without input, a -> a"


def test_a_loop_over_delays_is_a_runaway_too() -> None:
    run = walk(time_delay("a", 1), edges=[("a", "a")])
    run.give(*[TIME] * 200)
    assert "runaway loop" in run.session.reason
