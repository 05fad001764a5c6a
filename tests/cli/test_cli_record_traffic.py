"""The command line: record-traffic."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import requests

from flow_runner.report.traffic import RECORD_TRAFFIC_SCHEMA
from tests.cli.commands import SECRETS, call, told
from tests.traffic.recorders import sandbox


def started(folder: Path, *args: str) -> tuple[subprocess.Popen[str], str]:
    """A recorder in a process of its own, and its address."""
    command = [str(Path(sys.executable).with_name("wati-sandbox")), "record-traffic", "--port", "0", *args]
    made = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert made.stderr is not None
    found = re.match(r"recording on (http://127\.0\.0\.1:\d+)   \(Ctrl-C ends\)", made.stderr.readline())
    assert found
    return made, found[1]


def ended(made: subprocess.Popen[str], ending: signal.Signals = signal.SIGINT) -> tuple[str, str]:
    """What it printed to the end."""
    made.send_signal(ending)
    with made:
        assert made.stdout is not None
        assert made.stderr is not None
        return made.stdout.read(), made.stderr.read()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_and_everything_is_written(tmp_path: Path, ending: signal.Signals) -> None:
    with sandbox() as address:
        made, origin = started(
            tmp_path, "--upstream", f"zoho={address}", "--stands-for", "zoho=https://www.zohoapis.com"
        )
        for phone in ("919876543210", "4915112345678"):
            url = f"{origin}/zoho/crm/v8/Leads/search?phone={phone}"
            requests.get(url, headers={"Authorization": f"Bearer {SECRETS[0]}"}, timeout=10)
        out, err = ended(made, ending)
    assert made.returncode == 0
    assert err.splitlines()[1:] == [
        "   1  zoho  GET www.zohoapis.com/crm/v8/Leads/search?phone=919876543210 → 200",
        "   2  zoho  GET www.zohoapis.com/crm/v8/Leads/search?phone=15550100001 → 204",
    ]
    assert out.splitlines() == [
        "recorded  2 exchanges with zoho: recorded/recorded.jsonl",
        "stubs     2: recorded/stubs.yaml",
        "examples  2 of 1 operation: recorded/examples.json",
        "Now: wati-sandbox run YOUR_EXPORT.json --stubs recorded/stubs.yaml",
    ]
    folder = tmp_path / "recorded"
    assert sorted(path.name for path in folder.iterdir()) == ["examples.json", "recorded.jsonl", "stubs.yaml"]
    converted(folder)


def converted(folder: Path) -> None:
    """The same files are made of a recording that was written before."""
    before = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    code, problem = told("record-traffic", "--convert", str(folder / "recorded.jsonl"))
    assert (code, "stubs.yaml" in problem, "already there. Overwrite with --force" in problem) == (2, True, True)
    again = call("record-traffic", "--convert", str(folder / "recorded.jsonl"), "--force", "--format", "json")
    assert again.exit_code == 0
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == before
    summary = json.loads(again.stdout)
    jsonschema.validate(summary, RECORD_TRAFFIC_SCHEMA)
    assert (summary["exchanges"], summary["stubs"]["count"], summary["violations"]) == (2, 2, [])


def test_nothing_recorded_is_told_and_no_stubs_are_written(tmp_path: Path) -> None:
    made, origin = started(tmp_path, "--upstream", "a=https://api.example", "--upstream", "b=https://b.example", "-q")
    assert requests.get(f"{origin}/c", timeout=10).json()["error"].startswith("no upstream is called 'c'.")
    out, err = ended(made)
    assert (made.returncode, out) == (0, "nothing was recorded: recorded/recorded.jsonl is empty\n")
    assert "not passed on: no upstream is called 'c'. Upstreams: /a/, /b/" in err
    code, problem = told("record-traffic", "--upstream", "a=https://api.example", "--into", str(tmp_path / "recorded"))
    assert (code, "recorded.jsonl" in problem) == (2, True)


def test_a_service_that_breaks_the_contract_is_exit_code_1(tmp_path: Path) -> None:
    line = {
        "number": 1,
        "upstream": "zoho",
        "method": "GET",
        "url": "https://www.zohoapis.com/crm/v8/Leads/search?phone=15550100001",
        "request": {"headers": {}, "body": None},
        "reply": {"status": 418, "headers": {"content-type": "image/png"}, "body": {"bytes": 5, "type": "image/png"}},
        "no_reply": "",
        "elapsed_s": 0.1,
    }
    (tmp_path / "recorded.jsonl").write_text(json.dumps(line) + "\n")
    found = call("record-traffic", "--convert", str(tmp_path / "recorded.jsonl"))
    assert found.exit_code == 1
    assert "exchange 1, zoho.search_records: reply status 418 is not declared" in found.stdout
    assert "the bodies of exchange 1: no text, or too large" in found.stdout


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        ([], "name what to record, for example --upstream zoho=https://www.zohoapis.com, or what to --convert."),
        (["--upstream", "a=https://a.example", "--convert", "x"], "name what to record"),
        (["--upstream", "a=http://a.example"], "http sends secrets in clear to a.example"),
        (["--convert", "nowhere.jsonl"], "nowhere.jsonl: No such file or directory"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_line(args: list[str], problem: str) -> None:
    code, err = told("record-traffic", *args)
    assert (code, problem in err, len(err.splitlines())) == (2, True, 1)


def test_a_port_that_is_taken_is_told_and_leaves_no_file(tmp_path: Path) -> None:
    with sandbox() as address:
        port = address.rpartition(":")[2]
        args = ["--upstream", "a=https://a.example", "--port", port, "--into", str(tmp_path / "r")]
        command = [str(Path(sys.executable).with_name("wati-sandbox")), "record-traffic", *args]
        found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert found.returncode == 2
    assert found.stderr.startswith(f"cannot listen on 127.0.0.1:{port}: ")
    assert list((tmp_path / "r").iterdir()) == []
