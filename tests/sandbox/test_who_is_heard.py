"""The sandbox: what becomes of messages that nobody waits for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flow_runner.engine import Flow
from flow_runner.engine.events import WarningRaised
from flow_runner.report.result import result
from flow_runner.sandbox.expectation import unmet
from flow_runner.sandbox.sandbox import Sandbox
from tests.builders import (
    assign_agent,
    assign_team,
    buttons,
    message,
    parse,
    time_delay,
)
from tests.sandbox.sandbox_runs import heard, outcome_of, sandbox_of, warnings_of


def in_account(flow: Flow) -> Sandbox:
    """The flow in the demo account, which has agents and a team."""
    return Sandbox.open(flow)


ASHA = "66aa00bb11cc22dd33ee4401"
SALES = "66aa00bb11cc22dd33ee4501"


def test_a_chat_that_an_agent_has_starts_no_chatbot() -> None:
    sandbox = in_account(parse(assign_agent("a", ASHA)))
    sandbox.says("hi")
    assert sandbox.assignee() == {"name": "Asha Agent", "email": "asha.agent@example.com"}
    sandbox.says("are you there?")
    assert heard(sandbox) == ["started", "unheard: the chat is with Asha Agent, so no chatbot starts"]
    assert any(line.startswith("'are you there?' reached no chatbot") for line in warnings_of(sandbox))


def test_a_chat_that_goes_back_to_the_bot_starts_one_again() -> None:
    sandbox = in_account(parse(assign_agent("a", ASHA)))
    sandbox.says("hi")
    wati = sandbox.tenant.wati
    contact = wati.contact(sandbox.phone)
    assert contact is not None
    wati.assign(wati.conversation_of(contact), None)
    sandbox.says("hi again")
    assert heard(sandbox) == ["started", "started"]


def test_an_agent_that_the_account_does_not_have_leaves_the_chat_with_nobody() -> None:
    sandbox = in_account(parse(assign_agent("a", "gone")))
    sandbox.says("hi")
    assert sandbox.assignee() is None
    assert any("the account has no agent with id 'gone'" in line for line in warnings_of(sandbox))
    assert [line["text"] for line in result(sandbox, [])["transcript"] if line["speaker"] == "system"] == [
        "assigned to an agent that the account does not have"
    ]


def test_a_team_sees_the_chat_and_the_bot_keeps_it() -> None:
    sandbox = in_account(parse(assign_team("a", SALES), message("b", "on"), edges=[("a", "b")]))
    assert [one.text for one in sandbox.says("hi")] == ["on"]
    assert (sandbox.teams(), sandbox.assignee()) == (("Sales",), None)


def test_only_what_was_offered_can_be_tapped() -> None:
    sandbox = sandbox_of(parse(buttons("a", ("x", "Yes", "b"), ("y", "No", "")), message("b", "fine")))
    sandbox.says("hi")
    with pytest.raises(LookupError, match="nothing called 'Yse' can be tapped now. Did you mean 'Yes'"):
        sandbox.taps("Yse")
    assert [one.text for one in sandbox.taps(1)] == ["fine"]


def test_a_message_after_the_window_closed_is_not_delivered_and_that_is_told() -> None:
    flow = parse(time_delay("a", 25 * 3600), message("b", "too late"), edges=[("a", "b")])
    sandbox = sandbox_of(flow)
    sandbox.says("hi")
    sandbox.advance(timedelta(hours=25))
    assert outcome_of(sandbox) == "ended"
    raised = [entry.what.code for entry in sandbox.entries() if isinstance(entry.what, WarningRaised)]
    assert raised == ["window-closed"]
    assert "too late" not in [item.text for item in sandbox.tenant.wati.history]


def test_a_message_that_was_not_delivered_is_none_that_the_customer_got() -> None:
    flow = parse(time_delay("a", 25 * 3600), message("b", "too late"), edges=[("a", "b")])
    sandbox = sandbox_of(flow)
    sandbox.says("hi")
    sandbox.advance(timedelta(hours=25))
    assert unmet(sandbox, {"message": "too late"}) != []
    assert unmet(sandbox, {"no_message": "too late"}) == []
