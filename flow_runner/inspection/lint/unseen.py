"""Where what a webhook saves is used before a condition has looked at it: after a failure it holds nothing, or what it
held before.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from flow_runner.engine.nodes.condition import Condition
from flow_runner.engine.nodes.update_attribute import UpdateAttribute
from flow_runner.engine.nodes.webhook import ATTRIBUTE, Webhook
from flow_runner.inspection.lint.subject import Name, Subject

STEPS, FEWEST_STEPS = 100_000, 50  # of all walks together, and of one: enough for all but the largest flows


class Use(NamedTuple):
    """A node that reads names of which some may hold nothing; `looks`: it is a condition on one that was saved."""

    node: str
    names: frozenset[Name]
    looks: bool


def saved_by(webhook: Webhook) -> frozenset[Name]:
    return frozenset((space_of(one.kind), one.name) for one in webhook.saved if one.name)


def space_of(kind: str) -> str:
    return "attribute" if kind == ATTRIBUTE else "variable"


def written(name: Name) -> str:
    """A name as it stands in texts."""
    return f"{{{{{name[1]}}}}}" if name[0] == "attribute" else f"@{name[1]}"


def uses_behind(
    subject: Subject, start: str, saved: frozenset[Name], watched: frozenset[Name] | None = None
) -> Iterator[Use]:
    """The nodes that read what was saved, nearest first, up to the conditions on what is `watched` (all of it).

    A name is followed until another node sets it.
    """
    watched = saved if watched is None else watched
    left = max(STEPS // max(len(subject.webhooks), 1), FEWEST_STEPS)
    seen: dict[str, frozenset[Name]] = {}
    ahead = deque([(start, saved)] if start else [])
    while ahead and left:
        node_id, names = ahead.popleft()
        fresh = names - seen.get(node_id, frozenset())
        if not fresh:
            continue
        left -= 1
        seen[node_id] = seen.get(node_id, frozenset()) | fresh
        read, node = subject.reads[node_id], subject.flow.nodes[node_id]
        looks = isinstance(node, Condition) and not read.isdisjoint(watched)
        if looks or not read.isdisjoint(fresh):
            yield Use(node_id, read & fresh, looks)
        remaining = fresh - set_by(subject, node_id)
        if remaining and not looks:
            ahead.extend((after, remaining) for after in subject.graph.successors[node_id])


def set_by(subject: Subject, node_id: str) -> set[Name]:
    """What a node sets, of variables and of attributes."""
    uses = subject.uses[node_id]
    return {("variable", name) for name in uses.variables_set} | {("attribute", name) for name in uses.attributes_set}


def blanked_names(subject: Subject) -> set[Name]:
    """Attributes that some node sets to nothing."""
    return {
        ("attribute", name)
        for node in subject.flow.nodes.values()
        if isinstance(node, UpdateAttribute)
        for _, name, value in node.updates
        if not value.strip()
    }
