"""UpdateAttribute, AssignAgent, AssignTeam and TimeDelay."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from flow_runner.engine.events import AgentAssigned, MessageSent, TeamAssigned
from flow_runner.sandbox.sandbox import Sandbox
from tests.builders import (
    VARIABLE,
    assign_agent,
    assign_team,
    message,
    node,
    parse,
    question,
    time_delay,
    update_attribute,
)
from tests.nodes.node_runs import AGENTS
from tests.walks import TIME, walk


def test_attributes_are_set_in_order_from_variables_attributes_and_text() -> None:
    run = walk(
        question("q"),
        update_attribute("a", ("town", "@city"), ("copy", "{{town}}!"), ("kind", "lead"), ("lost", "@none"), ("", "x")),
        edges=[("q", "a")],
        given=["Pune"],
    )
    assert run.platform.attributes == {"town": "Pune", "copy": "Pune!", "kind": "lead", "lost": "@none"}
    assert run.unset == ["@none"]


def test_an_update_of_a_flow_variable_sets_it() -> None:
    run = walk(node("UpdateAttribute", "a", attributeVariables=[{"type": VARIABLE, "name": "x", "value": "1"}]))
    assert (run.variables, run.platform.attributes) == ({"x": "1"}, {})


def test_an_agent_is_assigned_and_the_run_ends() -> None:
    run = walk(assign_agent("a", "a1"), platform=AGENTS)
    assert AgentAssigned("a", "a1", "Asha Agent", "asha@example.com") in run.events
    assert (run.outcome, run.session.reason, run.leaned) == ("ended", "assigned to Asha Agent", set())


@pytest.mark.parametrize(
    ("agent_id", "reason"), [("gone", "the account has no agent with id 'gone'"), ("", "no agent is chosen")]
)
def test_an_agent_that_the_account_does_not_have_is_told(agent_id: str, reason: str) -> None:
    run = walk(assign_agent("a", agent_id), platform=AGENTS)
    assert AgentAssigned("a", agent_id, "", "") in run.events
    assert run.warned == ["unknown-agent"]
    assert any(reason in str(event) for event in run.events)


def test_a_team_is_assigned_and_one_that_is_gone_is_told() -> None:
    run = walk(assign_team("a", "t1", "gone", "t2"), platform=AGENTS)
    assert TeamAssigned("a", ("t1", "gone", "t2"), ("Sales", "Care")) in run.events
    assert (run.warned, run.session.reason) == (["unknown-team"], "assigned to team Sales, Care")


def test_no_team_at_all_is_told() -> None:
    run = walk(assign_team("a"), platform=AGENTS)
    assert (run.warned, run.outcome) == (["unknown-team"], "ended")


@pytest.mark.parametrize("node_of", [lambda: assign_agent("a", "a1"), lambda: assign_team("a", "t1")])
@pytest.mark.parametrize(("choice", "path"), [("follow_edge", ["a", "b"]), ("end", ["a"])])
def test_a_flow_goes_on_behind_an_assignment_as_the_assumption_says(node_of: Any, choice: str, path: list[str]) -> None:
    assume = {"flow.after_assign": choice}
    run = walk(node_of(), message("b", "x"), edges=[("a", "b")], platform=AGENTS, assume=assume)
    assert (run.path, run.outcome, run.leaned) == (path, "ended", {"flow.after_assign"})


def test_a_delay_waits_for_its_moment() -> None:
    run = walk(time_delay("a", 90), message("b", "later"), edges=[("a", "b")])
    assert (run.outcome, run.session.due) == ("waits for time", "2026-01-15T09:01:30+00:00")
    run.give(TIME)
    assert (run.sent, run.outcome, run.session.due) == (["later"], "ended", None)


def test_a_delay_takes_no_answer() -> None:
    with pytest.raises(ValueError, match="waits for time"):
        walk(time_delay("a", 90)).give("hello?")


@pytest.mark.parametrize(("seconds", "read_as"), [(-5, 0), (10**9, 30 * 24 * 3600)])
def test_an_odd_delay_is_told_and_bounded(seconds: int, read_as: int) -> None:
    run = walk(time_delay("a", seconds))
    assert [problem.code for problem in run.flow.warnings] == ["odd-delay"]
    assert run.session.due == (run.platform.now() + timedelta(seconds=read_as)).isoformat()


def test_a_delay_ends_on_the_virtual_clock() -> None:
    sandbox = Sandbox(parse(time_delay("a", 90), message("b", "later"), edges=[("a", "b")]))
    assert sandbox.says("hi") == []
    sandbox.advance(timedelta(seconds=89))
    assert sandbox.session().outcome == "running"
    sandbox.advance(timedelta(seconds=1))
    assert sandbox.session().outcome == "ended"
    assert [entry.at.isoformat() for entry in sandbox.entries() if isinstance(entry.what, MessageSent)] == [
        "2026-01-15T09:01:30+00:00"
    ]
