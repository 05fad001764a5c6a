"""Subscription, UpdateChatStatus, UpdateChatTopicName, and the options of AssignTeam."""

from __future__ import annotations

from typing import Any

import pytest

from flow_runner.engine.events import (
    AgentAssigned,
    ReassignmentPlanned,
    StatusChanged,
    SubscriptionChanged,
    TeamAssigned,
    TopicChanged,
)
from flow_runner.engine.ports import Routed, Routing
from tests.builders import assign_agent, assign_team, chat_status, chat_topic, subscription
from tests.nodes.node_runs import OK
from tests.walks import FakePlatform, walk

TEAMS = {"t1": "Sales", "t2": "Care"}


@pytest.mark.parametrize(("value", "subscribed"), [(True, True), (False, False), ("true", True), (None, False)])
def test_a_subscription_is_set_and_the_flow_goes_on(value: Any, subscribed: bool) -> None:
    run = walk(subscription("a", value), OK, edges=[("a", "ok")])
    assert SubscriptionChanged("a", subscribed) in run.events
    assert run.path == ["a", "ok"]


@pytest.mark.parametrize(
    ("wire", "status", "codes"),
    [
        ("TicketClosing", "SOLVED", []),
        ("TicketCreating", "OPEN", []),
        ("Pending", "PENDING", ["guessed-status"]),
        ("block", "BLOCKED", ["guessed-status"]),
    ],
)
def test_a_status_is_read_from_its_name(wire: str, status: str, codes: list[str]) -> None:
    run = walk(chat_status("a", wire))
    assert StatusChanged("a", status) in run.events
    assert ([problem.code for problem in run.flow.warnings], run.outcome) == (codes, "ended")


def test_an_unknown_status_leaves_the_chat_as_it_is_and_the_flow_goes_on() -> None:
    run = walk(chat_status("a", "TicketFrozen"), OK, edges=[("a", "ok")])
    assert not any(isinstance(event, StatusChanged) for event in run.events)
    assert (run.warned, run.path) == (["unknown-status"], ["a", "ok"])
    assert [problem.code for problem in run.flow.warnings] == ["unknown-status"]


@pytest.mark.parametrize(("choice", "path"), [("follow_edge", ["a", "ok"]), ("end", ["a"])])
def test_a_flow_goes_on_behind_a_status_as_the_assumption_says(choice: str, path: list[str]) -> None:
    run = walk(chat_status("a", "TicketClosing"), OK, edges=[("a", "ok")], assume={"flow.after_assign": choice})
    assert (run.path, run.leaned) == (path, {"flow.after_assign"})


@pytest.mark.parametrize("tags", [("lead", "{{name}}"), ({"name": "lead"}, {"tagName": "{{name}}"})])
def test_topic_and_tags_are_filled_in(tags: Any) -> None:
    run = walk(chat_topic("a", "For {{name}}", *tags), OK, edges=[("a", "ok")], platform=FakePlatform({"name": "Ann"}))
    assert TopicChanged("a", "For Ann", ("lead", "Ann")) in run.events
    assert run.path == ["a", "ok"]


def test_the_options_of_assign_team_are_read() -> None:
    node = assign_team(
        "a",
        "t1",
        isRoundRobinAssign=True,
        isContactOwnerAssign=True,
        skipOfflineUsers="true",
        assignDuringNonWorkingHours=True,
        assignToAdmin=True,
        loadBasedMaxOpenChats="5",
        noResponseMinutes=10,
    )
    account = FakePlatform(teams=TEAMS)
    account.routed = Routed("a1", "Asha Agent", "asha@example.com", "her turn")
    run = walk(node, platform=account)
    routing = Routing(True, True, True, True, True, 5)
    assert account.asked == [(("Sales",), routing)]
    assert AgentAssigned("a", "a1", "Asha Agent", "asha@example.com", "her turn") in run.events
    assert ReassignmentPlanned("a", ("Sales",), 10, tuple(routing)) in run.events
    assert run.session.reason == "assigned to Asha Agent"


def test_direct_assignment_asks_for_nobody() -> None:
    account = FakePlatform(teams=TEAMS)
    run = walk(assign_team("a", "t1", "t2", noResponseMinutes=10), platform=account)
    assert (account.asked, run.session.reason) == ([], "assigned to team Sales, Care")
    assert not any(isinstance(event, ReassignmentPlanned) for event in run.events)


def test_a_team_in_which_nobody_can_take_the_chat_is_told() -> None:
    run = walk(assign_team("a", "t1", isRoundRobinAssign=True), platform=FakePlatform(teams=TEAMS))
    assert (run.warned, run.session.reason) == (["nobody-to-assign"], "assigned to team Sales")


def test_a_chat_for_an_ai_agent_is_told_to_stay_with_nobody() -> None:
    run = walk(assign_agent("a", "", kbotBotActionId="66b0"))
    assert (run.warned, run.session.reason) == (["ai-agent"], "handed to an AI agent, which is not played here")
    assert not any(isinstance(event, AgentAssigned) for event in run.events)


def test_the_contacts_owner_needs_no_team() -> None:
    account = FakePlatform(teams=TEAMS)
    account.routed = Routed("a1", "Asha Agent", "asha@example.com", "the owner")
    run = walk(assign_team("a", isContactOwnerAssign=True), platform=account)
    assert account.asked == [((), Routing(contact_owner=True))]
    assert (run.warned, run.session.reason) == ([], "assigned to Asha Agent")
    assert not any(isinstance(event, TeamAssigned) for event in run.events)


def test_without_a_team_and_an_owner_nobody_gets_the_chat() -> None:
    run = walk(assign_team("a", isContactOwnerAssign=True), platform=FakePlatform(teams=TEAMS))
    assert (run.warned, run.session.reason) == (["nobody-to-assign"], "not assigned: no team is chosen")


def test_a_reassignment_rule_of_unknown_shape_is_told() -> None:
    run = walk(assign_team("a", "t1", reassignmentRule={"kind": 1}), platform=FakePlatform(teams=TEAMS))
    assert [problem.code for problem in run.flow.warnings] == ["unknown-reassignment"]
