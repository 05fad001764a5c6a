"""Default actions and rules: who is greeted, who is told that nobody is there, and when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.account.account_runs import AGENTS, ASHA, ASKING, RAVI, account, acts, texts
from tests.sandbox.sandbox_runs import heard, sent_by

OFFICE = [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "18:00"}]
NIGHT = "2026-01-15T22:00:00Z"
NOBODY_ONLINE = [{**agent, "online": False} for agent in AGENTS]
WELCOME = {"do": [{"send": "Welcome"}]}
CLOSED = {"do": [{"send": "We are closed"}]}
NO_MATCH = {"do": [{"send": "Sorry?"}]}
MENU = {"match": "exact", "words": ["menu"], "do": [{"send": "Menu"}]}


def defaults(**actions: Any) -> dict[str, Any]:
    return {"default_actions": actions, "working_hours": OFFICE}


def test_a_new_chat_without_a_keyword_is_welcomed_once() -> None:
    sandbox = account({**defaults(welcome=WELCOME), "keywords": [MENU]})
    assert texts(sandbox, "hi", "hi again") == ["Welcome"]
    assert heard(sandbox) == ["handled", "unheard: no keyword, default action or rule of the account is for it"]


def test_a_keyword_comes_instead_of_the_welcome() -> None:
    sandbox = account({**defaults(welcome=WELCOME), "keywords": [MENU]})
    assert texts(sandbox, "menu", "hi") == ["Menu"]


@pytest.mark.parametrize("again", ["expired", "solved"])
def test_a_chat_that_expired_or_was_solved_is_new_again(again: str) -> None:
    sandbox = account(defaults(welcome=WELCOME))
    texts(sandbox, "hi")
    if again == "expired":
        sandbox.advance(timedelta(hours=24))
    else:
        sandbox.inbox.sets_status("solved", sandbox.phone)
    assert texts(sandbox, "hi") == ["Welcome"]
    assert sandbox.status() == "OPEN"


def test_the_welcome_can_start_the_chatbot() -> None:
    sandbox = account(defaults(welcome={"do": [{"chatbot": "this"}]}), ASKING)
    assert texts(sandbox, "hi", "Pune") == ["Your city?", "Thanks, Pune"]


@pytest.mark.parametrize(
    ("start", "agents", "found"),
    [
        (NIGHT, NOBODY_ONLINE, ["We are closed"]),
        (NIGHT, AGENTS, ["Welcome"]),  # somebody is online
        ("2026-01-15T12:00:00Z", NOBODY_ONLINE, ["Welcome"]),  # it is open
    ],
)
def test_who_writes_outside_working_hours_while_nobody_is_online_is_told_so(
    start: str, agents: Any, found: list[str]
) -> None:
    assert texts(account(defaults(welcome=WELCOME, outside_hours=CLOSED), start=start, agents=agents), "hi") == found


def test_in_holiday_mode_it_is_always_outside_working_hours() -> None:
    profile = {**defaults(outside_hours=CLOSED), "holiday": True}
    sandbox = account(profile, start="2026-01-15T12:00:00Z", agents=NOBODY_ONLINE)
    assert texts(sandbox, "hi", "hello?") == ["We are closed"] * 2


@pytest.mark.parametrize(
    ("choice", "says", "found"),
    [
        ("without_keyword", "menu", ["Menu"]),
        ("always", "menu", ["Menu", "We are closed"]),
        ("without_keyword", "hi", ["We are closed"]),
        ("always", "hi", ["We are closed", "Welcome"]),
    ],
)
def test_whether_that_comes_beside_keyword_and_welcome_is_an_assumption(
    choice: str, says: str, found: list[str]
) -> None:
    profile = {**defaults(welcome=WELCOME, outside_hours=CLOSED), "keywords": [MENU]}
    assume = {"wati.outside_hours_reply": choice}
    sandbox = account(profile, start=NIGHT, agents=NOBODY_ONLINE, assume=assume)
    assert texts(sandbox, says) == found
    assert "wati.outside_hours_reply" in sandbox.tenant.universe.assumptions.used


def test_what_nothing_matches_is_answered_at_most_every_30_minutes() -> None:
    sandbox = account({**defaults(no_match=NO_MATCH, welcome=WELCOME), "keywords": [MENU]})
    assert texts(sandbox, "hi", "what?", "what?") == ["Welcome", "Sorry?"]
    sandbox.advance(timedelta(minutes=29, seconds=59))
    assert texts(sandbox, "what?") == []
    sandbox.advance(timedelta(seconds=1))
    assert texts(sandbox, "what?", "menu") == ["Sorry?", "Menu"]


# --- nobody answers -------------------------------------------------------------------------------------------------

WAITING = {"after_minutes": 5, "do": [{"send": "Please wait"}]}


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_a_customer_who_waits_gets_a_word_after_so_many_minutes_and_only_once() -> None:
    sandbox = account(defaults(no_reply=WAITING), start="2026-01-15T10:00:00Z")
    sandbox.says("hello?")
    sandbox.advance(minutes(4.9))
    assert sent_by(sandbox) == []
    sandbox.advance(minutes(60))
    assert sent_by(sandbox) == ["Please wait"]
    assert acts(sandbox) == ["default action 'no_reply': send Please wait"]


def test_an_agent_who_answers_in_time_stops_it() -> None:
    sandbox = account(defaults(no_reply=WAITING), start="2026-01-15T10:00:00Z")
    sandbox.says("hello?")
    sandbox.inbox.takes_over(ASHA, sandbox.phone)
    sandbox.advance(minutes(1))
    sandbox.inbox.says("Good morning", sandbox.phone)
    sandbox.advance(minutes(60))
    assert sent_by(sandbox) == []


def test_a_customer_who_writes_again_after_the_answer_waits_anew() -> None:
    sandbox = account(defaults(no_reply=WAITING), start="2026-01-15T10:00:00Z")
    sandbox.says("hello?")
    sandbox.inbox.takes_over(ASHA, sandbox.phone)
    sandbox.inbox.says("Good morning", sandbox.phone)
    sandbox.advance(minutes(3))
    sandbox.says("and the price?")
    sandbox.advance(minutes(4.9))
    assert sent_by(sandbox) == []
    sandbox.advance(minutes(0.1))
    assert sent_by(sandbox) == ["Please wait"]


def test_outside_working_hours_nobody_is_asked_to_wait() -> None:
    sandbox = account(defaults(no_reply=WAITING), start=NIGHT)
    sandbox.says("hello?")
    sandbox.advance(timedelta(hours=1))
    assert sent_by(sandbox) == []


@pytest.mark.parametrize(("choice", "found"), [("any_message", []), ("agents_only", ["Please wait"])])
def test_whether_the_bot_s_own_words_count_as_a_reply_is_an_assumption(choice: str, found: list[str]) -> None:
    profile = {**defaults(no_reply=WAITING), "keywords": [MENU]}
    sandbox = account(profile, start="2026-01-15T10:00:00Z", assume={"wati.no_reply_counts": choice})
    sandbox.advance(minutes(1))
    sandbox.says("menu")
    sandbox.advance(minutes(60))
    assert sent_by(sandbox)[1:] == found


# --- before it expires ----------------------------------------------------------------------------------------------

SOON = {"do": [{"send": "Still there?"}]}


def test_a_customer_who_is_silent_for_23_hours_gets_a_last_word() -> None:
    sandbox = account(defaults(before_expiry=SOON))
    sandbox.says("hi")
    sandbox.advance(timedelta(hours=22))
    sandbox.says("one moment")
    sandbox.advance(timedelta(hours=22, minutes=59))
    assert sent_by(sandbox) == []
    sandbox.advance(minutes(1))
    assert sent_by(sandbox) == ["Still there?"]
    sandbox.advance(timedelta(days=3))
    assert (len(sent_by(sandbox)), sandbox.status()) == (1, "EXPIRED")


def test_a_solved_chat_gets_none() -> None:
    sandbox = account(defaults(before_expiry=SOON))
    sandbox.says("hi")
    sandbox.inbox.sets_status("solved", sandbox.phone)
    sandbox.advance(timedelta(days=1))
    assert sent_by(sandbox) == []


# --- rules ----------------------------------------------------------------------------------------------------------

OUT_OF_OFFICE = {"when": "new_chat", "outside_hours": True, "do": [{"send": "Out of office"}]}
WELCOME_RULE = {"when": "new_chat", "outside_hours": False, "do": [{"send": "Welcome"}]}
EVERY = {"when": "message", "do": [{"send": "Noted"}]}


@pytest.mark.parametrize(("start", "found"), [(NIGHT, ["Out of office"]), ("2026-01-15T12:00:00Z", ["Welcome"])])
def test_the_built_in_rules_answer_a_new_chat_by_the_hour(start: str, found: list[str]) -> None:
    profile = {"working_hours": OFFICE, "rules": [OUT_OF_OFFICE, WELCOME_RULE], "keywords": [MENU]}
    assert texts(account(profile, start=start), "hi", "hello?") == found
    assert texts(account(profile, start=start), "menu") == ["Menu"]


def test_every_rule_that_holds_is_applied_in_order() -> None:
    sandbox = account({"working_hours": OFFICE, "rules": [EVERY, WELCOME_RULE]}, start="2026-01-15T12:00:00Z")
    assert texts(sandbox, "hi", "hello?") == ["Noted", "Welcome", "Noted"]
    assert acts(sandbox)[0] == "rule 1: send Noted"


def test_a_rule_is_enough_to_keep_the_action_for_no_match_away() -> None:
    assert texts(account({**defaults(no_match=NO_MATCH), "rules": [EVERY]}), "what?") == ["Noted"]


# --- the account does nothing by itself -----------------------------------------------------------------------------


def test_without_keywords_defaults_and_rules_any_message_starts_the_chatbot() -> None:
    assert texts(account({"working_hours": OFFICE}, start=NIGHT), "hi") == ["Hello from the chatbot"]


def test_a_blocked_contact_is_not_heard() -> None:
    sandbox = account(defaults(welcome=WELCOME))
    sandbox.says("hi")
    sandbox.inbox.sets_status("block", sandbox.phone)
    assert texts(sandbox, "hello?") == []
    assert (heard(sandbox)[-1], sandbox.status()) == ("unheard: the contact is blocked", "BLOCKED")


def test_agents_come_and_go() -> None:
    sandbox = account(defaults(outside_hours=CLOSED), start=NIGHT)
    assert texts(sandbox, "hi") == []
    for agent in (ASHA, RAVI, "Adam Admin"):
        sandbox.inbox.goes(agent, online=False)
    assert texts(sandbox, "hi") == ["We are closed"]
