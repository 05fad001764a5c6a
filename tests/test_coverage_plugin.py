"""`pytest --wati-coverage=DIR` in a repository of one's own: plain tests and scenarios, one process or several."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from flow_runner.inspection.record import Record
from flow_runner.inspection.store import load
from flow_runner.inspection.tally import Count, Point
from flow_runner.sandbox.sandbox import Sandbox
from tests.builders import export, message, question

FILES = {
    "conftest.py": 'pytest_plugins = ("flow_runner.testing.plugin",)\n',
    "bot.json": json.dumps(export(question("a"), message("b"), message("c"), edges=[("a", "b"), ("b", "c")])),
    "world.yaml": "{}\n",
    "test_plain.py": """
import pytest
from pathlib import Path
from flow_runner import Sandbox

BOT = Path(__file__).with_name("bot.json")

@pytest.mark.parametrize("number", range(4))
def test_asks(number):
    assert Sandbox.open(BOT).says("hi")

def test_fails_at_the_end():
    sandbox = Sandbox.open(BOT)
    sandbox.says("hi")
    sandbox.says("Springfield")
    assert sandbox.assignee() is not None
""",
    "test_story.py": "from pytest_bdd import scenarios\n\nscenarios('story.feature')\n",
    "story.feature": """
Feature: Where customers live
  Scenario: It is asked
    Given the chatbot "bot.json"
    And Priya writes from 919876543210
    When Priya says "hi"

  Scenario: What was prepared is not used
    Given the chatbot "bot.json"
    And Priya writes from 919876543210
    And the next call of "zoho.search_records" is answered 503
    When Priya says "hi"
""",
}

SKIPPED = """
import pytest
from flow_runner import Sandbox

def test_it():
    Sandbox.open("bot.json").says("hi")
    pytest.skip("later")
"""
ONE_FOR_ALL = """
import pytest
from flow_runner import Sandbox

@pytest.fixture(scope="module")
def bot():
    return Sandbox.open("bot.json")

def test_1(bot):
    bot.says("hi")

def test_2(bot):
    bot.says("Springfield")
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def pytest_says(folder: Path, *args: str) -> str:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *args]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    return done.stdout + done.stderr


def recorded(folder: Path) -> Record:
    kept = load(folder)
    assert kept.problems == []
    [record] = kept.records
    return record


@pytest.mark.parametrize(("workers", "files"), [((), 1), (("-n", "2"), 2)], ids=["one process", "two workers"])
def test_every_test_is_a_scenario_that_passed_or_failed(repository: Path, workers: tuple[str, ...], files: int) -> None:
    told = pytest_says(repository, "--wati-coverage=covered", *workers)
    assert "2 failed" in told or "1 failed, 6 passed, 1 error" in told
    assert "chatbots recorded; see: wati-sandbox coverage --data covered" in told
    assert len(list((repository / "covered").glob("*.jsonl"))) == files
    record = recorded(repository / "covered")
    assert (record.name, record.file, record.scenarios) == ("Test bot", "../bot.json", Count(5, 2))
    assert record.counts[Point("nodes", "a")] == Count(5, 2)
    assert record.counts[Point("nodes", "c")] == Count(0, 1)


def test_runs_are_added_to_what_is_there(repository: Path) -> None:
    for _ in range(2):
        pytest_says(repository, "--wati-coverage=covered", "test_plain.py", "-k", "asks")
    assert recorded(repository / "covered").scenarios == Count(8)


def test_a_test_that_is_skipped_half_way_has_not_passed(repository: Path) -> None:
    (repository / "test_plain.py").write_text(SKIPPED)
    pytest_says(repository, "--wati-coverage=covered", "test_plain.py")
    assert recorded(repository / "covered").scenarios == Count(0, 1)


def test_a_sandbox_of_the_whole_module_counts_for_every_test_that_uses_it(repository: Path) -> None:
    (repository / "test_plain.py").write_text(ONE_FOR_ALL)
    assert "2 passed" in pytest_says(repository, "--wati-coverage=covered", "test_plain.py")
    record = recorded(repository / "covered")
    assert (record.scenarios, record.counts[Point("nodes", "a")], record.counts[Point("nodes", "c")]) == (
        Count(2),
        Count(1),
        Count(1),
    )


def test_without_the_option_nothing_is_recorded_and_nothing_is_said(repository: Path) -> None:
    before = sorted(path.name for path in repository.iterdir())
    assert "recorded" not in pytest_says(repository, "test_plain.py", "-k", "asks")
    assert sorted(path.name for path in repository.iterdir() if path.name != "__pycache__") == before


def test_tests_in_which_no_chatbot_runs_say_so(repository: Path) -> None:
    (repository / "test_plain.py").write_text("def test_it():\n    pass\n")
    told = pytest_says(repository, "--wati-coverage=covered", "test_plain.py")
    assert "no chatbot ran: nothing is recorded in covered" in told


def test_a_folder_that_cannot_be_made_is_told_before_anything_runs(repository: Path) -> None:
    told = pytest_says(repository, "--wati-coverage=bot.json/covered")
    assert "ERROR: --wati-coverage: " in told
    assert "Not a directory" in told
    assert "passed" not in told


def test_the_option_is_told_in_the_help(repository: Path) -> None:
    assert "--wati-coverage=DIR" in pytest_says(repository, "--help")


def test_a_sandbox_is_not_watched_unless_that_is_asked_for(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--wati-coverage"):
        assert Sandbox.__init__.__qualname__ == "Sandbox.__init__"
        assert not hasattr(Sandbox.__init__, "__wrapped__")
