"""The command line: `fuzz-phones`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from flow_runner.report.phones import PHONES_SCHEMA
from flow_runner.sandbox.files import DEMO_WORLD
from tests.builders import Raw, buttons, export, message, question, time_delay, webhook
from tests.cli.commands import FLOW, SECRETS, call, told, written

SEARCH = "https://www.zohoapis.com/crm/v8/Leads/search"
TOKEN = {"Authorization": f"Zoho-oauthtoken {SECRETS[0]}"}


def search(query: str, **more: Any) -> Raw:
    return webhook("search", f"{SEARCH}?{query}", headers=TOKEN, **more)


def bot(folder: Path, *nodes: Raw, edges: list[tuple[str, str]] | None = None) -> str:
    return written(folder, "bot.json", json.dumps(export(*nodes, edges=edges or [])))


def fuzzed(flow: str, *args: str) -> Any:
    found = call("fuzz-phones", flow, "--format", "json", "--fail-on", "never", *args)
    assert (found.exit_code, found.stderr) == (0, "")
    report = json.loads(found.stdout)
    jsonschema.validate(report, PHONES_SCHEMA)
    return report


def verdicts(report: Any) -> dict[str, str]:
    return {one["family"]: one["verdict"] for one in report["families"]}


def test_every_family_is_judged_and_the_worst_comes_first() -> None:
    report = fuzzed(FLOW)
    found = verdicts(report)
    assert len(found) == 29
    assert list(found)[:3] == ["leading_zero", "optional_zero", "national"]
    assert {name for name, verdict in found.items() if verdict == "lost"} == {"leading_zero", "optional_zero"}
    assert found["plus"] == found["no_break_hyphen"] == "safe"
    national = report["families"][2]
    assert (national["found"], national["numbers"], national["depends_on"]) == (0, 6, ["zoho.phone_match"])
    assert {one["choice"]: one["found"] for one in national["under"]} == {"exact": 0, "suffix": 6, "unicode": 0}
    assert report["queries"] == ["GET www.zohoapis.com/crm/v8/Leads/search?phone=919876543210"]
    assert report["in_force"] == {"zoho.phone_match": "contains", "zoho.phone_digits": "ascii"}


def test_what_the_customer_gets_who_is_missed_is_told() -> None:
    (left,) = fuzzed(FLOW)["customers_missed"]
    assert (left["assignee"], left["outcome"], len(left["families"])) == (None, "ended", 7)
    assert left["messages"][0].startswith("Welcome to *Example Traders*!")


def test_the_table_has_a_column_for_every_choice_and_ends_with_the_verdict() -> None:
    found = call("fuzz-phones", FLOW, "--examples", "0", COLUMNS="80")
    assert found.exit_code == 1
    lines = [line.rstrip() for line in found.stdout.splitlines()]
    assert lines[1] == "it asks: GET www.zohoapis.com/crm/v8/Leads/search?phone=919876543210"
    titles = next(line.split() for line in lines if line.strip().startswith("family"))
    assert titles == ["family", "in", "Zoho", "as", "is", "exact", "suffix", "unicode"]
    (row,) = [line.split() for line in lines if line.strip().startswith("national")]
    assert row == ["national", "9876543210", "missed", "missed", "found", "missed"]
    assert "lost, whatever Zoho does (2): leading_zero, optional_zero" in lines
    assert lines[-1] == "customers are lost under 7 of 29 ways of writing, as things stand"
    assert max(map(len, lines[:2])) <= 80


def test_what_cannot_be_seen_is_spelled_in_the_table() -> None:
    shown = call("fuzz-phones", FLOW, "--examples", "0").stdout
    assert r"+91\u200b98765\u200b43210" in shown
    assert r"+91\u00a098765\u00a043210" in shown
    assert r"+91\u201198765\u201143210" in shown
    assert r"+919876543210\t" in shown


def test_some_numbers_of_a_family_may_be_found_and_others_not(tmp_path: Path) -> None:
    """The chatbot asks for the last digits of one customer: a fixed search finds one number, in every writing."""
    flow = bot(tmp_path, search("phone=9876543210"))
    report = fuzzed(flow, "--examples", "2")
    plus = next(one for one in report["families"] if one["family"] == "plus")
    assert (plus["found"], plus["numbers"], plus["verdict"]) == (1, 3, "unsure")
    assert "1 of 3" in call("fuzz-phones", flow, "--examples", "2").stdout


def test_a_placeholder_that_is_never_set_loses_everybody(tmp_path: Path) -> None:
    flow = bot(tmp_path, search("phone={{phonee}}"))
    report = fuzzed(flow)
    assert "safe" not in verdicts(report).values()
    assert report["queries"] == ["GET www.zohoapis.com/crm/v8/Leads/search?phone=%7B%7Bphonee%7D%7D → 400"]


def test_a_chatbot_that_zoho_does_not_let_in_finds_nothing_out(tmp_path: Path) -> None:
    flow = bot(tmp_path, webhook("search", f"{SEARCH}?phone={{{{phone}}}}", headers={"Authorization": "Bearer x"}))
    world = written(tmp_path, "world.yaml", DEMO_WORLD.read_text(encoding="utf-8").replace("from_export", "own"))
    assert told("fuzz-phones", flow, "--world", world) == (
        2,
        f"{flow}: Zoho refused its token each time (401): has the account this token, and a way to renew it?",
    )


def test_a_search_that_is_repeated_with_a_new_token_counts() -> None:
    world = str(DEMO_WORLD)
    assert "plus" in verdicts(fuzzed("zoho_lead_owner_contact_token", "--world", world))


def test_a_search_by_criteria_is_a_search_by_phone(tmp_path: Path) -> None:
    flow = bot(tmp_path, search("criteria=(Phone:equals:%2B{{phone}})"))
    found = verdicts(fuzzed(flow))
    assert found["plus"] == "safe"
    assert found["spaces"] == found["digits"] == "lost"


def test_what_somebody_says_is_true_is_not_varied() -> None:
    report = fuzzed(FLOW, "--assume", "zoho.phone_match=suffix", "--assume", "zoho.phone_digits=unicode")
    assert report["chosen"] == ["zoho.phone_match", "zoho.phone_digits"]
    assert all(one["under"] == [] for one in report["families"])
    assert verdicts(report)["national"] == verdicts(report)["persian"] == "safe"
    shown = call("fuzz-phones", FLOW, "--assume", "zoho.phone_match=suffix").stdout
    assert "as you say: zoho.phone_match = suffix" in shown
    assert "lost, whatever else Zoho does (4): leading_zero, optional_zero, extension, short_extension" in shown


def test_the_field_and_the_customer_can_be_chosen() -> None:
    report = fuzzed(FLOW, "--field", "Mobile", "--as", "+44 7400 123456", "--examples", "1")
    assert report["field"] == "Mobile"
    assert report["numbers"][0] == "+447400123456"
    assert len(report["numbers"]) == 2


def test_a_delay_before_the_search_passes_and_a_question_is_answered(tmp_path: Path) -> None:
    flow = bot(
        tmp_path,
        time_delay("wait", 90),
        question("ask"),
        search("phone={{phone}}"),
        edges=[("wait", "ask"), ("ask", "search")],
    )
    assert told("fuzz-phones", flow) == (
        2,
        f"{flow}: it never searched Zoho's leads for the customer's number: it waits at ask: say more (--say, or "
        "--script with taps), until it searches",
    )
    script = written(tmp_path, "talk.yaml", "- say: hi\n- advance: 2 minutes\n- say: Pune\n")
    assert verdicts(fuzzed(flow, "--script", script))["plus"] == "safe"


def test_a_tap_before_the_search_is_made_by_a_script(tmp_path: Path) -> None:
    flow = bot(tmp_path, buttons("pick", ("b1", "Sales", "search")), search("phone={{phone}}"))
    script = written(tmp_path, "talk.yaml", "- say: hi\n- tap: Sales\n")
    assert verdicts(fuzzed(flow, "--script", script))["plus"] == "safe"


@pytest.mark.parametrize(
    ("nodes", "why"),
    [
        ([message("m", "Hello")], "none of its webhooks calls a search of Zoho's"),
        ([webhook("w", "https://api.example/search")], "failed: GET https://api.example/search was refused"),
        ([search("email=a@example.com")], "ended: "),
    ],
    ids=["no search", "refused", "by e-mail"],
)
def test_a_chatbot_that_never_searches_by_phone_is_told_so(tmp_path: Path, nodes: list[Raw], why: str) -> None:
    code, text = told("fuzz-phones", bot(tmp_path, *nodes))
    assert code == 2
    assert f"it never searched Zoho's leads for the customer's number: {why}" in text


def test_the_exit_code_gates_and_the_bar_can_be_chosen(tmp_path: Path) -> None:
    assert call("fuzz-phones", FLOW).exit_code == 1
    assert call("fuzz-phones", FLOW, "--fail-on", "never").exit_code == 0
    flow = bot(tmp_path, search("criteria=(Last_Name:equals:Test)&phone={{phone}}"))
    assert call("fuzz-phones", flow).exit_code == 0
    assert call("fuzz-phones", flow, "--fail-on", "unsure").exit_code == 0


def test_a_world_without_a_zoho_user_cannot_be_tried(tmp_path: Path) -> None:
    world = written(tmp_path, "world.yaml", "credentials: from_export\n")
    code, text = told("fuzz-phones", FLOW, "--world", world)
    assert (code, text) == (
        2,
        "nobody can own a lead: the account has no active Zoho user (zoho: users, in world.yaml)",
    )


@pytest.mark.parametrize(
    ("args", "advice"),
    [
        (("--say", "hi", "--script", "chat.yaml"), "--script and --say: use one of them"),
        (("--allow-host", "api.example"), "in place of --allow-host"),
        (("--assume", "zoho.phone_match=exactly"), "choose contains or exact or suffix"),
        (("--as", "hello"), "is no phone number"),
        (("--as", "99999999999"), "+99999999999 is a number of no country: (0) "),
    ],
)
def test_a_mistake_is_told_in_a_line(args: tuple[str, ...], advice: str) -> None:
    code, text = told("fuzz-phones", FLOW, *args)
    assert code == 2
    assert advice in text


def test_a_script_may_not_change_the_customer(tmp_path: Path) -> None:
    script = written(tmp_path, "talk.yaml", "- as: 15550100009\n- say: hi\n")
    code, text = told("fuzz-phones", FLOW, "--script", script)
    assert (code, "leave the 'as' steps out" in text) == (2, True)


def test_the_customers_own_lead_is_the_one_that_is_rewritten(tmp_path: Path) -> None:
    """Two leads of the demo customer in the world: neither answers for the other."""
    text = DEMO_WORLD.read_text(encoding="utf-8")
    twin = '    - { Last_Name: Twin, Phone: "919876543210", Owner: Ravi Agent }\n'
    world = written(tmp_path, "world.yaml", text + twin)
    assert verdicts(fuzzed(FLOW, "--world", world)) == verdicts(fuzzed(FLOW))


def test_markdown_is_a_table_and_masks_secrets(tmp_path: Path) -> None:
    flow = bot(tmp_path, search(f"phone={{{{phone}}}}&fields={SECRETS[0]}"), message("m", f"Token {SECRETS[0]} | x"))
    for form in ("markdown", "text", "json"):
        shown = call("fuzz-phones", flow, "--format", form).stdout
        assert SECRETS[0] not in shown
        assert "***" in shown
    shown = call("fuzz-phones", FLOW, "--format", "markdown").stdout
    rows = [line for line in shown.splitlines() if line.startswith("| ")]
    assert len(rows) == 30
    assert {line.count("|") for line in rows} == {7}
    assert rows[3] == "| national | `9876543210` | missed | missed | found | missed |"


def test_the_schema_is_published() -> None:
    assert json.loads(call("schema", "fuzz-phones").stdout) == PHONES_SCHEMA
