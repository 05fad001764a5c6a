"""The suite that exploring a healthy chatbot wrote catches what goes wrong with it later."""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path

import pytest

from flow_runner.explore.explorer import Explorer
from flow_runner.explore.suite import suite
from flow_runner.sandbox.files import DEMO_WORLD, bundled_flows
from flow_runner.testing.explored import Notebook, suite_feature
from flow_runner.testing.retold import Scene
from flow_runner.testing.scenario import Scenario, parse, play
from flow_runner.testing.setting import Setting
from flow_runner.testing.verdict import Verdict
from flow_runner.testing.writing import Writer
from tests.explore.defects import DEFECTS, Raw

MUST_BE_CAUGHT = 27


@pytest.fixture(scope="module")
def healthy() -> Raw:
    found: Raw = json.loads(bundled_flows()["zoho_lead_owner"].read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def checks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Scenario]]:
    """The folder of an author, and the scenarios of the suite."""
    folder = tmp_path_factory.mktemp("author")
    shutil.copy(bundled_flows()["zoho_lead_owner"], folder / "bot.json")
    shutil.copy(DEMO_WORLD, folder / "world.yaml")
    setting = Setting(folder, "bot.json", "world.yaml")
    explorer = Explorer(setting.open)
    for _ in explorer.paths():
        pass
    scripts = suite(explorer.explored.good, setting.open)
    scene = Scene("bot.json", setting.phone, "world.yaml")
    feature = suite_feature(scripts, Notebook(setting.open, scene, folder, Writer(), "Bot"))
    assert feature.left_out == ()
    return folder, parse(feature.text, folder / "suite.feature")


def verdicts(folder: Path, flow: Raw, scenarios: list[Scenario]) -> list[Verdict]:
    (folder / "bot.json").write_text(json.dumps(flow), encoding="utf-8")
    return [play(one, Setting(folder)).verdict for one in scenarios]


def test_the_suite_passes_while_the_chatbot_is_as_it_was(healthy: Raw, checks: tuple[Path, list[Scenario]]) -> None:
    assert set(verdicts(checks[0], healthy, checks[1])) == {Verdict.PASSED}


def test_the_suite_catches_nearly_all_of_thirty_defects(healthy: Raw, checks: tuple[Path, list[Scenario]]) -> None:
    missed = []
    for name, defect in DEFECTS.items():
        flow = copy.deepcopy(healthy)
        defect(flow)
        assert flow != healthy, name
        found = set(verdicts(checks[0], flow, checks[1]))
        assert Verdict.UNUSABLE not in found, f"{name}: it cannot be loaded, so nothing was to catch"
        if found == {Verdict.PASSED}:
            missed.append(name)
    assert len(DEFECTS) == 30
    assert len(DEFECTS) - len(missed) >= MUST_BE_CAUGHT, missed
