"""The command line: `chat`."""

from __future__ import annotations

import json

import pytest

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


def test_help_shows_what_can_be_done_and_a_slip_the_nearest(bot: str) -> None:
    assert "/advance 1h         let time pass" in call("chat", bot, say="/help\n/quit\n").stdout
    assert "there is no command /advnace. Did you mean '/advance'?" in call("chat", bot, say="/advnace 1h\n").stdout


def test_an_agent_takes_over_answers_and_gives_the_chat_back() -> None:
    taken = "/takeover Asha Agnet\n/takeover Asha Agent\n/agent Hello, it is Asha\nthanks\n"
    found = call("chat", FLOW, "--as", "15550100009", say=f"hi\n{taken}/giveback\n/status solved\n/state\n").stdout
    assert "no agent is called 'Asha Agnet'. Did you mean 'Asha Agent'?" in found
    assert "Asha Agent, in the team inbox: assigns to Asha Agent <asha.agent@example.com>" in found
    assert "Hello, it is Asha" in found
    assert "the chat is with Asha Agent, so no chatbot starts" in found
    state = json.loads(found[found.index("{\n") : found.rindex("}") + 1])
    assert (state["assignee"], state["status"]) == (None, "SOLVED")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/fill nothing", "'nothing' is no field: write name=value with commas between"),
        ("/send", "that needs a name or a text behind it; /help shows how"),
        ("/agent hello", "nobody has the chat: say which agent writes, or let one take it over first"),
        ("/status sovled", "no status is called 'sovled'. Did you mean 'solved'?"),
        ("/online Asha", "no agent is called 'Asha'"),
        ("/start nothing", "chatbot 'nothing' does not start: no chatbot called 'nothing' is known here"),
    ],
)
def test_what_cannot_be_done_in_a_chat_is_told_and_changes_nothing(typed: str, told: str) -> None:
    found = call("chat", FLOW, "--as", "15550100009", say=f"hi\n{typed}\n/quit\n")
    assert told in found.stdout
    assert found.exit_code == 0
