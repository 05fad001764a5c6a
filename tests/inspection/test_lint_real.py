"""Chatbots that people really exported, and the bundled ones: every finding was read against the file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from flow_runner.inspection.lint.linter import lint
from flow_runner.sandbox.files import read_flow
from tests.inspection.told import PATH_CODES

BUNDLED = Path(__file__).parents[2] / "flow_runner" / "flows"

# The same team's flows: ten menus in all of them have no way for a typed answer, and nothing hands the chat over.
MENUS = ("consent", "city", "config", "budget", "flex", "purpose", "priority", "possession", "next", "wFpLC")
TEAM = {
    **{("no-default-exit", f"main_buttons-{name}"): 1 for name in MENUS},
    ("dead-end", "main_message-OpXVv"): 1,
}
# Amenities and possession are each asked for on one path of three; a bare name in a condition; a typed place.
SEARCH = {
    ("unset-variable-on-path", "main_webhook-dcBeI"): 2,
    ("unescaped-variable", "main_webhook-dcBeI"): 1,
    ("wrong-namespace", "main_condition-loc"): 1,
    ("message-burst", "main_question-clarify"): 1,
    ("unescaped-variable", "main_webhook-loc1"): 1,
    ("unescaped-variable", "main_webhook-loc2"): 1,
}
REVIEWED: dict[str, dict[tuple[str, str], int]] = {
    # One menu of eleven was left without a way for a typed answer; the lesson ends without a person.
    "01": {("no-default-exit", "main_buttons-cpKVK"): 1, ("dead-end", "main_message-IjAFf"): 1},
    # {{location}} and four more, which only exist as variables.
    "02": {**TEAM, ("wrong-namespace", "main_webhook-dcBeI"): 5},
    # @name1 and the like, which only exist as attributes.
    "04": {**TEAM, **SEARCH, **{("wrong-namespace", f"main_message-img{number}"): 3 for number in (1, 2, 3)}},
    "05": {**TEAM, **SEARCH},
    # @phone and @name, which are attributes of every contact; two more bare names; an open question behind a webhook.
    "06": {
        **TEAM,
        **SEARCH,
        ("wrong-namespace", "main_webhook-slots"): 1,
        ("wrong-namespace", "main_webhook-book"): 2,
        ("wrong-namespace", "main_condition-slots"): 1,
        ("wrong-namespace", "main_condition-booked"): 1,
        ("unescaped-variable", "main_webhook-book"): 1,
        ("message-burst", "main_question-slotpick"): 1,
    },
}


def found_in(path: Path) -> dict[tuple[str, str], int]:
    findings = lint(read_flow(path)).findings
    return dict(Counter((one.code, one.node) for one in findings if one.code in PATH_CODES))


@pytest.mark.parametrize("number", list(REVIEWED))
def test_of_a_real_chatbot_exactly_what_was_reviewed_is_told(number: str, shared: Path) -> None:
    (path,) = (shared / "flows").glob(f"{number}_*.json")
    assert found_in(path) == REVIEWED[number]


@pytest.mark.parametrize("name", ["zoho_lead_owner", "zoho_lead_owner_contact_token"])
def test_the_bundled_chatbots_leave_new_customers_and_failures_to_nobody(name: str) -> None:
    assert found_in(BUNDLED / f"{name}.json") == {
        ("dead-end", "main_message-welcome"): 1,
        ("dead-end", "main_message-sorry"): 1,
    }
