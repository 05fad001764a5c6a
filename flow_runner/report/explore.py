"""What was explored of a chatbot, as JSON (schema: `EXPLORE_SCHEMA`); the text is in explore_text.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from emulator.kernel.json_schema import list_of, record
from emulator.kernel.secret import Masker, masker
from flow_runner.engine import Flow
from flow_runner.explore.explorer import Explorer
from flow_runner.explore.find import MEANING, Find
from flow_runner.explore.move import Begins, Bursts, Fills, Holds, Move, Replied, Says, Sends, Taps, Waits
from flow_runner.explore.unreached import Tried, gates, why_not_taken
from flow_runner.inspection.coverage import Coverage, Score
from flow_runner.inspection.graph import Graph
from flow_runner.inspection.secret import secrets_of
from flow_runner.inspection.tally import MEASURES, Measure, Point


@dataclass(frozen=True, slots=True)
class Report:
    """`finds` are the worst first; `stopped` says why it stopped before the end, empty where nothing was left to try.
    `coverage` is that of the main chatbot; `written` how many scenarios stand in each file.
    """

    file: str
    flow: Flow
    paths: int
    left: int
    stopped: str
    finds: tuple[Find, ...]
    coverage: Coverage
    reachable: frozenset[str]
    written: Mapping[str, int]
    shown: Masker
    tried: Tried
    gates: Mapping[str, Point]

    @classmethod
    def of(
        cls, file: str, explorer: Explorer, finds: Iterable[Find], stopped: str, written: Mapping[str, int]
    ) -> Report:
        known, flow = explorer.explored, explorer.library.main
        order, coverage = list(MEANING), Coverage(explorer.library.main, explorer.explored.visits)
        return cls(
            file,
            flow,
            known.paths,
            len(known.frontier),
            stopped,
            tuple(sorted(finds, key=lambda one: order.index(one.fault))),
            coverage,
            Graph.of(flow).reachable,
            written,
            masker(secrets_of(flow.document)),
            known.flipped,
            gates(flow, coverage.counts),
        )

    def score(self, measure: Measure) -> Score:
        """Of what something leads to: exits of nodes that nothing leads to do not count."""
        points = [point for point in self.coverage.declared[measure] if point.node in self.reachable]
        return Score(sum(point in self.coverage.counts for point in points), len(points))

    def missed(self, measure: Measure) -> list[Point]:
        """What can be come to and was not."""
        return [point for point in self.coverage.missed(measure) if point.node in self.reachable]

    def why(self, point: Point) -> str:
        """Why something was missed, though nothing is left to try; empty where that is not known."""
        gate = self.gates.get(point.node)
        if self.stopped:
            return ""
        if gate is not None:
            return f"behind {self.flow.titled(gate.node)} > {gate.name or 'its exit'}"
        if point.measure != "exits" or Point("nodes", point.node) not in self.coverage.counts:
            return ""
        return why_not_taken(self.flow.nodes[point.node], point.name, self.tried)

    def way(self, find: Find) -> list[str]:
        """The moves that lead to a find, in words; what is as usual is left out."""
        told = (told_of(move) for move in find.script)
        return [self.shown(one) for one in told if one]


def told_of(move: Move) -> str:
    """A move in a few words; empty for an answer that is as usual."""
    match move:
        case Replied(node, label, answer):
            return f"{node} is answered: {label}" if answer else ""
        case Begins(name, value):
            return f"'{name}' of the contact was " + ("never set" if value is None else f"'{value}'")
        case Holds(sheet, column, value):
            return f"'{sheet}' has a row where {column} is '{value}'"
        case Says(text):
            return f"says '{text}'"
        case Bursts(text, more):
            return f"says '{text}' and at once '{more}'"
        case Taps(title):
            return f"taps '{title.strip()}'"
        case Sends():
            return "sends a photo"
        case Fills():
            return "fills the form"
        case Waits(seconds):
            return f"waits {seconds} s"


TEXT, COUNT = {"type": "string"}, {"type": "integer", "minimum": 0}
MEASURED = record(
    {
        "covered": COUNT,
        "reachable": COUNT,
        "missed": list_of(list_of(TEXT), "[node, name, why]"),
    }
)
FIND = record(
    {
        "find": {"enum": list(MEANING)},
        "node": TEXT,
        "about": {"type": "string", "description": "the placeholder, agent or team that it is about"},
        "told": TEXT,
        "way": list_of(TEXT, "what the customer does and webhooks are answered, as far as it is not usual"),
        "assumes": list_of(TEXT, "guesses that the run leaned on: NAME = CHOICE"),
    }
)
EXPLORE_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What `wati-sandbox explore --format json` prints",
    **record(
        {
            "file": TEXT,
            "flow": record({"name": TEXT, "version": TEXT}),
            "paths": {**COUNT, "description": "ways that were walked"},
            "left": {**COUNT, "description": "ways that were not"},
            "stopped": {"type": "string", "description": "why, where not all were walked"},
            **dict.fromkeys(MEASURES, MEASURED),
            "finds": list_of(FIND, "the worst first"),
            "written": {"type": "object", "additionalProperties": COUNT, "description": "scenarios by file"},
        }
    ),
}


def as_json(report: Report) -> dict[str, Any]:
    told: dict[str, Any] = {
        "file": report.file,
        "flow": {"name": report.shown(report.flow.name), "version": report.flow.version},
        "paths": report.paths,
        "left": report.left,
        "stopped": report.stopped,
    }
    for measure in MEASURES:
        score = report.score(measure)
        missed = [[point.node, point.name, report.why(point)] for point in report.missed(measure)]
        told[measure] = {"covered": score.covered, "reachable": score.declared, "missed": missed}
    told["finds"] = [
        {
            "find": one.fault,
            "node": one.node,
            "about": report.shown(one.about),
            "told": report.shown(one.told),
            "way": report.way(one),
            "assumes": list(one.assumes),
        }
        for one in report.finds
    ]
    told["written"] = dict(report.written)
    return told
