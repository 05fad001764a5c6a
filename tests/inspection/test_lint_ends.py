"""Where runs end that should not, and menus and questions that leave customers alone."""

from __future__ import annotations

from typing import Any

import pytest

from flow_runner.inspection.lint.example import (
    Raw,
    agent,
    buttons,
    condition,
    flow,
    message,
    node,
    question,
    rows,
    update,
    webhook,
)
from tests.inspection.told import findings, told

END = agent()
HERE = END["id"]
MENU = "main_buttons-menu"


def with_end(one: Raw, *, more: tuple[Raw, ...] = ()) -> dict[str, Any]:
    """A menu of which one choice hands over, and the other leads to a node."""
    menu = buttons(MENU, ("a", "Agent", HERE), ("b", "Other", one["id"]), default=HERE)
    return flow(menu, one, *more, END)


def ends(raw: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one.node, one.grade, one.text) for one in told(raw, "dead-end")]


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (message("m"), "nothing follows: "),
        (update("m", ("a", "b")), "nothing follows: "),
        (question("m"), "nothing follows: "),
        (webhook("m"), "nothing follows: "),
        (condition("m", "{{name}}", "Equal", "Priya", HERE), "'false' leads nowhere: "),
        (condition("m", "{{name}}", "Equal", "Priya"), "'true' and 'false' lead nowhere: "),
        (buttons("m", ("y", "Yes", HERE), ("n", "No", ""), default=HERE), "'No' leads nowhere: "),
        (rows("m", ("y", "Yes", HERE), ("n", "No", ""), default=HERE), "'No' leads nowhere: "),
        (webhook("m", statuses=((200, HERE), (204, ""), (0, HERE))), "'204' leads nowhere: "),
        (webhook("m", statuses=((200, HERE), (0, ""))), "'any other status' leads nowhere: "),
        (node("NewFangled", "m"), "nothing follows: "),
    ],
)
def test_a_path_that_ends_in_nobodys_hands_is_told_once_for_a_node(last: Raw, said: str) -> None:
    assert ends(with_end(last)) == [("m", "warning", f"{said}the run ends here, and nobody has the chat")]


@pytest.mark.parametrize(
    "last",
    [
        agent("m"),
        node("AssignTeam", "m", teamIds=["66aa00bb11cc22dd33ee4501"]),
        node("InvokeFlow", "m", newFlowId="66aa00bb11cc22dd33ee4601"),
    ],
)
def test_who_hands_over_may_well_be_the_end(last: Raw) -> None:
    assert ends(with_end(last)) == []


def test_what_comes_behind_a_handover_may_end() -> None:
    team = agent("main_assignAgent-first")
    raw = flow(team, message("m"), edges=((team["id"], "m"),))
    assert ends(raw) == []


def test_one_path_past_the_handover_is_enough_to_be_told() -> None:
    team = agent("main_assignAgent-first")
    menu = buttons(MENU, ("a", "Agent", team["id"]), ("b", "Other", "m"), default=team["id"])
    assert [one[0] for one in ends(flow(menu, team, message("m"), edges=((team["id"], "m"),)))] == ["m"]


def test_an_exit_for_statuses_that_nobody_wrote_down_is_not_told_here() -> None:
    assert ends(with_end(webhook("m", statuses=((200, HERE),)))) == []


def test_a_chatbot_that_never_hands_over_gets_one_note_for_all_its_ends() -> None:
    menu = buttons(MENU, *((f"k{number}", f"Topic {number}", f"m{number}") for number in range(3)), default="m3")
    raw = flow(menu, *(message(f"m{number}") for number in range(5)), edges=(("m3", "m4"),))
    assert ends(raw) == [
        (
            MENU,
            "note",
            "nothing in this chatbot hands the chat over or closes it; it ends at m0, m1, m2 and 1 more, and nobody "
            "has the chat",
        )
    ]


def test_a_chatbot_that_goes_round_for_ever_has_no_end_to_tell() -> None:
    assert ends(flow(question("q"), message("m"), edges=(("q", "m"), ("m", "q")))) == []


def test_an_end_that_nobody_comes_to_is_not_told() -> None:
    raw = flow(message("m"), END, message("lost"), edges=(("m", HERE),))
    assert {one.code for one in findings(raw)} == {"unreachable-node"}


# --- no default exit -------------------------------------------------------------------------------------------------

FALLBACK = {"profile": {"fallback": {"text": "Please choose.", "tries": 2}}}


def variants(*, default: str = "") -> Raw:
    asked = question("m")
    asked["expectedAnswers"] = [{"id": "y", "expectedInput": "Yes", "isDefault": False, "nodeResultId": HERE}]
    if default:
        entry = {"id": "d", "expectedInput": "", "isDefault": True, "nodeResultId": default}
        asked["expectedAnswers"].append(entry)
    return asked


MENUS = [buttons("m", ("y", "Yes", HERE)), rows("m", ("y", "Yes", HERE)), variants()]


@pytest.mark.parametrize("menu", MENUS)
def test_a_menu_without_a_way_for_free_text_is_told(menu: Raw) -> None:
    (one,) = told(flow(menu, END), "no-default-exit")
    assert (one.grade, one.text) == (
        "warning",
        "the default exit leads nowhere, so a text that fits no choice ends the run",
    )
    assert {each.code for each in findings(flow(menu, END))} == {"no-default-exit"}


@pytest.mark.parametrize(
    "menu",
    [
        buttons("m", ("y", "Yes", HERE), default=HERE),
        rows("m", ("y", "Yes", HERE), default=HERE),
        variants(default=HERE),
    ],
)
def test_a_menu_with_one_is_not(menu: Raw) -> None:
    assert told(flow(menu, END), "no-default-exit") == []


@pytest.mark.parametrize("menu", MENUS)
def test_with_the_accounts_fallback_message_it_is_worth_a_note(menu: Raw) -> None:
    (one,) = told(flow(menu, END), "no-default-exit", FALLBACK)
    assert (one.grade, one.text) == (
        "note",
        "the default exit leads nowhere; the account's fallback message is sent with the node again, 2 times, and "
        "then the run ends",
    )


def test_an_account_without_a_fallback_message_changes_nothing() -> None:
    assert told(flow(MENUS[0], END), "no-default-exit", {"wati": {}})[0].grade == "warning"


def test_a_menu_of_which_nothing_leads_on_is_the_end_whatever_is_said() -> None:
    raw = flow(buttons(MENU, ("d", "Done", ""), default=""))
    assert [(one.code, one.grade) for one in findings(raw)] == [("dead-end", "note")]


# --- questions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("validation", "said"),
    [
        ({"type": "Number"}, "3 bad answers are met with the fallback text, the next one ends the run without a word"),
        (
            {"type": "Regex", "regex": "^[0-9]+$", "failsCount": "1"},
            "1 bad answer is met with the fallback text, the next one ends the run without a word",
        ),
        ({"type": "Number", "failsCount": "0"}, "the first bad answer ends the run without a word"),
    ],
)
def test_a_question_that_refuses_answers_runs_out_of_tries(validation: dict[str, str], said: str) -> None:
    (one,) = told(flow(question("q", **validation), END, edges=(("q", HERE),)), "question-runs-out")
    assert (one.text, one.where) == (said, "q (Question) > answerValidation > failsCount")


@pytest.mark.parametrize("validation", [{"type": "None"}, {"type": "None", "failsCount": "0"}, {"type": "Unheard"}])
def test_a_question_that_accepts_everything_does_not(validation: dict[str, str]) -> None:
    assert told(flow(question("q", **validation), END, edges=(("q", HERE),)), "question-runs-out") == []


def test_where_the_account_assumes_an_exit_for_that_nobody_is_left_alone() -> None:
    raw = flow(question("q", type="Number"), END, edges=(("q", HERE),))
    account = {"assumptions": {"flow.question_fail_end": "follow_exit"}}
    assert told(raw, "question-runs-out", account) == []


def test_a_regex_that_refuses_everything_is_told_by_the_loader_alone() -> None:
    raw = flow(question("q", type="Regex", regex=""), END, edges=(("q", HERE),))
    assert [one.code for one in findings(raw)] == ["empty-regex"]
