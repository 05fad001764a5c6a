"""The command line: exit codes and expectations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import builders
from tests.cli.commands import FLOW, call, run_json, written

LOST = builders.export(builders.webhook("call", "https://not-emulated.example/x"))


@pytest.mark.parametrize(
    ("expect", "code"),
    [
        (["assignee=Asha Agent"], 0),
        (["assignee=asha.agent@example.com"], 0),
        (["assignee=Ravi Agent"], 1),
        (["assignee="], 1),
        (["outcome=ended", "message=Welcome back", "team=Sales", "reason=assigned to"], 0),
        (["outcome=waiting"], 1),
        (["message=Goodbye"], 1),
        (["no_message=Welcome"], 1),
        (["outcome=ended", "team=Support"], 1),
    ],
    ids=str,
)
def test_an_expectation_that_is_not_met_is_exit_code_1(expect: list[str], code: int) -> None:
    args = [part for one in expect for part in ("--expect", one)]
    found = call("run", FLOW, *args)
    assert found.exit_code == code
    assert ("not met" in found.stdout) is (code == 1)
    listed = json.loads(call("run", FLOW, "--format", "json", *args).stdout)["expectations_not_met"]
    assert bool(listed) is (code == 1)


def test_nobody_can_be_expected() -> None:
    for nobody in ("assignee=", "assignee=nobody"):
        assert call("run", FLOW, "--as", "15550100009", "--expect", nobody).exit_code == 0


def test_a_run_that_fails_is_exit_code_3(tmp_path: Path) -> None:
    found = call("run", written(tmp_path, "lost.json", json.dumps(LOST)))
    assert found.exit_code == 3
    assert "outcome     failed: GET https://not-emulated.example/x was refused" in found.stdout
    assert "--allow-host not-emulated.example" in found.stdout


def test_a_failure_that_was_expected_is_as_expected(tmp_path: Path) -> None:
    """Exit code 0 says 'as expected'."""
    flow = written(tmp_path, "lost.json", json.dumps(LOST))
    assert call("run", flow, "--expect", "outcome=failed").exit_code == 0
    script = written(tmp_path, "chat.yaml", "- say: hi\n- expect: {outcome: failed, reason: was refused}\n")
    assert call("run", flow, "--script", script).exit_code == 0


def test_a_script_is_played_with_its_expectations(tmp_path: Path, bot: str) -> None:
    script = written(
        tmp_path,
        "chat.yaml",
        "- say: hi\n- expect: {outcome: waiting, message: Pick one}\n- advance: 10 minutes\n- tap: Sales\n"
        "- expect: {outcome: ended, message: [Sales it is], no_message: Support it is, assignee: null}\n",
    )
    found = call("run", bot, "--script", script)
    assert (found.exit_code, found.stderr) == (0, "")
    assert "09:10:00  customer  Sales" in found.stdout


def test_a_script_that_is_not_met_names_its_lines(tmp_path: Path) -> None:
    script = written(
        tmp_path,
        "chat.yaml",
        "- expire_tokens: true\n- say: hi\n- expect:\n    assignee: Ravi Agent\n    statuses: [200]\n- tap: Sales\n",
    )
    found = call("run", FLOW, "--script", script, "--format", "json")
    assert found.exit_code == 1
    assert json.loads(found.stdout)["expectations_not_met"] == [
        "chat.yaml:4: 2 > expect > assignee: expected 'Ravi Agent', found 'Asha Agent'",
        "chat.yaml:5: 2 > expect > statuses: expected [200], found [200, 401, 200, 200, 200]",
        "chat.yaml:6: 3 > tap: nothing called 'Sales' can be tapped now.",
    ]


def test_a_script_and_an_expectation_of_the_command_line_both_count(tmp_path: Path) -> None:
    script = written(tmp_path, "chat.yaml", "- say: hi\n")
    assert call("run", FLOW, "--script", script, "--expect", "assignee=Asha Agent").exit_code == 0
    assert call("run", FLOW, "--script", script, "--expect", "assignee=Ravi Agent").exit_code == 1


def test_an_assumption_is_chosen_and_told() -> None:
    args = ("--as", "919876543210", "--assume", "zoho.phone_match=exact", "--assume", "flow.path_arrays=index")
    assert run_json(*args)["assignee"] is not None
    found = call("run", FLOW, "--assume", "flow.path_arrays=unsupported", "--format", "json")
    (one,) = [one for one in json.loads(found.stdout)["assumptions"] if one["name"] == "flow.path_arrays"]
    assert (one["choice"], one["alternatives"]) == ("unsupported", ["index"])
