"""The command line: `diff`."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from flow_runner.sandbox.files import bundled_flows
from tests.builders import (
    ATTRIBUTE,
    Raw,
    assign_team,
    buttons,
    export,
    message,
    question,
    webhook,
)
from tests.cli.commands import call, told, written

HIDDEN = ["abcdef123456", "zzzzzz999999", "hunter1-hunter1", "hunter2-hunter2"]


def shop(fixed: bool) -> Raw:
    """The builder's fixed flow: a default exit, a lead that is kept, another key; or the export from before that."""
    key, secret = ("abcdef123456", "hunter1-hunter1") if fixed else ("zzzzzz999999", "hunter2-hunter2")
    nodes = [
        question("main_question-city", text="<p>Which city do you live in?</p>"),
        webhook(
            "main_webhook-lead",
            f"https://crm.example.com/leads?api_key={key}",
            "Post",
            headers={"Authorization": f"{'Bearer' if fixed else 'Zoho-oauthtoken'} {secret}"},
            body='{"city": "@city"}',
            saved=[(ATTRIBUTE, "lead_id", "data.id")] if fixed else [],
        ),
        buttons(
            "main_buttons-menu",
            ("b1", "Sales", "main_assignTeam-sales"),
            ("b2", "Support", "main_message-support"),
            default="main_message-again" if fixed else "",
        ),
        assign_team("main_assignTeam-sales", "66aa00bb11cc22dd33ee4501"),
        message("main_message-support", f"<p>Your case is {{{{lead_id}}}}.{'</p>' if fixed else '<br></p>'}"),
    ]
    edges = [("main_question-city", "main_webhook-lead"), ("main_webhook-lead", "main_buttons-menu")]
    if fixed:
        nodes.append(message("main_message-again", "<p>Please pick one of the <strong>buttons</strong>.</p>"))
        edges.append(("main_message-again", "main_buttons-menu"))
    return export(*nodes, edges=edges, name="Shop" if fixed else "Shop_1")


@pytest.fixture
def fixed(tmp_path: Path) -> str:
    return written(tmp_path, "fixed.json", json.dumps(shop(fixed=True)))


@pytest.fixture
def old(tmp_path: Path) -> str:
    return written(tmp_path, "old.json", json.dumps(shop(fixed=False)))


def test_an_old_export_that_would_undo_a_fix_is_caught(fixed: str, old: str) -> None:
    """Incident 8: re-importing an old export silently undoes a fix made in the builder."""
    found = call("diff", fixed, old)
    assert (found.exit_code, found.stderr) == (1, "")
    assert (
        found.stdout
        == f"""\
{fixed} → {old}  flow 'Shop' → 'Shop_1'
different behaviour: 1 exit leads elsewhere, 1 node does something else, 1 node is gone, \
1 new place where a run ends in silence

exits that lead elsewhere
  start → main_question-city: any answer → main_buttons-menu: writes something else
      was      main_message-again (Message) "Please pick one of the *buttons*." → main_buttons-menu (InteractiveButtons)
      now      nowhere: the run ends in silence
      gone     main_message-again (Message) "Please pick one of the *buttons*."

nodes that do something else
  main_webhook-lead (Webhook)
      url                 https://crm.example.com/leads?api_key=*** (another secret)
      headers > Authorization > value  [-Bearer-]{{+Zoho-oauthtoken+}} ***
      saved               - lead_id (kind ContactCustomParameter, path data.id)

set nowhere any more
  {{{{lead_id}}}}, set by main_webhook-lead; still read by main_message-support
"""
    )


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_secret_in_the_name_of_a_chatbot_is_masked_as_well(form: str, tmp_path: Path) -> None:
    raw = shop(fixed=True)
    named = written(tmp_path, "named.json", json.dumps({**raw, "name": "Shop hunter1-hunter1"}))
    found = call("diff", named, named, "--format", form)
    assert "hunter1" not in found.stdout
    assert "Shop ***" in found.stdout


def test_the_same_behaviour_is_exit_code_0(fixed: str, tmp_path: Path) -> None:
    raw = shop(fixed=True)
    raw["flowNodes"].reverse()
    copy = written(tmp_path, "copy.json", json.dumps({**raw, "name": "Shop_1"}))
    found = call("diff", fixed, copy)
    assert found.exit_code == 0
    assert found.stdout == f"{fixed} → {copy}  flow 'Shop' → 'Shop_1'\nsame behaviour\n"


def test_a_renamed_copy_is_told_in_one_line(fixed: str, tmp_path: Path) -> None:
    text = Path(fixed).read_text(encoding="utf-8").replace("main_", "copy_")
    found = call("diff", fixed, written(tmp_path, "copy.json", text))
    assert found.exit_code == 0
    assert found.stdout.splitlines()[1:] == [
        "same behaviour",
        "",
        "6 nodes have other ids: main_question-city → copy_question-city, main_webhook-lead → copy_webhook-lead, "
        "main_buttons-menu → copy_buttons-menu, …",
    ]


def test_what_is_gained_lost_and_cut_off_is_told_with_the_cause(tmp_path: Path) -> None:
    def bot(target: str, *more: Raw) -> str:
        pick = buttons("pick", ("b1", "Buy", target), ("b2", "Stop", "bye"))
        nodes = (question("city"), pick, assign_team("sales", "t"), message("bye", "Bye"), *more)
        raw = export(*nodes, edges=[("city", "pick")])
        return written(tmp_path, f"{target}.json", json.dumps(raw))

    found = call("diff", bot("sales"), bot("form", question("form", "size", "Size?")))
    assert "start → city: any answer → pick: taps 'Buy'\n" in found.stdout
    assert "      was      sales (AssignTeam): hands the chat over\n" in found.stdout
    assert '      now      form (Question) "Size?"\n' in found.stdout
    assert "      cut off  sales (AssignTeam), which hands the chat over\n" in found.stdout
    assert '      new      form (Question) "Size?", where a run ends in silence\n' in found.stdout
    assert "1 place that handed the chat over is lost" in found.stdout
    back = call("diff", str(tmp_path / "form.json"), str(tmp_path / "sales.json")).stdout
    assert "      gone     form (Question)" in back
    assert "      reached  sales (AssignTeam), which hands the chat over\n" in back


def test_secrets_are_masked_unless_asked_for(fixed: str, old: str) -> None:
    for form in ("text", "json"):
        assert [one for one in HIDDEN if one in call("diff", fixed, old, "--format", form).stdout] == []
        shown = call("diff", fixed, old, "--format", form, "--show-secrets").stdout
        assert [one for one in HIDDEN if one not in shown] == []


def test_json_holds_to_the_published_schema(fixed: str, old: str) -> None:
    schema = json.loads(call("schema", "diff").stdout)
    found = call("diff", fixed, old, "--format", "json")
    data = json.loads(found.stdout)
    jsonschema.validate(data, schema, jsonschema.Draft202012Validator)
    assert (found.exit_code, data["same"]) == (1, False)
    (detour,) = data["detours"]
    assert detour["exits"][0]["way"] == ["main_question-city: any answer"]
    assert (detour["exits"][0]["words"], detour["exits"][0]["change"]) == ("writes something else", "leads elsewhere")
    assert detour["after"] == {"nodes": [], "ends": False}
    assert [one["id"] for one in detour["removed"]] == ["main_message-again"]
    assert data["ends_new"] == [{"node": "main_buttons-menu", "words": "writes something else", "handed_over": False}]
    assert data["variables_lost"][0]["read_by"] == ["main_message-support"]


@pytest.mark.parametrize("flow", list(bundled_flows()))
def test_a_bundled_flow_is_the_same_as_itself(flow: str) -> None:
    assert call("diff", flow, flow).exit_code == 0


def test_two_bundled_flows_are_told_apart() -> None:
    found = call("diff", "zoho_lead_owner", "zoho_lead_owner_contact_token")
    assert found.exit_code == 1
    assert "the start of the flow\n      was      main_webhook-readToken (Webhook)" in found.stdout


def test_files_that_cannot_be_compared_are_exit_code_2(tmp_path: Path, fixed: str) -> None:
    assert told("diff", fixed, "zoho_lead_ownr") == (
        2,
        "zoho_lead_ownr: there is no such file. Did you mean 'zoho_lead_owner'?",
    )
    broken = written(tmp_path, "broken.json", "{")
    code, text = told("diff", broken, fixed)
    assert code == 2
    assert text.startswith(f"{broken}: file: this is not JSON")


def test_edges_that_lead_nowhere_can_be_left_out(tmp_path: Path, fixed: str) -> None:
    raw = shop(fixed=True)
    raw["flowEdges"].append({"id": "x", "sourceNodeId": "main_webhook-lead", "targetNodeId": "main_message-vanished"})
    lost = written(tmp_path, "lost.json", json.dumps(raw))
    assert told("diff", fixed, lost)[0] == 2
    assert call("diff", fixed, lost, "--drop-dangling-edges").exit_code == 0


VERSIONS: dict[tuple[str, str], dict[str, Any]] = {
    ("04", "05"): {"nodes": 3, "exits": 2, "added": 0, "removed": 0},
    ("05", "06"): {"nodes": 0, "exits": 1, "added": 8, "removed": 2},
    ("06", "05"): {"nodes": 0, "exits": 1, "added": 2, "removed": 8},
}


@pytest.mark.parametrize(("versions", "counts"), VERSIONS.items(), ids=lambda value: "-".join(value))
def test_versions_of_a_real_bot_are_told_apart(shared: Path, versions: tuple[str, str], counts: dict[str, int]) -> None:
    files = [str(next((shared / "flows").glob(f"{number}_*.json"))) for number in versions]
    data = json.loads(call("diff", *files, "--format", "json").stdout)
    assert {
        "nodes": len(data["nodes"]),
        "exits": sum(len(one["exits"]) for one in data["detours"]),
        "added": sum(len(one["added"]) for one in data["detours"]),
        "removed": sum(len(one["removed"]) for one in data["detours"]),
    } == counts


def test_what_no_customer_comes_to_is_told_at_the_end(tmp_path: Path) -> None:
    before = written(tmp_path, "a.json", json.dumps(export(message("m", "Hi"), message("draft", "Soon"))))
    after = written(tmp_path, "b.json", json.dumps(export(message("m", "Hi"), message("draft", "Later"), message("x"))))
    found = call("diff", before, after)
    assert found.exit_code == 0
    assert found.stdout.splitlines()[1:] == [
        "same behaviour",
        "",
        "out of reach: no path from the start leads there, before or now",
        "      new      x (Message)",
        "  draft (Message)",
        "      parts > text        [-Soon-]{+Later+}",
    ]


def test_of_very_much_the_beginning_is_told(tmp_path: Path) -> None:
    ids = [f"m{number}" for number in range(150)]

    def bot(name: str, text: str) -> str:
        nodes = [message(one, f"{text} {one}", *(f"{text} {n}" for n in range(40))) for one in ids]
        return written(tmp_path, name, json.dumps(export(*nodes, edges=list(pairwise(ids)))))

    found = call("diff", bot("a.json", "old"), bot("b.json", "new")).stdout
    assert "150 nodes do something else" in found
    assert "      … and 11 more\n" in found
    assert "  … and 50 more: --format json tells all\n" in found


def test_a_setting_of_the_flow_is_told(tmp_path: Path) -> None:
    before = written(tmp_path, "a.json", json.dumps(export(message("m"))))
    after = written(tmp_path, "b.json", json.dumps(export(message("m"), fallback={"tries": 2})))
    found = call("diff", before, after)
    assert found.exit_code == 1
    assert '\nsettings of the flow\n  fallback            + {"tries": 2}\n' in found.stdout
