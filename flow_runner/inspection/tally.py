"""What was visited, counted: nodes entered, exits taken, replies met, of every flow that ran."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from flow_runner.engine.events import ExitTaken, NodeEntered, WebhookAnswered, WebhookFailed
from flow_runner.engine.replies import NO_REPLY
from flow_runner.inspection.walk import Walk, Walker
from flow_runner.sandbox.trace import Entry, What

Measure = Literal["nodes", "exits", "statuses"]
MEASURES: tuple[Measure, ...] = ("nodes", "exits", "statuses")


class Point(NamedTuple):
    """Something of a flow that can be covered: a node, an exit by its `name`, or what its request is answered with."""

    measure: Measure
    node: str
    name: str = ""


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

    def add(self, walk: Walk, what: What) -> None:
        """Count what happened on a walk."""
        match what:
            case NodeEntered(node=node):
                point = Point("nodes", node)
            case ExitTaken(node=node, exit=exit):
                point = Point("exits", node, exit)
            case WebhookAnswered(node=node, status=status):
                point = Point("statuses", node, str(status))
            case WebhookFailed(node=node):
                point = Point("statuses", node, NO_REPLY)
            case _:
                return
        self.visits.setdefault(walk.version, Counter())[point] += 1
        self.last[walk.version] = walk


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
        walker = self._walker(contact)
        for one in what:
            walker.see(one)
            self._tally.add(walker.walk, one)

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
