"""A chatbot that is explored, in a few words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flow_runner.engine import Flow, Library
from flow_runner.explore.explorer import Explored, Explorer
from flow_runner.explore.move import Move
from flow_runner.explore.trial import Trial
from flow_runner.inspection.tally import Point
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.testing.retold import Scene
from flow_runner.testing.scenario import parse, play
from flow_runner.testing.setting import Setting
from flow_runner.testing.verdict import Verdict

AGENT, TEAM = "66aa00bb11cc22dd33ee4401", "66aa00bb11cc22dd33ee4501"
WORLD = f"""
wati:
  teams: [ {{ name: Sales, id: {TEAM} }} ]
  agents: [ {{ name: Asha Agent, email: asha.agent@example.com, id: {AGENT} }} ]
  contacts: [ {{ phone: 919876543210, name: Priya Test }} ]
"""
OPEN = Callable[[], Sandbox]


class Author:
    """Somebody's folder with a chatbot and a world."""

    def __init__(self, folder: Path, raw: dict[str, Any], world: str = WORLD, **more: Any) -> None:
        self.folder = folder
        self.write(raw)
        (folder / "world.yaml").write_text(world, encoding="utf-8")
        self.setting = Setting(folder, "bot.json", "world.yaml", **more)
        self.scene = Scene("bot.json", self.setting.phone, "world.yaml")

    def write(self, raw: dict[str, Any]) -> None:
        (self.folder / "bot.json").write_text(json.dumps(raw), encoding="utf-8")

    def explored(self, most: int = 3000) -> Explored:
        return walked(self.setting.open, most)[0]

    def verdicts(self, feature: str) -> list[Verdict]:
        found = parse(feature, self.folder / "some.feature")
        return [play(one, Setting(self.folder)).verdict for one in found]


def opener(raw: dict[str, Any]) -> OPEN:
    """Sandboxes of a chatbot in a bare account."""
    flow = Flow.parse(raw)
    return lambda: Sandbox(Library(flow))


def walked(open_sandbox: OPEN, most: int = 3000) -> tuple[Explored, list[Trial]]:
    """Everything that is found out, and every run."""
    explorer, trials = Explorer(open_sandbox), []
    for trial in explorer.paths():
        trials.append(trial)
        if len(trials) >= most:
            break
    return explorer.explored, trials


def moves(trials: list[Trial]) -> set[Move]:
    return {move for trial in trials for move in trial.moves}


def taken(explored: Explored, *exits: tuple[str, str]) -> list[bool]:
    """Whether some way took each of the exits."""
    return [explored.visits[Point("exits", *one)] > 0 for one in exits]


def faults(explored: Explored) -> set[tuple[str, str]]:
    return {(one.fault, one.node) for one in explored.finds.values()}
