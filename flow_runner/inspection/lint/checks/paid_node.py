"""Nodes that the account's plan does not have."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from emulator.kernel.words import counted
from flow_runner.engine.node import NODE_TYPES
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import Raw, flow, message, question, update
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject

FREE_PLAN = "growth"
CITY, THANKS = "main_question-city", "main_message-thanks"


def _asking(*more: Raw) -> Raw:
    ids = [CITY, *(one["id"] for one in more), THANKS, CITY]
    return flow(question(CITY), *more, message(THANKS), edges=tuple(pairwise(ids)))


@check(
    "paid-node",
    "error",
    why="On the Growth plan such a chatbot can be built and saved, but not attached to a keyword or a default action: "
    "no customer ever meets it.",
    fix="Move the account to Pro or Business, or do without these nodes.",
    evidence="documented",
    source="help 11463029: the groups of nodes by plan; help 11463025 for webhooks",
    example=_asking(update("main_updateAttribute-city", ("city", "@city"))),
    neighbour=_asking(),
    world={"profile": {"plan": FREE_PLAN}},
)
def paid_node(subject: Subject) -> Iterator[Found]:
    """One for each type, at its first node. Nothing is told without a world."""
    if subject.tenant is None or subject.tenant.wati.profile.plan != FREE_PLAN:
        return
    first: dict[str, str] = {}
    count: dict[str, int] = {}
    for node_id, kind in subject.flow.types.items():
        if kind in NODE_TYPES and NODE_TYPES[kind].paid:
            first.setdefault(kind, node_id)
            count[kind] = count.get(kind, 0) + 1
    for kind, node_id in first.items():
        others = count[kind] - 1
        more = f", nor {counted(others, 'more node')} of this type" if others else ""
        yield subject.found(node_id, f"the Growth plan does not have this one{more}", "flowNodeType")
