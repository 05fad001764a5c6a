"""What a picture says of nodes, exits and replies: whether they were met, and when on the way that is highlighted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from emulator.kernel.words import counted
from flow_runner.engine import Flow
from flow_runner.inspection.coverage import Coverage
from flow_runner.inspection.tally import Measure, Point
from flow_runner.inspection.walk import Visit

Mark = Literal["plain", "missed", "failed", "covered"]


class Marks:
    """`steps` are the numbers of each node on the way, `taken` those of each exit. What is not of the flow is left
    out.
    """

    __slots__ = ("coverage", "steps", "taken")

    def __init__(self, flow: Flow, coverage: Coverage | None, walk: Sequence[Visit] = (), left_out: int = 0) -> None:
        self.coverage = coverage
        self.steps: dict[str, list[int]] = {}
        self.taken: dict[tuple[str, str], list[int]] = {}
        for number, (node, exit, _) in enumerate(walk, left_out + 1):
            if node in flow.nodes:
                self.steps.setdefault(node, []).append(number)
                if exit is not None:
                    self.taken.setdefault((node, exit), []).append(number)

    def of(self, measure: Measure, node: str, name: str = "") -> Mark:
        """`failed`: met, but only in scenarios that failed."""
        if self.coverage is None:
            return "plain"
        count = self.coverage.count(Point(measure, node, name))
        return "covered" if count.passed else "failed" if count.failed else "missed"

    def times(self, measure: Measure, node: str, name: str = "") -> int:
        """How often it was met, as far as anybody counted."""
        return sum(self.coverage.count(Point(measure, node, name))) if self.coverage else 0

    def told(self, measure: Measure, node: str, name: str = "") -> str:
        """The same in words; empty where nothing was counted."""
        if self.coverage is None:
            return ""
        count = self.coverage.count(Point(measure, node, name))
        if not sum(count):
            return "never"
        failed = f", {count.failed} of them in scenarios that failed" if count.failed else ""
        return f"{counted(sum(count), 'time')}{failed}"
