"""What was visited, counted: nodes entered, exits taken, replies met, of every flow that ran."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from flow_runner.engine.events import ExitTaken, NodeEntered, WebhookAnswered, WebhookFailed
from flow_runner.engine.replies import NO_REPLY
from flow_runner.inspection.walk import MOVES, Walk, Walker
from flow_runner.sandbox.trace import Entry, What

Measure = Literal["nodes", "exits", "statuses"]
MEASURES: tuple[Measure, ...] = ("nodes", "exits", "statuses")


class Point(NamedTuple):
    """Something of a flow that can be covered: a node, an exit by its `name`, or what its request is answered with."""

    measure: Measure
    node: str
    name: str = ""


VISITS: Mapping[type, Callable[[Any], Point]] = {
    NodeEntered: lambda what: Point("nodes", what.node),
    ExitTaken: lambda what: Point("exits", what.node, what.exit),
    WebhookAnswered: lambda what: Point("statuses", what.node, str(what.status)),
    WebhookFailed: lambda what: Point("statuses", what.node, NO_REPLY),
}
"""The events that visit a point, and which. By type, as every event of every run is asked for."""


class Count(NamedTuple):
    """How often, in scenarios that passed and in scenarios that failed."""

    passed: int = 0
    failed: int = 0

    def plus(self, other: Count) -> Count:
        return Count(self.passed + other.passed, self.failed + other.failed)


NEVER = Count()


class Tally:
    """Visits by the version of the flow, and the last walk through each."""

    __slots__ = ("last", "visits")

    def __init__(self) -> None:
        self.visits: dict[str, Counter[Point]] = {}
        self.last: dict[str, Walk] = {}

    def clear(self) -> None:
        self.visits.clear()
        self.last.clear()

    def of(self, walk: Walk) -> Counter[Point]:
        """Where visits on this walk are counted; it is the last one through its flow."""
        self.last[walk.version] = walk
        found = self.visits.get(walk.version)
        if found is None:
            found = self.visits[walk.version] = Counter()
        return found


class Witness:
    """Sees what happens in one sandbox, and counts it for the flow that each contact is in."""

    __slots__ = ("_longest", "_tally", "_version", "_walkers")

    def __init__(self, tally: Tally, version: str, longest: int | None = None) -> None:
        """`version` is the flow of those whose start was not seen; `longest` limits what is kept of a walk."""
        self._tally = tally
        self._version = version
        self._longest = longest
        self._walkers: dict[str, Walker] = {}

    def see(self, contact: str, what: Sequence[What]) -> None:
        walker = self._walkers.get(contact) or self._walker(contact)
        for one in what:
            visit = VISITS.get(type(one))
            if visit is not None:
                walker.see(one)
                self._tally.of(walker.walk)[visit(one)] += 1
            elif type(one) in MOVES:
                walker.see(one)

    def start_over(self, entries: Iterable[Entry]) -> None:
        """Find out again where everybody is; nothing is counted a second time."""
        self._walkers.clear()
        for entry in entries:
            self._walker(entry.contact).see(entry.what)

    def _walker(self, contact: str) -> Walker:
        found = self._walkers.get(contact)
        if found is None:
            found = self._walkers[contact] = Walker(self._version, self._longest)
        return found
