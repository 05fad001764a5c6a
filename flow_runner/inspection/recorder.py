"""Adds up what the scenarios of one process cover, and keeps it in a folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from flow_runner.inspection.record import LastWalk, Order, Record
from flow_runner.inspection.store import save, seen_from
from flow_runner.inspection.tally import NEVER, Count, Point, Tally, Witness
from flow_runner.inspection.walk import Visit, Walk
from flow_runner.sandbox.sandbox import Sandbox

MAX_FLOWS = 1000  # of one process: generated chatbots may be without number
MAX_VISITS = 1000  # of the last walk through each


@dataclass(slots=True)
class _Sum:
    """All scenarios of one flow so far; `counts` are pairs, as Count has them."""

    name: str
    file: Path | None
    scenarios: Count = NEVER
    counts: dict[Point, list[int]] = field(default_factory=dict)
    last: tuple[str, bool, tuple[Visit, ...], int] | None = None

    def add(self, visits: dict[Point, int], walk: Walk, scenario: str, passed: bool) -> None:
        self.scenarios = self.scenarios.plus(Count(1, 0) if passed else Count(0, 1))
        for point, times in visits.items():
            self.counts.setdefault(point, [0, 0])[0 if passed else 1] += times
        self.last = scenario, passed, walk.visits, walk.left_out


class Recorder:
    """Watches sandboxes; what they do counts for the scenario that is finished next. Flows beyond `MAX_FLOWS` are not
    recorded: `left_out` says how often one was opened.
    """

    __slots__ = ("_sums", "_tally", "left_out")

    def __init__(self) -> None:
        self._sums: dict[str, _Sum] = {}
        self._tally = Tally()
        self.left_out = 0

    def watch(self, sandbox: Sandbox) -> None:
        """From here on everything counts, also what is taken back by going back to a snapshot."""
        for flow in sandbox.library:
            file = sandbox.file if flow is sandbox.flow else None
            if flow.version in self._sums:
                self._sums[flow.version].file = self._sums[flow.version].file or file
            elif len(self._sums) < MAX_FLOWS:
                self._sums[flow.version] = _Sum(flow.name, file)
            else:
                self.left_out += 1
        sandbox.trace.watch(Witness(self._tally, sandbox.flow.version, MAX_VISITS))

    def finish(self, scenario: str, passed: bool) -> None:
        """What was seen since the last scenario was finished belongs to this one."""
        for version, visits in self._tally.visits.items():
            if version in self._sums:
                self._sums[version].add(visits, self._tally.last[version], scenario, passed)
        self._tally.clear()

    def records(self, folder: Path, order: Order = (0, "", 0)) -> list[Record]:
        """What is to be kept in a folder: `order` says which of several last walks is the last."""
        return [
            Record(
                version,
                one.name,
                seen_from(folder, one.file),
                one.scenarios,
                {point: Count(*count) for point, count in one.counts.items()},
                LastWalk(order, *one.last) if one.last else None,
            )
            for version, one in self._sums.items()
            if one.scenarios != NEVER
        ]

    def write(self, folder: Path) -> Path | None:
        """The new file in the folder; None where no chatbot ran. OSError where it cannot be written."""
        records = self.records(folder)
        return save(folder, records) if records else None
