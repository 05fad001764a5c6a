"""wati-sandbox explore"""

from __future__ import annotations

import json
import signal
from pathlib import Path

import jsonschema
import pytest

from flow_runner.explore.explorer import Explorer
from flow_runner.explore.trial import Script, Trial
from flow_runner.report.explore import EXPLORE_SCHEMA
from flow_runner.testing.scenario import load, play
from flow_runner.testing.setting import Setting
from flow_runner.testing.verdict import Verdict
from tests.builders import VARIABLE, assign_agent, buttons, export, message, webhook
from tests.cli.commands import call

AGENT = "66aa00bb11cc22dd33ee4401"
SECRET = "1000.0123456789abcdef0123456789abcdef.0123456789abcdef0123456789abcdef"
HOOK = webhook(
    "main_webhook-a",
    "https://api.example/slots",
    headers={"Authorization": f"Bearer {SECRET}"},
    saved=[(VARIABLE, "x", "x")],
)
BOT = export(
    buttons(
        "main_buttons-m", ("y", "Yes", "main_webhook-a"), ("n", "No", "main_assignAgent-z"), default="main_message-b"
    ),
    HOOK,
    message("main_message-b", "It is @x"),
    assign_agent("main_assignAgent-z", AGENT),
    edges=[("main_webhook-a", "main_message-b")],
)


@pytest.fixture
def bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "bot.json"
    path.write_text(json.dumps(BOT), encoding="utf-8")
    return path


def texts(folder: Path) -> dict[str, str]:
    """All files below a folder."""
    return {one.name: one.read_text(encoding="utf-8") for one in sorted(folder.rglob("*")) if one.is_file()}


def verdicts(path: Path) -> set[Verdict]:
    return {play(one, Setting(path.parent)).verdict for one in load(path)}


def test_it_tells_what_is_wrong_and_the_way_to_it(bot: Path) -> None:
    found = call("explore", "bot.json")
    assert (found.exit_code, found.stderr) == (1, "")
    told = " ".join(found.stdout.split())
    assert "4 of 4 nodes" in told
    assert "nothing is left to try" in told
    assert "literal-placeholder" in told
    assert "main_message-b (Message): '@x' in the text was never set, and goes out to the customer as it stands" in told
    assert "way: says 'hi' · says 'something else'" in told
    assert "To have this as scenarios, and a suite of what it does today: --into DIR" in told
    assert sorted(path.name for path in bot.parent.iterdir()) == ["bot.json"]


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_what_is_written_fails_and_passes_as_it_says(bot: Path, language: str) -> None:
    found = call("explore", "bot.json", "--into", "checks", "--language", language)
    folder = bot.parent / "checks"
    assert found.exit_code == 1
    assert "wrote checks/finds.feature: " in found.stdout
    assert verdicts(folder / "finds.feature") == {Verdict.NOT_MET}
    assert verdicts(folder / "suite.feature") == {Verdict.PASSED}
    assert sorted(one.name for one in folder.iterdir()) == [
        ".wati-explore",
        "finds.feature",
        "suite.feature",
        "world.yaml",
    ]
    assert SECRET not in "".join(texts(folder).values()) + found.stdout
    assert (folder / ".wati-explore" / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_it_is_the_same_every_time_and_keeps_a_world_that_is_there(bot: Path) -> None:
    call("explore", "bot.json", "--into", "checks")
    folder = bot.parent / "checks"
    before = texts(folder)
    call("explore", "bot.json", "--into", "checks")
    assert texts(folder) == before
    (folder / "world.yaml").write_text("{}\n", encoding="utf-8")
    assert "nobody-assigned" in call("explore", "bot.json", "--into", "checks").stdout
    assert (folder / "world.yaml").read_text(encoding="utf-8") == "{}\n"


def test_one_that_was_stopped_goes_on(bot: Path) -> None:
    first = call("explore", "bot.json", "--into", "checks", "--max-paths", "3")
    assert "3 ways walked: stopped by --max-paths 3" in first.stdout
    rest = call("explore", "bot.json", "--into", "checks", "--resume")
    assert "nothing is left to try" in rest.stdout
    whole = call("explore", "bot.json", "--into", "whole")
    assert rest.stdout.replace("checks/", "whole/") == whole.stdout


def test_ctrl_c_in_the_middle_of_a_way_loses_nothing(bot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = Explorer.walk

    def interrupted(self: Explorer, script: Script) -> Trial:
        if self.explored.paths == 4:
            signal.raise_signal(signal.SIGINT)
        return walk(self, script)

    before = signal.getsignal(signal.SIGINT)
    with monkeypatch.context() as patched:
        patched.setattr(Explorer, "walk", interrupted)
        first = call("explore", "bot.json", "--into", "checks")
    assert signal.getsignal(signal.SIGINT) == before
    assert "5 ways walked: stopped by Ctrl-C" in first.stdout
    rest = call("explore", "bot.json", "--into", "checks", "--resume")
    assert rest.stdout.replace("checks/", "whole/") == call("explore", "bot.json", "--into", "whole").stdout


def test_half_a_character_and_node_ids_that_look_like_markup_do_no_harm(bot: Path) -> None:
    odd = export(buttons("[/a]", ("k", "Yes", "b"), default="b"), message("b", "[bold]\ud83d[/x]"))
    bot.write_text(json.dumps(odd), encoding="utf-8")
    found = call("explore", "bot.json", "--into", "checks")
    assert (found.exit_code, found.exception.__class__) == (1, SystemExit)
    assert verdicts(bot.parent / "checks" / "finds.feature") == {Verdict.NOT_MET}
    assert "wrote checks/finds.feature: 1 scenario\n" in found.stdout
    assert "told '[bold]\\ud83d[/x]'" in found.stdout
    assert call("explore", "bot.json", "--into", "checks", "--resume").exit_code == 1


def test_the_time_that_it_takes_can_be_limited(bot: Path) -> None:
    found = call("explore", "bot.json", "--for", "0s")
    assert "stopped by --for" in found.stdout or "nothing is left to try" in found.stdout


def test_finds_can_be_left_out_and_need_not_fail(bot: Path) -> None:
    assert call("explore", "bot.json", "--fail-on", "never").exit_code == 0
    ignored = ["--ignore", "literal-placeholder", "--ignore", "left-alone"]
    found = call("explore", "bot.json", *ignored, "--into", "checks")
    assert (found.exit_code, "nothing is wrong on any of them" in found.stdout) == (0, True)
    assert not (bot.parent / "checks" / "finds.feature").exists()


def test_programs_get_json_that_holds_to_its_schema(bot: Path) -> None:
    found = call("explore", "bot.json", "--format", "json", "--into", "checks")
    told = json.loads(found.stdout)
    jsonschema.validate(told, EXPLORE_SCHEMA)
    assert told["exits"]["missed"] == []
    assert {one["find"] for one in told["finds"]} == {"literal-placeholder", "left-alone"}
    assert set(told["written"]) == {"finds.feature", "suite.feature"}


def test_stubs_assumptions_and_another_number_are_part_of_the_scenarios(bot: Path) -> None:
    (bot.parent / "stubs.yaml").write_text("- {url: 'https://api.example/*', json: {x: 5}}\n", encoding="utf-8")
    options = ["--stubs", "stubs.yaml", "--assume", "flow.equal_case=ignored", "--as", "+1 555 010 0009"]
    call("explore", "bot.json", "--into", "checks", *options)
    text = (bot.parent / "checks" / "suite.feature").read_text(encoding="utf-8")
    assert 'And the stubs "../stubs.yaml"' in text
    assert 'And the assumption "flow.equal_case" is "ignored"' in text
    assert "writes from 15550100009" in text
    assert verdicts(bot.parent / "checks" / "suite.feature") <= {Verdict.PASSED, Verdict.UNUSED}


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["nobody.json"], "nobody.json: there is no such file"),
        (["bot.json", "--resume"], "--resume goes on with what is kept in --into: name the folder"),
        (["bot.json", "--resume", "--into", "new"], "nothing is kept there to go on with"),
        (["bot.json", "--ignore", "boredom"], "--ignore boredom: there is no such find; they are runaway-loop"),
        (["bot.json", "--for", "ever"], "'ever' is no duration"),
        (["bot.json", "--world", "nowhere.yaml"], "nowhere.yaml: No such file"),
        (["bot.json", "--assume", "flow.equal_caes=ignored"], "Did you mean 'flow.equal_case'?"),
        (["bot.json", "--as", "nobody"], "'nobody' is no phone number"),
    ],
)
def test_a_mistake_is_one_line(bot: Path, args: list[str], told: str) -> None:
    found = call("explore", *args)
    assert (found.exit_code, found.stdout) == (2, "")
    assert told in found.stderr


def test_what_somebody_else_wrote_is_not_written_over(bot: Path) -> None:
    folder = bot.parent / "checks"
    folder.mkdir()
    (folder / "suite.feature").write_text("Feature: mine\n", encoding="utf-8")
    found = call("explore", "bot.json", "--into", "checks")
    assert found.exit_code == 2
    assert "somebody else has written it" in found.stderr
    assert (folder / "suite.feature").read_text(encoding="utf-8") == "Feature: mine\n"


def test_what_was_kept_of_another_version_is_not_gone_on_with(bot: Path) -> None:
    call("explore", "bot.json", "--into", "checks", "--max-paths", "2")
    bot.write_text(json.dumps(export(message("main_message-b", "hi"))), encoding="utf-8")
    found = call("explore", "bot.json", "--into", "checks", "--resume")
    assert found.exit_code == 2
    assert "another version of the chatbot or its account" in found.stderr
