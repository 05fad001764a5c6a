"""Condition: every test, how tests are joined, and both exits."""

from __future__ import annotations

import pytest

from flow_runner.engine.conditions import TESTS
from tests.builders import condition, parse, question
from tests.nodes.node_runs import holds
from tests.walks import FakePlatform, walk


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
    (mark,) = test_a_condition_compares.pytestmark
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
