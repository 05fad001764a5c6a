"""Which files are scenarios, and which are passed by."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flow_runner.testing.collection import Broken, collect, is_asked_for, of
from flow_runner.testing.place import names_chatbot, placed, placed_other, scenario_files

FEATURE = 'Feature: f\n  @smoke\n  Scenario: It says hi\n    Given the chatbot "bot.json"\n'
SCRIPT = "chatbot: bot.json\nsteps: [ { say: hi } ]\n"


def written(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_only_what_names_a_chatbot_is_found_in_a_folder(tmp_path: Path) -> None:
    foreign, bare = FEATURE.replace("the chatbot", "the robot"), "- say: hi\n"
    written(tmp_path, b_feature=FEATURE, a__x_chat_yaml=SCRIPT, c_feature=foreign, d_chat_yaml=bare, e_yaml=SCRIPT)
    assert [of(case).file.name for case in collect([tmp_path])] == ["b.feature", "x.chat.yaml"]
    assert len(collect([tmp_path], default_flow=True)) == 4


def test_hidden_folders_and_those_of_others_are_passed_by(tmp_path: Path) -> None:
    places = (".git", "node_modules", "__pycache__", "env", "ours")
    for place in places:
        (tmp_path / place).mkdir()
        (tmp_path / place / "x.feature").write_text(FEATURE, encoding="utf-8")
    (tmp_path / "env" / "pyvenv.cfg").touch()
    assert [path.parent.name for path in scenario_files(tmp_path)] == ["ours"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders")
def test_a_pipe_is_no_scenario(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.feature")
    assert list(scenario_files(tmp_path)) == []


def test_a_file_that_is_named_twice_is_played_once(tmp_path: Path) -> None:
    written(tmp_path, a_feature=FEATURE)
    assert len(collect([tmp_path, tmp_path / "a.feature"])) == 1


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("x.feature", "Scenario: no feature\n", "x.feature:1: "),
        ("x.feature", "", "there is no feature in it"),
        ("x.chat.yaml", "chatbot: [\n", "this is not YAML"),
        ("x.chat.yaml", "- say: hi\n", "it does not say which chatbot it runs"),
        ("x.chat.yaml", "chatbot: bot.json\nstep: []\n", "'step' is not known here. Did you mean 'steps'?"),
        ("x.yaml", "- says: hi\n", "Did you mean 'say'?"),
    ],
)
def test_a_file_that_cannot_be_read_as_what_it_is_named_is_told(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    [case] = collect([tmp_path / name])
    assert isinstance(case, Broken)
    assert told in case.text


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.feature").write_bytes(b"\xff\xfe\x00")
    [case] = collect([tmp_path / "x.feature"])
    assert isinstance(case, Broken)
    assert "this is not UTF-8 text" in case.text


def test_what_is_not_there_or_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="there is no such file or folder"):
        collect([tmp_path / "x"])
    (tmp_path / "bot.json").touch()
    with pytest.raises(ValueError, match=r"this is no .feature and no .chat.yaml"):
        collect([tmp_path / "bot.json"])


@pytest.mark.parametrize("text", ["SAYS", "smoke", "a.feat", "@smoke", ""])
def test_a_scenario_is_asked_for_by_a_part_of_its_names(tmp_path: Path, text: str) -> None:
    written(tmp_path, a_feature=FEATURE)
    [case] = collect([tmp_path])
    assert is_asked_for(case, text)
    assert not is_asked_for(case, "goodbye")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("chatbot: x\nsteps: []", True),
        ("# about it\n\n'chatbot' : x", True),
        ("{chatbot: x, steps: []}", True),
        ("- say: 'chatbot: x'", False),
        ("steps: [ {start: chatbot} ]", False),
    ],
)
def test_a_script_names_its_chatbot_in_its_header(tmp_path: Path, text: str, named: bool) -> None:
    path = tmp_path / "x.chat.yaml"
    path.write_text(text, encoding="utf-8")
    assert names_chatbot(path) is named


def test_a_bundled_chatbot_stays_a_name(tmp_path: Path) -> None:
    assert placed(tmp_path, "zoho_lead_owner") == "zoho_lead_owner"
    assert placed(tmp_path, "bot.json") == str(tmp_path / "bot.json")
    assert placed_other(tmp_path, "a1= menu.json") == f"a1={tmp_path / 'menu.json'}"
