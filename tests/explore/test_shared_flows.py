"""Really exported chatbots: every exit that can be come to is, and what is written of it comes out as it says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from flow_runner.engine import Flow
from flow_runner.explore.explorer import Explorer
from flow_runner.explore.suite import suite
from flow_runner.inspection.fitting import fit
from flow_runner.inspection.graph import Graph
from flow_runner.sandbox.files import read_flow
from flow_runner.testing.explored import Notebook, finds_feature, suite_feature
from flow_runner.testing.retold import Scene
from flow_runner.testing.setting import Setting
from flow_runner.testing.writing import Writer
from tests.builders import SHARED_FLOWS
from tests.explore.explorations import taken

FILES = sorted(SHARED_FLOWS.glob("*.json"))


@pytest.mark.skipif(not FILES, reason="the reference material is not beside this repository")
@pytest.mark.parametrize("path", FILES, ids=[path.stem[:2] for path in FILES])
def test_every_exit_that_can_be_come_to_is(path: Path, tmp_path: Path) -> None:
    shutil.copy(path, tmp_path / "bot.json")
    flow = Flow.loads(read_flow(path))
    (tmp_path / "world.yaml").write_text(yaml.safe_dump(fit(flow).world, allow_unicode=True), encoding="utf-8")
    setting = Setting(tmp_path, "bot.json", "world.yaml")
    explorer = Explorer(setting.open)
    for _ in explorer.paths():
        assert explorer.explored.paths < 1000
    known, reachable = explorer.explored, Graph.of(flow).reachable
    leading = [(one, exit.name) for one, exit in flow.exits() if one in reachable and flow.target(one, exit.name)]
    assert [exit for exit, walked in zip(leading, taken(known, *leading), strict=True) if not walked] == []
    scene, writer = Scene("bot.json", setting.phone, "world.yaml"), Writer()
    book = Notebook(setting.open, scene, tmp_path, writer, flow.name)
    finds = finds_feature(known.finds.values(), book)
    today = suite_feature(suite(known.good, setting.open), book)
    assert (finds.left_out, today.left_out) == ((), ())
    assert finds.scenarios == len(known.finds)
