"""The chatbot timer, and the order in which everything falls due."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.account.account_runs import ASHA, ASKING, account, texts
from tests.builders import message, parse, question, time_delay
from tests.sandbox.sandbox_runs import outcome_of, sent_by

TIMER = {"timer": {"end_after_minutes": 30, "remind_after_minutes": 20, "text": "Are you there?"}}
PRIYA = "919876543210"


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def reason(sandbox: Any) -> str:
    session = sandbox.session()
    assert session is not None
    return str(session.reason)


def test_who_does_not_answer_is_reminded_and_then_the_chatbot_ends() -> None:
    sandbox = account(TIMER, ASKING)
    texts(sandbox, "hi")
    sandbox.advance(minutes(19.9))
    assert sent_by(sandbox) == ["Your city?"]
    sandbox.advance(minutes(0.1))
    assert (sent_by(sandbox)[1:], outcome_of(sandbox)) == (["Are you there?"], "waits for answer")
    sandbox.advance(minutes(10))
    assert (outcome_of(sandbox), reason(sandbox)) == ("ended", "expired: no answer within 30 minutes")
    assert len(sent_by(sandbox)) == 2


def test_an_answer_after_the_reminder_keeps_the_run() -> None:
    sandbox = account(TIMER, ASKING)
    texts(sandbox, "hi")
    sandbox.advance(minutes(29.9))
    assert texts(sandbox, "Pune") == ["Thanks, Pune"]
    sandbox.advance(timedelta(hours=2))
    assert (outcome_of(sandbox), reason(sandbox)) == ("ended", "the path ends at thanks")


def test_every_answer_starts_the_timer_anew() -> None:
    again = parse(question("q"), edges=[("q", "q")])
    sandbox = account(TIMER, again)
    texts(sandbox, "hi")
    for _ in range(4):
        sandbox.advance(minutes(19))
        texts(sandbox, "still thinking")
    assert "Are you there?" not in sent_by(sandbox)


@pytest.mark.parametrize(
    ("choice", "at_20", "at_30"),
    [("at_reminder", ["Are you there?"], []), ("at_end", [], ["Are you there?"])],
)
def test_when_the_text_comes_is_an_assumption(choice: str, at_20: list[str], at_30: list[str]) -> None:
    sandbox = account(TIMER, ASKING, assume={"wati.timer_text": choice})
    texts(sandbox, "hi")
    sandbox.advance(minutes(20))
    assert sent_by(sandbox)[1:] == at_20
    sandbox.advance(minutes(10))
    assert sent_by(sandbox)[1 + len(at_20) :] == at_30
    assert "wati.timer_text" in sandbox.tenant.universe.assumptions.used


def test_without_a_reminder_the_text_comes_at_the_end() -> None:
    sandbox = account({"timer": {"end_after_minutes": 30, "text": "Bye"}}, ASKING)
    texts(sandbox, "hi")
    sandbox.advance(minutes(30))
    assert (sent_by(sandbox)[-1], "wati.timer_text" in sandbox.tenant.universe.assumptions.used) == ("Bye", False)


def test_a_timer_without_a_text_just_ends_the_run() -> None:
    sandbox = account({"timer": {"end_after_minutes": 30, "remind_after_minutes": 10}}, ASKING)
    texts(sandbox, "hi")
    sandbox.advance(minutes(31))
    assert (sent_by(sandbox), outcome_of(sandbox)) == (["Your city?"], "ended")


def test_a_delay_is_no_silence_of_the_customer() -> None:
    flow = parse(time_delay("d", 3600), message("b", "an hour later"), edges=[("d", "b")])
    sandbox = account(TIMER, flow)
    texts(sandbox, "hi")
    sandbox.advance(minutes(60))
    assert sent_by(sandbox) == ["an hour later"]


def test_a_run_that_an_agent_has_stopped_has_no_timer_left() -> None:
    sandbox = account(TIMER, ASKING)
    texts(sandbox, "hi")
    sandbox.inbox.takes_over(ASHA, PRIYA)
    assert sandbox.due() is None


def test_after_it_expired_any_message_starts_anew() -> None:
    sandbox = account(TIMER, ASKING)
    texts(sandbox, "hi")
    sandbox.advance(minutes(30))
    assert texts(sandbox, "Pune") == ["Your city?"]


BUSY = {
    **TIMER,
    "default_actions": {
        "no_reply": {"after_minutes": 25, "do": [{"send": "Please wait"}]},
        "before_expiry": {"do": [{"send": "Last word"}]},
        "welcome": {"do": [{"chatbot": "this"}]},
    },
}
DELAYED = parse(
    question("q", text="Your city?"), time_delay("d", 600), question("r", text="Sure?"), edges=[("q", "d"), ("d", "r")]
)


def test_everything_falls_due_in_order_however_far_time_goes_at_once() -> None:
    """A delay of 10 minutes; a reminder 20 and an end 30 after its question; and a last word after 23 hours."""
    steps, leap = (account(BUSY, DELAYED, assume={"wati.no_reply_counts": "agents_only"}) for _ in range(2))
    for sandbox in (steps, leap):
        texts(sandbox, "hi", "Pune")
    for _ in range(25 * 60):
        steps.advance(minutes(1))
    leap.advance(timedelta(hours=25))
    told = [
        (f"{entry.at:%H:%M}", entry.what.text)
        for entry in leap.entries()
        if hasattr(entry.what, "media") and hasattr(entry.what, "kind")
    ]
    assert told == [
        ("09:00", "Your city?"),
        ("09:10", "Sure?"),
        ("09:25", "Please wait"),
        ("09:30", "Are you there?"),
        ("08:00", "Last word"),
    ]
    assert json.dumps(leap.snapshot()["flows"]) == json.dumps(steps.snapshot()["flows"])


def test_a_snapshot_in_the_middle_of_all_timers_goes_on_as_if_nothing_had_been() -> None:
    one, other = account(BUSY, DELAYED), account(BUSY, DELAYED)
    texts(one, "hi", "Pune")
    one.advance(minutes(12))
    saved = json.dumps(one.snapshot())
    other.restore(json.loads(saved))
    assert json.dumps(other.snapshot()) == saved
    for sandbox in (one, other):
        sandbox.advance(timedelta(hours=25))
    assert json.dumps(other.snapshot()) == json.dumps(one.snapshot())


@pytest.mark.parametrize(
    "damage",
    [
        {"no_such_kind": {PRIYA: 1}},
        {"chatbot_expire": {PRIYA: 99}},
        {"chatbot_expire": {"15550100009": 1}},
        {},
        {"chatbot_expire": "soon"},
    ],
)
def test_timers_that_do_not_fit_the_clock_are_refused_with_nothing_changed(damage: Any) -> None:
    sandbox = account(TIMER, ASKING)
    texts(sandbox, "hi")
    before = sandbox.snapshot()
    broken = json.loads(json.dumps(before))
    broken["flows"]["timers"] = damage
    with pytest.raises(ValueError, match="damaged"):
        sandbox.restore(broken)
    assert sandbox.snapshot() == before
