"""Keyword actions: three ways to match, their precedence, and what is done."""

from __future__ import annotations

from typing import Any

import pytest

from emulator.wati.keyword import similarity
from flow_runner.sandbox.sandbox import Sandbox
from tests.account.account_runs import ASHA, ASKING, HELLO, account, acts, holder, texts
from tests.sandbox.sandbox_runs import heard


def keyword(match: str, *words: str, **more: Any) -> dict[str, Any]:
    return {"match": match, "words": list(words), "do": [{"send": f"{match} {words[0]}"}], **more}


def answers(*keywords: dict[str, Any], says: str, **more: Any) -> list[str]:
    return texts(account({"keywords": list(keywords)}, **more), says)


def test_exact_comes_before_contains_and_contains_before_fuzzy_whatever_their_order() -> None:
    rules = (keyword("fuzzy", "the menu please"), keyword("contains", "menu"), keyword("exact", "the menu please"))
    assert answers(*rules, says="the menu please") == ["exact the menu please"]
    assert answers(*rules[:2], says="the menu please") == ["contains menu"]
    assert answers(*rules[:1], says="the menu please") == ["fuzzy the menu please"]


def test_the_example_of_the_help_page_for_contains_against_fuzzy() -> None:
    rules = (keyword("fuzzy", "How is the weather today?", similarity=90), keyword("contains", "weather"))
    assert answers(*rules, says="How is the weather today?") == ["contains weather"]


def test_of_two_keywords_of_one_kind_the_first_wins() -> None:
    rules = (keyword("contains", "men"), keyword("contains", "menu"))
    assert answers(*rules, says="menu") == ["contains men"]


@pytest.mark.parametrize(
    ("says", "matches"),
    [
        ("Tell me about your company information?", True),
        ("your company information?", True),  # the help page's own example, at the default 80 %
        ("tell me about yuor company infromation?", True),
        ("What time is it?", False),
    ],
)
def test_fuzzy_means_80_percent_unless_told_otherwise(says: str, matches: bool) -> None:
    found = answers(keyword("fuzzy", "Tell me about your company information?"), says=says)
    assert bool(found) is matches


@pytest.mark.parametrize(("similarity", "matches"), [(60, True), (100, False)])
def test_the_percentage_of_a_fuzzy_keyword_can_be_set(similarity: int, matches: bool) -> None:
    assert bool(answers(keyword("fuzzy", "menu", similarity=similarity), says="menx")) is matches


def test_every_reply_material_of_a_keyword_is_sent_in_order() -> None:
    done = [{"send": "one"}, {"send": "two"}, {"assign_agent": ASHA}, {"attributes": {"topic": "menu", "n": 1}}]
    sandbox = account({"keywords": [{"match": "exact", "words": ["menu"], "do": done}]})
    assert texts(sandbox, "menu") == ["one", "two"]
    assert (holder(sandbox), sandbox.attributes()) == (ASHA, {"topic": "menu", "n": "1"})
    assert acts(sandbox)[-1] == "keyword 'menu' (exact): attribute n = 1"
    assert heard(sandbox) == ["handled"]


@pytest.mark.parametrize(
    ("action", "check"),
    [
        ({"assign_team": "Sales"}, lambda sandbox: "Sales" in sandbox.teams()),
        ({"status": "solved"}, lambda sandbox: sandbox.status() == "SOLVED"),
        ({"chatbot": "this"}, lambda sandbox: sandbox.session().outcome == "ended"),
    ],
)
def test_a_keyword_routes_sets_and_starts(action: dict[str, str], check: Any) -> None:
    sandbox = account({"keywords": [{"match": "exact", "words": ["go"], "do": [action]}]})
    sandbox.says("go")
    assert check(sandbox)


def test_a_message_without_a_keyword_starts_nothing_and_that_is_told() -> None:
    sandbox = account({"keywords": [{"match": "exact", "words": ["start"], "do": [{"chatbot": "this"}]}]})
    assert texts(sandbox, "hello?") == []
    assert heard(sandbox) == ["unheard: no keyword, default action or rule of the account is for it"]
    assert texts(sandbox, "start") == ["Hello from the chatbot"]
    assert heard(sandbox)[1] == "started"


def test_a_waiting_question_takes_a_keyword_as_its_answer() -> None:
    """Entry keywords do not break out of an open question."""
    sandbox = account({"keywords": [keyword("exact", "stop"), start(ASKING.name)]}, ASKING)
    assert texts(sandbox, "go", "stop") == ["Your city?", "Thanks, stop"]


def start(name: str) -> dict[str, Any]:
    return {"match": "exact", "words": ["go"], "do": [{"chatbot": name}]}


def test_one_of_several_chatbots_is_started_by_its_name() -> None:
    profile = {"keywords": [start("asking"), {"match": "exact", "words": ["hi"], "do": [{"chatbot": "this"}]}]}
    sandbox = account(profile, others={"66aa00bb11cc22dd33ee4602": ASKING})
    assert texts(sandbox, "hi", "go") == ["Hello from the chatbot", "Your city?"]


def test_a_chatbot_that_is_not_known_here_cannot_start_and_that_is_told() -> None:
    sandbox = account({"keywords": [start("Somebody else's")]})
    assert texts(sandbox, "go") == []
    told = "keyword 'go' (exact): chatbot Somebody else's ! no chatbot called 'Somebody else's' is known here"
    assert acts(sandbox)[0].startswith(told)
    assert heard(sandbox) == ["handled"]


def test_of_two_chatbots_of_one_keyword_the_second_cannot_start() -> None:
    two = {"match": "exact", "words": ["go"], "do": [{"chatbot": ASKING.name}, {"chatbot": HELLO.name}]}
    sandbox = account({"keywords": [two]}, ASKING, others={"x": HELLO})
    assert texts(sandbox, "go") == ["Your city?"]
    assert acts(sandbox)[-1] == "keyword 'go' (exact): chatbot Hello bot ! another chatbot is running"


@pytest.mark.parametrize(("choice", "found"), [("ignored", ["exact Menu"]), ("sensitive", [])])
def test_the_case_of_a_keyword_counts_as_the_assumption_says(choice: str, found: list[str]) -> None:
    sandbox = account({"keywords": [keyword("exact", "Menu")]}, assume={"wati.keyword_case": choice})
    assert texts(sandbox, "menu") == found
    assert "wati.keyword_case" in sandbox.tenant.universe.assumptions.used


@pytest.mark.parametrize(
    ("choice", "matches"),
    [("closest_part", [True, False]), ("whole_text", [False, False]), ("same_words", [True, True])],
)
def test_what_fuzzy_compares_is_an_assumption(choice: str, matches: list[bool]) -> None:
    rule = keyword("fuzzy", "company information please")
    said = ("information", "please information company now")
    got = [bool(answers(rule, says=text, assume={"wati.fuzzy_measure": choice})) for text in said]
    assert got == matches


@pytest.mark.parametrize("measure", ["closest_part", "whole_text", "same_words"])
def test_equal_texts_are_alike_by_every_measure_and_nothing_is_like_nothing(measure: str) -> None:
    assert similarity("menu", "menu", measure) == 100
    assert similarity("menu", "", measure) == 0


def test_a_keyword_that_matches_whatever_is_assumed_leans_on_nothing() -> None:
    sandbox = account({"keywords": [keyword("fuzzy", "menu"), keyword("exact", "menu")]})
    texts(sandbox, "menu")
    assert sandbox.tenant.universe.assumptions.used == {}


def test_a_chat_that_an_agent_has_sets_off_no_keyword() -> None:
    sandbox = account({"keywords": [keyword("exact", "menu")]})
    sandbox.says("hi")
    sandbox.inbox.takes_over(ASHA, sandbox.phone)
    assert texts(sandbox, "menu") == []
    assert heard(sandbox)[-1] == "unheard: the chat is with Asha Agent, so no chatbot starts"


def test_a_file_sets_off_no_keyword() -> None:
    sandbox: Sandbox = account({"keywords": [keyword("contains", "a"), keyword("fuzzy", "b")]})
    assert sandbox.sends("https://files.example/a.jpg") == []
