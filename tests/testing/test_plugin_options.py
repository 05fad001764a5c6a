"""Where the plugin finds what is to be run, what it leaves alone, and what flows are covered by."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.testing.repository import pytest_alone_in, pytest_in, repository

OWN = """Feature: Ours
  Scenario: Asks
    Given the chatbot "salon.json"
    And the world "world.yaml"
    And Priya writes from 919876543210
    When Priya says "hi"
    Then Priya is told "Pick one"

  Scenario: Talks
    Given the chatbot "salon.json"
    And the world "world.yaml"
    And Priya writes from 919876543210
    When Priya says "hi"
    And Priya taps "Talk to us"
    Then Priya is not left alone
"""
MINIMAL = {"pyproject.toml": "[project]\nname = 'shop'\nversion = '1'\n", "bot.feature": OWN}
BROKEN = 'Feature: B\n  Scenario: S\n    Given the chatbot "salon.json"\n  And what?\n  Whatever\n'
SETTINGS = {
    "pyproject.toml": """
[tool.pytest.ini_options]
wati_flow = "bots/a.json"
wati_world = "world.yaml"
wati_stubs = "stubs.yaml"
wati_assume = ["zoho.phone_match=exact", "flow.burst=dropped"]
wati_with = ["second=bots/b.json"]
""",
    "plain.feature": 'Feature: P\n  Scenario: Of the ini file alone\n    When 919876543210 says "hi"\n',
    "sub/test_it.py": """
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def test_of_the_ini_file_or_the_command_line(story, request):
    flow = request.config.getoption("--wati-flow") or str(HERE.parent / "bots" / "a.json")
    assert Path(story.setting.flow) == HERE.parent / flow
    assert Path(story.setting.world) == HERE.parent / "world.yaml"
    choice = "exact" if not request.config.getoption("--wati-assume") else "digits"
    assert dict(story.setting.assume) == {"zoho.phone_match": choice, "flow.burst": "dropped"}
    assert list(story.setting.others) == [f"second={HERE.parent / 'bots' / 'b.json'}"]


@pytest.mark.wati_flow("zoho_lead_owner")
@pytest.mark.wati_assume({"zoho.phone_match": "e164"})
@pytest.mark.wati_phone("15550100009")
class TestOfMarkers:
    def test_of_the_class(self, story):
        assert story.setting.flow == "zoho_lead_owner"
        assert story.setting.phone == "15550100009"
        assert story.setting.assume["zoho.phone_match"] == "e164"
        assert story.setting.assume["flow.burst"] == "dropped"

    @pytest.mark.wati_flow("../bots/b.json", "../bots/a.json")
    @pytest.mark.wati_assume({"zoho.phone_match": "last_ten"})
    def test_of_its_own(self, story):
        assert story.setting.flow == "../bots/b.json"
        assert story.setting.path.is_file()
        assert story.setting.others[-1] == "../bots/a.json"
        assert story.setting.assume["zoho.phone_match"] == "last_ten"


@pytest.mark.wati_flow
def test_of_a_marker_without_a_file(sandbox):
    pass
""",
}
UNTOUCHED = """
import sys


def test_nothing_of_the_sandbox_is_loaded():
    heavy = ("emulator.", "flow_runner.sandbox", "flow_runner.engine", "flow_runner.testing.steps", "flask", "rich")
    assert [name for name in sys.modules if name.startswith(heavy)] == []
"""
HELPERS = {
    "conftest.py": """
import pytest

pytest_plugins = ("flow_runner.testing.plugin",)
pytest.register_assert_rewrite("looks")
""",
    "looks.py": "def same(one, other):\n    assert one == other\n",
    "test_it.py": "from looks import same\n\n\ndef test_it(sandbox):\n    same([1, 2], [1, 3])\n",
}
WITHOUT_BDD = """
import sys


class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "pytest_bdd":
            raise ModuleNotFoundError(f"No module named '{name}'", name=name)


sys.meta_path.insert(0, Blocked())
"""


def folder_of_settings(tmp_path: Path) -> Path:
    folder = repository(tmp_path, SETTINGS)
    (folder / "bots").mkdir()
    for name in ("a.json", "b.json"):
        (folder / "bots" / name).write_text((folder / "salon.json").read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def test_an_export_and_a_feature_are_enough(tmp_path: Path) -> None:
    ran = pytest_in(repository(tmp_path, MINIMAL))
    assert (ran.code, list(ran.cases)) == (0, ["Asks", "Talks"])
    assert "chatbots" not in ran.text
    assert [case.verdict for case in ran.cases.values()] == ["passed", "passed"]


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["one process", "two workers"])
def test_a_flow_that_is_covered_too_little_fails_the_run_and_leaves_nothing_behind(
    tmp_path: Path, workers: tuple[str, ...]
) -> None:
    folder, temporary = repository(tmp_path, MINIMAL), tmp_path / "temporary"
    temporary.mkdir()
    bars = ("--flow-coverage", "salon.json", "--fail-under", "nodes=13", "--fail-under", "exits=50")
    ran = pytest_in(folder, *bars, *workers, TMPDIR=str(temporary))
    assert ran.code == 1
    assert all(case.outcome == "passed" for case in ran.cases.values())
    assert "flow coverage" in ran.text
    assert "salon.json: 1 of 21 exits are covered, 4.7%, which is under 50%" in ran.text
    assert list(temporary.glob("wati-coverage-*")) == []


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--flow-fail-under", "80"), "--flow-fail-under is about the chatbots of --flow-coverage"),
        (("--flow-coverage", "sallon.json"), "--flow-coverage sallon.json: there is no such file"),
        (("--flow-coverage", "salon.json", "--fail-under", "all"), "all"),
        (("--wati-assume", "exact"), "'exact' is no assumption: write NAME=CHOICE"),
        (("--wati-flow", "sallon.json"), "sallon.json: there is no such file"),
    ],
)
def test_options_that_make_no_sense_are_told(tmp_path: Path, options: tuple[str, ...], told: str) -> None:
    folder, temporary = (
        repository(tmp_path, {"bot.feature": 'Feature: F\n  Scenario: S\n    When 919876543210 says "hi"\n'}),
        tmp_path / "temporary",
    )
    temporary.mkdir()
    ran = pytest_alone_in(folder, "bot.feature", *options, TMPDIR=str(temporary))
    assert ran.code != 0
    assert told in ran.text
    assert "Traceback" not in ran.text
    assert list(temporary.iterdir()) == []


def test_a_broken_feature_is_told_with_its_line_and_nothing_is_recorded_while_collecting(tmp_path: Path) -> None:
    folder = repository(tmp_path, {**MINIMAL, "broken.feature": BROKEN})
    ran = pytest_alone_in(folder, "--collect-only", "--flow-coverage", "salon.json", "--fail-under", "100")
    assert "bot.feature::Asks" in ran.text
    assert "broken.feature:5: " in ran.text
    assert "flow coverage" not in ran.text
    assert "Traceback" not in ran.text


def test_markers_win_over_the_command_line_and_that_over_the_ini_file(tmp_path: Path) -> None:
    folder = folder_of_settings(tmp_path)
    ran = pytest_alone_in(folder)
    outcomes = {name: case.outcome for name, case in ran.cases.items()}
    assert outcomes.pop("test_of_a_marker_without_a_file") == "error"
    assert set(outcomes.values()) == {"passed"}, ran.text
    assert "Of the ini file alone" in outcomes
    assert "unusable: the marker wati_flow needs an argument: wati_flow(file, *others)" in ran.text
    options = ("--wati-flow", "bots/b.json", "--wati-assume", "zoho.phone_match=digits")
    typed = pytest_alone_in(folder, "-k", "ini_file", *options)
    assert typed.code == 0, typed.text


def test_a_run_without_chatbots_loads_no_sandbox_and_one_without_the_plugin_collects_no_feature(tmp_path: Path) -> None:
    folder = repository(
        tmp_path, {"test_it.py": UNTOUCHED, "other.feature": "Feature: Other\n  Scenario: S\n    Given x\n"}
    )
    assert pytest_in(folder).code == 0
    (folder / "bot.feature").write_text(OWN, encoding="utf-8")
    ran = pytest_in(folder, "-p", "no:flow_runner.testing.plugin")
    assert (ran.code, list(ran.cases)) == (0, ["test_nothing_of_the_sandbox_is_loaded"])


def test_helper_modules_tell_what_they_compared_and_a_conftest_may_name_the_plugin(tmp_path: Path) -> None:
    ran = pytest_alone_in(repository(tmp_path, HELPERS))
    assert "assert [1, 2] == [1, 3]" in ran.text
    assert "At index 1 diff: 2 != 3" in ran.text


def test_scenarios_run_without_pytest_bdd(tmp_path: Path) -> None:
    folder = repository(tmp_path, {**MINIMAL, "blocked/sitecustomize.py": WITHOUT_BDD})
    ran = pytest_alone_in(folder, PYTHONPATH=str(folder / "blocked"))
    assert (ran.code, list(ran.cases)) == (0, ["Asks", "Talks"]), ran.text


def test_another_plugin_may_have_the_option_fail_under(tmp_path: Path) -> None:
    """pytest does not start with two options of one name; ours is there only where flows are spoken of."""
    theirs = 'def pytest_addoption(parser):\n    parser.getgroup("other").addoption("--fail-under", type=int)\n'
    files = {
        "conftest.py": theirs,
        "test_it.py": "def test_it(request):\n    assert request.config.option.fail_under == 5\n",
    }
    ran = pytest_alone_in(repository(tmp_path, files), "test_it.py", "--fail-under", "5")
    assert (ran.code, "1 passed" in ran.text) == (0, True), ran.text
