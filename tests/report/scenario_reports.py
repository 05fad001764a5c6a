"""Reports of scenarios, real ones and made up."""

from __future__ import annotations

import json
from pathlib import Path

from flow_runner.report.scenario import FindingReport, ScenarioReport, StepReport
from flow_runner.testing.collection import collect
from flow_runner.testing.running import Batch, Order, play_all
from flow_runner.testing.setting import Setting
from flow_runner.testing.verdict import Verdict
from tests.builders import Raw

STEPS = (
    StepReport("✓", "Given", 'the chatbot "bot.json"', 3),
    StepReport("✗", "When", "x", 4),
    StepReport(" ", "Then", "y", 5),
)


def made(
    verdict: str = "passed", text: str = "it is so", name: str = "a case", file: str = "a.feature"
) -> ScenarioReport:
    found = () if verdict == "passed" else (FindingReport(verdict, text),)
    return ScenarioReport(file, "The feature", name, ("@smoke",), 4, verdict, found, STEPS, virtual_s=3600.0)


def every_verdict() -> list[ScenarioReport]:
    return [made(str(verdict), name=str(verdict)) for verdict in Verdict]


def played(folder: Path, export: Raw, feature: str) -> Batch:
    """A feature about a chatbot, in full."""
    (folder / "bot.json").write_text(json.dumps(export), encoding="utf-8")
    (folder / "a.feature").write_text(feature, encoding="utf-8")
    return play_all(collect([folder]), 0, Order(Setting(folder), record=True, in_full=True))
