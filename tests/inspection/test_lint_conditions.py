"""Conditions that decide nothing, and branches that look the same."""

from __future__ import annotations

from typing import Any

import pytest

from flow_runner.inspection.lint.example import agent, buttons, condition, flow, message, question, webhook
from tests.inspection.told import findings, texts, told

END = agent()
HERE = END["id"]
YES, NO = "main_message-yes", "main_message-no"
BEHIND = (message(YES), message(NO), END)
EDGES = ((YES, HERE), (NO, HERE))
Test = tuple[str, str, str]


def comparing(*tests: Test, operator: str = "None", before: dict[str, Any] | None = None) -> dict[str, Any]:
    """An open question for @city, or another node; then a condition with these (variable, test, value)."""
    first = before or question("main_question-city", "city")
    node = condition("c", "", "", "", YES, NO)
    node["conditionOperator"] = operator
    node["flowNodeConditions"] = [
        {"id": f"k{number}", "flowConditionType": test, "variable": variable, "value": value}
        for number, (variable, test, value) in enumerate(tests)
    ]
    return flow(first, node, *BEHIND, edges=((first["id"], "c"), *EDGES))


def outcome(raw: dict[str, Any]) -> str:
    """`never`, `always`, or `both` may be."""
    never, always = texts(raw, "condition-never-true"), texts(raw, "condition-always-true")
    assert len(never) + len(always) <= 1
    return "never" if never else "always" if always else "both"


CITY = "@city"


@pytest.mark.parametrize(
    ("test", "value", "expected"),
    [
        ("Equal", "Pune", "both"),
        ("Equal", "", "both"),
        ("Equal", "@city", "both"),
        ("Equal", "{{name}}", "both"),
        ("Equal", " Pune", "never"),
        ("Equal", "  ", "never"),
        ("Equal", " @city", "both"),
        ("NotEqual", "Pune", "both"),
        ("KeywordContains", "", "both"),
        ("KeywordContains", " in ", "both"),
        ("KeywordNotContains", "", "both"),
        ("StartsWith", "", "always"),
        ("NotStartsWith", "", "never"),
        ("GreaterThan", "5", "both"),
        ("GreaterThan", "-0.5", "both"),
        ("GreaterThan", "five", "never"),
        ("LessThan", "", "never"),
        ("LessThan", "{{age}}", "both"),
        ("Contains", "Pune", "both"),  # the loader tells that no test is called so
    ],
)
def test_one_comparison_with_an_open_answer(test: str, value: str, expected: str) -> None:
    assert outcome(comparing((CITY, test, value))) == expected


@pytest.mark.parametrize(
    ("one", "other", "both_of", "one_of"),
    [
        (("Equal", "Pune"), ("Equal", "Goa"), "never", "both"),
        (("Equal", "Pune"), ("Equal", "Pune"), "both", "both"),
        (("NotEqual", "Pune"), ("NotEqual", "Goa"), "both", "always"),
        (("Equal", "Pune"), ("NotEqual", "Pune"), "never", "always"),
        (("Equal", "Pune"), ("KeywordContains", "un"), "both", "both"),
        (("Equal", "Pune"), ("KeywordContains", "x"), "never", "both"),
        (("Equal", "Pune"), ("StartsWith", "G"), "never", "both"),
        (("GreaterThan", "10"), ("LessThan", "5"), "never", "both"),
        (("GreaterThan", "5"), ("LessThan", "10"), "both", "both"),
        (("GreaterThan", "5"), ("LessThan", "5.5"), "both", "both"),
        (("GreaterThan", "0.0000001"), ("LessThan", "0.0000002"), "both", "both"),
        (("GreaterThan", "5"), ("Equal", "7"), "both", "both"),
        (("GreaterThan", "5"), ("Equal", "3"), "never", "both"),
        (("StartsWith", "Pu"), ("StartsWith", "Go"), "never", "both"),
        (("StartsWith", "Pu"), ("KeywordContains", "ne"), "both", "both"),
        (("KeywordContains", "ne"), ("KeywordNotContains", "n"), "never", "both"),
        (("KeywordContains", ""), ("Equal", ""), "never", "always"),
        (("Equal", "Pune"), ("Equal", "{{name}}"), "both", "both"),
    ],
)
def test_two_comparisons_of_one_side(one: tuple[str, str], other: tuple[str, str], both_of: str, one_of: str) -> None:
    assert outcome(comparing((CITY, *one), (CITY, *other), operator="And")) == both_of
    assert outcome(comparing((CITY, *one), (CITY, *other), operator="Or")) == one_of


@pytest.mark.parametrize(("operator", "expected"), [("And", "never"), ("Or", "both")])
def test_a_comparison_that_fails_always_decides_an_and_but_no_or(operator: str, expected: str) -> None:
    raw = comparing((CITY, "Equal", "Pune"), ("{{age}}", "GreaterThan", "old"), operator=operator)
    assert outcome(raw) == expected


def test_comparisons_of_two_sides_decide_nothing_together() -> None:
    assert outcome(comparing((CITY, "Equal", "Pune"), ("{{city}}", "Equal", "Goa"), operator="And")) == "both"


def test_of_three_that_look_into_texts_nothing_is_concluded() -> None:
    tests = [(CITY, "KeywordContains", letter) for letter in "xyz"]
    assert outcome(comparing(*tests, operator="And")) == "both"
    assert outcome(comparing(*((CITY, "Equal", letter) for letter in "xyz"), operator="And")) == "never"


def test_the_reason_names_the_tests_that_exclude_one_another() -> None:
    raw = comparing((CITY, "Equal", "Pune"), (CITY, "Equal", "Goa"), operator="And")
    (one,) = told(raw, "condition-never-true")
    assert one.text == "no value of '@city' passes all of Equal 'Pune' and Equal 'Goa'"
    assert one.where == "c (Condition) > flowNodeConditions[1] > value"


def test_a_bound_that_is_no_number_is_told_as_such() -> None:
    assert texts(comparing((CITY, "GreaterThan", "five")), "condition-never-true") == [
        "GreaterThan compares numbers, and 'five' is none: it is false every time"
    ]


@pytest.mark.parametrize("left", ["", "@", "{{}}"])
def test_a_condition_without_a_variable_compares_nothing(left: str) -> None:
    assert texts(comparing((left, "Equal", "Pune")), "condition-never-true") == [
        "no variable is chosen on the left; so Equal 'Pune' is false every time"
    ]


def menu(*titles: str, default: str = "") -> dict[str, Any]:
    items = tuple((f"t{number}", title, "c") for number, title in enumerate(titles))
    return buttons("main_buttons-ask", *items, variable="answer", default=default)


ANSWER = "@answer"


@pytest.mark.parametrize(
    ("test", "value", "expected"),
    [
        ("Equal", "Yes", "both"),
        ("Equal", "yes", "never"),
        ("Equal", "Maybe", "never"),
        ("NotEqual", "Maybe", "always"),
        ("KeywordContains", "e", "both"),
        ("KeywordContains", "z", "never"),
        ("KeywordContains", "", "both"),  # always true, but asked out of caution
        ("Equal", "{{name}}", "both"),
    ],
)
def test_a_menu_without_free_text_puts_its_labels_there_and_nothing_else(test: str, value: str, expected: str) -> None:
    assert outcome(comparing((ANSWER, test, value), before=menu("Yes", "No"))) == expected


def test_the_label_that_was_meant_is_named_and_the_assumption_too() -> None:
    raw = comparing((ANSWER, "Equal", "yes"), before=menu("Yes", "No"))
    assert texts(raw, "condition-never-true") == [
        "'@answer' holds a choice of main_buttons-ask: 'Yes' and 'No'; so Equal 'yes' is false every time. The label "
        "is 'Yes'. That leans on an assumption: flow.equal_case"
    ]
    account = {"assumptions": {"flow.equal_case": "ignored"}}
    assert texts(raw, "condition-never-true", account) == []


def test_a_label_with_a_blank_is_another_text_than_one_without() -> None:
    raw = comparing((ANSWER, "Equal", "Near"), before=menu(" Near", "Far"))
    assert (
        "The label is ' Near'. That leans on an assumption: flow.equal_spaces" in texts(raw, "condition-never-true")[0]
    )
    assert outcome(comparing((ANSWER, "Equal", " Near"), before=menu(" Near", "Far"))) == "both"
    assert texts(raw, "condition-never-true", {"assumptions": {"flow.equal_spaces": "trimmed"}}) == []


def test_contains_nothing_of_what_is_not_set_yet_leans_on_an_assumption() -> None:
    node = condition("c", CITY, "KeywordContains", "", YES, "q")
    raw = flow(node, question("q", "city"), *BEHIND, edges=(("q", HERE), *EDGES))
    assert texts(raw, "condition-never-true") == [
        "'@city' is set on no path to here, only by q; so KeywordContains '' is false every time. That leans on an "
        "assumption: flow.empty_contains_on_unset"
    ]
    account = {"assumptions": {"flow.empty_contains_on_unset": "true"}}
    assert texts(raw, "condition-never-true", account) == []


def test_with_a_default_exit_the_variable_can_hold_anything() -> None:
    assert outcome(comparing((ANSWER, "Equal", "yes"), before=menu("Yes", "No", default="c"))) == "both"


def test_a_label_with_a_placeholder_can_be_anything() -> None:
    assert outcome(comparing((ANSWER, "Equal", "Priya"), before=menu("{{name}}", "No"))) == "both"


def test_a_menu_that_is_not_on_every_path_may_leave_it_empty() -> None:
    node = condition("c", ANSWER, "NotEqual", "Maybe", YES, NO)
    skipping = buttons("b", ("m", "Menu", "main_buttons-ask"), ("s", "Skip", "c"), default=HERE)
    raw = flow(skipping, menu("Yes", "No"), node, *BEHIND, edges=EDGES)
    assert outcome(raw) == "always"  # neither a label nor nothing is Maybe
    node["flowNodeConditions"][0].update(flowConditionType="Equal", value="")
    assert outcome(flow(skipping, menu("Yes", "No"), node, *BEHIND, edges=EDGES)) == "both"


def test_what_no_path_has_set_yet_is_empty() -> None:
    node = condition("c", CITY, "Equal", "Pune", YES, "q")
    raw = flow(node, question("q", "city"), *BEHIND, edges=(("q", HERE), *EDGES))
    assert texts(raw, "condition-never-true") == [
        "'@city' is set on no path to here, only by q; so Equal 'Pune' is false every time"
    ]


def test_a_value_with_blanks_is_told_unless_the_account_trims_them() -> None:
    raw = comparing((CITY, "Equal", "Pune "))
    assert texts(raw, "condition-never-true") == [
        "Equal 'Pune ' is true only of a text with the same blanks around it, and nobody types these"
    ]
    assert findings(raw, {"assumptions": {"flow.equal_spaces": "trimmed"}}) == ()


@pytest.mark.parametrize(
    "raw",
    [
        comparing((CITY, "Equal", "Pune "), before=webhook("w", saved=(("ContactInputVariable", "city", "city"),))),
        comparing(("{{city}}", "Equal", "Pune ")),
    ],
)
def test_blanks_that_a_service_may_send_are_only_worth_knowing(raw: dict[str, Any]) -> None:
    (one,) = told(raw, "condition-never-true")
    assert (one.grade, one.text) == ("note", "Equal 'Pune ' is true only of a text with the same blanks around it")


def test_nothing_is_told_of_a_condition_that_nobody_comes_to() -> None:
    raw = flow(message("m"), END, condition("c", CITY, "GreaterThan", "x", HERE, HERE), edges=(("m", HERE),))
    assert outcome(raw) == "both"


def test_of_an_absurd_number_of_comparisons_nothing_is_concluded() -> None:
    assert outcome(comparing(*((CITY, "Equal", str(number)) for number in range(3000)), operator="And")) == "both"


# --- near equal branches ---------------------------------------------------------------------------------------------


def chain(*values: str, targets: tuple[str, ...] = ()) -> dict[str, Any]:
    """An owner, compared with one value after the other; each leads to an agent of its own, unless told."""
    led = targets or tuple(f"a{number}" for number in range(len(values)))
    count = len(values)
    tests = [
        condition(f"c{number}", "@owner", "Equal", value, led[number], f"c{number + 1}" if number + 1 < count else HERE)
        for number, value in enumerate(values)
    ]
    hook = webhook("w", saved=(("ContactInputVariable", "owner", "owner"),))
    agents = [agent(name) for name in dict.fromkeys(led)]
    return flow(hook, *tests, *agents, END, edges=(("w", "c0"),))


CODE = "near-equal-branches"


@pytest.mark.parametrize("second", ["asha agent", "Asha Agent ", " ASHA AGENT"])
def test_two_owners_that_differ_by_case_or_blanks_are_told_at_the_later_one(second: str) -> None:
    (one,) = told(chain("Asha Agent", "Ravi Agent", second), CODE)
    assert one.where == "c2 (Condition) > flowNodeConditions[0] > value"
    assert one.text == f"'{second}' differs from 'Asha Agent' of c0 by nothing but case or blanks"


@pytest.mark.parametrize("second", ["Ravi Agent", "Asha Agent 2", "Asha Agent"])
def test_other_owners_and_the_same_one_again_are_not(second: str) -> None:
    assert texts(chain("Asha Agent", second), CODE) == []


def test_two_spellings_that_lead_to_one_node_are_meant_so() -> None:
    assert texts(chain("menu", "Menu", targets=("a0", "a0")), CODE) == []


def test_two_spellings_in_one_condition_are_meant_so() -> None:
    raw = comparing((CITY, "Equal", "menu"), (CITY, "Equal", "Menu"), operator="Or")
    assert texts(raw, CODE) == []


def test_conditions_that_are_not_in_one_chain_are_not_compared() -> None:
    one = condition("c0", CITY, "Equal", "Yes", YES, NO)
    two = condition("c1", CITY, "Equal", "yes", NO, YES)
    menu = buttons("b", ("a", "A", "c0"), ("b", "B", "c1"), default=HERE)
    raw = flow(question("q", "city"), menu, one, two, *BEHIND, edges=(("q", "b"), *EDGES))
    assert texts(raw, CODE) == []


def test_a_circle_of_conditions_is_told_as_a_loop_alone() -> None:
    one = condition("c0", CITY, "Equal", "Yes", YES, "c1")
    two = condition("c1", CITY, "Equal", "yes", NO, "c0")
    raw = flow(question("q", "city"), one, two, *BEHIND, edges=(("q", "c0"), *EDGES))
    assert [one.code for one in findings(raw)] == ["loop-without-wait"]
