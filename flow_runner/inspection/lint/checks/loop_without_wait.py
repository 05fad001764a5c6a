"""Circles in which no node waits for the customer."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.engine.nodes.invoke_flow import InvokeFlow
from flow_runner.engine.nodes.time_delay import TimeDelay
from flow_runner.inspection.graph import circles
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import agent, flow, webhook
from flow_runner.inspection.lint.finding import Found, Grade
from flow_runner.inspection.lint.route import arrow, shortest, spelled
from flow_runner.inspection.lint.subject import Subject
from flow_runner.inspection.lint.words import listed

LISTED = 3
MILDER: dict[Grade, Grade] = {"error": "warning", "warning": "note"}
SEARCH, REFRESH, AGAIN, END = "main_webhook-search", "main_webhook-refresh", "main_webhook-again", agent()
HERE = END["id"]
FOUND = ((200, HERE), (204, HERE))


@check(
    "loop-without-wait",
    "warning",
    why="Nothing in it waits for the customer: as long as each round comes out the same, the run goes round, "
    "calling every service on the way. Here it is stopped as a runaway loop; of the platform no limit is known.",
    fix="Let the way back lead to a copy of the node instead, whose exits for errors go on to a message or an agent: "
    "one retry is enough.",
    evidence="documented",
    source="help 11463092 has the retry after a refreshed token, and no limit to it",
    example=flow(
        webhook(SEARCH, statuses=(*FOUND, (401, REFRESH), (0, HERE))),
        webhook(REFRESH, statuses=((200, SEARCH), (0, HERE))),
        END,
    ),
    neighbour=flow(
        webhook(SEARCH, statuses=(*FOUND, (401, REFRESH), (0, HERE))),
        webhook(REFRESH, statuses=((200, AGAIN), (0, HERE))),
        webhook(AGAIN, statuses=(*FOUND, (401, HERE), (0, HERE))),
        END,
    ),
)
def loop_without_wait(subject: Subject) -> Iterator[Found]:
    """One for each knot of such circles, spelled by the shortest through its first node.

    A circle that waits for a moment is milder: it leaves the customer time, though it never needs an answer.
    """
    nodes, reachable = subject.flow.nodes, subject.graph.reachable
    passing = [
        key
        for key, node in nodes.items()
        if key in reachable and not subject.uses[key].waits and not isinstance(node, InvokeFlow)
    ]
    at_once = [key for key in passing if not isinstance(nodes[key], TimeDelay)]
    told: set[str] = set()
    for knot in circles(subject.graph.successors, at_once):
        told.update(knot)
        yield _found(subject, knot)
    for knot in circles(subject.graph.successors, passing):
        if told.isdisjoint(knot):
            yield _found(subject, knot, next(node for key in knot if isinstance(node := nodes[key], TimeDelay)))


def _found(subject: Subject, knot: list[str], delay: TimeDelay | None = None) -> Found:
    first, inside = knot[0], set(knot)
    circle = shortest(first, first, lambda key: (way for way in subject.ways[key] if way.target in inside))
    told = f"{spelled(circle)} goes round without waiting for the customer"
    if delay:
        told += f", only for {delay.seconds} s at {delay.id}"
    out = list(_ways_out(subject, knot))
    told += f"; it is left by {listed(out, LISTED)}" if out else "; nothing ever leaves it"
    grade: Grade = "error" if not out else "warning"
    return subject.found(first, told, grade=MILDER[grade] if delay else grade)


def _ways_out(subject: Subject, knot: list[str]) -> Iterator[str]:
    """The exits by which it is left, in words."""
    inside = set(knot)
    for key in knot:
        for exit in subject.exits[key]:
            target = subject.flow.target(key, exit.name)
            if target not in inside:
                yield f"{key} {arrow(exit)} {target or 'the end'}"
