"""What golden conversations share: a script is played with every state through JSON, and told as people read it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from flow_runner.report.result import result
from flow_runner.report.transcript import Transcript
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.script import Script


def play(script: Path, sandbox: Sandbox) -> None:
    """Every expectation of the script holds, though everything goes through JSON after each of its steps."""

    def through_json() -> None:
        before = json.dumps(sandbox.snapshot())
        sandbox.restore(json.loads(before))
        assert json.dumps(sandbox.snapshot()) == before

    assert Script.load(script).play(sandbox, through_json) == []


def transcript(sandbox: Sandbox) -> str:
    out = io.StringIO()
    console = Console(file=out, width=200, highlight=False, markup=False, no_color=True)
    told = Transcript(console, sandbox.tenant.secrets)
    told.entries(list(sandbox.trace))
    told.ending(result(sandbox, []))
    return out.getvalue()


def assert_golden(golden: Path, told: str, request: pytest.FixtureRequest) -> None:
    """The text is that of the file; `--update-golden` writes it."""
    if request.config.getoption("--update-golden"):
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8"), "if this is meant: make golden, and review the diff"
