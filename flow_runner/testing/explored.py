"""Features of what was explored: the finds, which fail until they are mended, and what the chatbot does today."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from flow_runner.explore.find import MEANING, Find
from flow_runner.explore.shrink import shrunk
from flow_runner.explore.state import States
from flow_runner.explore.suite import each_state_once
from flow_runner.explore.trial import Script, play
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.testing.calls import Calls
from flow_runner.testing.retold import Scene, find_as_scenario, trial_as_scenario
from flow_runner.testing.scenario import parse
from flow_runner.testing.scenario import play as play_scenario
from flow_runner.testing.setting import Setting
from flow_runner.testing.verdict import Verdict
from flow_runner.testing.writing import Writer, Written

OpenSandbox = Callable[[], Sandbox]
FAILING = frozenset({Verdict.NOT_MET, Verdict.FLOW_FAILED})


class Feature(NamedTuple):
    """A feature as text, how many scenarios it has, and those that did not come out as they should and are left out."""

    text: str
    scenarios: int
    left_out: tuple[str, ...]


def by_harm(finds: Iterable[Find]) -> list[Find]:
    """The worst first, then in the order in which they were found."""
    order = list(MEANING)
    return sorted(finds, key=lambda one: order.index(one.fault))


def finds_feature(
    finds: Iterable[Find], open_sandbox: OpenSandbox, scene: Scene, folder: Path, write: Writer, name: str
) -> Feature:
    """A scenario for each find, as short as it can be: it was played, and fails."""
    written = [find_as_scenario(shrunk(one, open_sandbox), scene, write) for one in by_harm(finds)]
    return _checked(written, FAILING, folder / "finds.feature", write, f"{name}: what hurts customers")


def suite_feature(
    scripts: Iterable[Script], open_sandbox: OpenSandbox, scene: Scene, folder: Path, write: Writer, name: str
) -> Feature:
    """A scenario for each script, with all that comes of it: it was played, and passes."""
    written = []
    for script in scripts:
        sandbox = open_sandbox()
        states, calls = States(sandbox.library), Calls(sandbox)
        trial = play(sandbox, script, each_state_once(states))
        written.append(trial_as_scenario(trial, calls.every(), scene, write))
    return _checked(written, {Verdict.PASSED}, folder / "suite.feature", write, f"{name}: what it does today")


def _checked(written: list[Written], wanted: Iterable[Verdict], path: Path, write: Writer, name: str) -> Feature:
    """The scenarios that come out as they should when they are played as they are written."""
    text = write.feature(name, written)
    good = set(wanted)
    kept, left_out = [], []
    for one, scenario in zip(written, parse(text, path), strict=True):
        played = play_scenario(scenario, Setting(path.parent))
        if played.verdict in good:
            kept.append(one)
        else:
            told = played.findings[0].text if played.findings else "it passes"
            left_out.append(f"{one.name}: {played.verdict}: {told}")
    return Feature(write.feature(name, kept), len(kept), tuple(left_out))
