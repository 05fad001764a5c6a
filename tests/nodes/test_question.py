"""Question: what is stored, validation, and the exits of expected answers."""

from __future__ import annotations

from typing import Any

import pytest

from flow_runner.engine.ports import Fallback
from flow_runner.engine.step import Answer
from tests.builders import message, question
from tests.walks import FakePlatform, walk


def test_an_open_question_stores_any_answer() -> None:
    run = walk(question("a"), message("b", "Thanks"), edges=[("a", "b")], given=["  new Delhi 🙂 "])
    assert (run.variables, run.sent) == ({"city": "  new Delhi 🙂 "}, ["Your city?", "Thanks"])


def test_a_question_without_a_variable_stores_nothing() -> None:
    run = walk(question("a", variable=""), given=["Pune"])
    assert (run.variables, run.outcome) == ({}, "ended")


def test_three_bad_answers_get_the_fallback_and_the_fourth_ends_in_silence() -> None:
    run = walk(
        question("a", validation={"type": "Number"}),
        message("b", "never"),
        edges=[("a", "b")],
        given=["x", "y", "z"],
    )
    assert run.sent == ["Your city?"] + ["Once more, please."] * 3
    assert run.outcome == "waits for answer"
    run.give("w")
    assert len(run.sent) == 4
    assert (run.outcome, run.session.reason) == ("ended", "4 bad answers to a: the run ends without a word")
    assert (run.variables, run.exits) == ({}, [])


def test_a_good_answer_forgets_the_bad_ones() -> None:
    run = walk(
        question("a", validation={"type": "Number", "failsCount": "1"}),
        edges=[("a", "a")],
        given=["x", "1", "y", "2"],
    )
    assert (run.outcome, run.session.fails, run.variables) == ("waits for answer", {}, {"city": "2"})


@pytest.mark.parametrize(("fails", "answers"), [("0", 1), ("1", 2), ("", 4), (None, 4), ("-2", 1), ("many", 4)])
def test_fails_count_is_how_many_bad_answers_are_forgiven(fails: Any, answers: int) -> None:
    run = walk(question("a", validation={"type": "Number", "failsCount": fails}), given=["x"] * answers)
    assert run.outcome == "ended"
    assert len(run.rejected) == answers


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("7", ""),
        (" 7.5 ", ""),
        ("5", ""),
        ("9", ""),
        ("4.9", "it is less than 5"),
        ("-7", "it is less than 5"),
        ("9.1", "it is more than 9"),
        ("seven", "it is no number"),
        ("", "it is no number"),
        ("7 rooms", "it is no number"),
    ],
)
def test_a_number_lies_between_its_bounds(answer: str, fault: str) -> None:
    run = walk(question("a", validation={"type": "Number", "minValue": "5", "maxValue": "9"}), given=[answer])
    assert run.rejected == ([fault] if fault else [])


@pytest.mark.parametrize("answer", ["nan", "inf", "-Infinity", "1_000"])
def test_what_only_a_programming_language_calls_a_number_is_none(answer: str) -> None:
    assert walk(question("a", validation={"type": "Number"}), given=[answer]).rejected == ["it is no number"]


@pytest.mark.parametrize(
    ("pattern", "answer", "accepted"),
    [
        ("^[0-9]{4}$", "1234", True),
        ("^[0-9]{4}$", "12345", False),
        ("[0-9]{4}", "year 1234!", True),
        ("", "anything", False),
        (r"^\p{L}+$", "Zoë", True),
    ],
)
def test_a_regex_is_searched_for_as_it_is_written(pattern: str, answer: str, accepted: bool) -> None:
    run = walk(question("a", validation={"type": "Regex", "regex": pattern}), given=[answer])
    assert bool(run.rejected) is not accepted


def test_an_empty_regex_rejects_everything_and_the_loader_says_so() -> None:
    run = walk(question("a", validation={"type": "Regex", "regex": ""}), given=["x"])
    assert run.rejected == ["the regex is empty, which rejects everything"]
    assert [problem.code for problem in run.flow.warnings] == ["empty-regex"]


def test_a_regex_that_runs_away_at_run_time_fails_the_run() -> None:
    """No probe of the loader has a `#`, so this one is met only by the time limit."""
    run = walk(question("a", validation={"type": "Regex", "regex": "^(xyz|xyzxyz)+$"}), given=["xyz" * 30 + "!"])
    assert run.outcome == "failed"
    assert "did not come to an end" in run.session.reason


def test_an_unknown_validation_accepts_everything_and_says_so() -> None:
    run = walk(question("a", validation={"type": "Postcode"}), given=["no postcode"])
    assert run.variables == {"city": "no postcode"}
    assert [problem.code for problem in run.flow.warnings] == ["unknown-validation"]


@pytest.mark.parametrize(
    ("kind", "answer", "fault"),
    [
        ("Email", " ann@example.com ", ""),
        ("Email", "ann@example", "it is no e-mail address"),
        ("Email", "ann example@example.com", "it is no e-mail address"),
        ("Email", "", "it is no e-mail address"),
        ("Phone", "+1 (555) 010-0002", ""),
        ("Phone", "15550100002", ""),
        ("Phone", "12345", "it is no phone number"),
        ("Phone", "call me", "it is no phone number"),
        ("Date", "2026-01-15", ""),
        ("Date", "15/01/2026", ""),
        ("Date", "01.15.2026", ""),
        ("Date", "31-02-2026", "it is no date"),
        ("Date", "15/01-2026", "it is no date"),
        ("Date", "tomorrow", "it is no date"),
    ],
)
def test_a_guessed_validation_checks_what_its_name_says(kind: str, answer: str, fault: str) -> None:
    run = walk(question("a", validation={"type": kind}), given=[answer])
    assert run.rejected == ([fault] if fault else [])
    assert run.leaned == ({"flow.guessed_validation"} if fault else set())
    assert [problem.code for problem in run.flow.warnings] == ["guessed-validation"]


def test_the_fallback_is_rendered_and_may_be_html() -> None:
    run = walk(
        question("a", validation={"type": "Number", "fallback": "<p>A <b>number</b>, {{name}}</p>"}),
        platform=FakePlatform({"name": "Ann"}),
        given=["x"],
    )
    assert run.sent[-1] == "A *number*, Ann"


@pytest.mark.parametrize(("accepted", "stored"), [(True, {"city": "https://m.example/1.jpg"}), (False, {})])
def test_a_file_counts_as_an_answer_only_where_media_are_accepted(accepted: bool, stored: dict[str, str]) -> None:
    run = walk(question("a", isMediaAccepted=accepted), given=[Answer("", media="https://m.example/1.jpg")])
    assert run.variables == stored
    assert run.rejected == ([] if accepted else ["it is a photo or file"])


VARIANTS = [
    {"id": "v1", "expectedInput": "Yes", "isDefault": False, "nodeResultId": "yes"},
    {"id": "v2", "expectedInput": "No", "isDefault": False, "nodeResultId": ""},
    {"id": "v3", "expectedInput": "", "isDefault": True, "nodeResultId": "other"},
]


@pytest.mark.parametrize(
    ("answer", "goes_to"),
    [("Yes", "yes"), (" yes ", "yes"), ("No", "no"), ("Maybe", "other"), (Answer("Si", choice="v1"), "yes")],
)
def test_expected_answers_have_exits_of_their_own(answer: Any, goes_to: str) -> None:
    run = walk(
        question("a", expectedAnswers=VARIANTS),
        *(message(name, name) for name in ("yes", "no", "other")),
        edges=[("a__v2", "no")],
        given=[answer],
    )
    assert run.path[-1] == goes_to


def test_bad_answers_and_unexpected_ones_are_counted_apart() -> None:
    account = FakePlatform(fallback=Fallback("Which one?", 1))
    checked = {"type": "Regex", "regex": "^[A-Za-z]+$", "failsCount": "1"}
    node = question("a", expectedAnswers=VARIANTS[:1], validation=checked)
    run = walk(node, message("yes"), platform=account, given=["1", "Maybe", "2"])
    assert run.sent == ["Your city?", "Once more, please.", "Which one?", "Your city?", "Once more, please."]
    assert run.give("Maybe").outcome == "ended"


def test_an_unexpected_answer_without_a_default_ends_the_run_and_says_that_it_is_lost() -> None:
    """As at buttons: the sheet has the tenant's fallback message for both, which is not in the export."""
    run = walk(question("a", expectedAnswers=VARIANTS[:1]), message("yes"), given=["Maybe"])
    assert run.outcome == "ended"
    assert run.warned == ["answer-lost"]
