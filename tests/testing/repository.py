"""A user's repository in a temporary folder, and what pytest says of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

SALON = Path(__file__).parent / "vocabulary"


class Case(NamedTuple):
    """A test of a JUnit report: passed, failed, error or skipped; its verdict, and all that is told of it."""

    outcome: str
    verdict: str
    told: str


class Ran(NamedTuple):
    """What a run of pytest has printed, its exit code, and its tests by name."""

    code: int
    text: str
    cases: dict[str, Case]


def repository(folder: Path, files: Mapping[str, str]) -> Path:
    """The salon's chatbot, account and stubs, and files of one's own."""
    for name in ("salon.json", "world.yaml", "stubs.yaml"):
        shutil.copy(SALON / name, folder / name)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def pytest_alone_in(folder: Path, *args: str, **env: str) -> Ran:
    """With this plugin and no other, which takes half the time."""
    return pytest_in(folder, "-p", "flow_runner.testing.plugin", *args, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1", **env)


def pytest_in(folder: Path, *args: str, **env: str) -> Ran:
    report = folder / "report.xml"
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", *args]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "COLUMNS": "160", "PYTHONDONTWRITEBYTECODE": "1", **env},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    cases = dict(map(_case, ET.parse(report).iter("testcase"))) if report.exists() else {}
    return Ran(done.returncode, done.stdout + done.stderr, cases)


def _case(one: ET.Element) -> tuple[str, Case]:
    bad = next((child for child in one if child.tag in ("failure", "error", "skipped")), None)
    outcome = {"failure": "failed", "error": "error", "skipped": "skipped"}[bad.tag] if bad is not None else "passed"
    verdicts = [item.get("value", "") for item in one.iter("property") if item.get("name") == "wati-verdict"]
    told = f"{bad.get('message')}\n{bad.text}" if bad is not None else ""
    return one.get("name", ""), Case(outcome, " ".join(verdicts), told)
