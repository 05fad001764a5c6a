"""The features take every exit of the bundled chatbots: measured by the tool itself, as a user would."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from flow_runner.sandbox.files import bundled_flows

ROOT = Path(__file__).parent.parent


def test_every_node_and_exit_is_taken_in_a_scenario_that_passes(tmp_path: Path) -> None:
    data = str(tmp_path / "covered")
    suite = [sys.executable, "-m", "pytest", "-q", "tests/test_features.py", f"--wati-coverage={data}"]
    played = subprocess.run(suite, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert played.returncode == 0, played.stdout
    bars = ["--fail-under", "nodes=100", "--fail-under", "exits=100", "--passed"]
    command = [Path(sys.executable).with_name("wati-sandbox"), "coverage", *bundled_flows(), "--data", data, *bars]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
