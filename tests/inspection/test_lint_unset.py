"""Variables that a run can come to before anything has set them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from flow_runner.inspection.lint.checks.unset_variable_on_path import SPELLED
from flow_runner.inspection.lint.example import agent, buttons, condition, flow, message, question, update, webhook
from tests.inspection.told import findings, subject_of, told

END = agent()
ASK, CITY, SAVE = "main_buttons-ask", question("main_question-city", "city"), "main_webhook-save"
SAVING = webhook(SAVE, "https://api.example.com/@city", statuses=((200, END["id"]), (0, END["id"])))
CODE = "unset-variable-on-path"
VARIABLE = "ContactInputVariable"


def choosing(*between: dict[str, Any], edges: tuple[tuple[str, str], ...], other: str) -> dict[str, Any]:
    """'Deliver' asks for the city and goes on to the webhook; the other button leads somewhere else."""
    menu = buttons(ASK, ("d", "Deliver", CITY["id"]), ("f", "Fetch", other), default=END["id"])
    return flow(menu, CITY, *between, SAVING, END, edges=((CITY["id"], SAVE), *edges))


def test_the_path_that_misses_the_question_is_spelled_out() -> None:
    (one,) = told(choosing(edges=(), other=SAVE), CODE)
    assert one.where == "main_webhook-save (Webhook) > url"
    assert one.text == (
        "variable '@city' is not set on every path to here: main_question-city sets it, but "
        "main_buttons-ask —Fetch→ main_webhook-save passes it by"
    )


def test_of_a_long_path_the_first_node_and_the_last_ones_are_told() -> None:
    row = [message(f"m{number}") for number in range(9)]
    edges = (*((f"m{number}", f"m{number + 1}") for number in range(8)), ("m8", SAVE))
    (one,) = told(choosing(*row, edges=edges, other="m0"), CODE)
    assert "main_buttons-ask → … (5 more) → m5 → m6 → m7 → m8 → main_webhook-save passes it by" in one.text


def test_a_question_on_every_path_is_enough() -> None:
    assert findings(choosing(question("q2", "city"), edges=(("q2", SAVE),), other="q2")) == ()


@pytest.mark.parametrize(
    ("test", "value", "exit"),
    [
        ("KeywordContains", "", "yes"),
        ("KeywordContains", "Pune", "yes"),
        ("Equal", "Pune", "yes"),
        ("Equal", "", "no"),
        ("NotEqual", "", "yes"),
        ("NotEqual", "Pune", "no"),
        ("KeywordNotContains", "a", "no"),
        ("GreaterThan", "5", "yes"),
        ("StartsWith", "P", "yes"),
    ],
)
def test_a_condition_that_an_empty_variable_cannot_pass_guards_the_way(test: str, value: str, exit: str) -> None:
    led = {"yes": SAVE, "no": END["id"]} if exit == "yes" else {"yes": END["id"], "no": SAVE}
    assert told(choosing(condition("c", "@city", test, value, **led), edges=(), other="c"), CODE) == []


@pytest.mark.parametrize(
    ("test", "value", "exit"),
    [("KeywordContains", "", "no"), ("Equal", "Pune", "no"), ("NotEqual", "Pune", "yes"), ("Equal", "@city", "yes")],
)
def test_another_exit_does_not(test: str, value: str, exit: str) -> None:
    led = {"yes": SAVE, "no": END["id"]} if exit == "yes" else {"yes": END["id"], "no": SAVE}
    found = told(choosing(condition("c", "@city", test, value, **led), edges=(), other="c"), CODE)
    assert "main_webhook-save" in [one.node for one in found]


@pytest.mark.parametrize(("operator", "guards"), [("None", True), ("And", True), ("Or", False)])
def test_of_two_tests_both_must_hold_to_guard_the_way(operator: str, guards: bool) -> None:
    asked = condition("c", "@city", "KeywordContains", "", SAVE, END["id"])
    asked["flowNodeConditions"].append(
        {"id": "k", "flowConditionType": "Equal", "variable": "{{name}}", "value": "Priya Test"}
    )
    asked["conditionOperator"] = operator
    assert (told(choosing(asked, edges=(), other="c"), CODE) == []) is guards


@pytest.mark.parametrize(("test", "guarded"), [("KeywordContains", "no"), ("KeywordNotContains", "yes")])
def test_under_the_other_assumption_an_empty_text_contains_nothing(test: str, guarded: str) -> None:
    account = {"assumptions": {"flow.empty_contains_on_unset": "true"}}
    for exit in ("yes", "no"):
        led = {"yes": SAVE, "no": END["id"]} if exit == "yes" else {"yes": END["id"], "no": SAVE}
        raw = choosing(condition("c", "@city", test, "", **led), edges=(), other="c")
        assert (told(raw, CODE, account) == []) is (exit == guarded)
        assert (told(raw, CODE) == []) is (exit != guarded)


def test_what_a_condition_compares_is_not_told() -> None:
    raw = choosing(condition("c", "@city", "NotEqual", "Pune", END["id"], END["id"]), edges=(), other="c")
    assert told(raw, CODE) == []


def hooked(statuses: tuple[tuple[int, str], ...], edges: tuple[tuple[str, str], ...] = ()) -> dict[str, Any]:
    """A webhook saves the city; then comes the one that sends it."""
    return flow(webhook("w", saved=((VARIABLE, "city", "city"),), statuses=statuses), SAVING, END, edges=edges)


@pytest.mark.parametrize(
    ("statuses", "unset"),
    [
        ((), False),
        (((200, SAVE), (0, END["id"])), False),
        (((201, SAVE), (0, END["id"])), False),
        (((0, SAVE),), False),
        (((404, END["id"]), (0, SAVE)), False),  # the other statuses have the 200 among them
        (((200, SAVE), (204, SAVE), (0, END["id"])), True),
        (((200, SAVE), (401, SAVE), (0, END["id"])), True),
        (((200, SAVE), (0, SAVE)), True),
        (((204, SAVE), (0, END["id"])), True),
    ],
)
def test_a_webhook_sets_what_it_saves_where_its_reply_can_hold_it(
    statuses: tuple[tuple[int, str], ...], unset: bool
) -> None:
    found = told(hooked(statuses, () if statuses else (("w", SAVE),)), CODE)
    assert [one.node for one in found] == ([SAVE] if unset else [])


def test_the_way_names_the_status_by_which_the_value_is_missed() -> None:
    (one,) = told(hooked(((200, SAVE), (204, SAVE), (0, END["id"]))), CODE)
    assert one.text.endswith("w sets it, but w —204→ main_webhook-save passes it by")


def test_what_is_set_only_later_hurts_everybody() -> None:
    hook = webhook(SAVE, "https://api.example.com/@city")
    (one,) = told(flow(hook, CITY, END, edges=((SAVE, CITY["id"]), (CITY["id"], END["id"]))), CODE)
    assert one.grade == "error"
    assert one.text == (
        "variable '@city' is not set yet on any path to here; main_question-city sets it, but does not come before "
        "this node"
    )


def test_a_round_that_comes_back_to_the_start_is_told_of_the_first_round() -> None:
    asked = question("main_question-city", "city")
    asked["flowReplies"][0]["data"] = "<p>You said @city. Another city?</p>"
    (one,) = told(flow(asked, message("m"), edges=((asked["id"], "m"), ("m", asked["id"]))), CODE)
    assert one.grade == "warning"
    assert one.text.endswith("main_question-city sets it, but the chatbot starts at this node")


def test_nothing_is_told_of_what_nobody_comes_to() -> None:
    lost = message("lost", "<p>@city</p>")
    raw = flow(CITY, END, lost, edges=((CITY["id"], END["id"]), ("lost", END["id"])))
    assert {one.code for one in findings(raw)} == {"unreachable-node"}


def test_an_update_that_reads_what_it_sets_before_is_right() -> None:
    both = {**update("u", ("town", "@code")), "attributeVariables": []}
    both["attributeVariables"] = [
        {"type": VARIABLE, "name": "code", "value": "P-1"},
        {"type": "ContactCustomParameter", "name": "town", "value": "@code"},
    ]
    assert findings(flow(both, END, edges=(("u", END["id"]),))) == ()


def test_setters_are_listed_with_how_many_more_there_are() -> None:
    row = [question(f"q{number}", "city") for number in range(5)]
    menu = buttons("b", ("a", "Ask", "q0"), ("f", "Fetch", "m"), default=END["id"])
    edges = (*((f"q{number}", f"q{number + 1}") for number in range(4)), ("q4", "m"), ("m", END["id"]))
    (one,) = told(flow(menu, *row, message("m", "<p>@city</p>"), END, edges=edges), CODE)
    assert "q0, q1, q2 and 2 more set it, but b —Fetch→ m passes them by" in one.text


def test_whether_a_variable_is_set_is_known_at_every_node() -> None:
    holding = subject_of(choosing(edges=(), other=SAVE)).holding
    known = {node: (holding.may_be_unset(node, "city"), holding.may_be_set(node, "city")) for node in holding.unset}
    assert known == {
        ASK: (True, False),
        CITY["id"]: (True, False),
        SAVE: (True, True),
        END["id"]: (True, True),
    }


def test_of_very_many_the_paths_are_not_spelled_out_any_more() -> None:
    said = " ".join(f"@v{number}" for number in range(SPELLED + 1))
    asked = [question(f"q{number}", f"v{number}") for number in range(SPELLED + 1)]
    menu = buttons("b", ("a", "Ask", "q0"), ("f", "Fetch", "m"), default=END["id"])
    ids = [*(one["id"] for one in asked), "m", END["id"]]
    found = told(flow(menu, *asked, message("m", f"<p>{said}</p>"), END, edges=tuple(pairwise(ids))), CODE)
    assert [one.text.endswith("b —Fetch→ m passes it by") for one in found].count(True) == SPELLED
    assert [one.text.endswith("sets it, but a path leads past") for one in found].count(True) == 1
