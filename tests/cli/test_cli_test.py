"""The command line: `test`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import Result
from junitparser import JUnitXml

from flow_runner.cli.test import CODES
from flow_runner.inspection.store import load
from flow_runner.report.html import ODD
from flow_runner.report.junit import FAILURES
from flow_runner.report.scenario import TEST_SCHEMA
from flow_runner.report.scenario_text import STYLES
from flow_runner.sandbox.files import bundled_flows
from flow_runner.testing.verdict import Verdict
from tests import builders as b
from tests.cli.commands import FLOW, SECRETS, call

HEAD = '  Scenario: {}\n    Given the chatbot "{}"\n    And Priya writes from 919876543210\n'
ASSIGNED = HEAD.format("Assigned", "bot.json") + (
    '    When Priya says "hi"\n    Then Priya\'s chat is assigned to Asha Agent\n'
)
WRONG = ASSIGNED.replace("Assigned", "Wrong").replace("Asha", "Bina")
UNKNOWN = HEAD.format("Unknown", "bot.json") + '    When Priya sayz "hi"\n'
UNUSED = HEAD.format("Unused", "bot.json") + '    And the next call of "zoho.search_records" is answered 503\n'
REFUSED = HEAD.format("Refused", "hook.json") + '    When Priya says "hi"\n'
FAILED = HEAD.format("Failed", "loop.json") + '    When Priya says "hi"\n'
SCRIPT = "chatbot: bot.json\nsteps:\n- say: hi\n- expect: { assignee: Asha Agent }\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the chatbots are, and where one is."""
    loop = b.export(b.message("a", "again"), b.message("b", "and again"), edges=[("a", "b"), ("b", "a")])
    files = {
        "bot.json": bundled_flows()[FLOW].read_text(encoding="utf-8"),
        "hook.json": json.dumps(b.export(b.webhook("hook", url="https://api.example/x"))),
        "loop.json": json.dumps(loop),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def feature(folder: Path, *scenarios: str, name: str = "a.feature") -> None:
    (folder / name).write_text("Feature: Owners\n\n" + "\n".join(scenarios), encoding="utf-8")


def played(*args: str, **env: str) -> Result:
    return call("test", *args, **{"CI": "", "GITHUB_ACTIONS": "", **env})


def as_json(*args: str) -> Any:
    found = json.loads(played(*args, "--format", "json").stdout)
    jsonschema.validate(found, TEST_SCHEMA)
    return found


def test_features_and_scripts_are_found_and_pass(folder: Path) -> None:
    feature(folder, ASSIGNED)
    (folder / "b.chat.yaml").write_text(SCRIPT, encoding="utf-8")
    found = played()
    assert (found.exit_code, found.stderr) == (0, "")
    assert found.stdout.startswith("a.feature .\nb.chat.yaml .\n")
    assert "2 scenarios: 2 passed  in " in found.stdout
    assert "b.chat.yaml: no transcript yet: `wati-sandbox test --update` writes b.txt" in found.stdout
    assert "assumes  flow.path_arrays = index (2)" in found.stdout


def test_what_does_not_pass_is_told_verdict_first_with_its_line_steps_and_conversation(folder: Path) -> None:
    feature(folder, ASSIGNED, WRONG)
    found = played()
    assert found.exit_code == 1
    assert "a.feature .✗\n" in found.stdout
    told = found.stdout.partition("\n✗ ")[2]
    assert told.startswith("expectation not met  a.feature:13\n  Owners › Wrong\n    ✓ Given the chatbot")
    assert "    ✗ Then Priya's chat is assigned to Bina Agent\n\n  a.feature:13: Asha Agent has the chat" in told
    assert "── transcript" in told
    assert "09:00:00  customer  hi" in told
    assert "── path on the flow" in told
    assert [secret for secret in SECRETS if secret in found.output] == []


@pytest.mark.parametrize(
    ("scenarios", "code"),
    [
        ([ASSIGNED], 0),
        ([WRONG], 1),
        ([UNUSED], 1),
        ([UNKNOWN], 2),
        ([REFUSED], 3),
        ([FAILED], 3),
        ([ASSIGNED, UNKNOWN], 2),
        ([UNKNOWN, WRONG], 1),
        ([UNKNOWN, WRONG, FAILED], 3),
    ],
)
def test_the_gravest_verdict_makes_the_exit_code(folder: Path, scenarios: list[str], code: int) -> None:
    feature(folder, *scenarios)
    assert played("-q").exit_code == code


def test_verdicts_stay_apart_in_every_report(folder: Path) -> None:
    feature(folder, ASSIGNED, WRONG, UNKNOWN, UNUSED, REFUSED, FAILED)
    found = played("--junit", "out/j.xml", "--html", "r.html", "--github")
    assert "wrote out/j.xml" in found.stderr
    expected = {
        "Assigned": Verdict.PASSED,
        "Wrong": Verdict.NOT_MET,
        "Unknown": Verdict.UNUSABLE,
        "Unused": Verdict.UNUSED,
        "Refused": Verdict.REFUSED,
        "Failed": Verdict.FLOW_FAILED,
    }
    assert {one["name"]: one["verdict"] for one in as_json()["scenarios"]} == expected
    [suite] = JUnitXml.fromstring((folder / "out" / "j.xml").read_bytes())
    types = {case.name: case.result[0].type if case.result else "passed" for case in suite}
    assert types == expected
    titles = [line.partition("title=")[2].partition("::")[0] for line in found.stdout.splitlines() if "::error" in line]
    assert titles == [verdict for verdict in expected.values() if verdict is not Verdict.PASSED]
    page = (folder / "r.html").read_text(encoding="utf-8")
    assert all(f'data-verdict="{verdict}"' in page for verdict in expected.values())


def test_workers_tell_and_record_the_same_as_one_process(folder: Path) -> None:
    feature(folder, ASSIGNED, WRONG, UNKNOWN)
    feature(folder, UNUSED, ASSIGNED, name="b.feature")
    (folder / "c.chat.yaml").write_text(SCRIPT, encoding="utf-8")
    alone, shared = as_json("--coverage", "one"), as_json("-n", "2", "--coverage", "two")
    assert alone == shared
    one, two = (load(folder / name).records for name in ("one", "two"))
    assert [(r.version, r.file, r.scenarios, r.counts) for r in one] == [
        (r.version, r.file, r.scenarios, r.counts) for r in two
    ]
    assert call("coverage", "bot.json", "--data", "two").exit_code == 0


def test_the_first_that_does_not_pass_can_be_the_last(folder: Path) -> None:
    feature(folder, ASSIGNED, WRONG, FAILED)
    found = played("-x")
    assert found.exit_code == 1
    assert "2 scenarios: 1 passed, 1 expectation not met, 1 not played" in found.stdout


def test_scenarios_can_be_chosen_and_listed(folder: Path) -> None:
    feature(folder, ASSIGNED, "  @slow\n" + WRONG)
    assert played("-k", "SIGNED").exit_code == 0
    assert played("-k", "slow", "--list").stdout == "a.feature:10  Owners › Wrong  @slow\n"
    found = played("-k", "never")
    assert found.exit_code == 2
    assert found.stderr == "-k never: none of 2 scenarios has that in its name, feature, file or a tag.\n"


def test_quiet_tells_only_what_does_not_pass_and_verbose_each_by_its_name(folder: Path) -> None:
    feature(folder, ASSIGNED, WRONG)
    quiet, verbose = played("-q").stdout, played("-v").stdout
    assert "a.feature .✗" not in quiet
    assert "── transcript" not in quiet
    assert "✗ Then Priya's chat is assigned to Bina Agent" in quiet
    assert "a.feature\n  ✓ Owners › Assigned\n  ✗ Owners › Wrong  expectation not met\n" in verbose


def test_nothing_found_says_what_was_looked_for(folder: Path) -> None:
    found = played()
    assert found.exit_code == 2
    assert found.stderr.startswith(".: no scenarios. Looked for *.feature and *.chat.yaml that name a chatbot;")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["gone"], "gone: there is no such file or folder"),
        (["bot.json"], "bot.json: this is no .feature and no .chat.yaml"),
        (["--flow", "zoho_lead_ownr"], "Did you mean 'zoho_lead_owner'?"),
        (["--world", "gone.yaml"], "gone.yaml: No such file or directory"),
        (["--assume", "zoho.phone_mach=exact"], "Did you mean 'zoho.phone_match'?"),
        (["-n", "many"], "-n many: write a number of processes from 1 to 256, or auto"),
        (["--html", "bot.json"], "bot.json: name a file that ends with .html or .htm"),
        (["--junit", "bot.json"], "bot.json: name a file that ends with .xml"),
        (["--list", "--format", "json"], "--list prints text only"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_line(folder: Path, args: list[str], told: str) -> None:
    feature(folder, ASSIGNED)
    found = played(*args)
    assert (found.exit_code, found.stdout) == (2, "")
    assert told in found.stderr
    assert "Traceback" not in found.stderr


def test_what_a_scenario_says_wins_over_the_options(folder: Path) -> None:
    bare = ASSIGNED.replace('Given the chatbot "bot.json"\n    And', "Given")
    feature(folder, bare)
    (folder / "b.chat.yaml").write_text("- say: hi\n- expect: { assignee: Asha Agent }\n", encoding="utf-8")
    assert "no scenarios" in played().stderr
    (folder / "c.chat.yaml").write_text("chatbot: loop.json\nsteps: [ { say: hi } ]\n", encoding="utf-8")
    found = {one["file"]: one["verdict"] for one in as_json("--flow", "bot.json")["scenarios"]}
    assert found == {"a.feature": "passed", "b.chat.yaml": "passed", "c.chat.yaml": "the flow failed"}


def test_transcripts_are_accepted_by_hand_and_never_in_ci(folder: Path) -> None:
    (folder / "b.chat.yaml").write_text(SCRIPT, encoding="utf-8")
    refused = played("--update", CI="true")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "transcripts are not accepted in CI" in refused.stderr
    assert not (folder / "b.txt").exists()
    assert "b.chat.yaml: wrote b.txt" in played("--update").stdout
    (folder / "b.txt").write_text("another one\n", encoding="utf-8")
    found = played()
    assert found.exit_code == 1
    assert "the transcript is not that of b.txt" in found.stdout
    assert played("--update").exit_code == 0
    assert played(CI="true").exit_code == 0


def test_github_is_told_by_itself_and_of_the_place_in_the_repository(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "checks").mkdir()
    feature(folder / "checks", WRONG.replace("bot.json", "../bot.json"))
    monkeypatch.chdir(folder / "checks")
    found = played(GITHUB_ACTIONS="true", GITHUB_WORKSPACE=str(folder))
    assert "\n::error file=checks/a.feature,line=7,title=expectation not met::Owners › Wrong" in found.stdout
    assert "::error" not in played("--no-github", GITHUB_ACTIONS="true").output
    in_json = played("--format", "json", GITHUB_ACTIONS="true")
    assert "::error" in in_json.stderr
    assert json.loads(in_json.stdout)["verdicts"] == {"expectation not met": 1}


def test_init_writes_what_test_plays(folder: Path) -> None:
    said = call("init", "bot.json", "--into", "checks").stdout
    assert "or: wati-sandbox test checks" in said
    assert played("checks").exit_code == 0


def test_pytest_plays_scripts_with_the_same_meaning(folder: Path) -> None:
    (folder / "good.chat.yaml").write_text(SCRIPT, encoding="utf-8")
    (folder / "bad.chat.yaml").write_text(SCRIPT.replace("Asha", "Bina"), encoding="utf-8")
    (folder / "other.chat.yaml").write_text(SCRIPT, encoding="utf-8")
    (folder / "other.txt").write_text("another one\n", encoding="utf-8")
    (folder / "bare.chat.yaml").write_text("- say: hi\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", "--color=no"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=dict(os.environ))
    assert "2 failed, 1 passed" in done.stdout, done.stdout
    assert "expectation not met: bad.chat.yaml:4: steps > 1 > expect > assignee" in done.stdout
    assert "✗ expect assignee: Bina Agent" in done.stdout
    assert "the transcript is not that of other.txt" in done.stdout


def test_every_verdict_has_its_colour_and_its_exit_code() -> None:
    assert set(STYLES) == set(Verdict)
    assert CODES.keys() | FAILURES == set(Verdict)
    assert set(Verdict) > ODD


def test_a_path_that_is_not_there_is_told_once() -> None:
    found = call("test", "nowhere")
    assert (found.exit_code, found.stdout, found.stderr) == (2, "", "nowhere: there is no such file or folder\n")
