"""The plan, the 24-hour window, and the life of a chat."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from emulator.document import DocumentError
from emulator.seed import parse as parse_world
from flow_runner.sandbox.trace import Exchanged
from tests.account.account_runs import ASHA, ASKING, HELLO, account, acts, texts
from tests.builders import buttons, message, parse, template, time_delay, webhook
from tests.sandbox.sandbox_runs import heard, outcome_of, sent_by, warnings_of

GROWTH = {"plan": "growth"}
PAID = parse(webhook("a", "https://api.example/x"), name="Paid bot")
PRIYA = "919876543210"


@pytest.mark.parametrize("plan", ["growth", "pro", "business"])
def test_a_chatbot_with_a_webhook_needs_the_plan_pro(plan: str) -> None:
    sandbox = account({"plan": plan}, PAID, stubs="- {url: https://api.example/x, json: {}}")
    sandbox.says("hi")
    ran = any(isinstance(entry.what, Exchanged) for entry in sandbox.trace)
    assert ran is (plan != "growth")
    if not ran:
        assert heard(sandbox) == ["unheard: the plan Growth cannot start a chatbot with Webhook"]


def test_growth_is_enough_for_messages_questions_and_buttons() -> None:
    flow = parse(buttons("b", ("x", "Yes", "m")), message("m", "fine"))
    sandbox = account(GROWTH, flow)
    sandbox.says("hi")
    sandbox.taps("Yes")
    assert sent_by(sandbox) == ["Pick one", "fine"]


def test_growth_cannot_start_it_by_keyword_or_by_hand_either() -> None:
    keyword = {"match": "exact", "words": ["go"], "do": [{"chatbot": "this"}]}
    sandbox = account({**GROWTH, "keywords": [keyword]}, PAID)
    sandbox.says("go")
    sandbox.inbox.starts("this", PRIYA)
    assert [line.partition(" ! ")[2] for line in acts(sandbox)] == [
        "the plan Growth cannot start a chatbot with Webhook"
    ] * 2


@pytest.mark.parametrize(
    ("profile", "told"),
    [
        (
            "{ plan: pro, routing: { round_robin: true } }",
            "round_robin needs the plan business; this account is on pro",
        ),
        ("{ plan: growth, routing: { contact_owner: true } }", "contact_owner needs the plan pro or business"),
        ("{ time_zone: Asia/Calcuta }", "no time zone is called 'Asia/Calcuta'. Did you mean 'Asia/Calcutta'"),
        ("{ timer: { end_after_minutes: 5, remind_after_minutes: 4.5 } }", "at least 1 minute before the end"),
        ("{ timer: { end_after_minutes: 1441 } }", "1441 is greater than the maximum of 1440"),
        ("{ keywords: [ { match: exakt, words: [a], do: [ { send: b } ] } ] }", "Did you mean 'exact'"),
        (
            "{ keywords: [ { match: contains, words: [a], do: [ { assign_agent: Asha } ] } ] }",
            "no agent is called 'Asha'",
        ),
        ("{ rules: [ { when: message, do: [] } ] }", "should be non-empty"),
        ("{ fallback: { text: Sorry, tires: 3 } }", "Did you mean 'tries'"),
    ],
)
def test_a_mistake_in_the_profile_is_told(profile: str, told: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_world(f"profile: {profile}")
    assert told in str(caught.value)


def test_the_fallback_message_of_the_account_repeats_the_question() -> None:
    flow = parse(buttons("b", ("x", "Yes", "m")), message("m", "fine"))
    sandbox = account({"fallback": {"text": "Please choose", "tries": 2}}, flow)
    assert texts(sandbox, "hi", "eh", "hm") == ["Pick one", "Please choose", "Pick one", "Please choose", "Pick one"]
    assert texts(sandbox, "no idea") == []
    assert outcome_of(sandbox) == "ended"


def test_only_a_template_reaches_a_customer_after_the_window_closed() -> None:
    flow = parse(
        time_delay("d", 25 * 3600), message("m", "free text"), template("t", "news"), edges=[("d", "m"), ("m", "t")]
    )
    sandbox = account({}, flow, templates=[{"name": "news", "body": "Hello {{name}}"}])
    sandbox.says("hi", name="Priya")
    sandbox.advance(timedelta(hours=25))
    assert sent_by(sandbox) == ["Hello Priya"]
    assert any("[window-closed]" in line for line in warnings_of(sandbox))


def test_the_life_of_a_chat() -> None:
    sandbox = account({})
    assert sandbox.status() is None
    sandbox.says("hi")
    seen = [sandbox.status()]
    for step in ("pending", "write", "expire", "write", "solved", "expire", "write"):
        if step == "write":
            sandbox.says("hello")
        elif step == "expire":
            sandbox.advance(timedelta(hours=24))
        else:
            sandbox.inbox.sets_status(step, PRIYA)
        seen.append(sandbox.status())
    assert seen == ["OPEN", "PENDING", "OPEN", "EXPIRED", "OPEN", "SOLVED", "SOLVED", "OPEN"]


def test_a_campaign_s_chat_opens_with_the_customer_s_answer() -> None:
    sandbox = account({}, contacts=[{"phone": PRIYA, "status": "broadcast"}])
    assert sandbox.status() == "BROADCAST"
    assert texts(sandbox, "tell me more") == ["Hello from the chatbot"]
    assert sandbox.status() == "OPEN"


@pytest.mark.parametrize(("choice", "said"), [("goes_on", ["Thanks, Pune"]), ("expired", ["Your city?"])])
def test_an_answer_after_a_day_is_an_assumption(choice: str, said: list[str]) -> None:
    sandbox = account({}, ASKING, assume={"flow.run_after_window": choice})
    texts(sandbox, "hi")
    sandbox.advance(timedelta(hours=30))
    assert texts(sandbox, "Pune") == said


def test_a_chatbot_runs_in_a_chat_that_was_given_back_after_a_solution() -> None:
    sandbox: Any = account({}, HELLO)
    texts(sandbox, "hi")
    sandbox.inbox.takes_over(ASHA, PRIYA)
    sandbox.inbox.sets_status("solved", PRIYA)
    assert texts(sandbox, "again") == []
    sandbox.inbox.gives_back(PRIYA)
    assert texts(sandbox, "again") == ["Hello from the chatbot"]
