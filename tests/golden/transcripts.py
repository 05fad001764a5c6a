"""What golden conversations share: a script is played with every state through JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.script import Script


def play(script: Path, sandbox: Sandbox) -> None:
    """Every expectation of the script holds, though everything goes through JSON after each of its steps."""

    def through_json() -> None:
        before = json.dumps(sandbox.snapshot())
        sandbox.restore(json.loads(before))
        assert json.dumps(sandbox.snapshot()) == before

    assert Script.load(script).play(sandbox, through_json) == []


def assert_golden(golden: Path, told: str, request: pytest.FixtureRequest) -> None:
    """The text is that of the file; `--update-golden` writes it."""
    if request.config.getoption("--update-golden"):
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8"), "if this is meant: make golden, and review the diff"
