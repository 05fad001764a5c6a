"""What every node type has: its documentation, its exits, and sessions that are JSON texts between any two sprints."""

from __future__ import annotations

from typing import get_args

import pytest

from emulator.kernel.assumption import Assumptions
from emulator.kernel.evidence import Evidence
from flow_runner.engine import Engine, Session
from flow_runner.engine.node import NODE_TYPES
from flow_runner.engine.step import Answer
from tests.builders import node, parse, question
from tests.walks import TIME, FakePlatform, answered, walk

TYPES_OF_THE_FORMAT = {
    "AssignAgent",
    "AssignTeam",
    "Condition",
    "GoogleSpreadsheet",
    "InteractiveButtons",
    "InteractiveCtaUrl",
    "InteractiveList",
    "InteractiveProduct",
    "InteractiveProductList",
    "InteractiveWhatsAppFlow",
    "InvokeFlow",
    "Message",
    "MessageTemplate",
    "Question",
    "Subscription",
    "TimeDelay",
    "UpdateAttribute",
    "UpdateChatStatus",
    "UpdateChatTopicName",
    "Webhook",
}


def test_every_type_of_the_format_is_there() -> None:
    assert set(NODE_TYPES) == TYPES_OF_THE_FORMAT


@pytest.mark.parametrize("name", list(NODE_TYPES))
def test_every_type_says_what_it_does_how_sure_we_are_and_from_where(name: str) -> None:
    kind = NODE_TYPES[name]
    assert kind.doc.strip().endswith(".")
    assert kind.evidence in get_args(Evidence)
    assert len(kind.source) > 8


@pytest.mark.parametrize("name", list(NODE_TYPES))
def test_every_type_can_be_read_from_nothing_and_declares_its_exits(name: str) -> None:
    flow = parse(node(name, "a"))
    exits = flow.nodes["a"].exits()
    assert exits
    assert len({exit.name for exit in exits}) == len(exits)
    assert not [problem for problem in flow.warnings if problem.code == "unknown-node-type"]


def test_a_session_waits_for_what_it_says_and_for_nothing_else() -> None:
    run = walk(question("a"))
    with pytest.raises(ValueError, match="session s1 waits for answer, not for an reply"):
        run.give(answered({}))
    with pytest.raises(ValueError, match="session s1 does not wait for a moment"):
        run.give(TIME)
    run.give("Pune")
    with pytest.raises(ValueError, match="session s1 waits for nothing, not for an answer"):
        run.give("again")


def test_a_session_goes_on_only_with_the_version_it_was_started_with() -> None:
    session = Session.from_json(walk(question("a")).session.to_json())
    other = Engine(parse(question("a", text="Changed?")), Assumptions())
    with pytest.raises(ValueError, match="runs version"):
        other.resume(session, FakePlatform(), Answer("Pune"))
