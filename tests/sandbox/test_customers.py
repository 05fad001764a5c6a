"""The sandbox: bursts, and several customers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flow_runner.sandbox.files import bundled_flows
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.trace import Exchanged
from tests.builders import (
    VARIABLE,
    message,
    parse,
    question,
    status,
    webhook,
)
from tests.sandbox.sandbox_runs import exchanged, heard, outcome_of, sandbox_of, sent_by, warnings_of

OTHER = "15550100002"


def variable(sandbox: Sandbox, name: str, phone: str = "") -> str | None:
    session = sandbox.session(phone)
    assert session is not None
    return session.variables.get(name)


SLOW = "- {url: https://api.example/x, json: {x: 1}, delay: 3}"


def test_a_message_while_a_webhook_runs_answers_the_next_waiting_node() -> None:
    sandbox = sandbox_of(parse(webhook("a", "https://api.example/x"), question("q"), edges=[("a", "q")]), SLOW)
    sandbox.at_once((sandbox.phone, "hi"), (sandbox.phone, "are you there?"))
    assert heard(sandbox) == ["started", "queued: it answers the next node that asks"]
    assert (outcome_of(sandbox), variable(sandbox, "city")) == ("ended", "are you there?")
    assert "flow.burst" in sandbox.tenant.universe.assumptions.used


def test_a_message_while_a_webhook_runs_may_be_dropped_by_assumption() -> None:
    sandbox = sandbox_of(parse(webhook("a", "https://api.example/x"), question("q"), edges=[("a", "q")]), SLOW)
    sandbox.tenant.universe.assumptions.choose("flow.burst", "dropped")
    sandbox.at_once((sandbox.phone, "hi"), (sandbox.phone, "are you there?"))
    assert heard(sandbox) == ["started", "unheard: the chatbot waits for a reply"]
    assert outcome_of(sandbox) == "waits for answer"
    assert any("'are you there?' reached no chatbot" in line for line in warnings_of(sandbox))


def test_a_burst_that_no_node_took_answers_nothing_in_a_later_run() -> None:
    """The second message of Monday's burst must not answer Tuesday's question."""
    flow = parse(
        webhook("a", "https://api.example/x", statuses=[status(204, "end"), status(200, "q")]),
        message("end", "bye"),
        question("q"),
    )
    sandbox = sandbox_of(flow, "- url: https://api.example/x\n  calls: [{status: 204}, {status: 200}]")
    sandbox.at_once((sandbox.phone, "hi"), (sandbox.phone, "monday"))
    sandbox.advance(timedelta(days=1))
    sandbox.says("hi again")
    assert variable(sandbox, "city") != "monday"


def test_a_burst_that_no_node_took_is_told() -> None:
    sandbox = sandbox_of(
        parse(webhook("a", "https://api.example/x"), message("end", "bye"), edges=[("a", "end")]), SLOW
    )
    sandbox.at_once((sandbox.phone, "hi"), (sandbox.phone, "lost words"))
    started_again = heard(sandbox).count("started") == 2
    assert started_again or any("lost words" in line for line in warnings_of(sandbox))


def test_a_burst_of_a_thousand_is_no_crash() -> None:
    flow = parse(webhook("a", "https://api.example/x"), question("q"), edges=[("a", "q"), ("q", "q")])
    sandbox = sandbox_of(flow, SLOW)
    sandbox.at_once(*[(sandbox.phone, str(number)) for number in range(1000)])
    assert (outcome_of(sandbox), variable(sandbox, "city")) == ("waits for answer", "999")


def test_two_customers_at_once_take_turns() -> None:
    flow = parse(
        webhook("a", "https://api.example/1", saved=[(VARIABLE, "x", "x")]),
        webhook("b", "https://api.example/2?x=@x"),
        message("c", "x is @x"),
        edges=[("a", "b"), ("b", "c")],
    )
    sandbox = sandbox_of(
        flow,
        "- {url: https://api.example/1, calls: [{json: {x: mine}}, {json: {x: yours}}]}\n- {url: https://api.example/2}",
    )
    sandbox.at_once((sandbox.phone, "hi"), (OTHER, "hello"))
    turns = [
        (entry.contact, entry.what.path, entry.what.query)
        for entry in sandbox.trace
        if isinstance(entry.what, Exchanged)
    ]
    assert turns == [
        (sandbox.phone, "/1", ""),
        (OTHER, "/1", ""),
        (sandbox.phone, "/2", "x=mine"),
        (OTHER, "/2", "x=yours"),
    ]
    assert (sent_by(sandbox), sent_by(sandbox, OTHER)) == (["x is mine"], ["x is yours"])


def test_two_customers_at_once_with_an_expired_token_are_both_assigned() -> None:
    sandbox = Sandbox.open(bundled_flows()["zoho_lead_owner"])
    sandbox.tenant.zoho.expire_access_tokens()
    sandbox.at_once((sandbox.phone, "hi"), (OTHER, "hi"))
    assert [one.status for one in exchanged(sandbox)] == [200, 401, 200, 200, 200]
    assert (sandbox.assignee() or {})["name"] == "Asha Agent"
    assert (sandbox.assignee(OTHER) or {})["name"] == "Ravi Agent"


def test_what_a_customer_gets_is_told_apart_from_what_another_gets() -> None:
    sandbox = sandbox_of(parse(question("q"), message("b", "Hello @city"), edges=[("q", "b")]))
    sandbox.says("hi")
    sandbox.says("hi", phone=OTHER)
    assert [one.text for one in sandbox.says("Pune", phone=OTHER)] == ["Hello Pune"]
    assert outcome_of(sandbox) == "waits for answer"


def test_two_sandboxes_share_nothing() -> None:
    flow = parse(question("q"))
    one, other = Sandbox(flow), Sandbox(flow)
    one.says("hi")
    one.advance(timedelta(hours=1))
    assert other.session() is None
    assert other.tenant.universe.clock.now() != one.tenant.universe.clock.now()
    assert len(other.trace) == 0


def test_a_snapshot_of_another_flow_is_refused_and_nothing_is_changed() -> None:
    sandbox = sandbox_of(parse(question("q")))
    sandbox.says("hi")
    foreign = sandbox_of(parse(question("q", text="Changed?"))).snapshot()
    before = sandbox.snapshot()
    with pytest.raises(ValueError, match="version"):
        sandbox.restore(foreign)
    assert sandbox.snapshot() == before
