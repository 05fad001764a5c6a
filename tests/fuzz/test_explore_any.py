"""Whatever chatbot is explored: what is written of it comes out as it says, and what was kept is the same again."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flow_runner.engine import Flow, FlowError
from flow_runner.explore.explorer import Explorer
from flow_runner.explore.kept import from_data, to_data
from flow_runner.explore.suite import suite
from flow_runner.inspection.fitting import fit
from flow_runner.testing.explored import Notebook, finds_feature, suite_feature
from flow_runner.testing.retold import Scene
from flow_runner.testing.setting import Setting
from flow_runner.testing.strategies import exports
from flow_runner.testing.writing import Writer

MOST_PATHS = 60


@settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(raw=exports(), language=st.sampled_from(["en", "zh-CN"]))
def test_what_is_written_of_a_chatbot_comes_out_as_it_says(raw: dict[str, Any], language: str) -> None:
    try:
        flow = Flow.parse(raw)
    except FlowError:
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bot.json").write_text(json.dumps(raw), encoding="utf-8")
        (folder / "world.yaml").write_text(yaml.safe_dump(fit(flow).world, allow_unicode=True), encoding="utf-8")
        setting = Setting(folder, "bot.json", "world.yaml")
        explorer = Explorer(setting.open)
        for _ in explorer.paths():
            if explorer.explored.paths >= MOST_PATHS:
                break
        known, write = explorer.explored, Writer(language)
        again = from_data(json.loads(json.dumps(to_data(known, "it"))), "it")
        assert to_data(again, "it") == to_data(known, "it")
        scene = Scene("bot.json", setting.phone, "world.yaml")
        book = Notebook(setting.open, scene, folder, write, flow.name)
        finds = finds_feature(known.finds.values(), book)
        today = suite_feature(suite(known.good, setting.open), book)
        assert (finds.left_out, today.left_out) == ((), ())
        assert finds.scenarios == len(known.finds)
