"""Which nodes, exits and webhook statuses of a flow were met, held against all that the flow declares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from flow_runner.engine import Flow
from flow_runner.engine.replies import kind_of
from flow_runner.inspection.tally import MEASURES, NEVER, Count, Measure, Point, Tally, Witness
from flow_runner.sandbox.trace import Entry


class Score(NamedTuple):
    """How many of those declared are covered."""

    covered: int
    declared: int

    @property
    def percent(self) -> float:
        """Rounded down to one decimal, so that only what is complete is 100; of nothing, all is covered."""
        return self.covered * 1000 // self.declared / 10 if self.declared else 100.0

    def reaches(self, percent: float) -> bool:
        return self.covered * 100 >= percent * self.declared


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of a flow was visited, and how often. `declared` is in the order of the export, `met` are the statuses that
    were seen of a kind, such as `503` of `other`.
    """

    flow: Flow
    declared: Mapping[Measure, tuple[Point, ...]]
    counts: Mapping[Point, Count]
    met: Mapping[Point, tuple[str, ...]]

    @classmethod
    def of(cls, flow: Flow, entries: Iterable[Entry]) -> Coverage:
        """Of a trace. What was done in a chatbot that this one triggered is not counted."""
        tally = Tally()
        witness = Witness(tally, flow.version)
        for entry in entries:
            witness.see(entry.contact, (entry.what,))
        visits = tally.visits.get(flow.version, Counter())
        return cls.counted(flow, {point: Count(passed=times) for point, times in visits.items()})

    @classmethod
    def counted(cls, flow: Flow, visits: Mapping[Point, Count]) -> Coverage:
        """Of visits, statuses as they were met. What the flow does not declare is left out."""
        declared, replies = _declared(flow)
        known = {point for points in declared.values() for point in points}
        counts: dict[Point, Count] = {}
        met: dict[Point, list[str]] = {}
        for point, count in visits.items():
            found = point
            if point.measure == "statuses" and point.node in replies:
                found = point._replace(name=kind_of(point.name, replies[point.node]))
            if found in known and count != NEVER:
                counts[found] = counts.get(found, NEVER).plus(count)
                if found != point:
                    met.setdefault(found, []).append(point.name)
        return cls(flow, declared, counts, {point: tuple(sorted(names)) for point, names in met.items()})

    def only(self, passed: bool) -> Coverage:
        """What scenarios that passed have visited, or those that failed."""
        kept = {p: Count(c.passed, 0) if passed else Count(0, c.failed) for p, c in self.counts.items()}
        return Coverage(self.flow, self.declared, {p: c for p, c in kept.items() if c != NEVER}, self.met)

    def count(self, point: Point) -> Count:
        return self.counts.get(point, NEVER)

    def score(self, measure: Measure) -> Score:
        points = self.declared[measure]
        return Score(sum(point in self.counts for point in points), len(points))

    def missed(self, measure: Measure) -> list[Point]:
        return [point for point in self.declared[measure] if point not in self.counts]

    def only_failed(self, measure: Measure) -> list[Point]:
        """What no scenario that passed has visited, though one that failed has."""
        return [p for p in self.declared[measure] if p in self.counts and not self.counts[p].passed]

    def to_json(self) -> dict[str, Any]:
        """As part of a run."""
        scores = {measure: self.score(measure) for measure in MEASURES}
        told: dict[str, Any] = {
            measure: {"declared": score.declared, "visited": score.covered} for measure, score in scores.items()
        }
        told["missed_nodes"] = [point.node for point in self.missed("nodes")]
        for measure in ("exits", "statuses"):
            told[f"missed_{measure}"] = [[point.node, point.name] for point in self.missed(measure)]
        return told


def _declared(flow: Flow) -> tuple[dict[Measure, tuple[Point, ...]], dict[str, tuple[str, ...]]]:
    """All that can be covered, and the replies that each node tells apart.

    An exit that leads nowhere is a way to lose a customer, and counts; but not where the chat was handed over, or
    closed: there the path ends as it should, and that exit is never taken.
    """
    exits: list[Point] = []
    replies: dict[str, tuple[str, ...]] = {}
    for node_id, node in flow.nodes.items():
        uses = node.uses()
        if uses.replies:
            replies[node_id] = uses.replies
        for exit in node.exits():
            if not uses.hands_over or flow.target(node_id, exit.name):
                exits.append(Point("exits", node_id, exit.name))
    statuses = [Point("statuses", node_id, name) for node_id, names in replies.items() for name in names]
    nodes = [Point("nodes", node_id) for node_id in flow.nodes]
    return {"nodes": tuple(nodes), "exits": tuple(dict.fromkeys(exits)), "statuses": tuple(statuses)}, replies
