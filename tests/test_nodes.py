"""Every node type: the happy path, each exit, each failure. Sessions are JSON texts between any two sprints."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any, get_args

import pytest

from emulator.kernel.api import Evidence
from emulator.kernel.assumption import ASSUMPTIONS, Assumptions
from emulator.kernel.http import Reply
from flow_runner.engine import Engine, Session
from flow_runner.engine.assumptions import WEBHOOK_TIMEOUT
from flow_runner.engine.conditions import TESTS
from flow_runner.engine.events import AgentAssigned, FlowEnded, MessageSent, TeamAssigned, VariableSet
from flow_runner.engine.node import NODE_TYPES
from flow_runner.engine.step import TIMED_OUT, Answer, Silence
from flow_runner.sandbox.sandbox import Sandbox
from tests.builders import (
    ATTRIBUTE,
    TIME,
    VARIABLE,
    FakePlatform,
    Run,
    answered,
    assign_agent,
    assign_team,
    buttons,
    condition,
    list_node,
    message,
    node,
    parse,
    question,
    time_delay,
    update_attribute,
    walk,
    webhook,
)

TYPES_OF_THE_ISSUE = {
    "Message",
    "Question",
    "InteractiveButtons",
    "InteractiveList",
    "Condition",
    "Webhook",
    "UpdateAttribute",
    "AssignAgent",
    "AssignTeam",
}


def messages_of(run: Run) -> list[MessageSent]:
    return [event for event in run.events if isinstance(event, MessageSent)]


# --- every type ------------------------------------------------------------------------------------------------------


def test_the_types_of_the_issue_are_there() -> None:
    assert set(NODE_TYPES) >= TYPES_OF_THE_ISSUE


@pytest.mark.parametrize("name", list(NODE_TYPES))
def test_every_type_says_what_it_does_how_sure_we_are_and_from_where(name: str) -> None:
    kind = NODE_TYPES[name]
    assert kind.doc.strip().endswith(".")
    assert kind.evidence in get_args(Evidence)
    assert len(kind.source) > 8


@pytest.mark.parametrize("name", list(NODE_TYPES))
def test_every_type_can_be_read_from_nothing_and_declares_its_exits(name: str) -> None:
    flow = parse(node(name, "a"))
    exits = flow.nodes["a"].exits()
    assert exits
    assert len({exit.name for exit in exits}) == len(exits)
    assert not [problem for problem in flow.warnings if problem.code == "unknown-node-type"]


def test_a_session_waits_for_what_it_says_and_for_nothing_else() -> None:
    run = walk(question("a"))
    with pytest.raises(ValueError, match="session s1 waits for answer, not for an reply"):
        run.give(answered({}))
    with pytest.raises(ValueError, match="session s1 does not wait for a moment"):
        run.give(TIME)
    run.give("Pune")
    with pytest.raises(ValueError, match="session s1 waits for nothing, not for an answer"):
        run.give("again")


def test_a_session_goes_on_only_with_the_version_it_was_started_with() -> None:
    session = Session.from_json(walk(question("a")).session.to_json())
    other = Engine(parse(question("a", text="Changed?")), Assumptions())
    with pytest.raises(ValueError, match="runs version"):
        other.resume(session, FakePlatform(), Answer("Pune"))


# --- Message ---------------------------------------------------------------------------------------------------------


def test_a_message_sends_its_replies_in_order_and_goes_on() -> None:
    run = walk(message("a", "<p>One</p>", "<p>Two</p>"), message("b", "Three"), edges=[("a", "b")])
    assert (run.sent, run.path, run.outcome) == (["One", "Two", "Three"], ["a", "b"], "ended")


def test_a_message_without_an_edge_ends_the_run() -> None:
    run = walk(message("a", "Bye"))
    assert (run.outcome, run.session.reason) == ("ended", "the path ends at a")
    assert run.events[-1] == FlowEnded("a", "ended", "the path ends at a")


def test_media_are_sent_with_their_caption_and_an_uploaded_file_has_no_address() -> None:
    replies = [
        {"flowReplyType": "Image", "data": "https://files.example/{{pic}}.jpg", "caption": "<p><b>Range</b></p>"},
        {"flowReplyType": "Document", "data": "", "caption": "price.pdf", "mimeType": ""},
    ]
    run = walk(message("a", flowReplies=replies), platform=FakePlatform({"pic": "7"}))
    assert [(one.kind, one.text, one.media) for one in messages_of(run)] == [
        ("image", "*Range*", "https://files.example/7.jpg"),
        ("document", "price.pdf", ""),
    ]


def test_a_text_has_attributes_variables_and_literal_placeholders() -> None:
    run = walk(
        question("a"),
        message("b", "<p>{{name}} of @city wants @amenities, {{recommendations}}</p>"),
        edges=[("a", "b")],
        platform=FakePlatform({"name": "Ann"}),
        given=["Pune"],
    )
    assert run.sent[-1] == "Ann of Pune wants @amenities, {{recommendations}}"
    assert run.unset == ["@amenities", "{{recommendations}}"]
    assert run.leaned == {"flow.unset_variable"}


def test_a_message_that_starts_a_flow_is_no_answer() -> None:
    run = walk(question("a"))
    assert (run.outcome, run.variables) == ("waits for answer", {})


# --- Question --------------------------------------------------------------------------------------------------------


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
    run = walk(question("a", validation={"type": "Email"}), given=["no e-mail"])
    assert run.variables == {"city": "no e-mail"}
    assert [problem.code for problem in run.flow.warnings] == ["unknown-validation"]


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
    assert run.rejected == ([] if accepted else ["it is a file"])


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


def test_an_unexpected_answer_without_a_default_ends_the_run_and_says_that_it_is_lost() -> None:
    """As at buttons: the sheet has the tenant's fallback message for both, which is not in the export."""
    run = walk(question("a", expectedAnswers=VARIANTS[:1]), message("yes"), given=["Maybe"])
    assert run.outcome == "ended"
    assert run.warned == ["answer-lost"]


# --- Buttons and List ------------------------------------------------------------------------------------------------

MENUS = pytest.mark.parametrize("menu", [buttons, list_node], ids=["buttons", "list"])
ITEMS = (("x1", "Yes", "yes"), ("x2", " Near Possession", "near"))
PLACES = (message("yes", "YES"), message("near", "NEAR"), message("other", "OTHER"))


def test_buttons_are_sent_with_all_their_parts() -> None:
    run = walk(
        buttons(
            "a",
            ("x", "Hi {{name}}", ""),
            interactiveButtonsHeader={"type": "Image", "text": "", "media": {"url": "https://f.example/a.png"}},
            interactiveButtonsBody="<p><strong>Ready</strong>, {{name}}?</p>",
            interactiveButtonsFooter="for {{name}}",
        ),
        platform=FakePlatform({"name": "Ann"}),
    )
    (sent,) = messages_of(run)
    assert sent == MessageSent(
        "a", "buttons", "*Ready*, Ann?", "https://f.example/a.png", "", "for Ann", (("x", "Hi Ann"),)
    )


@pytest.mark.parametrize("media", ["https://f.example/a.png", {"link": "https://f.example/a.png"}, None, 5])
def test_a_media_header_is_read_in_every_likely_shape(media: Any) -> None:
    run = walk(buttons("a", interactiveButtonsHeader={"type": "Image", "media": media}))
    assert messages_of(run)[0].media == ("https://f.example/a.png" if media and media != 5 else "")


def test_a_list_is_sent_with_all_its_rows() -> None:
    run = walk(list_node("a", *ITEMS, interactiveListHeader={"type": "Text", "text": "Head"}))
    (sent,) = messages_of(run)
    assert (sent.kind, sent.header, sent.button) == ("list", "Head", "Menu")
    assert sent.choices == (("x1", "Yes"), ("x2", " Near Possession"))


@MENUS
def test_a_tap_is_known_by_its_id_and_stores_the_label(menu: Any) -> None:
    run = walk(menu("a", *ITEMS, variable="pick"), *PLACES, given=[Answer("anything", choice="x1")])
    assert (run.path[-1], run.variables, run.leaned) == ("yes", {"pick": "Yes"}, set())


@MENUS
def test_a_tap_with_a_foreign_id_is_known_by_its_label_and_leans_on_nothing(menu: Any) -> None:
    run = walk(menu("a", *ITEMS), *PLACES, given=[Answer("Near Possession", choice="elsewhere")])
    assert (run.path[-1], run.leaned) == ("near", set())


@MENUS
@pytest.mark.parametrize("text", ["Yes", "yes", " YES "])
def test_a_typed_label_is_a_tap_as_an_assumption_says(menu: Any, text: str) -> None:
    run = walk(menu("a", *ITEMS, variable="pick"), *PLACES, given=[text])
    assert (run.path[-1], run.variables) == ("yes", {"pick": "Yes"})
    assert run.leaned == {"flow.typed_label_is_tap"}


@MENUS
def test_other_text_is_stored_and_takes_the_default_exit(menu: Any) -> None:
    run = walk(menu("a", *ITEMS, variable="pick", default="other"), *PLACES, given=["what?"])
    assert (run.path[-1], run.variables, run.leaned) == ("other", {"pick": "what?"}, set())


@MENUS
def test_the_default_exit_may_be_an_edge_only(menu: Any) -> None:
    run = walk(menu("a", *ITEMS), *PLACES, edges=[("a__a-default", "other")], given=["what?"])
    assert run.path[-1] == "other"


@MENUS
def test_without_a_default_exit_other_text_is_lost_and_that_is_told(menu: Any) -> None:
    run = walk(menu("a", *ITEMS, variable="pick"), *PLACES, given=["what?"])
    assert (run.outcome, run.warned, run.sent) == ("ended", ["answer-lost"], ["Pick one"])
    assert run.session.reason == "the answer fits no choice of a, which has no default exit"
    assert run.variables == {"pick": "what?"}


@MENUS
def test_a_choice_without_a_target_ends_the_run(menu: Any) -> None:
    run = walk(menu("a", ("x", "Yes", "")), given=[Answer("Yes", choice="x")])
    assert (run.outcome, run.session.reason) == ("ended", "the path ends at a")


@MENUS
def test_nothing_is_stored_without_a_variable(menu: Any) -> None:
    run = walk(menu("a", *ITEMS), *PLACES, given=["Yes"])
    assert not [event for event in run.events if isinstance(event, VariableSet)]


@MENUS
def test_a_loop_back_to_the_same_choices_is_no_runaway(menu: Any) -> None:
    run = walk(
        menu("a", ("x", "Yes", ""), default="please"),
        message("please", "Please choose"),
        edges=[("please", "a")],
        given=["?"] * 150,
    )
    assert run.outcome == "waits for answer"


@MENUS
def test_the_label_is_stored_as_the_customer_saw_it(menu: Any) -> None:
    run = walk(
        menu("a", ("x", "I am {{name}}", ""), variable="pick"),
        platform=FakePlatform({"name": "Ann"}),
        given=[Answer("I am Ann", choice="x")],
    )
    assert run.variables == {"pick": "I am Ann"}


@MENUS
def test_a_typed_label_is_compared_with_what_the_customer_saw(menu: Any) -> None:
    run = walk(
        menu("a", ("x", "I am {{name}}", "yes")), *PLACES, platform=FakePlatform({"name": "Ann"}), given=["i am ann"]
    )
    assert run.path[-1] == "yes"


# --- Condition -------------------------------------------------------------------------------------------------------


def holds(*checks: tuple[str, str, str], attributes: dict[str, str] | None = None, **more: Any) -> bool:
    assume = more.pop("assume", None)
    run = walk(
        condition("a", *checks, yes="yes", no="no", **more),
        message("yes"),
        message("no"),
        platform=FakePlatform(attributes),
        assume=assume,
    )
    assert run.path[-1] == {"true": "yes", "false": "no"}[run.exits[0]]
    return run.exits[0] == "true"


@pytest.mark.parametrize(
    ("test", "left", "right", "expected"),
    [
        ("Equal", "a", "a", True),
        ("Equal", "a", "b", False),
        ("KeywordContains", "xay", "a", True),
        ("KeywordContains", "xy", "a", False),
        ("KeywordContains", "x", "", True),
        ("NotEqual", "a", "b", True),
        ("NotEqual", "a", "a", False),
        ("KeywordNotContains", "xy", "a", True),
        ("NotContains", "xay", "a", False),
        ("KeywordDoesNotContain", "xay", "a", False),
        ("StartsWith", "ab", "a", True),
        ("KeywordStartsWith", "ba", "a", False),
        ("NotStartsWith", "ba", "a", True),
        ("DoesNotStartWith", "ab", "a", False),
        ("GreaterThan", "10", "9", True),
        ("GreaterThan", "9", "10", False),
        ("GreaterThan", "ten", "9", False),
        ("LessThan", "9", "10.5", True),
        ("LessThan", "10", "10", False),
        ("LessThan", "9", "", False),
    ],
)
def test_a_condition_compares(test: str, left: str, right: str, expected: bool) -> None:
    assert holds(("{{x}}", test, right), attributes={"x": left}) is expected


def test_every_test_has_a_case_above() -> None:
    (mark,) = test_a_condition_compares.pytestmark  # type: ignore[attr-defined]
    assert {case[0] for case in mark.args[1]} == set(TESTS)


@pytest.mark.parametrize("name", sorted(set(TESTS) - {"Equal", "KeywordContains"}))
def test_a_guessed_name_of_a_test_is_told(name: str) -> None:
    assert [problem.code for problem in parse(condition("a", ("@x", name, "1"))).warnings] == ["guessed-test"]


def test_an_unknown_test_is_told_and_counts_as_false() -> None:
    flow = parse(condition("a", ("{{x}}", "Contains", "1")))
    assert [problem.code for problem in flow.warnings] == ["unknown-test"]
    assert not holds(("{{x}}", "Contains", "1"), attributes={"x": "1"})


@pytest.mark.parametrize(
    ("attributes", "expected"), [({"x": "a"}, True), ({"x": ""}, False), ({}, False)], ids=["set", "empty", "unset"]
)
def test_contains_nothing_asks_whether_it_is_filled(attributes: dict[str, str], expected: bool) -> None:
    assert holds(("{{x}}", "KeywordContains", ""), attributes=attributes) is expected


@pytest.mark.parametrize(
    ("operator", "x", "y", "expected"),
    [
        ("And", "1", "1", True),
        ("And", "1", "0", False),
        ("Or", "0", "1", True),
        ("OR", "1", "0", True),
        ("Or", "0", "0", False),
        ("None", "1", "0", False),
    ],
)
def test_two_conditions_are_joined(operator: str, x: str, y: str, expected: bool) -> None:
    checks = (("{{x}}", "Equal", "1"), ("{{y}}", "Equal", "1"))
    assert holds(*checks, attributes={"x": x, "y": y}, operator=operator) is expected


def test_no_condition_at_all_is_false() -> None:
    assert not holds()


def test_the_wrong_namespace_is_false_without_a_word() -> None:
    run = walk(
        question("q", variable="x"),
        condition("a", ("{{x}}", "Equal", "1")),
        condition("b", ("@y", "Equal", "2")),
        edges=[("q", "a"), ("a__false", "b")],
        platform=FakePlatform({"y": "2"}),
        given=["1"],
    )
    assert run.exits == ["", "false", "false"]
    assert (run.warned, run.unset, run.leaned) == ([], [], set())


@pytest.mark.parametrize(
    ("attributes", "answer", "expected"),
    [({"x": "1"}, "0", "true"), ({}, "1", "true"), ({"x": "0"}, "1", "false")],
    ids=["the-attribute", "the-variable", "the-attribute-first"],
)
def test_a_bare_name_is_looked_for_in_both_namespaces(attributes: dict[str, str], answer: str, expected: str) -> None:
    run = walk(
        question("q", variable="x"),
        condition("a", ("x", "Equal", "1")),
        edges=[("q", "a")],
        platform=FakePlatform(attributes),
        given=[answer],
    )
    assert (run.exits[-1], run.warned) == (expected, ["bare-variable"])


def test_the_right_side_may_be_a_variable_too() -> None:
    assert holds(("{{x}}", "Equal", "{{y}}"), attributes={"x": "1", "y": "1"})


@pytest.mark.parametrize(
    ("left", "right", "leaned"),
    [
        ("Asha", "Asha", set()),
        ("Asha", "Ravi", set()),
        ("asha", "Asha", {"flow.equal_case"}),
        ("Asha ", "Asha", {"flow.equal_spaces"}),
        (" asha", "Asha", {"flow.equal_case", "flow.equal_spaces"}),
    ],
)
def test_a_condition_leans_on_an_assumption_only_where_it_matters(left: str, right: str, leaned: set[str]) -> None:
    run = walk(condition("a", ("{{x}}", "Equal", right)), platform=FakePlatform({"x": left}))
    assert run.leaned == leaned


def test_both_assumptions_on_comparing_hold_together() -> None:
    both = {"flow.equal_case": "ignored", "flow.equal_spaces": "trimmed"}
    assert holds(("{{x}}", "Equal", "Asha Agent"), attributes={"x": " asha agent "}, assume=both)


# --- UpdateAttribute, AssignAgent, AssignTeam, TimeDelay -------------------------------------------------------------


def test_attributes_are_set_in_order_from_variables_attributes_and_text() -> None:
    run = walk(
        question("q"),
        update_attribute("a", ("town", "@city"), ("copy", "{{town}}!"), ("kind", "lead"), ("lost", "@none"), ("", "x")),
        edges=[("q", "a")],
        given=["Pune"],
    )
    assert run.platform.attributes == {"town": "Pune", "copy": "Pune!", "kind": "lead", "lost": "@none"}
    assert run.unset == ["@none"]


def test_an_update_of_a_flow_variable_sets_it() -> None:
    run = walk(node("UpdateAttribute", "a", attributeVariables=[{"type": VARIABLE, "name": "x", "value": "1"}]))
    assert (run.variables, run.platform.attributes) == ({"x": "1"}, {})


AGENTS = FakePlatform(agents={"a1": ("Asha Agent", "asha@example.com")}, teams={"t1": "Sales", "t2": "Care"})


def test_an_agent_is_assigned_and_the_run_ends() -> None:
    run = walk(assign_agent("a", "a1"), platform=AGENTS)
    assert AgentAssigned("a", "a1", "Asha Agent", "asha@example.com") in run.events
    assert (run.outcome, run.session.reason, run.leaned) == ("ended", "assigned to Asha Agent", set())


@pytest.mark.parametrize(
    ("agent_id", "reason"), [("gone", "the account has no agent with id 'gone'"), ("", "no agent is chosen")]
)
def test_an_agent_that_the_account_does_not_have_is_told(agent_id: str, reason: str) -> None:
    run = walk(assign_agent("a", agent_id), platform=AGENTS)
    assert AgentAssigned("a", agent_id, "", "") in run.events
    assert run.warned == ["unknown-agent"]
    assert any(reason in str(event) for event in run.events)


def test_a_team_is_assigned_and_one_that_is_gone_is_told() -> None:
    run = walk(assign_team("a", "t1", "gone", "t2"), platform=AGENTS)
    assert TeamAssigned("a", ("t1", "gone", "t2"), ("Sales", "Care")) in run.events
    assert (run.warned, run.session.reason) == (["unknown-team"], "assigned to team Sales, Care")


def test_no_team_at_all_is_told() -> None:
    run = walk(assign_team("a"), platform=AGENTS)
    assert (run.warned, run.outcome) == (["unknown-team"], "ended")


@pytest.mark.parametrize("node_of", [lambda: assign_agent("a", "a1"), lambda: assign_team("a", "t1")])
@pytest.mark.parametrize(("choice", "path"), [("follow_edge", ["a", "b"]), ("end", ["a"])])
def test_a_flow_goes_on_behind_an_assignment_as_the_assumption_says(node_of: Any, choice: str, path: list[str]) -> None:
    assume = {"flow.after_assign": choice}
    run = walk(node_of(), message("b", "x"), edges=[("a", "b")], platform=AGENTS, assume=assume)
    assert (run.path, run.outcome, run.leaned) == (path, "ended", {"flow.after_assign"})


def test_a_delay_waits_for_its_moment() -> None:
    run = walk(time_delay("a", 90), message("b", "later"), edges=[("a", "b")])
    assert (run.outcome, run.session.due) == ("waits for time", "2026-01-15T09:01:30+00:00")
    run.give(TIME)
    assert (run.sent, run.outcome, run.session.due) == (["later"], "ended", None)


def test_a_delay_takes_no_answer() -> None:
    with pytest.raises(ValueError, match="waits for time"):
        walk(time_delay("a", 90)).give("hello?")


@pytest.mark.parametrize(("seconds", "read_as"), [(-5, 0), (10**9, 30 * 24 * 3600)])
def test_an_odd_delay_is_told_and_bounded(seconds: int, read_as: int) -> None:
    run = walk(time_delay("a", seconds))
    assert [problem.code for problem in run.flow.warnings] == ["odd-delay"]
    assert run.session.due == (run.platform.now() + timedelta(seconds=read_as)).isoformat()


def test_a_delay_ends_on_the_virtual_clock() -> None:
    sandbox = Sandbox(parse(time_delay("a", 90), message("b", "later"), edges=[("a", "b")]))
    assert sandbox.says("hi") == []
    sandbox.advance(timedelta(seconds=89))
    assert sandbox.session().outcome == "running"  # type: ignore[union-attr]
    sandbox.advance(timedelta(seconds=1))
    assert sandbox.session().outcome == "ended"  # type: ignore[union-attr]
    assert [entry.at.isoformat() for entry in sandbox.entries() if isinstance(entry.what, MessageSent)] == [
        "2026-01-15T09:01:30+00:00"
    ]


# --- Webhook: the request --------------------------------------------------------------------------------------------


def test_a_get_has_its_headers_and_no_body() -> None:
    run = walk(
        webhook("a", "https://api.example/s?q={{phone}}", headers={"X-Key": "k {{phone}}"}, body='{"a": 1}'),
        platform=FakePlatform({"phone": "919"}),
    )
    request = run.request
    assert (request.method, request.host, request.path, request.query) == ("GET", "api.example", "/s", "q=919")
    assert (request.headers, request.body) == ({"x-key": "k 919"}, b"")


@pytest.mark.parametrize("method", ["Post", "POST", "post"])
def test_a_post_has_a_json_body(method: str) -> None:
    request = walk(webhook("a", method=method, body='{"n": @n, "p": "{{phone}}"}')).request
    assert (request.method, request.headers) == ("POST", {"content-type": "application/json"})
    assert request.body == b'{"n": @n, "p": "{{phone}}"}'


def test_a_content_type_of_the_author_stays() -> None:
    request = walk(webhook("a", method="Post", headers={"content-type": "text/plain"}, body="x")).request
    assert request.headers == {"content-type": "text/plain"}


NASTY = 'say "hi"\\ to\nAnn & Bob + é 🙂 #1?/50%'


def test_a_value_inside_a_json_string_is_escaped_and_outside_it_is_not() -> None:
    run = walk(
        webhook("a", method="Post", body='{"in": "<{{x}}>", "esc\\"": "{{x}}", "out": {{n}}}'),
        platform=FakePlatform({"x": NASTY, "n": '{"deep": [1]}'}),
    )
    assert json.loads(run.request.body) == {"in": f"<{NASTY}>", 'esc"': NASTY, "out": {"deep": [1]}}
    assert run.leaned == {"flow.webhook_body_escaping"}


def test_a_plain_value_in_a_body_leans_on_nothing() -> None:
    run = walk(webhook("a", method="Post", body='{"in": "{{x}}"}'), platform=FakePlatform({"x": "plain é"}))
    assert run.leaned == set()


def test_a_body_that_is_no_json_gets_values_as_they_are() -> None:
    run = walk(webhook("a", method="Post", body="to=@x {{y}}"), platform=FakePlatform({"y": 'a"b'}))
    assert run.request.body == b'to=@x a"b'


def test_a_value_in_a_url_is_escaped() -> None:
    run = walk(webhook("a", "https://api.example/c/{{x}}?q={{x}}"), platform=FakePlatform({"x": NASTY}))
    assert run.request.path == f"/c/{NASTY}"
    assert run.request.args == {"q": NASTY}
    assert run.leaned == {"flow.webhook_url_escaping"}


def test_a_url_keeps_the_escapes_that_its_author_wrote() -> None:
    request = walk(webhook("a", "https://api.example/a%20b?q=%2B1&r=x y&s=+")).request
    assert (request.path, request.args) == ("/a b", {"q": "+1", "r": "x y", "s": " "})


def test_a_value_may_be_the_beginning_of_an_address() -> None:
    """Zoho's token reply has `api_domain`, and flows are meant to call it."""
    run = walk(
        webhook("t", saved=[(VARIABLE, "api_domain", "api_domain")]),
        webhook("a", "@api_domain/crm/v8/Leads/search"),
        edges=[("t", "a")],
        given=[answered({"api_domain": "https://www.zohoapis.com"})],
    )
    assert (run.request.host, run.request.path) == ("www.zohoapis.com", "/crm/v8/Leads/search")


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nX-Evil: 1", "a\rX-Evil: 1"])
def test_a_line_break_in_a_value_starts_no_header(value: str) -> None:
    headers = walk(webhook("a", headers={"X-Name": "{{x}}"}), platform=FakePlatform({"x": value})).request.headers
    assert list(headers) == ["x-name"]
    assert "\n" not in headers["x-name"]
    assert "\r" not in headers["x-name"]


def test_unset_placeholders_go_out_literally_everywhere() -> None:
    run = walk(
        webhook(
            "a", "https://api.example/?a=@u&b={{v}}", method="Post", headers={"X": "@u {{v}}"}, body='{"a": "@u {{v}}"}'
        )
    )
    assert run.request.args == {"a": "@u", "b": "{{v}}"}
    assert run.request.headers["x"] == "@u {{v}}"
    assert run.request.body == b'{"a": "@u {{v}}"}'
    assert run.unset == ["@u", "{{v}}"] * 3


@pytest.mark.parametrize(
    "url", ["", "   ", "/only/a/path", "https://", "http://[::1", "http://x:99999/", "http://x:y/"]
)
def test_an_address_that_cannot_be_read_is_a_webhook_without_a_reply(url: str) -> None:
    run = walk(webhook("a", url), message("b", "on"), edges=[("a", "b")])
    assert (run.sent, run.requests, run.outcome) == (["on"], [], "ended")


@pytest.mark.parametrize("place", ["url", "body", "headers"])
def test_half_a_character_in_an_export_is_no_crash(place: str) -> None:
    """JSON can spell a lone surrogate, which no UTF-8 can."""
    text = "https://api.example/\ud800"
    fields: dict[str, Any] = {
        "url": {"url": text},
        "body": {"method": "Post", "body": f'"{text}"'},
        "headers": {"headers": {"X": text}},
    }[place]
    run = walk(webhook("a", **fields), message("b", "on"), edges=[("a", "b")])
    assert run.outcome in ("ended", "waits for reply")


# --- Webhook: exits by status ----------------------------------------------------------------------------------------

OK, OTHER, WRONG = message("ok"), message("other"), message("wrong")
KEYS = ("statusCode", "status", "code", "expectedStatus", "expectedInput", "value")
IN_THE_ENTRY: list[tuple[str, list[Any], list[tuple[str, str]]]] = [
    *((f"{key} {code!r}", [{"id": "s", key: code, "nodeResultId": "ok"}], []) for key in KEYS for code in (200, "200")),
    ("an edge with its id as handle", [{"id": "s1", "statusCode": 200, "nodeResultId": ""}], [("a__s1", "ok")]),
    ("an edge with its code as handle", [{"id": "s1", "statusCode": 200}], [("a__200", "ok")]),
    ("no id, an edge with its code", [{"statusCode": "200"}], [("a__200", "ok")]),
    ("a bare number", [200], [("a__200", "ok")]),
    ("a bare text", ["200"], [("a__200", "ok")]),
    ("the id before the code", [{"id": "s1", "statusCode": 200}], [("a__200", "wrong"), ("a__s1", "ok")]),
    ("the field before the edges", [{"id": "s1", "statusCode": 200, "nodeResultId": "ok"}], [("a__s1", "wrong")]),
    ("the first key that is filled", [{"statusCode": None, "status": "200", "value": 500, "nodeResultId": "ok"}], []),
    ("a code with blanks around it", [{"id": "s1", "statusCode": " 200 ", "nodeResultId": "ok"}], []),
    ("a number with a point", [{"id": "s1", "statusCode": 200.0, "nodeResultId": "ok"}], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("statuses", "edges"), [case[1:] for case in IN_THE_ENTRY], ids=[case[0].replace(" ", "-") for case in IN_THE_ENTRY]
)
def test_a_status_is_routed_in_every_readable_shape(statuses: list[Any], edges: list[tuple[str, str]]) -> None:
    run = walk(webhook("a", statuses=statuses), OK, OTHER, WRONG, edges=edges, given=[answered({})])
    assert (run.exits[0], run.path[-1]) == ("200", "ok")


DEFAULTS: list[tuple[str, list[Any], list[tuple[str, str]]]] = [
    ("an entry that is it", [200, {"id": "d", "statusCode": 0, "nodeResultId": "other", "isDefault": True}], []),
    ("its edge", [200, {"id": "d", "isDefault": True}], [("a__d", "other")]),
    ("a text flag", [200, {"id": "d", "isDefault": "true", "nodeResultId": "other"}], []),
    ("a bare default", [200, "default"], [("a__default", "other")]),
    ("the handle of the node with default", [200], [("a__a-default", "other")]),
    ("a handle that ends in default", [200], [("a__main_webhook-old-default", "other")]),
    ("the handle default", [200], [("a__default", "other")]),
    ("the bare edge", [200], [("a", "other")]),
    ("node-default before default", [200], [("a", "wrong"), ("a__default", "wrong"), ("a__a-default", "other")]),
    ("default before the bare edge", [200], [("a", "wrong"), ("a__default", "other")]),
    ("an entry without an id", [200, {"isDefault": True}], [("a", "wrong"), ("a__a-default", "other")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("statuses", "edges"), [case[1:] for case in DEFAULTS], ids=[case[0].replace(" ", "-") for case in DEFAULTS]
)
def test_any_other_status_takes_the_default_in_every_readable_shape(
    statuses: list[Any], edges: list[tuple[str, str]]
) -> None:
    run = walk(webhook("a", statuses=statuses), OK, OTHER, WRONG, edges=edges, given=[answered({}, 418)])
    assert (run.exits[0], run.path[-1]) == ("default", "other")


@pytest.mark.parametrize("entry", ["tea", 0, 20, 2000, True, None, [200], {"statusCode": "abc"}, {}])
def test_an_unreadable_status_is_told_and_never_taken(entry: Any) -> None:
    flow = parse(webhook("a", statuses=[200, entry]))
    assert "unreadable-status" in [problem.code for problem in flow.warnings]
    assert [exit.name for exit in flow.nodes["a"].exits()] == ["200", "default"]


@pytest.mark.parametrize("code", [200, 204, 301, 401, 500])
def test_without_statuses_any_status_takes_the_plain_edge(code: int) -> None:
    run = walk(webhook("a"), OK, edges=[("a", "ok")], given=[answered(None, code)])
    assert (run.exits[0], run.path[-1]) == ("", "ok")


def test_a_webhook_may_be_the_last_node() -> None:
    assert walk(webhook("a"), given=[answered({})]).outcome == "ended"


def test_a_status_without_a_target_ends_the_run() -> None:
    run = walk(webhook("a", statuses=[204]), given=[answered(None, 204)])
    assert (run.exits, run.outcome) == (["204"], "ended")


@pytest.mark.parametrize(("choice", "outcome"), [("fail", "failed"), ("end", "ended")])
def test_a_status_that_no_exit_is_drawn_for_ends_the_run(choice: str, outcome: str) -> None:
    run = walk(webhook("a", statuses=[200, 204]), given=[answered({}, 418)], assume={"flow.status_unmatched": choice})
    assert (run.outcome, run.leaned) == (outcome, {"flow.status_unmatched"})
    assert run.session.reason == "the webhook a was answered 418, which has no exit (it has 200, 204)"


SILENCES = [Silence(TIMED_OUT), Silence("refused"), Silence("lost")]


@pytest.mark.parametrize("silence", SILENCES, ids=lambda silence: silence.reason)
@pytest.mark.parametrize("statuses", [[], [200, {"id": "d", "isDefault": True}], [200]], ids=["none", "default", "200"])
@pytest.mark.parametrize("choice", ["default_exit", "fail"])
def test_a_webhook_without_a_reply_goes_on_as_the_assumption_says(
    silence: Silence, statuses: list[Any], choice: str
) -> None:
    run = walk(
        webhook("a", saved=[(VARIABLE, "x", "x")], statuses=statuses),
        OK,
        edges=[("a__d", "ok") if len(statuses) == 2 else ("a__200", "ok") if statuses else ("a", "ok")],
        given=[silence],
        assume={"flow.webhook_without_reply": choice},
    )
    goes_on = choice == "default_exit" and statuses != [200]
    assert (run.path[-1], run.outcome) == (("ok", "ended") if goes_on else ("a", "failed"))
    assert run.variables == {}
    assert run.leaned == {"flow.webhook_without_reply"} | (
        {"flow.webhook_timeout_s"} if silence.reason == TIMED_OUT else set()
    )


# --- Webhook: what is saved ------------------------------------------------------------------------------------------


def saved(payload: Any, path: str, **more: Any) -> str | None:
    """What a response variable holds after a reply, where it held `old` before."""
    reply = payload if isinstance(payload, Reply) else answered(payload)
    run = walk(
        update_attribute("u", ("x", "old")),
        webhook("a", saved=[(ATTRIBUTE, "x", path)]),
        edges=[("u", "a")],
        given=[reply],
        **more,
    )
    assert run.outcome == "ended"
    return run.platform.attribute("x")


def test_response_variables_are_of_two_kinds() -> None:
    run = walk(
        webhook("a", saved=[(VARIABLE, "@x", "a"), (ATTRIBUTE, "y", "b"), (VARIABLE, "", "a")]),
        given=[answered({"a": "1", "b": "2"})],
    )
    assert (run.variables, run.platform.attributes) == ({"x": "1"}, {"y": "2"})


DEEP = {
    "result": "yes",
    "data": [{"Owner": {"name": "Asha Agent"}}, {"Owner": {"name": "Ravi"}}],
    "a": {"b": {"c": "deep"}, "0": "key"},
    "dotted.key": "whole",
    "m": [["x", "y"]],
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("result", "yes"),
        ("a.b.c", "deep"),
        ("$.result", "yes"),
        (" result ", "yes"),
        ("data[0].Owner.name", "Asha Agent"),
        ("data.0.Owner.name", "Asha Agent"),
        ("data[1].Owner.name", "Ravi"),
        ("m[0][1]", "y"),
        ("m.0.1", "y"),
        ("a.0", "key"),
        ("dotted.key", "whole"),
    ],
)
def test_a_path_leads_to_a_value(path: str, value: str) -> None:
    assert saved(DEEP, path) == value


@pytest.mark.parametrize(
    "path",
    [
        "none",
        "result.more",
        "data[2].Owner",
        "data[99999999999999]",
        "data.Owner.name",
        "data[-1]",
        "a[0][1]",
        "Result",
    ],
)
def test_a_path_that_leads_nowhere_keeps_the_old_value(path: str) -> None:
    assert saved(DEEP, path) == "old"


@pytest.mark.parametrize("payload", [[], "text", 5, True, [{"x": 1}]])
def test_a_reply_that_is_no_object_keeps_the_old_value(payload: Any) -> None:
    assert saved(payload, "x") == "old"


def test_a_reply_that_is_a_list_can_be_indexed() -> None:
    assert saved([{"x": "first"}], "[0].x") == "first"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("text", "text"),
        ("", ""),
        (5, "5"),
        (5.5, "5.5"),
        (True, "true"),
        (False, "false"),
        ([1, "é"], '[1,"é"]'),
        ({"a": None}, '{"a":null}'),
    ],
)
def test_every_value_becomes_a_text(value: Any, text: str) -> None:
    assert saved({"x": value}, "x") == text


@pytest.mark.parametrize(
    "reply",
    [
        Reply(204),
        Reply(200, raw=b""),
        Reply(200, raw=b"<html>down</html>"),
        Reply(200, raw=b'{"x": "new"'),
        Reply(200, raw=b"   "),
        Reply(200, raw=b"\xff\xfe\xfd"),
        Reply(200, raw=b"[" * 100_000),
        Reply(200, raw=b"null"),
    ],
    ids=["204", "empty", "html", "truncated", "blank", "binary", "deep", "null"],
)
def test_a_body_that_holds_nothing_keeps_the_old_value(reply: Reply) -> None:
    assert saved(reply, "x") == "old"


@pytest.mark.parametrize("body", [b"<html>down</html>", b'{"x": "new"'])
def test_a_body_that_is_no_json_is_told(body: bytes) -> None:
    run = walk(webhook("a", saved=[(VARIABLE, "x", "x")]), given=[Reply(200, raw=body)])
    assert (run.warned, run.outcome) == (["reply-not-json"], "ended")
    assert walk(webhook("a"), given=[Reply(200, raw=body)]).warned == []


def test_an_error_without_statuses_follows_the_only_edge_and_sets_no_variable() -> None:
    """The sheet, 5.3: non-2xx with no statuses is unknown; the safest reading sets no variables, and logs it."""
    run = walk(
        webhook("a", saved=[(VARIABLE, "x", "message")]),
        OK,
        edges=[("a", "ok")],
        given=[answered({"message": "Internal error"}, 500)],
    )
    assert (run.path[-1], run.variables) == ("ok", {})
    assert run.leaned == {"flow.save_on_error_status"}


@pytest.mark.parametrize("code", [200, 201, 299])
def test_any_success_without_statuses_is_saved_and_leans_on_nothing(code: int) -> None:
    run = walk(webhook("a", saved=[(VARIABLE, "x", "x")]), given=[answered({"x": "1"}, code)])
    assert (run.variables, run.leaned) == ({"x": "1"}, set())


def test_an_error_that_holds_nothing_to_save_leans_on_nothing() -> None:
    run = walk(webhook("a", saved=[(VARIABLE, "x", "x")]), given=[answered({"y": "1"}, 500)])
    assert (run.variables, run.leaned) == ({}, set())


def test_an_error_body_can_be_read_where_its_status_has_an_exit() -> None:
    run = walk(
        webhook("a", saved=[(VARIABLE, "x", "code")], statuses=[401]), given=[answered({"code": "INVALID_TOKEN"}, 401)]
    )
    assert run.variables == {"x": "INVALID_TOKEN"}


# --- loops -----------------------------------------------------------------------------------------------------------


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


# --- assumptions: every choice, and the difference -------------------------------------------------------------------


def unset_variable(choice: str) -> Any:
    return walk(message("a", "<@x>"), assume={"flow.unset_variable": choice}).sent


def equal_case(choice: str) -> Any:
    return holds(("{{x}}", "Equal", "Asha"), attributes={"x": "asha"}, assume={"flow.equal_case": choice})


def equal_spaces(choice: str) -> Any:
    return holds(("{{x}}", "Equal", "Asha"), attributes={"x": "Asha "}, assume={"flow.equal_spaces": choice})


def typed_label(choice: str) -> Any:
    picked = []
    for text in ("Yes", "YES"):
        assume = {"flow.typed_label_is_tap": choice}
        run = walk(buttons("a", ("x", "Yes", "ok"), default="other"), OK, OTHER, given=[text], assume=assume)
        picked.append(run.path[-1])
    return picked


def webhook_timeout(choice: str) -> Any:
    flow = parse(webhook("a"))
    sprint = Engine(flow, Assumptions({WEBHOOK_TIMEOUT.name: choice})).start("s", "1", FakePlatform(), Answer("hi"))
    return sprint.call and sprint.call.timeout_s


def without_reply(choice: str) -> Any:
    assume = {"flow.webhook_without_reply": choice}
    return walk(webhook("a"), OK, edges=[("a", "ok")], given=[Silence("lost")], assume=assume).outcome


def unmatched(choice: str) -> Any:
    assume = {"flow.status_unmatched": choice}
    return walk(webhook("a", statuses=[200]), given=[answered({}, 500)], assume=assume).outcome


def save_empty(choice: str) -> Any:
    return saved(Reply(204), "x", assume={"flow.save_on_empty_reply": choice})


def save_on_error(choice: str) -> Any:
    return saved(answered({"x": "from an error"}, 500), "x", assume={"flow.save_on_error_status": choice})


def null_value(choice: str) -> Any:
    return saved({"x": None}, "x", assume={"flow.null_in_reply": choice})


def path_arrays(choice: str) -> Any:
    return saved(DEEP, "data[0].Owner.name", assume={"flow.path_arrays": choice})


def body_escaping(choice: str) -> Any:
    assume = {"flow.webhook_body_escaping": choice}
    hook = webhook("a", method="Post", body='{"x": "{{x}}"}')
    return walk(hook, platform=FakePlatform({"x": 'a"b'}), assume=assume).request.body


def url_escaping(choice: str) -> Any:
    assume = {"flow.webhook_url_escaping": choice}
    hook = webhook("a", "https://api.example/?p={{x}}")
    return walk(hook, platform=FakePlatform({"x": "+91 9"}), assume=assume).request.args


def after_assign(choice: str) -> Any:
    assume = {"flow.after_assign": choice}
    return walk(assign_agent("a", "a1"), OK, edges=[("a", "ok")], platform=AGENTS, assume=assume).path


def _in_sandbox(name: str, choice: str, flow: Any) -> Sandbox:
    sandbox = Sandbox(flow)
    sandbox.tenant.universe.assumptions.choose(name, choice)
    return sandbox


def start_on(choice: str) -> Any:
    sandbox = _in_sandbox("flow.start_on", choice, parse(message("a", "Hello")))
    got = [len(sandbox.says("hi"))]
    for hours in (1, 25):
        sandbox.advance(timedelta(hours=hours))
        got.append(len(sandbox.says("hi again")))
    return got


def burst(choice: str) -> Any:
    sandbox = _in_sandbox("flow.burst", choice, parse(time_delay("d", 5), question("q"), edges=[("d", "q")]))
    sandbox.says("hi")
    sandbox.says("Pune")
    sandbox.advance(timedelta(seconds=5))
    session = sandbox.session()
    assert session is not None
    return session.variables, session.outcome


CHOICES: dict[str, tuple[Any, dict[str, Any]]] = {
    "flow.unset_variable": (unset_variable, {"literal": ["<@x>"], "empty": ["<>"]}),
    "flow.equal_case": (equal_case, {"sensitive": False, "ignored": True}),
    "flow.equal_spaces": (equal_spaces, {"kept": False, "trimmed": True}),
    "flow.typed_label_is_tap": (
        typed_label,
        {"ignoring_case": ["ok", "ok"], "exact": ["ok", "other"], "never": ["other", "other"]},
    ),
    "flow.webhook_timeout_s": (webhook_timeout, {"10": 10.0, "5": 5.0, "30": 30.0, "60": 60.0}),
    "flow.webhook_without_reply": (without_reply, {"default_exit": "ended", "fail": "failed"}),
    "flow.status_unmatched": (unmatched, {"fail": "failed", "end": "ended"}),
    "flow.save_on_empty_reply": (save_empty, {"keep": "old", "blank": ""}),
    "flow.save_on_error_status": (save_on_error, {"nothing": "old", "save": "from an error"}),
    "flow.null_in_reply": (null_value, {"keep": "old", "blank": ""}),
    "flow.path_arrays": (path_arrays, {"index": "Asha Agent", "unsupported": "old"}),
    "flow.webhook_body_escaping": (body_escaping, {"json": b'{"x": "a\\"b"}', "none": b'{"x": "a"b"}'}),
    "flow.webhook_url_escaping": (url_escaping, {"value": {"p": "+91 9"}, "none": {"p": " 91 9"}}),
    "flow.after_assign": (after_assign, {"follow_edge": ["a", "ok"], "end": ["a"]}),
    "flow.start_on": (start_on, {"chat_with_bot": [1, 1, 1], "new_chat": [1, 0, 1]}),
    "flow.burst": (burst, {"answers_next": ({"city": "Pune"}, "ended"), "dropped": ({}, "running")}),
}


@pytest.mark.parametrize("name", [name for name in ASSUMPTIONS if name.startswith("flow.")])
def test_every_choice_of_an_assumption_makes_its_difference(name: str) -> None:
    act, expected = CHOICES[name]
    assert set(expected) == set(ASSUMPTIONS[name].choices)
    assert {choice: act(choice) for choice in ASSUMPTIONS[name].choices} == expected
    assert len({repr(one) for one in expected.values()}) == len(expected)


def test_every_case_above_is_of_an_assumption_that_there_is() -> None:
    assert set(CHOICES) <= set(ASSUMPTIONS)
