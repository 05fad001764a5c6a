"""What is told of scenarios that were played: plain values, which go from process to process and into every report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from emulator.kernel.json_schema import list_of, record
from emulator.kernel.words import counted

PASSED = "passed"
TEXT = {"type": "string"}


class StepReport(NamedTuple):
    """`mark` is ✓, ✗ or a blank where it was not come to; `line` counts from 1; `below` stands below the sentence."""

    mark: str
    keyword: str
    sentence: str
    line: int
    below: str = ""

    def __str__(self) -> str:
        below = "".join(f"\n      {line}".rstrip() for line in self.below.splitlines())
        return f"{self.mark} {self.keyword} {self.sentence}".rstrip() + below


class FindingReport(NamedTuple):
    verdict: str
    text: str


class ContactReport(NamedTuple):
    """One customer of a scenario: the result as `run --format json` prints it."""

    phone: str
    result: dict[str, Any]


class ScenarioReport(NamedTuple):
    """A scenario with its verdict. `at` is the line at which it stopped, or begins; `assumptions` are those that it
    leaned on, with their choices. `sections` (title, text) and `contacts` are there as far as they were asked for.
    `virtual_s` is of the sandbox's clock; `real_s` differs from run to run.
    """

    file: str
    feature: str
    name: str
    tags: tuple[str, ...]
    at: int
    verdict: str
    findings: tuple[FindingReport, ...] = ()
    steps: tuple[StepReport, ...] = ()
    notes: tuple[str, ...] = ()
    assumptions: tuple[tuple[str, str], ...] = ()
    sections: tuple[tuple[str, str], ...] = ()
    contacts: tuple[ContactReport, ...] = ()
    chatbot: str = ""
    virtual_s: float = 0.0
    real_s: float = 0.0

    @property
    def passed(self) -> bool:
        return self.verdict == PASSED

    @property
    def title(self) -> str:
        return " › ".join(part for part in (self.feature, self.name) if part)

    @property
    def told(self) -> str:
        """Everything that kept it from passing."""
        return "\n".join(
            one.text if one.verdict == self.verdict else f"{one.verdict}: {one.text}" for one in self.findings
        )

    def listed(self) -> str:
        """Its steps, each with its mark."""
        return "\n".join(map(str, self.steps))


def by_verdict(reports: Iterable[ScenarioReport]) -> dict[str, int]:
    """How many came out how: those that passed first, then as often as they occur."""
    found = Counter(one.verdict for one in reports)
    return {verdict: found[verdict] for verdict in sorted(found, key=lambda one: (one != PASSED, -found[one], one))}


def summary(reports: Iterable[ScenarioReport]) -> str:
    """`3 scenarios: 2 passed, 1 expectation not met`."""
    counts = by_verdict(reports)
    told = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
    return f"{counted(sum(counts.values()), 'scenario')}: {told}"


# --- JSON ------------------------------------------------------------------------------------------------------------


SCENARIO = record(
    {
        "file": TEXT,
        "line": {"type": "integer", "description": "at which it stopped, or where it begins"},
        "feature": {"type": "string", "description": "empty for a script"},
        "name": TEXT,
        "tags": list_of(TEXT),
        "verdict": {"type": "string", "description": "`passed`, or whose fault it is that it did not pass"},
        "findings": list_of(record({"verdict": TEXT, "text": TEXT}), "all that keeps it from passing, the worst first"),
        "steps": list_of(
            record(
                {
                    "mark": {"enum": ["✓", "✗", " "], "description": "held, did not hold, not come to"},
                    "keyword": TEXT,
                    "sentence": TEXT,
                    "line": {"type": "integer"},
                    "below": {"type": "string", "description": "a text or a table"},
                }
            )
        ),
        "notes": list_of(TEXT),
        "assumptions": {"type": "object", "additionalProperties": TEXT, "description": "leaned on: name and choice"},
        "sections": {"type": "object", "additionalProperties": TEXT, "description": "of what did not pass: transcript"},
        "virtual_seconds": {"type": "number", "description": "that went by on the sandbox's clock"},
    }
)
TEST_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What `wati-sandbox test --format json` prints: the same for the same files",
    **record(
        {
            "verdicts": {"type": "object", "additionalProperties": {"type": "integer"}},
            "scenarios": list_of(SCENARIO, "in the order of the files"),
        }
    ),
}


def as_json(reports: Iterable[ScenarioReport]) -> dict[str, Any]:
    found = list(reports)
    return {"verdicts": by_verdict(found), "scenarios": [_scenario(one) for one in found]}


def _scenario(one: ScenarioReport) -> dict[str, Any]:
    return {
        "file": one.file,
        "line": one.at,
        "feature": one.feature,
        "name": one.name,
        "tags": list(one.tags),
        "verdict": one.verdict,
        "findings": [each._asdict() for each in one.findings],
        "steps": [each._asdict() for each in one.steps],
        "notes": list(one.notes),
        "assumptions": dict(one.assumptions),
        "sections": dict(one.sections),
        "virtual_seconds": one.virtual_s,
    }
