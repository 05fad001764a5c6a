"""What is covered of chatbots, as a table with all that is missed, and as JSON (schema: `COVERAGE_SCHEMA`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from emulator.kernel.json_schema import record
from emulator.kernel.secret import Masker, masker
from emulator.kernel.suggest import did_you_mean
from flow_runner.engine import Flow
from flow_runner.inspection.coverage import Coverage
from flow_runner.inspection.graph import Graph
from flow_runner.inspection.record import Record
from flow_runner.inspection.secret import secrets_of
from flow_runner.inspection.tally import MEASURES, Measure, Point
from flow_runner.report.result import STEP


class Bar(NamedTuple):
    """What must at least be covered, of one measure or of each."""

    measure: Measure | None
    percent: float


def bar_of(text: str) -> Bar:
    """`80` for each measure, or `exits=80`. ValueError, with the nearest measure, for anything else."""
    name, equals, number = text.rpartition("=")
    measure = next((one for one in MEASURES if one == name.strip()), None)
    if equals and measure is None:
        raise ValueError(f"--fail-under {text}: '{name}' is no measure.{did_you_mean(name, MEASURES)}")
    try:
        percent = float(number.strip().removesuffix("%"))
    except ValueError:
        percent = -1
    if not 0 <= percent <= 100:
        raise ValueError(f"--fail-under {text}: '{number}' is no percentage; write 80, or exits=80")
    return Bar(measure, percent)


@dataclass(frozen=True, slots=True)
class FlowReport:
    """What is told of one chatbot. `lines` are those of the file, from 1; `others` are records of other versions of it,
    which do not count; `reachable` are the nodes that a path from the start leads to; `shown` masks a text.
    """

    file: str
    coverage: Coverage
    record: Record
    others: tuple[Record, ...]
    lines: Mapping[Point, int]
    reachable: frozenset[str]
    labels: Mapping[Point, str]
    shown: Masker

    @property
    def flow(self) -> Flow:
        return self.coverage.flow

    def target(self, point: Point) -> str:
        return self.flow.target(point.node, point.name)


def flow_report(
    file: str, coverage: Coverage, record: Record, others: Iterable[Record], lines: Mapping[Point, int]
) -> FlowReport:
    """`record` is what was counted in `coverage`."""
    flow = coverage.flow
    labels = {Point("exits", node, exit.name): exit.label.strip() for node, exit in flow.exits()}
    reachable = Graph.of(flow).reachable
    return FlowReport(
        file, coverage, record, tuple(others), lines, reachable, labels, masker(secrets_of(flow.document))
    )


def unmet(reports: Iterable[FlowReport], bars: Iterable[Bar]) -> list[str]:
    """A sentence for each measure of each chatbot that is under a bar."""
    told = []
    for report in reports:
        for bar in bars:
            for measure in [bar.measure] if bar.measure else MEASURES:
                score = report.coverage.score(measure)
                if not score.reaches(bar.percent):
                    told.append(
                        f"{report.file}: {score.covered} of {score.declared} {measure} are covered, "
                        f"{score.percent:.1f}%, which is under {bar.percent:g}%"
                    )
    return list(dict.fromkeys(told))


# --- JSON ------------------------------------------------------------------------------------------------------------

TEXT, NUMBER = {"type": "string"}, {"type": "integer", "minimum": 0}
PERCENT = {"type": "number", "minimum": 0, "maximum": 100, "description": "rounded down to one decimal"}


def _measure(own: dict[str, Any]) -> dict[str, Any]:
    item = {
        "node": TEXT,
        "type": TEXT,
        "line": {"type": "integer", "minimum": 1},
        **own,
        "covered": {"type": "boolean"},
        "passed": {**NUMBER, "description": "visits in scenarios that passed"},
        "failed": {**NUMBER, "description": "visits in scenarios that failed"},
    }
    return record(
        {
            "covered": NUMBER,
            "declared": NUMBER,
            "percent": PERCENT,
            "items": {"type": "array", "items": record(item)},
        }
    )


SCENARIOS = record({"passed": NUMBER, "failed": NUMBER})
COVERAGE_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What `wati-sandbox coverage --format json` prints",
    **record(
        {
            "data": {"type": "array", "items": TEXT, "description": "the folders that were read"},
            "counted": {"enum": ["all", "passed", "failed"], "description": "which scenarios"},
            "flows": {
                "type": "array",
                "items": record(
                    {
                        "file": TEXT,
                        "flow": record({"name": TEXT, "version": TEXT}),
                        "scenarios": SCENARIOS,
                        "nodes": _measure(
                            {"reachable": {"type": "boolean", "description": "by a path from the start"}}
                        ),
                        "exits": _measure(
                            {
                                "exit": TEXT,
                                "label": TEXT,
                                "target": {"type": "string", "description": "a node, or empty: it leads nowhere"},
                            }
                        ),
                        "statuses": _measure(
                            {
                                "status": TEXT,
                                "met": {"type": "array", "items": TEXT, "description": "such as 503 of 'other'"},
                            }
                        ),
                        "last": {
                            "anyOf": [
                                record(
                                    {
                                        "scenario": TEXT,
                                        "passed": {"type": "boolean"},
                                        "steps": {"type": "array", "items": STEP},
                                        "left_out": {**NUMBER, "description": "earlier steps that were not kept"},
                                    }
                                ),
                                {"type": "null"},
                            ],
                            "description": "the last way through it; steps are [node, exit, status], as in a run",
                        },
                        "other_versions": {
                            "type": "array",
                            "items": record({"version": TEXT, "name": TEXT, "scenarios": SCENARIOS}),
                            "description": "recorded before the file changed; they do not count",
                        },
                    }
                ),
            },
            "problems": {"type": "array", "items": TEXT, "description": "data that cannot be read or used"},
            "unmet": {"type": "array", "items": TEXT, "description": "what is under --fail-under"},
        }
    ),
}


def as_json(
    data: Iterable[str], counted: str, reports: Iterable[FlowReport], problems: list[str], unmet: list[str]
) -> dict[str, Any]:
    return {
        "data": list(data),
        "counted": counted,
        "flows": [_flow(report) for report in reports],
        "problems": problems,
        "unmet": unmet,
    }


def _flow(report: FlowReport) -> dict[str, Any]:
    flow, last = report.flow, report.record.last
    told: dict[str, Any] = {
        "file": report.file,
        "flow": {"name": report.shown(flow.name), "version": flow.version},
        "scenarios": report.record.scenarios._asdict(),
    }
    for measure in MEASURES:
        score = report.coverage.score(measure)
        items = [_item(report, point) for point in report.coverage.declared[measure]]
        told[measure] = {"covered": score.covered, "declared": score.declared, "percent": score.percent, "items": items}
    told["last"] = last and {
        "scenario": last.scenario,
        "passed": last.passed,
        "steps": [list(visit) for visit in last.visits],
        "left_out": last.left_out,
    }
    told["other_versions"] = [
        {"version": one.version, "name": report.shown(one.name), "scenarios": one.scenarios._asdict()}
        for one in report.others
    ]
    return told


def _item(report: FlowReport, point: Point) -> dict[str, Any]:
    count = report.coverage.count(point)
    own: dict[str, Any]
    match point.measure:
        case "nodes":
            own = {"reachable": point.node in report.reachable}
        case "exits":
            own = {"exit": point.name, "label": report.shown(report.labels[point]), "target": report.target(point)}
        case "statuses":
            own = {"status": point.name, "met": list(report.coverage.met.get(point, ()))}
    return {
        "node": point.node,
        "type": report.flow.types[point.node],
        "line": report.lines[point],
        **own,
        "covered": sum(count) > 0,
        **count._asdict(),
    }
