"""The command line: `run --every-assumption`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import takewhile
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from flow_runner.cli._files import Opening
from flow_runner.sandbox.files import DEMO_WORLD, bundled_flows
from tests.builders import (
    ATTRIBUTE,
    VARIABLE,
    Raw,
    assign_agent,
    condition,
    export,
    message,
    question,
    webhook,
)
from tests.cli.commands import FLOW, SECRETS, call, told, written

ASHA = "66aa00bb11cc22dd33ee4401"
AGREE = export(
    question("ask", "answer", "Do you agree?"),
    condition("yes", ("@answer", "Equal", "yes"), yes="thanks", no="bye"),
    assign_agent("thanks", ASHA),
    message("bye", "Bye"),
    edges=[("ask", "yes")],
)
SAYS = ("--say", "hi", "--say", "Yes")


def bot(folder: Path, raw: Raw = AGREE) -> str:
    return written(folder, "agree.json", json.dumps(raw))


def vary(*args: str, **env: str) -> Any:
    return call("run", *args, "--every-assumption", **env)


def test_where_the_outcome_depends_on_a_guess_both_transcripts_stand_side_by_side(tmp_path: Path) -> None:
    found = vary(bot(tmp_path), *SAYS, COLUMNS="80")
    assert (found.exit_code, found.stderr) == (0, "")
    report = found.stdout.partition("\nunder every alternative, one at a time, each in a fresh account\n")[2]
    assert [line.rstrip() for line in report.splitlines()] == [
        "",
        "flow.equal_case = sensitive  whether conditions tell upper from lower case",
        "  ignored             another outcome",
        "      outcome       ended: the path ends at bye → ended: assigned to Asha Agent",
        "      assignee      nobody → Asha Agent",
        "      teams         nothing → Sales",
        "      messages      - Bye",
        "",
        " sensitive                               ignored",
        " ⋮                                       ⋮",
        "   @answer = 'Yes'                         @answer = 'Yes'",
        " · yes                                   · yes",
        "   'Yes' Equal 'yes' is false              'Yes' Equal 'yes' is true",
        " · bye                                   · thanks",
        " bot: Bye                                → assigned to Asha Agent",
        "                                         <asha.agent@example.com>",
        " ■ ended: the path ends at bye           ■ ended: assigned to Asha Agent",
        "",
        "the outcome depends on flow.equal_case: another outcome under 1 of 1 alternatives",
        "If you know what is true, say so: --assume NAME=CHOICE",
    ]


def test_the_conversation_itself_is_printed_first_as_ever(tmp_path: Path) -> None:
    flow = bot(tmp_path)
    assert vary(flow, *SAYS).stdout.startswith(call("run", flow, *SAYS).stdout)


def test_a_conversation_that_no_alternative_changes_is_called_safe(tmp_path: Path) -> None:
    same = [
        one if one["id"] != "yes" else condition("yes", ("@answer", "Equal", "yes"), yes="bye", no="bye")
        for one in AGREE["flowNodes"]
    ]
    found = vary(bot(tmp_path, {**AGREE, "flowNodes": same}), *SAYS)
    assert found.exit_code == 0
    assert "  ignored             same outcome\n" in found.stdout
    assert found.stdout.endswith(
        "\nthis conversation is safe whichever way Wati and Zoho do it: 1 assumption, 1 alternative, same outcome\n"
    )


def test_what_leans_on_nothing_says_so(tmp_path: Path) -> None:
    found = vary(bot(tmp_path, export(message("m", "Hello"))))
    assert found.stdout.endswith("\nthis conversation leans on nothing that nobody knows\n")


def test_a_choice_that_was_made_is_not_varied(tmp_path: Path) -> None:
    found = vary(bot(tmp_path), *SAYS, "--assume", "flow.equal_case=ignored")
    assert "→ assigned to Asha Agent" in found.stdout
    assert found.stdout.endswith(
        "\nflow.equal_case was chosen, and not varied\n"
        "nothing was varied: there is no alternative to what this conversation leans on\n"
    )


def test_an_expectation_that_is_not_met_under_an_alternative_is_exit_code_1(tmp_path: Path) -> None:
    flow = bot(tmp_path)
    assert call("run", flow, *SAYS, "--expect", "assignee=nobody").exit_code == 0
    found = vary(flow, *SAYS, "--expect", "assignee=nobody")
    assert found.exit_code == 1
    assert (
        "\nnot met under flow.equal_case = ignored: --expect assignee: expected 'nobody', found 'Asha Agent'\n"
        in found.stdout
    )


def test_an_expectation_that_only_an_alternative_meets_is_not_met(tmp_path: Path) -> None:
    found = vary(bot(tmp_path), *SAYS, "--expect", "assignee=Asha Agent")
    assert found.exit_code == 1
    assert "not met under" not in found.stdout
    assert "      expectations not met  - --expect assignee: expected 'Asha Agent', found 'nobody'\n" in found.stdout


def test_a_run_that_fails_is_exit_code_3_and_what_would_save_it_is_told(tmp_path: Path) -> None:
    hook = webhook("hook", "https://api.example/x", statuses=[{"id": "s", "statusCode": 200, "nodeResultId": ""}])
    stubs = written(tmp_path, "stubs.yaml", "- { url: 'https://api.example/x', status: 500 }\n")
    found = vary(bot(tmp_path, export(hook)), "--stubs", stubs)
    assert found.exit_code == 3
    assert "the outcome depends on flow.status_unmatched" in found.stdout
    assert call("run", bot(tmp_path, export(hook)), "--stubs", stubs).exit_code == 3


def test_an_alternative_that_fails_is_information_unless_something_else_was_expected(tmp_path: Path) -> None:
    flow = bot(tmp_path, export(webhook("hook", "https://api.example/x"), message("m", "Hello"), edges=[("hook", "m")]))
    args = (flow, "--stubs", written(tmp_path, "stubs.yaml", "- { url: 'https://api.example/x', no_reply: lost }\n"))
    found = vary(*args)
    assert found.exit_code == 0
    assert "ended: the path ends at m → failed: the webhook hook got no reply: lost\n" in found.stdout
    assert vary(*args, "--expect", "outcome=ended").exit_code == 1


def test_alternatives_that_come_out_the_same_other_way_are_shown_once(tmp_path: Path) -> None:
    hook = webhook("hook", "https://api.example/x", saved=[(ATTRIBUTE, "n", "n")])
    flow = bot(tmp_path, export(hook, message("m", "It is {{n}}"), edges=[("hook", "m")]))
    stubs = written(tmp_path, "stubs.yaml", "- { url: 'https://api.example/x', delay: 20, json: { n: ten } }\n")
    found = vary(flow, "--stubs", stubs).stdout
    assert "  30                  another outcome\n" in found
    assert "  60                  another outcome, as under flow.webhook_timeout_s = 30\n" in found
    assert found.count("bot: It is ten") == 1


def test_what_is_not_varied_is_named(tmp_path: Path) -> None:
    asks = webhook("thanks", "https://api.example/x", saved=[(VARIABLE, "a", "b")])
    nodes = [asks if one["id"] == "thanks" else one for one in AGREE["flowNodes"]]
    stubs = written(tmp_path, "stubs.yaml", "- { url: 'https://api.example/x', status: 204 }\n")
    found = vary(bot(tmp_path, {**AGREE, "flowNodes": nodes}), *SAYS, "--stubs", stubs).stdout
    assert "flow.save_on_empty_reply is leaned on under an alternative only, and was not varied\n" in found
    fails = webhook("w", "https://live-mt-server.wati.io/424242/api/v1/updateContactAttributes/15550100099", "Post")
    fails["body"] = '{"customParams": [{"name": "a", "value": "b"}]}'
    fails["headers"] = [{"headerName": "Authorization", "headerValue": "Bearer sandbox-wati-token"}]
    found = vary(bot(tmp_path, export(fails))).stdout
    assert "wati.failure_texts has no other choice yet\n" in found


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("flow", list(bundled_flows()))
def test_secrets_are_masked_in_both_transcripts(tmp_path: Path, flow: str, form: str) -> None:
    script = written(tmp_path, "chat.yaml", "- expire_tokens: true\n- say: hi\n")
    args = (flow, "--script", script, "--format", form)
    found = vary(*args, COLUMNS="300").stdout
    assert [secret for secret in SECRETS if secret in found] == []
    assert "1000." not in found.replace("1000.SANDBOXCLIENT", "")
    shown = vary(*args, "--show-secrets", COLUMNS="300").stdout
    assert "1000." in shown.replace("1000.SANDBOXCLIENT", "")


def test_a_secret_that_only_an_alternative_brings_is_masked_on_its_side(tmp_path: Path) -> None:
    hook = webhook("thanks", "https://api.example/x", saved=[(VARIABLE, "auth_token", "t")])
    nodes = [hook if one["id"] == "thanks" else one for one in AGREE["flowNodes"]]
    raw = {**AGREE, "flowNodes": [*nodes, message("m", "It is @auth_token")]}
    raw["flowEdges"] = [*AGREE["flowEdges"], {"id": "e", "sourceNodeId": "thanks", "targetNodeId": "m"}]
    stubs = written(tmp_path, "stubs.yaml", "- { url: 'https://api.example/x', json: { t: hunter2-hunter2 } }\n")
    for form in ("text", "json"):
        args = (bot(tmp_path, raw), *SAYS, "--stubs", stubs, "--format", form)
        assert "hunter2" not in vary(*args).stdout
        assert "hunter2-hunter2" in vary(*args, "--show-secrets").stdout


@pytest.mark.parametrize("phone", ["919876543210", "15550100009"])
@pytest.mark.parametrize("flow", list(bundled_flows()))
def test_every_bundled_flow_is_tried_and_json_holds_to_the_published_schema(flow: str, phone: str) -> None:
    schema = json.loads(call("schema", "every-assumption").stdout)
    found = vary(flow, "--as", phone, "--format", "json")
    assert (found.exit_code, found.stderr) == (0, "")
    data = json.loads(found.stdout)
    jsonschema.validate(data, schema, jsonschema.Draft202012Validator)
    assert data["run"] == json.loads(call("run", flow, "--as", phone, "--format", "json").stdout)
    leaned = {one["name"]: len(one["alternatives"]) for one in data["run"]["assumptions"]}
    assert len(data["variations"]) == sum(leaned.values()) > 0
    assert {one["name"] for one in data["variations"] if not one["same"]} == set(data["depends_on"])


CASES = {
    "assign": ([], "919876543210", {"flow.path_arrays"}),
    "welcome": ([], "15550100009", {"flow.path_arrays"}),
    "refresh": (["- advance: 1 hour\n- say: hi\n"], "919876543210", {"flow.path_arrays"}),
}


@pytest.mark.parametrize(("script", "phone", "depends"), CASES.values(), ids=list(CASES))
def test_the_cases_of_the_demo_depend_on_arrays_in_paths_and_on_nothing_else(
    tmp_path: Path, script: list[str], phone: str, depends: set[str]
) -> None:
    """The token stands in the third row of a list, and the owner in the first record: both need an index."""
    args = ["--script", written(tmp_path, "chat.yaml", script[0])] if script else []
    data = json.loads(vary(FLOW, "--as", phone, "--format", "json", *args).stdout)
    assert set(data["depends_on"]) == depends


def test_nothing_is_left_of_one_alternative_when_the_next_is_tried() -> None:
    assert vary(FLOW).stdout == vary(FLOW).stdout
    first, second = (
        json.loads(vary(flow, "--format", "json").stdout)["variations"] for flow in (FLOW, str(bundled_flows()[FLOW]))
    )
    assert first == second


def test_a_quiet_run_shows_what_was_said_on_both_sides(tmp_path: Path) -> None:
    report = vary(bot(tmp_path), *SAYS, "--quiet").stdout.partition("under every alternative")[2]
    assert "bot: Bye" in report
    assert "· bye" not in report


@pytest.mark.parametrize("width", ["40", "61", "120"])
def test_the_columns_fit_the_terminal(width: str) -> None:
    report = vary(FLOW, COLUMNS=width).stdout.partition("under every alternative")[2]
    columns = list(takewhile(lambda line: line.startswith(" "), report.partition("\n\n index ")[2].splitlines()[1:]))
    assert len(columns) > 20
    assert max(len(line) for line in columns) <= int(width)


@pytest.mark.parametrize(("env", "coloured"), [({"NO_COLOR": "1"}, False), ({"FORCE_COLOR": "1"}, True)])
def test_colour_is_used_only_where_it_is_wanted(env: dict[str, str], coloured: bool) -> None:
    command = [str(Path(sys.executable).parent / "wati-sandbox"), "run", FLOW, "--every-assumption"]
    plain = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "TTY")}
    found = subprocess.run(command, capture_output=True, text=True, env={**plain, **env}, check=True)
    assert ("\x1b[" in found.stdout) is coloured


def test_hosts_that_would_really_be_called_are_refused() -> None:
    code, text = told("run", FLOW, "--every-assumption", "--allow-host", "api.example")
    assert code == 2
    assert text == (
        "--every-assumption plays the conversation many times, and would really call api.example each time: "
        "answer for it with --stubs in place of --allow-host"
    )


def test_a_world_with_a_choice_is_kept_to(tmp_path: Path) -> None:
    text = DEMO_WORLD.read_text(encoding="utf-8") + "assumptions: { flow.path_arrays: index }\n"
    found = vary(FLOW, "--world", written(tmp_path, "world.yaml", text)).stdout
    assert "flow.path_arrays was chosen, and not varied" in found


def test_the_chatbots_are_read_once_however_often_they_are_played() -> None:
    opening = Opening(FLOW)
    one, other = opening.sandbox(), opening.sandbox({"flow.path_arrays": "unsupported"})
    assert one.flow is other.flow
    assert one.tenant is not other.tenant
