"""What scenarios have covered, as it is kept: sums that merge in any order, and one JSON line for each flow."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from emulator.kernel.shape import read
from flow_runner.inspection.tally import MEASURES, NEVER, Count, Point
from flow_runner.inspection.walk import Visit

FORMAT = 1
MOST = 2**53  # of any count, as far as every JSON reader is exact

Order = tuple[int, str, int]
"""Turn and digest of the file, and number of the line: the later one is greater."""


class LastWalk(NamedTuple):
    """The way of the last contact through the flow, in which scenario, and how many earlier visits are not kept."""

    order: Order
    scenario: str
    passed: bool
    visits: tuple[Visit, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """All scenarios of one flow: its `version`, its name and the file it was read from, empty where that is not known.

    Statuses are kept as they were met. `file` is relative to the folder that the record is kept in.
    """

    version: str
    name: str
    file: str
    scenarios: Count
    counts: Mapping[Point, Count]
    last: LastWalk | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        return self.version, self.name, self.file

    def merged(self, other: Record) -> Record:
        """Both together; name and file are those of this one."""
        counts = dict(self.counts)
        for point, count in other.counts.items():
            counts[point] = counts.get(point, NEVER).plus(count)
        last = max((one.last for one in (self, other) if one.last), key=_later, default=None)
        return Record(self.version, self.name, self.file, self.scenarios.plus(other.scenarios), counts, last)

    def to_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {
            "wati_sandbox_coverage": FORMAT,
            "version": self.version,
            "name": self.name,
            "file": self.file,
            "scenarios": list(self.scenarios),
            **{measure: {} for measure in MEASURES},
            "last": None,
        }
        for (measure, node, name), count in sorted(self.counts.items()):
            if measure == "nodes":
                told[measure][node] = list(count)
            else:
                told[measure].setdefault(node, {})[name] = list(count)
        if self.last is not None:
            last = self.last._asdict()
            del last["order"]
            told["last"] = {**last, "visits": [list(visit) for visit in self.last.visits]}
        return told


def merged(records: Iterable[Record]) -> list[Record]:
    """One for each flow, name and file, in that order."""
    found: dict[tuple[str, str, str], Record] = {}
    for record in records:
        known = found.get(record.key)
        found[record.key] = known.merged(record) if known else record
    return [found[key] for key in sorted(found)]


def from_line(line: bytes, order: Order) -> Record:
    """ValueError, which says why, for what is no record."""
    try:
        data = read(dict[str, Any], json.loads(line), "the line")
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON: {error.msg} in column {error.colno}") from error
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    if data.get("wati_sandbox_coverage") != FORMAT:
        raise ValueError(f'it should say "wati_sandbox_coverage": {FORMAT}')
    try:
        return Record(
            version=read(str, data["version"], "version"),
            name=read(str, data["name"], "name"),
            file=read(str, data["file"], "file"),
            scenarios=_count(data["scenarios"], "scenarios"),
            counts=_counts(data),
            last=_last(data["last"], order),
        )
    except KeyError as error:
        raise ValueError(f"it has no {error}") from error


def _counts(data: dict[str, Any]) -> dict[Point, Count]:
    nodes = read(dict[str, Any], data["nodes"], "nodes")
    counts = {Point("nodes", node): _count(value, node) for node, value in nodes.items()}
    for measure in MEASURES[1:]:
        for node, names in read(dict[str, dict[str, Any]], data[measure], measure).items():
            counts.update({Point(measure, node, name): _count(value, node) for name, value in names.items()})
    return counts


def _count(value: Any, where: str) -> Count:
    numbers = read(list[int], value, where)
    if len(numbers) != 2 or not all(0 <= number <= MOST for number in numbers):
        raise ValueError(f"{where} should be two counts, found {value!r:.60}")
    return Count(*numbers)


def _last(value: Any, order: Order) -> LastWalk | None:
    if value is None:
        return None
    data = read(dict[str, Any], value, "last")
    scenario, passed = read(str, data["scenario"], "scenario"), read(bool, data["passed"], "passed")
    return LastWalk(order, scenario, passed, visits_of(data["visits"]), read(int, data["left_out"], "left_out"))


def visits_of(steps: Any) -> tuple[Visit, ...]:
    """The steps of a walk, from JSON. ValueError where they are none."""
    found = []
    for number, step in enumerate(read(list[list[str | None]], steps, "steps")):
        if len(step) != 3 or step[0] is None or step[2] is None:
            raise ValueError(f"step {number} should be [node, exit, status], found {step!r:.60}")
        found.append(Visit(step[0], step[1], step[2]))
    return tuple(found)


def _later(last: LastWalk) -> tuple[Order, str]:
    """The same walk is the later one of two, whichever comes first."""
    return last.order, json.dumps(last)
