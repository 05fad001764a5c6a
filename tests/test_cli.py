"""The command line: what it prints, how it ends, and what it says of mistakes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import builders
import jsonschema
import pytest
from click.testing import CliRunner, Result

from flow_runner.cli import cli
from flow_runner.sandbox.files import DEMO_WORLD, FLOWS, bundled_flows

FLOW = "zoho_lead_owner"
COMMANDS = ["run", "chat", "demo", "init", "serve", "schema"]
SECRETS = [
    "1000.00000000000000000000000000000001.00000000000000000000000000000001",
    "sandbox-client-secret",
    "1000.sandbox.refresh-token",
    "sandbox-wati-token",
]
BOT = builders.export(
    builders.buttons("pick", ("b1", "Sales", "sales"), ("b2", "Support", "support")),
    builders.message("sales", "Sales it is."),
    builders.message("support", "Support it is."),
)
LOST = builders.export(builders.webhook("call", "https://not-emulated.example/x"))


def call(*args: str, say: str | None = None, **env: str) -> Result:
    """A command in this process; stdout and stderr apart."""
    return CliRunner(env={"NO_COLOR": "1", "COLUMNS": "200", **env}).invoke(
        cli, [str(arg) for arg in args], say, prog_name="wati-sandbox"
    )


def told(*args: str) -> tuple[int, str]:
    """Exit code and stderr of a command that must fail before it prints anything."""
    found = call(*args)
    assert found.stdout == ""
    assert "Traceback" not in found.stderr
    return found.exit_code, found.stderr.strip()


def run_json(*args: str) -> Any:
    found = call("run", FLOW, "--format", "json", *args)
    assert found.stderr == ""
    return json.loads(found.stdout)


@pytest.fixture
def bot(tmp_path: Path) -> str:
    path = tmp_path / "bot.json"
    path.write_text(json.dumps(BOT), encoding="utf-8")
    return str(path)


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


# --- help ---


@pytest.mark.parametrize("args", [["--help"], ["-h"], *([name, "--help"] for name in COMMANDS)], ids=str)
def test_help_teaches(args: list[str]) -> None:
    found = call(*args)
    assert (found.exit_code, found.stderr) == (0, "")
    assert found.stdout.startswith("Usage: ")
    assert "  -h, --help" in found.stdout


def test_the_help_lists_every_command_with_a_summary_and_the_exit_codes() -> None:
    found = call("--help").stdout
    lines = {line.split()[0]: line.split(maxsplit=1) for line in found.splitlines() if line.startswith("  ")}
    assert all(len(lines[name]) == 2 for name in COMMANDS)
    assert "0 as expected, 1 an expectation was not met, 2 unusable input, 3" in " ".join(found.split())


def test_the_version_is_told() -> None:
    assert call("--version").stdout.startswith("wati-sandbox 0.")


# --- run ---


def test_a_run_prints_the_conversation_the_nodes_and_the_ending() -> None:
    found = call("run", FLOW, "--as", "919876543210", "--say", "hi")
    assert (found.exit_code, found.stderr) == (0, "")
    for line in (
        "09:00:00  customer  hi",
        "· main_webhook-searchLead  (Webhook)",
        "⇄ GET www.zohoapis.com/crm/v8/Leads/search?phone=919876543210 → 200",
        "09:00:00  bot       Welcome back, Priya Test! *Asha* will be with you in a moment.",
        "→ assigned to Asha Agent <asha.agent@example.com>",
        "outcome     ended: assigned to Asha Agent",
        "assignee    Asha Agent <asha.agent@example.com>",
        "assumes     flow.path_arrays = index",
    ):
        assert line in found.stdout


def test_a_run_says_hi_unless_told_otherwise() -> None:
    assert call("run", FLOW).stdout == call("run", FLOW, "--say", "hi").stdout


def test_two_runs_print_the_same() -> None:
    assert call("run", FLOW, "--format", "json").stdout == call("run", FLOW, "--format", "json").stdout


def test_a_quiet_run_prints_what_was_said_and_how_it_ended() -> None:
    found = call("run", FLOW, "--quiet").stdout
    assert found == call("run", FLOW, "-q").stdout
    assert "Welcome back" in found
    assert "outcome     ended" in found
    assert not any(mark in found for mark in ("⇄", "· main", "(Webhook)"))


@pytest.mark.parametrize("flow", list(bundled_flows()))
@pytest.mark.parametrize("phone", ["919876543210", "15550100009"])
def test_json_holds_to_the_published_schema(flow: str, phone: str) -> None:
    schema = json.loads(call("schema", "run").stdout)
    data = json.loads(call("run", flow, "--as", phone, "--format", "json").stdout)
    jsonschema.validate(data, schema, jsonschema.Draft202012Validator)
    assert data["outcome"] in ("ended", "waiting")


def test_json_has_what_the_issue_names() -> None:
    data = run_json("--say", "hi")
    assert (data["outcome"], data["reason"]) == ("ended", "assigned to Asha Agent")
    assert data["assignee"] == {"name": "Asha Agent", "email": "asha.agent@example.com"}
    assert [line["speaker"] for line in data["transcript"]] == ["customer", "bot", "system"]
    assert [(one["method"], one["host"], one["path"], one["status"]) for one in data["exchanges"]] == [
        ("GET", "live-mt-server.wati.io", "/424242/api/v1/getContacts", 200),
        ("GET", "www.zohoapis.com", "/crm/v8/Leads/search", 200),
    ]
    assert data["path"][0] == "main_webhook-readToken"
    assert data["variables"]["lead_owner"] == "Asha Agent"
    assert data["attributes"] == {}
    assert [one["name"] for one in data["assumptions"]] == ["flow.path_arrays"]
    assert data["warnings"] == data["expectations_not_met"] == []


def test_nobody_is_null() -> None:
    assert run_json("--as", "15550100009")["assignee"] is None


def test_a_run_that_waits_is_no_failure(bot: str) -> None:
    found = call("run", bot, "--format", "json")
    assert found.exit_code == 0
    assert json.loads(found.stdout)["outcome"] == "waiting"
    assert json.loads(found.stdout)["transcript"][-1]["buttons"] == ["Sales", "Support"]


def test_several_messages_are_said_in_turn(bot: str) -> None:
    data = json.loads(call("run", bot, "--format", "json", "--say", "hi", "--say", "Support").stdout)
    assert [line["text"] for line in data["transcript"]] == ["hi", "Pick one", "Support", "Support it is."]
    assert data["outcome"] == "ended"


@pytest.mark.parametrize("phone", ["+91 98765 43210", "0091 98765-43210", "919876543210"])
def test_a_phone_may_be_written_as_people_do(phone: str) -> None:
    assert run_json("--as", phone)["contact"] == "919876543210"


# --- exit codes and expectations ---


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


# --- unusable input ---

RUN_MISTAKES: dict[str, tuple[list[str], str]] = {
    "flow": (["zoho_lead_ownr"], "zoho_lead_ownr: there is no such file. Did you mean 'zoho_lead_owner'?"),
    "world": ([FLOW, "--world", "nope.yaml"], "nope.yaml: No such file or directory"),
    "stubs": ([FLOW, "--stubs", "nope.yaml"], "nope.yaml: No such file or directory"),
    "script": ([FLOW, "--script", "nope.yaml"], "nope.yaml: No such file or directory"),
    "assumption": (
        [FLOW, "--assume", "zoho.phone_mach=exact"],
        "no assumption is called 'zoho.phone_mach'. Did you mean 'zoho.phone_match'?",
    ),
    "expectation": (
        [FLOW, "--expect", "asignee=x"],
        "'asignee=x' is no expectation: write KEY=VALUE. Did you mean 'assignee'?",
    ),
    "outcome": ([FLOW, "--expect", "outcome=endet"], "'endet' is no outcome. Did you mean 'ended'?"),
    "start": ([FLOW, "--start", "nope"], "zoho_lead_owner: start: no node is called 'nope'."),
    "both": ([FLOW, "--say", "hi", "--script", "x"], "--script and --say: use one of them"),
    "phone": ([FLOW, "--as", "abc"], "'abc' is no phone number with country code, such as 919876543210"),
    "folder": ([str(FLOWS)], f"{FLOWS}: this is a folder; name the JSON file that Wati exported"),
}


@pytest.mark.parametrize(("args", "text"), RUN_MISTAKES.values(), ids=list(RUN_MISTAKES))
def test_a_mistake_in_what_was_typed_is_told_and_is_exit_code_2(args: list[str], text: str) -> None:
    code, found = told("run", *args)
    assert code == 2
    assert found.startswith(text)
    assert "\n" not in found


@pytest.mark.parametrize("command", ["run", "chat", "init"])
def test_every_command_that_takes_a_flow_tells_a_missing_one(command: str) -> None:
    assert told(command, "zoho_lead_ownr") == (
        2,
        "zoho_lead_ownr: there is no such file. Did you mean 'zoho_lead_owner'?",
    )


@pytest.mark.parametrize(
    ("args", "text"),
    [
        (["rn"], "Error: No such command 'rn'. Did you mean 'run'?"),
        (["run", FLOW, "--formt", "json"], "Did you mean --format?"),
        (["run", FLOW, "--format", "yaml"], "'yaml' is not one of 'text', 'json'"),
        (["run"], "Missing argument 'FLOW'"),
        (["serve", "--port", "0"], "0 is not in the range"),
        (["schema", "wrld"], "no schema is called 'wrld'. Did you mean 'world'?"),
    ],
)
def test_an_unknown_command_option_or_name_is_told_with_the_nearest(args: list[str], text: str) -> None:
    code, found = told(*args)
    assert code == 2
    assert text.replace("'", "") in found.replace("'", "")


def test_a_world_with_a_typo_names_file_line_and_the_nearest_key(tmp_path: Path) -> None:
    text = DEMO_WORLD.read_text(encoding="utf-8").replace("  agents:", "  agnets:")
    line = text.splitlines().index("  agnets:") + 1
    world = written(tmp_path, "my-world.yaml", text)
    for command in (("run", FLOW), ("chat", FLOW), ("serve",)):
        code, found = told(*command, "--world", world)
        assert code == 2
        assert found == f"my-world.yaml:{line}: wati: 'agnets' is not known here. Did you mean 'agents'?"


@pytest.mark.parametrize(
    ("option", "text", "mistake"),
    [
        ("--stubs", "- {ur: x}\n", "file.yaml:1: 0: 'ur' is not known here. Did you mean 'url'?"),
        ("--script", "- {sya: hi}\n", "file.yaml:1: 0: 'sya' is not known here. Did you mean 'say'?"),
        ("--script", "- say: hi\n- advance: soon\n", "file.yaml:2: 1 > advance: 'soon' is no duration"),
        ("--script", "- say: hi\n- expect: {asignee: x}\n", "file.yaml:2: 1 > expect: 'asignee' is not known here."),
    ],
)
def test_a_mistake_in_a_file_names_its_line(tmp_path: Path, option: str, text: str, mistake: str) -> None:
    code, found = told("run", FLOW, option, written(tmp_path, "file.yaml", text))
    assert code == 2
    assert mistake in found.splitlines()[0] + "".join(found.splitlines()[1:])
    assert found.startswith("file.yaml:")


@pytest.mark.parametrize("text", ["", "{", "[]", "5", '{"a": 1}'])
def test_a_file_that_is_no_export_is_told(tmp_path: Path, text: str) -> None:
    code, found = told("run", written(tmp_path, "bot.json", text))
    assert code == 2
    assert found.startswith(str(tmp_path / "bot.json"))


# --- secrets, colours ---


@pytest.mark.parametrize("later", [[], ["--script", "later"]], ids=["token at hand", "token refreshed"])
@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("flow", list(bundled_flows()))
def test_secrets_are_never_printed_unless_asked_for(tmp_path: Path, flow: str, form: str, later: list[str]) -> None:
    if later:
        later = ["--script", written(tmp_path, "chat.yaml", "- expire_tokens: true\n- say: hi\n")]
    found = call("run", flow, "--format", form, *later)
    assert found.exit_code == 0
    assert [secret for secret in SECRETS if secret in found.output] == []
    assert "1000." not in found.output.replace("1000.SANDBOXCLIENT", "")
    shown = call("run", flow, "--format", form, "--show-secrets", *later).output
    assert "1000." in shown.replace("1000.SANDBOXCLIENT", "")


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_secret_of_any_shape_is_masked(tmp_path: Path, form: str) -> None:
    """The token of an attribute called `zoho_token` need not look like Zoho's."""
    text = DEMO_WORLD.read_text(encoding="utf-8").replace(SECRETS[0], "my-own-secret")
    found = call("run", FLOW, "--world", written(tmp_path, "world.yaml", text), "--format", form)
    assert found.exit_code == 0
    assert "my-own-secret" not in found.output


def test_a_chat_prints_no_secrets_unless_asked_for() -> None:
    say = "hi\n/expire\n/state\n/quit\n"
    assert SECRETS[0] not in call("chat", FLOW, say=say).output
    assert SECRETS[0] in call("chat", FLOW, "--show-secrets", say=say).output


@pytest.mark.parametrize(("env", "coloured"), [({"NO_COLOR": "1"}, False), ({"FORCE_COLOR": "1"}, True), ({}, False)])
def test_colour_is_used_only_where_it_is_wanted(env: dict[str, str], coloured: bool) -> None:
    command = [str(Path(sys.executable).parent / "wati-sandbox"), "run", FLOW]
    plain = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "TTY")}
    found = subprocess.run(command, capture_output=True, text=True, env={**plain, **env}, check=True)
    assert ("\x1b[" in found.stdout) is coloured


def test_a_closed_pipe_is_no_error() -> None:
    command = f"{Path(sys.executable).parent / 'wati-sandbox'} run {FLOW} | true"
    found = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert found.stderr == ""


# --- chat ---


def test_a_chat_is_talked_through(bot: str) -> None:
    found = call("chat", bot, say="hi\n2\n/quit\n")
    assert found.exit_code == 0
    assert found.stdout.startswith("You are 919876543210, talking to ")
    assert "[ Sales ]" in found.stdout
    assert "customer  Support" in found.stdout
    assert "bot       Support it is." in found.stdout


def test_a_number_that_no_button_has_is_a_text(bot: str) -> None:
    assert "customer  7" in call("chat", bot, say="hi\n7\n/quit\n").stdout


def test_a_chat_ends_with_its_input(bot: str) -> None:
    assert call("chat", bot, say="hi\n").exit_code == 0
    assert call("chat", bot, say="").exit_code == 0


def test_a_step_can_be_undone(bot: str) -> None:
    found = call("chat", bot, say="/back\nhi\n1\n/back\n2\n/state\n/quit\n").stdout
    assert "there is nothing to undo" in found
    assert "undone" in found
    assert "bot       Support it is." in found.partition("undone")[2]


def test_time_passes_in_a_chat(bot: str) -> None:
    found = call("chat", bot, say="/advance 1h 30m\n/advance soon\nhi\n/quit\n").stdout
    assert "it is now 2026-01-15T10:30:00+00:00" in found
    assert "'soon' is no duration" in found
    assert "10:30:00  customer  hi" in found


def test_the_state_of_a_chat_is_json() -> None:
    found = call("chat", FLOW, say="hi\n/state\n/quit\n").stdout
    state = json.loads(found[found.index("{\n") : found.rindex("}") + 1])
    assert (state["outcome"], state["assignee"]["name"], state["status"]) == ("ended", "Asha Agent", "OPEN")
    assert state["variables"]["lead_owner"] == "Asha Agent"


def test_tokens_expire_on_demand_and_the_chatbot_refreshes() -> None:
    found = call("chat", FLOW, say="/expire\nhi\n/quit\n").stdout
    assert "1 access token(s) expired" in found
    assert "→ 401" in found
    assert "→ assigned to Asha Agent" in found


def test_an_unknown_command_of_a_chat_shows_what_there_is(bot: str) -> None:
    for command in ("/help", "/hlep"):
        assert "/advance 1h     let time pass" in call("chat", bot, say=f"{command}\n/quit\n").stdout


# --- schema, demo, init ---


@pytest.mark.parametrize("name", ["run", "world", "stubs", "script"])
def test_every_schema_is_a_schema(name: str) -> None:
    schema = json.loads(call("schema", name).stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"]
    jsonschema.Draft202012Validator.check_schema(schema)
    assert name in " ".join(call("schema", "--help").stdout.split())


def test_the_demo_keeps_all_three_promises() -> None:
    found = call("demo")
    assert found.exit_code == 0
    for case in ("1. assign", "2. welcome", "3. refresh", "3 of 3 cases as promised"):
        assert case in found.stdout
    assert [secret for secret in SECRETS if secret in found.output] == []


@pytest.mark.parametrize("flow", list(bundled_flows()))
def test_the_demo_shows_every_bundled_flow(flow: str) -> None:
    assert call("demo", "--flow", flow).exit_code == 0


def test_the_demo_fails_where_a_promise_is_broken(bot: str) -> None:
    found = call("demo", "--flow", bot)
    assert found.exit_code == 1
    assert "0 of 3 cases as promised" in found.stdout


def test_init_writes_an_account_in_which_the_flow_runs(tmp_path: Path) -> None:
    export = written(tmp_path, "my_bot.json", bundled_flows()[FLOW].read_text(encoding="utf-8"))
    found = call("init", export)
    assert (found.exit_code, found.stderr) == (0, "")
    world = tmp_path / "world.yaml"
    assert world.exists()
    assert [path.suffix for path in tmp_path.glob("*.feature")] == [".feature"]
    assert call("run", export, "--world", str(world)).exit_code == 0


def test_init_overwrites_nothing_unless_told_to(tmp_path: Path) -> None:
    export = written(tmp_path, "my_bot.json", json.dumps(BOT))
    world = Path(written(tmp_path, "world.yaml", "# mine\n"))
    code, text = told("init", export)
    assert code == 2
    assert "already there. Overwrite with --force." in text
    assert world.read_text(encoding="utf-8") == "# mine\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["my_bot.json", "world.yaml"]
    assert call("init", export, "--force").exit_code == 0
    assert world.read_text(encoding="utf-8") != "# mine\n"


@pytest.mark.parametrize("text", ["{", '{"a": 1}'])
def test_init_of_a_broken_export_leaves_nothing_behind(tmp_path: Path, text: str) -> None:
    assert told("init", written(tmp_path, "bot.json", text))[0] == 2
    assert [path.name for path in tmp_path.iterdir()] == ["bot.json"]
