"""The explorer: everything that can be chosen is, and it comes to an end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flow_runner.explore.answers import ELSE, FIRST_WORD, MORE, PHOTO, STATUSES
from flow_runner.explore.explorer import Explorer
from flow_runner.explore.kept import from_data, to_data
from flow_runner.explore.move import Begins, Bursts, Fills, Replied, Says, Sends, Taps, Waits
from flow_runner.explore.trial import Trial
from flow_runner.inspection.tally import Point
from flow_runner.sandbox.files import bundled_flows
from flow_runner.testing.setting import Setting
from tests.builders import (
    ATTRIBUTE,
    VARIABLE,
    buttons,
    condition,
    export,
    form,
    list_node,
    message,
    question,
    spreadsheet,
    status,
    template,
    time_delay,
    update_attribute,
    webhook,
)
from tests.explore.explorations import Author, moves, opener, taken, walked

ALL_LABELS = {*map(str, STATUSES), "timeout", "bad JSON", "empty", "lost reply"}


def labels(trials: list[Trial]) -> set[str]:
    return {move.label for move in moves(trials) if isinstance(move, Replied)}


def test_a_webhook_is_answered_in_every_way() -> None:
    hook = webhook("a", statuses=(status(200, "b", "on200"), status(0, "c", "other", default=True)))
    _, trials = walked(opener(export(hook, message("b", "good"), message("c", "bad"))))
    assert labels(trials) == ALL_LABELS


def test_a_webhook_of_an_emulated_service_is_also_answered_as_usual_and_by_its_own_statuses() -> None:
    hook = webhook("a", "https://www.zohoapis.com/crm/v8/Leads/search?phone=1", statuses=(status(302, "b"),))
    _, trials = walked(opener(export(hook, message("b", "moved"))))
    assert labels(trials) == {*ALL_LABELS, "usual", "302"}


def test_every_button_and_everything_else_that_a_customer_does_is_tried() -> None:
    start = buttons("a", ("y", "Yes", "b"), ("n", "No", "c"), default="d")
    found, trials = walked(opener(export(start, message("b", "1"), message("c", "2"), message("d", "3"))))
    tried = moves(trials)
    assert {Taps("Yes"), Taps("No"), Says(ELSE), Sends(PHOTO), Bursts("Yes", MORE), Bursts(FIRST_WORD, MORE)} <= tried
    assert taken(found, ("a", "y"), ("a", "n"), ("a", "default")) == [True] * 3


def test_every_row_and_every_button_of_a_template_is_tapped() -> None:
    rows = list_node("a", *((f"r{n}", f"Row {n}", "b") for n in range(10)))
    offer = template("b", "t1", ("y", "Yes", "c"), ("n", "No", "c"))
    found, trials = walked(opener(export(rows, offer, message("c", "Thanks"))))
    assert {Taps(f"Row {n}") for n in range(10)} <= moves(trials)
    assert all(taken(found, *(("a", f"r{n}") for n in range(10))))


@pytest.mark.parametrize(
    ("validation", "good", "bad"),
    [
        ({"type": "Number", "minValue": "3", "maxValue": "9"}, "3", {"no number", "2", "10"}),
        ({"type": "Number", "minValue": "1000000", "maxValue": "12345678"}, "1000000", {"999999", "12345679"}),
        ({"type": "Email"}, "ann@example.com", {"Springfield"}),
        ({"type": "Date"}, "2026-01-15", {"Springfield"}),
        ({"type": "Regex", "regex": "^[0-9]{6}$"}, "123456", {"?"}),
        ({"type": "Regex", "regex": "^zz[0-9]-x+$"}, "zz0-x", {"?"}),
        ({"type": "Regex", "regex": ""}, "", {"Springfield"}),
    ],
)
def test_a_question_gets_an_answer_that_it_accepts_and_those_that_it_refuses(
    validation: dict[str, str], good: str, bad: set[str]
) -> None:
    asked = question("a", validation={**validation, "failsCount": "1"})
    found, trials = walked(opener(export(asked, message("b", "Thanks"), edges=[("a", "b")])))
    said = {move.text for move in moves(trials) if isinstance(move, Says)}
    assert bad <= said
    if good:
        assert good in said
    assert taken(found, ("a", "")) == [bool(good)]


def test_every_expected_answer_is_given() -> None:
    entries = [{"id": key, "expectedInput": text, "nodeResultId": "b"} for key, text in (("k1", "Red"), ("k2", "Blue"))]
    asked = question("a", expectedAnswers=[*entries, {"id": "k3", "isDefault": True, "nodeResultId": "b"}])
    found, trials = walked(opener(export(asked, message("b", "Thanks"))))
    assert {Says("Red"), Says("Blue"), Says(ELSE)} <= moves(trials)
    assert taken(found, ("a", "k1"), ("a", "k2"), ("a", "default")) == [True] * 3


def test_a_form_is_filled_with_the_fields_that_are_read_and_a_delay_is_waited_for() -> None:
    sent, told = form("a", "f1"), message("c", "{{f1_screen_0_city}}")
    _, trials = walked(opener(export(sent, time_delay("b", 90), told, edges=[("a", "b"), ("b", "c")])))
    assert Fills((("screen_0_city", "example screen_0_city"),)) in moves(trials)
    assert any(isinstance(move, Waits) for move in moves(trials))


def test_the_timer_of_the_account_fires(tmp_path: Path) -> None:
    world = "profile: { timer: { end_after_minutes: 30, remind_after_minutes: 10, text: Still there? } }"
    author = Author(tmp_path, export(question("a"), message("b", "Thanks"), edges=[("a", "b")]), world)
    _, trials = walked(author.setting.open)
    assert Waits(601) in moves(trials)


SIDES = ("c", "true"), ("c", "false")


@pytest.mark.parametrize(
    ("test", "value"),
    [
        ("Equal", "yes"),
        ("NotEqual", "yes"),
        ("KeywordContains", ""),
        ("KeywordContains", "ye"),
        ("NotContains", "x"),
        ("StartsWith", "+91"),
        ("NotStartsWith", "+91"),
        ("GreaterThan", "10"),
        ("GreaterThan", "1000000"),
        ("LessThan", "-3.5"),
    ],
)
@pytest.mark.parametrize("kind", [VARIABLE, ATTRIBUTE])
def test_both_sides_of_a_condition_on_a_reply_are_come_to(kind: str, test: str, value: str) -> None:
    name = "@x" if kind == VARIABLE else "{{x}}"
    hook = webhook("a", saved=[(kind, "x", "data[1].x")])
    decide = condition("c", (name, test, value), yes="d", no="e")
    found, _ = walked(opener(export(hook, decide, message("d", "1"), message("e", "2"), edges=[("a", "c")])))
    assert taken(found, *SIDES) == [True, True]


@pytest.mark.parametrize(
    "before",
    [
        pytest.param([question("a", "x")], id="an answer"),
        pytest.param([message("a", "hi")], id="an attribute from before"),
        pytest.param([question("a", "y"), update_attribute("b", ("x", "@y"))], id="an answer that is copied"),
        pytest.param([buttons("a", ("k", "ok", "c"), variable="x", default="c")], id="typed in place of a tap"),
    ],
)
@pytest.mark.parametrize("test", ["Equal", "NotEqual", "KeywordContains"])
def test_both_sides_are_come_to_wherever_the_value_comes_from(before: list[dict[str, object]], test: str) -> None:
    name = "{{x}}" if len(before) > 1 or before[0]["flowNodeType"] == "Message" else "@x"
    decide = condition("c", (name, test, "yes"), yes="d", no="e")
    edges = [("a", "b"), ("b", "c")] if len(before) > 1 else [("a", "c")]
    found, trials = walked(opener(export(*before, decide, message("d", "1"), message("e", "2"), edges=edges)))
    assert taken(found, *SIDES) == [True, True]
    if before[0]["flowNodeType"] == "Message":
        assert any(isinstance(move, Begins) and move.name == "x" for move in moves(trials))


@pytest.mark.parametrize("operator", ["And", "Or"])
def test_several_comparisons_are_changed_together_where_that_is_needed(operator: str) -> None:
    hook = webhook("a", saved=[(VARIABLE, "x", "x"), (VARIABLE, "y", "y")])
    checks = ("@x", "Equal", "1"), ("@y", "Equal", "2")
    decide = condition("c", *checks, yes="d", no="e", operator=operator)
    found, _ = walked(opener(export(hook, decide, message("d", "1"), message("e", "2"), edges=[("a", "c")])))
    assert taken(found, *SIDES) == [True, True]


def test_conditions_behind_conditions_on_one_reply_are_come_to() -> None:
    hook = webhook("a", saved=[(VARIABLE, "x", "x"), (VARIABLE, "y", "y"), (VARIABLE, "z", "z")])
    nodes = [
        condition("c1", ("@x", "Equal", "1"), yes="c2", no="e"),
        condition("c2", ("@y", "GreaterThan", "5"), yes="c3", no="e"),
        condition("c3", ("@z", "StartsWith", "ok"), yes="d", no="e"),
    ]
    found, _ = walked(opener(export(hook, *nodes, message("d", "1"), message("e", "2"), edges=[("a", "c1")])))
    assert all(taken(found, *((f"c{n}", side) for n in (1, 2, 3) for side in ("true", "false"))))


def test_a_condition_on_a_bare_name_is_flipped_too() -> None:
    hook = webhook("a", saved=[(ATTRIBUTE, "has_slots", "has_slots")])
    decide = condition("c", ("has_slots", "Equal", "yes"), yes="d", no="e")
    found, _ = walked(opener(export(hook, decide, message("d", "1"), message("e", "2"), edges=[("a", "c")])))
    assert taken(found, *SIDES) == [True, True]


def test_a_row_that_is_looked_for_is_found_and_not_found(tmp_path: Path) -> None:
    world = "sheets: [ { spreadsheet: Orders, spreadsheet_id: s1, sheet: Sheet1, columns: [ Phone ], rows: [] } ]"
    look = spreadsheet("a", action="SearchRow", row=("Phone", "{{phone}}"), yes="b", no="c")
    author = Author(tmp_path, export(look, message("b", "known"), message("c", "new")), world)
    assert taken(author.explored(), ("a", "true"), ("a", "false")) == [True, True]


def test_a_menu_that_comes_back_to_itself_comes_to_an_end() -> None:
    menu = buttons("a", ("1", "One", "b"), ("2", "Two", "c"), ("3", "Again", "a"), default="a")
    nodes = [menu, message("b", "One"), message("c", "Two")]
    found, trials = walked(opener(export(*nodes, edges=[("b", "a"), ("c", "a")])))
    assert found.exhausted
    assert len(trials) < 30


def test_what_customers_choose_makes_no_difference_where_it_is_only_shown() -> None:
    """Ten menus of three buttons have 59,049 ways through; what was chosen is only told at the end."""
    menus = [
        buttons(f"m{n}", *((f"k{n}{k}", f"T{n}{k}", f"m{n + 1}") for k in range(3)), variable=f"v{n}")
        for n in range(10)
    ]
    end = message("m10", " ".join(f"@v{n}" for n in range(10)))
    found, trials = walked(opener(export(*menus, end)))
    assert found.exhausted
    assert len(trials) < 200
    assert all(taken(found, *((f"m{n}", f"k{n}{k}") for n in range(10) for k in range(3))))


def test_a_triggered_chatbot_is_walked_too(tmp_path: Path) -> None:
    other = export(buttons("x", ("k", "Ok", "y"), ("l", "No", "z")), message("y", "1"), message("z", "2"), name="Other")
    (tmp_path / "other.json").write_text(json.dumps(other), encoding="utf-8")
    invoking = {"newFlowId": "66aa00bb11cc22dd33ee4601", "id": "a", "flowNodeType": "InvokeFlow", "isStartNode": True}
    author = Author(tmp_path, export(invoking), others=("66aa00bb11cc22dd33ee4601=other.json",))
    found = author.explored()
    assert taken(found, ("x", "k"), ("x", "l")) == [True, True]


@pytest.mark.parametrize("stop", [1, 7, 40])
def test_one_that_was_stopped_and_kept_goes_on_to_the_same_end(stop: int) -> None:
    setting = Setting(Path(), "zoho_lead_owner")
    whole, _ = walked(setting.open)
    first, _ = walked(setting.open, stop)
    known = from_data(json.loads(json.dumps(to_data(first, "digest"))), "digest")
    rest = Explorer(setting.open, known)
    for _ in rest.paths():
        pass
    assert to_data(rest.explored, "") == to_data(whole, "")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"wati_sandbox_explore": 2}, 'it should say "wati_sandbox_explore": 1'),
        ({"of": "another"}, "another version of the chatbot"),
        ({"frontier": [[1, 1, [["jumps"]]]]}, "'jumps' is no move"),
        ({"frontier": [[1, 1, [["says"]]]]}, "is no move"),
        ({"visits": [["miles", "a", "b", 1]]}, "'miles' is no measure"),
        ({"finds": [["boredom", "a", "", "", False, [], 0, []]]}, "'boredom' is no find"),
        ({"good": 5}, "damaged"),
    ],
)
def test_what_was_kept_wrongly_is_refused(change: dict[str, object], told: str) -> None:
    found, _ = walked(opener(export(message("a", "hi"))))
    with pytest.raises(ValueError, match=told):
        from_data({**to_data(found, "digest"), **change}, "digest")


@pytest.mark.parametrize("name", list(bundled_flows()))
def test_every_exit_and_every_status_of_the_bundled_chatbots_is_come_to(name: str) -> None:
    explorer = Explorer(Setting(Path(), name).open)
    for _ in explorer.paths():
        pass
    flow, found = explorer.library.main, explorer.explored
    leading = [(one, exit.name) for one, exit in flow.exits() if flow.target(one, exit.name)]
    assert all(taken(found, *leading))
    told_apart = [Point("statuses", one, kind) for one, node in flow.nodes.items() for kind in node.uses().replies]
    assert [point for point in told_apart if not found.visits[point]] == []


def test_seventy_questions_in_a_row_are_asked_to_the_last() -> None:
    asked = [question(f"q{n}", f"v{n}") for n in range(70)]
    chain = [(f"q{n}", f"q{n + 1}") for n in range(69)]
    found, _ = walked(opener(export(*asked, message("z", "Thanks"), edges=[*chain, ("q69", "z")])))
    assert taken(found, ("q69", "")) == [True]
    assert found.exhausted


def test_an_end_in_silence_is_found_behind_one_with_a_word() -> None:
    """Both ways come to the same node; on one of them the customer was told something."""
    hook = webhook("a", statuses=(status(200, "b"), status(0, "c", default=True)))
    ends = update_attribute("c", ("seen", "yes"))
    found, _ = walked(opener(export(hook, message("b", "One moment"), ends, edges=[("b", "c")])))
    assert {one.fault for one in found.finds.values()} == {"left-alone", "silent-dead-end"}


def test_what_starts_the_chatbot_by_a_keyword_is_said(tmp_path: Path) -> None:
    world = "profile: { keywords: [ { match: exact, words: [ menu ], do: [ { chatbot: this } ] } ] }"
    author = Author(tmp_path, export(buttons("a", ("k", "Ok", "b")), message("b", "1")), world)
    found = author.explored()
    assert taken(found, ("a", "k")) == [True]
