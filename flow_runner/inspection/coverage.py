"""Which nodes, exits and webhook statuses of a flow were met, held against all that the flow declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from flow_runner.engine import Flow
from flow_runner.engine.events import FlowReturned, FlowStarted
from flow_runner.engine.replies import kind_of
from flow_runner.inspection.tally import MEASURES, NEVER, VISITS, Count, Measure, Point
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


NOTHING: Mapping[Point, int] = {}


class Coverage:
    """What of a flow was visited, and how often. What is asked of it is worked out once, when it is asked first."""

    def __init__(self, flow: Flow, passed: Mapping[Point, int], failed: Mapping[Point, int] = NOTHING) -> None:
        """Visits in scenarios that passed, and in scenarios that failed, statuses as they were met. What the flow does
        not declare is left out.
        """
        self.flow = flow
        self._passed = passed
        self._failed = failed

    @classmethod
    def of(cls, flow: Flow, entries: Iterable[Entry]) -> Coverage:
        """Of a trace. What was done in a chatbot that this one triggered is not counted."""
        own = flow.version
        version: dict[str, str] = {}  # of the flow that each contact is in
        visits: dict[Point, int] = {}
        for _, contact, what in entries:
            visit = VISITS.get(type(what))
            if visit is not None:
                if version.get(contact, own) == own:
                    point = visit(what)
                    visits[point] = visits.get(point, 0) + 1
            elif isinstance(what, (FlowStarted, FlowReturned)):  # no union made anew for each
                version[contact] = what.version
        return cls(flow, visits)

    @classmethod
    def counted(cls, flow: Flow, counts: Mapping[Point, Count]) -> Coverage:
        """Of what was recorded."""
        passed = {point: count.passed for point, count in counts.items() if count.passed}
        return cls(flow, passed, {point: count.failed for point, count in counts.items() if count.failed})

    @cached_property
    def declared(self) -> dict[Measure, tuple[Point, ...]]:
        """All that can be covered, in the order of the export.

        An exit that leads nowhere is a way to lose a customer, and counts; but not where the chat was handed over, or
        closed: there the path ends as it should, and that exit is never taken.
        """
        exits: dict[Point, None] = {}
        for node_id, node in self.flow.nodes.items():
            handed_over = node.uses().hands_over
            for exit in node.exits():
                if not handed_over or self.flow.target(node_id, exit.name):
                    exits[Point("exits", node_id, exit.name)] = None
        return {
            "nodes": tuple(Point("nodes", node_id) for node_id in self.flow.nodes),
            "exits": tuple(exits),
            "statuses": tuple(Point("statuses", node, name) for node, names in self._replies.items() for name in names),
        }

    @cached_property
    def counts(self) -> dict[Point, Count]:
        """How often everything declared was met, that was met at all."""
        counts: dict[Point, Count] = {}
        known = {point for points in self.declared.values() for point in points}
        for visits, one in ((self._passed, Count(1, 0)), (self._failed, Count(0, 1))):
            for point, times in visits.items():
                found = self._kind(point)
                if found in known:
                    count = counts.get(found, NEVER)
                    counts[found] = Count(count.passed + one.passed * times, count.failed + one.failed * times)
        return counts

    @cached_property
    def met(self) -> dict[Point, tuple[str, ...]]:
        """The statuses that were seen of a kind, such as `503` of `other`."""
        met: dict[Point, list[str]] = {}
        for point in sorted({*self._passed, *self._failed}):
            found = self._kind(point)
            if found != point:
                met.setdefault(found, []).append(point.name)
        return {point: tuple(names) for point, names in met.items()}

    def only(self, passed: bool) -> Coverage:
        """What scenarios that passed have visited, or those that failed."""
        return Coverage(self.flow, self._passed) if passed else Coverage(self.flow, NOTHING, self._failed)

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

    @cached_property
    def _replies(self) -> dict[str, tuple[str, ...]]:
        """The kinds of replies that nodes tell apart."""
        found = {node_id: node.uses().replies for node_id, node in self.flow.nodes.items()}
        return {node_id: replies for node_id, replies in found.items() if replies}

    def _kind(self, point: Point) -> Point:
        """A status as the one that its webhook tells apart."""
        if point.measure == "statuses" and point.node in self._replies:
            return point._replace(name=kind_of(point.name, self._replies[point.node]))
        return point
