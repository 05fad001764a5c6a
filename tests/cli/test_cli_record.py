"""The command line: `record`, and what `test` makes of what it wrote; `run --script` with a header."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_runner.cli._files import Opening
from flow_runner.cli.record import script
from flow_runner.sandbox.files import DEMO_WORLD, bundled_flows
from flow_runner.sandbox.script import Script
from tests import builders as b
from tests.cli.commands import BOT, FLOW, call


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "bot.json").write_text(json.dumps(BOT), encoding="utf-8")
    (tmp_path / "zoho.json").write_text(bundled_flows()[FLOW].read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def recorded(*args: str, say: str) -> Result:
    return call("record", *args, say=say, CI="")


def steps(path: str) -> list[object]:
    return list(Script.load(Path(path)).steps)


def test_a_chat_becomes_a_test_that_passes(folder: Path) -> None:
    found = recorded("bot.json", "-o", "x.chat.yaml", say="hi\n2\n/quit\n")
    assert (found.exit_code, found.stderr) == (0, "")
    assert found.stdout.endswith("wrote x.chat.yaml and x.txt\nNow: wati-sandbox test x.chat.yaml\n")
    standing = {"expect": {"outcome": "ended", "assignee": None}}
    assert steps("x.chat.yaml") == [{"say": "hi"}, {"tap": "Support"}, standing]
    played = call("test", "x.chat.yaml", CI="true")
    assert played.exit_code == 0
    assert "no transcript" not in played.stdout


def test_steps_that_were_taken_back_are_not_in_it(folder: Path) -> None:
    recorded("bot.json", say="hi\n1\n/back\n/advance 1h\n/expect\n/back\n/back\n2\n")
    assert [next(iter(step)) for step in steps("bot.chat.yaml")] == ["say", "tap", "expect"]


def test_what_holds_can_be_noted_on_the_way_and_what_does_not_hold_is_told(folder: Path) -> None:
    said = "hi\n/expect message=Pick\n/expect outcome=ended\n/expect outcom=x\n1\n/expect\n"
    found = recorded("bot.json", say=said)
    assert "expected: message = Pick" in found.stdout
    assert "that does not hold: expected 'ended', found 'waiting'" in found.stdout
    assert "Did you mean 'outcome'?" in found.stdout
    assert [step for step in steps("bot.chat.yaml") if "expect" in step] == [
        {"expect": {"message": "Pick"}},
        {"expect": {"outcome": "ended", "assignee": None}},
    ]


def test_every_command_of_a_chat_can_be_played_again(folder: Path) -> None:
    said = (
        "/expire\nhi\n/takeover Asha Agent\n/agent Hello: it is Asha\n/giveback\n/status solved\n"
        "/offline Asha Agent\n/online Asha Agent\n/send https://media.example/a.jpg\n/advance 1h 30m\n/start this\n"
    )
    found = recorded("zoho.json", "--as", "15550100009", say=said)
    assert (found.exit_code, found.stderr) == (0, "")
    assert len(steps("zoho.chat.yaml")) == 12
    assert call("test", "zoho.chat.yaml").exit_code == 0


def test_the_account_is_in_the_script_seen_from_its_folder(folder: Path) -> None:
    (folder / "world.yaml").write_text(DEMO_WORLD.read_text(encoding="utf-8"), encoding="utf-8")
    args = ("--world", "world.yaml", "--with", "m1=bot.json", "--assume", "flow.equal_case=ignored")
    recorded("zoho.json", *args, "--as", "15550100009", "-o", "checks/x.chat.yaml", say="hi\n")
    assert Script.load(Path("checks/x.chat.yaml")).header == {
        "chatbot": "../zoho.json",
        "world": "../world.yaml",
        "with": ["m1=../bot.json"],
        "as": "15550100009",
        "assume": {"flow.equal_case": "ignored"},
    }
    assert call("test", "checks").exit_code == 0


def test_nothing_is_overwritten_unless_that_is_asked_for(folder: Path) -> None:
    (folder / "x.txt").write_text("mine", encoding="utf-8")
    found = recorded("bot.json", "-o", "x.chat.yaml", say="hi\n")
    assert (found.exit_code, found.stderr) == (2, "x.txt: already there. Overwrite with --force.\n")
    assert (folder / "x.txt").read_text(encoding="utf-8") == "mine"
    assert recorded("bot.json", "-o", "x.chat.yaml", "--force", say="hi\n").exit_code == 0


@pytest.mark.parametrize(
    ("args", "say", "told"),
    [
        (["-o", "x.yaml"], "hi\n", "x.yaml: name a file that ends with .chat.yaml"),
        (["--allow-host", "api.example"], "hi\n", "what a live host answers cannot be played again"),
        (["--start", "sales"], "hi\n", "a test plays the chatbot as its file is"),
        ([], "/quit\n", "nothing was said, so nothing is written"),
        ([], "hi\n/back\n", "nothing was said, so nothing is written"),
    ],
)
def test_what_cannot_be_recorded_is_told_and_leaves_nothing(folder: Path, args: list[str], say: str, told: str) -> None:
    found = recorded("bot.json", *args, say=say)
    assert found.exit_code == 2
    assert told in found.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["bot.json", "zoho.json"]


def test_what_would_not_pass_is_written_and_told(folder: Path) -> None:
    (folder / "hook.json").write_text(json.dumps(b.export(b.webhook("hook", url="https://api.example/x"))), "utf-8")
    found = recorded("hook.json", say="hi\n")
    assert found.exit_code == 1
    assert found.stderr.startswith("It does not pass yet: the sandbox refused: hook called api.example/x")
    assert (folder / "hook.chat.yaml").exists()


def test_no_secret_is_written_to_the_transcript_even_if_it_is_shown(folder: Path) -> None:
    recorded("zoho.json", "--show-secrets", say="hi\n")
    assert "@zoho_token = ***" in (folder / "zoho.txt").read_text(encoding="utf-8")


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=4))
def test_whatever_is_said_is_read_back(texts: list[str]) -> None:
    said = [{"say": text} for text in texts]
    assert Script.parse(script(Opening("x"), said, Path())).steps == said


def test_run_takes_the_account_from_the_script_and_what_is_typed_wins(folder: Path) -> None:
    text = "chatbot: gone.json\nas: 15550100009\nassume: { flow.path_arrays: unsupported }\nsteps: [ { say: hi } ]\n"
    (folder / "x.chat.yaml").write_text(text, encoding="utf-8")

    def run(*args: str) -> dict[str, object]:
        found = call("run", "zoho.json", "--script", "x.chat.yaml", "--format", "json", *args)
        told: dict[str, object] = json.loads(found.stdout)
        return told

    assert run()["contact"] == "15550100009"
    typed = run("--as", "919876543210", "--assume", "flow.path_arrays=index")
    assert typed["contact"] == "919876543210"
    assert typed["assignee"] == {"name": "Asha Agent", "email": "asha.agent@example.com"}
    assert run("--as", "919876543210")["assignee"] is None
