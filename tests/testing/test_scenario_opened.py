"""A scenario that does nothing with its chatbot says whether it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from flow_runner.testing.scenario import parse, play
from flow_runner.testing.setting import Setting
from flow_runner.testing.verdict import Verdict


@pytest.mark.parametrize(
    ("flow", "verdict"), [("nope.json", Verdict.UNUSABLE), ("zoho_lead_owner", Verdict.PASSED)], ids=str
)
def test_a_chatbot_that_is_only_named_must_be_there(flow: str, verdict: Verdict, tmp_path: Path) -> None:
    [one] = parse(f'Feature: F\n  Scenario: S\n    Given the chatbot "{flow}"\n', tmp_path / "some.feature")
    assert play(one, Setting(tmp_path)).verdict is verdict
