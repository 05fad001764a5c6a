"""The command line: `chat`."""

from __future__ import annotations

import json

from tests.cli.commands import FLOW, call


def test_a_chat_is_talked_through(bot: str) -> None:
    found = call("chat", bot, say="hi\n2\n/quit\n")
    assert found.exit_code == 0
    assert found.stdout.startswith("You are 919876543210, talking to ")
    assert "[ Sales ]" in found.stdout
    assert "customer  Support" in found.stdout
    assert "bot       Support it is." in found.stdout


def test_a_number_that_no_button_has_is_a_text(bot: str) -> None:
    assert "customer  7" in call("chat", bot, say="hi\n7\n/quit\n").stdout


def test_a_chat_ends_with_its_input(bot: str) -> None:
    assert call("chat", bot, say="hi\n").exit_code == 0
    assert call("chat", bot, say="").exit_code == 0


def test_a_step_can_be_undone(bot: str) -> None:
    found = call("chat", bot, say="/back\nhi\n1\n/back\n2\n/state\n/quit\n").stdout
    assert "there is nothing to undo" in found
    assert "undone" in found
    assert "bot       Support it is." in found.partition("undone")[2]


def test_time_passes_in_a_chat(bot: str) -> None:
    found = call("chat", bot, say="/advance 1h 30m\n/advance soon\nhi\n/quit\n").stdout
    assert "it is now 2026-01-15T10:30:00+00:00" in found
    assert "'soon' is no duration" in found
    assert "10:30:00  customer  hi" in found


def test_the_state_of_a_chat_is_json() -> None:
    found = call("chat", FLOW, say="hi\n/state\n/quit\n").stdout
    state = json.loads(found[found.index("{\n") : found.rindex("}") + 1])
    assert (state["outcome"], state["assignee"]["name"], state["status"]) == ("ended", "Asha Agent", "OPEN")
    assert state["variables"]["lead_owner"] == "Asha Agent"


def test_tokens_expire_on_demand_and_the_chatbot_refreshes() -> None:
    found = call("chat", FLOW, say="/expire\nhi\n/quit\n").stdout
    assert "1 access token(s) expired" in found
    assert "→ 401" in found
    assert "→ assigned to Asha Agent" in found


def test_an_unknown_command_of_a_chat_shows_what_there_is(bot: str) -> None:
    for command in ("/help", "/hlep"):
        assert "/advance 1h     let time pass" in call("chat", bot, say=f"{command}\n/quit\n").stdout
