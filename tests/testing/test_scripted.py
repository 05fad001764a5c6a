"""Scripts as scenarios: expectations, the transcript beside them, and whose fault it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flow_runner.sandbox.files import bundled_flows
from flow_runner.testing.scenario import Played, listed
from flow_runner.testing.scripted import load, play
from flow_runner.testing.setting import Setting
from flow_runner.testing.verdict import Verdict
from tests import builders as b

HI = "chatbot: bot.json\nsteps:\n- say: hi\n- expect: { assignee: Asha Agent, outcome: ended }\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bot.json").write_text(bundled_flows()["zoho_lead_owner"].read_text(encoding="utf-8"), encoding="utf-8")
    failing = b.export(b.webhook("hook", url="https://api.example/x"))
    (tmp_path / "refused.json").write_text(json.dumps(failing), encoding="utf-8")
    loop = b.export(b.message("a", "again"), b.message("b", "and again"), edges=[("a", "b"), ("b", "a")])
    (tmp_path / "loop.json").write_text(json.dumps(loop), encoding="utf-8")
    return tmp_path


def played(folder: Path, text: str, update: bool = False) -> Played:
    path = folder / "x.chat.yaml"
    path.write_text(text, encoding="utf-8")
    return play(load(path), Setting(folder), update)


def test_a_script_passes_on_its_expectations_and_its_transcript_is_asked_for(folder: Path) -> None:
    found = played(folder, HI)
    assert found.verdict is Verdict.PASSED
    assert found.notes == ("no transcript yet: `wati-sandbox test --update` writes x.txt",)
    assert not (folder / "x.txt").exists()


def test_a_transcript_is_accepted_once_and_then_held_against_the_conversation(folder: Path) -> None:
    assert played(folder, HI, update=True).notes == ("wrote x.txt",)
    text = (folder / "x.txt").read_text(encoding="utf-8")
    assert "bot       Welcome back, Priya Test!" in text
    assert played(folder, HI).notes == ()
    (folder / "x.txt").write_text(text.replace("Welcome back", "Welcome"), encoding="utf-8")
    found = played(folder, HI)
    assert found.verdict is Verdict.NOT_MET
    assert "Welcome{+ back+}, Priya Test!" in found.findings[0].text
    assert "If this is meant: wati-sandbox test --update" in found.findings[0].text
    assert played(folder, HI, update=True).verdict is Verdict.PASSED
    assert (folder / "x.txt").read_text(encoding="utf-8") == text


def test_a_transcript_holds_no_secret_and_does_not_change_where_the_chatbot_grows(folder: Path) -> None:
    played(folder, HI, update=True)
    text = (folder / "x.txt").read_text(encoding="utf-8")
    assert "@zoho_token = ***" in text
    assert "1000." not in text
    assert "coverage" not in text


def test_what_is_not_as_expected_is_not_accepted(folder: Path) -> None:
    found = played(folder, HI.replace("Asha", "Bina"), update=True)
    assert found.verdict is Verdict.NOT_MET
    assert not (folder / "x.txt").exists()


def test_everything_that_was_not_as_expected_is_told_with_its_line(folder: Path) -> None:
    text = "chatbot: bot.json\nsteps:\n- expect: { outcome: ended }\n- say: hi\n- tap: Yes\n- expect: { team: Sales }\n"
    found = played(folder, text)
    told = found.findings[0].text.split("\n")
    assert told[0].startswith("x.chat.yaml:3: steps > 0 > expect > outcome: expected 'ended'")
    assert told[1].startswith("x.chat.yaml:5: steps > 2 > tap: nothing called 'Yes' can be tapped now")
    marks = [line.strip()[:1] for line in listed(found.scenario, found.stopped_at, found.unmet).split("\n")[1:]]
    assert marks == ["✗", "✓", "✗", "✓"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("chatbot: refused.json\nsteps: [ { say: hi } ]", Verdict.REFUSED),
        ("chatbot: loop.json\nsteps: [ { say: hi } ]", Verdict.FLOW_FAILED),
        ("chatbot: loop.json\nsteps: [ { say: hi }, { expect: { outcome: failed } } ]", Verdict.PASSED),
        ("chatbot: gone.json\nsteps: [ { say: hi } ]", Verdict.UNUSABLE),
        ("chatbot: bot.json\nworld: gone.yaml\nsteps: [ { say: hi } ]", Verdict.UNUSABLE),
        ("chatbot: bot.json\nstubs: stubs.yaml\nsteps: [ { say: hi } ]", Verdict.UNUSED),
    ],
)
def test_whose_fault_it_is_is_told_apart(folder: Path, text: str, verdict: Verdict) -> None:
    (folder / "stubs.yaml").write_text("- { url: 'https://api.example/x', status: 200 }\n", encoding="utf-8")
    assert played(folder, text).verdict is verdict


def test_a_failure_that_was_expected_of_one_customer_excuses_no_other(folder: Path) -> None:
    text = (
        "chatbot: loop.json\nsteps: [ { say: hi }, { expect: { outcome: failed } }, { as: 15550100009 }, { say: hi } ]"
    )
    assert played(folder, text).verdict is Verdict.FLOW_FAILED


def test_the_header_says_who_writes_and_what_is_assumed(folder: Path) -> None:
    text = HI.replace("steps", "as: +1 555 010 0009\nassume: { zoho.phone_match: exact }\nsteps")
    found = played(folder, text.replace("Asha Agent", "null"))
    assert found.verdict is Verdict.PASSED
    sandbox = found.story.sandbox
    assert sandbox.phone == "15550100009"
    assert sandbox.tenant.universe.assumptions.chosen == {"zoho.phone_match": "exact"}


def test_a_transcript_that_is_a_folder_or_no_text_is_unusable(folder: Path) -> None:
    (folder / "x.txt").write_bytes(b"\xff")
    assert played(folder, HI).findings == [(Verdict.UNUSABLE, "x.txt: this is not UTF-8 text")]
    (folder / "x.txt").unlink()
    (folder / "x.txt").mkdir()
    assert played(folder, HI).findings == [(Verdict.UNUSABLE, "x.txt is no regular file")]


def test_an_accepted_transcript_takes_the_place_of_a_link_and_not_of_what_it_leads_to(folder: Path) -> None:
    (folder / "mine").write_text("mine", encoding="utf-8")
    (folder / "x.txt").symlink_to(folder / "mine")
    assert played(folder, HI, update=True).verdict is Verdict.PASSED
    assert (folder / "mine").read_text(encoding="utf-8") == "mine"
    assert not (folder / "x.txt").is_symlink()


def test_half_a_character_of_a_chatbot_can_be_kept(folder: Path) -> None:
    (folder / "half.json").write_text(json.dumps(b.export(b.message("a", "half \ud83d"))), encoding="utf-8")
    text = "chatbot: half.json\nsteps: [ { say: hi } ]"
    assert played(folder, text, update=True).verdict is Verdict.PASSED
    assert played(folder, text).notes == ()
