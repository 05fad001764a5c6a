"""The command line: redact, as its user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from flow_runner.inspection.lint.example import agent, edge, flow, message, webhook
from flow_runner.sandbox.files import bundled_flows
from tests.cli.commands import call, told, written

SECRET = "7Qm2xV9ZkT4sLw8bRn3c"
ORDERS, END = "main_webhook-orders", "main_assignAgent-end"
RAW = flow(
    {
        **webhook(ORDERS, "https://api.my-shop.zz/orders", headers={"Authorization": f"Bearer {SECRET}"}),
        "testVariables": [{"name": "@city", "value": "Pune"}, {"name": "@size", "value": ""}],
    },
    message("main_message-hello", "<p>Write to rohan@my-shop.zz</p>"),
    agent(agent_id="64f0c0ffee0123456789abcd"),
    edges=((ORDERS, "main_message-hello"), ("main_message-hello", END)),
    tenantId="171717",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "bot.json", json.dumps(RAW, indent="\t") + "\n")
    return tmp_path


def test_the_copy_is_told_by_kind_and_count_and_never_by_what_it_was(folder: Path) -> None:
    found = call("redact", "bot.json", "-o", "new.json")
    assert (found.exit_code, found.stderr) == (0, "")
    assert found.stdout.splitlines() == [
        "bot.json -> new.json",
        "  replaced 1 account number",
        "  replaced 1 credential",
        "  replaced 1 e-mail address",
        "  replaced 1 host",
        "  replaced 1 id of an agent",
        "  replaced 1 test value",
        "  Names of people and companies in texts are not recognised: read the copy before you share it.",
    ]
    text = (folder / "new.json").read_text()
    assert [one for one in (SECRET, "my-shop", "171717", "Pune", "64f0c0ffee") if one in text + found.output] == []
    assert text == json.dumps(json.loads(text), indent="\t") + "\n"  # indented as the original
    assert json.loads((folder / "bot.json").read_text()) == RAW


def test_hosts_and_ids_may_be_kept(folder: Path) -> None:
    assert call("redact", "bot.json", "-o", "new.json", "--keep-hosts", "--keep-ids").exit_code == 0
    nodes = json.loads((folder / "new.json").read_text())["flowNodes"]
    assert nodes[0]["url"] == "https://api.my-shop.zz/orders"
    assert nodes[2]["agentId"] == "64f0c0ffee0123456789abcd"


def test_the_copy_can_go_to_standard_output_and_what_is_told_to_the_other(folder: Path) -> None:
    found = call("redact", "bot.json", "-o", "-")
    assert found.exit_code == 0
    assert json.loads(found.stdout)["tenantId"] is None
    assert found.stderr.startswith("bot.json -> -\n")
    assert not (folder / "-").exists()


def test_json_holds_to_its_published_schema(folder: Path) -> None:
    schema = json.loads(call("schema", "redact").stdout)
    report = json.loads(call("redact", "bot.json", "-o", "new.json", "--format", "json").stdout)
    jsonschema.Draft202012Validator(schema).validate(report)
    assert (report["file"], report["output"], report["runs"]) == ("bot.json", "new.json", True)
    assert {"kind": "credential", "count": 1} in report["replaced"]


def test_the_copy_lints_without_secrets(folder: Path) -> None:
    call("redact", "bot.json", "-o", "new.json")
    found = call("lint", "new.json", "--fail-on", "note", "--only", "secret-in-export", "--only", "tenant-id")
    assert (found.exit_code, found.stdout.splitlines()[-1]) == (0, "1 file: nothing found")


def test_a_chatbot_that_cannot_run_may_be_shared_all_the_same(folder: Path) -> None:
    raw = {**RAW, "flowEdges": [*RAW["flowEdges"], edge("gone", END)]}
    written(folder, "broken.json", json.dumps(raw))
    found = call("redact", "broken.json", "-o", "new.json")
    assert found.exit_code == 0
    assert "  it cannot be run, as the original cannot: see wati-sandbox lint\n" in found.stdout
    assert SECRET not in (folder / "new.json").read_text()


def test_nothing_to_replace_is_told_so(folder: Path) -> None:
    written(folder, "clean.json", json.dumps(flow(message("main_message-hello"))))
    assert "  nothing had to be replaced\n" in call("redact", "clean.json", "-o", "new.json").stdout


def test_what_is_there_is_not_overwritten_unless_asked_for(folder: Path) -> None:
    written(folder, "new.json", "mine")
    assert told("redact", "bot.json", "-o", "new.json") == (2, "new.json: already there. Overwrite with --force.")
    assert (folder / "new.json").read_text() == "mine"
    assert call("redact", "bot.json", "-o", "new.json", "--force").exit_code == 0
    assert told("redact", "bot.json", "-o", "bot.json", "--force") == (
        2,
        "bot.json: that is FLOW itself, which is never changed.",
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("{}", "bot.json: file: a Wati export is an object with a list flowNodes; found an empty object [not-a-flow]"),
        (
            "{",
            "bot.json: file: this is not JSON: Expecting property name enclosed in double quotes in line 1, column 2",
        ),
        ('{"flowNodes": [{"id": "a", "triggerKeywords": []}]}', "bot.json: file: this is not Wati's format"),
    ],
)
def test_what_is_no_export_is_refused_rather_than_half_redacted(folder: Path, content: str, text: str) -> None:
    written(folder, "bot.json", content)
    status, said = told("redact", "bot.json", "-o", "new.json")
    assert (status, said.startswith(text)) == (2, True)
    assert not (folder / "new.json").exists()


def test_a_missing_file_is_told_with_the_nearest(folder: Path) -> None:
    assert told("redact", "bto.json", "-o", "new.json") == (
        2,
        "bto.json: there is no such file. Did you mean 'bot.json'?",
    )


@pytest.mark.parametrize("name", list(bundled_flows()))
def test_a_copy_of_a_bundled_chatbot_runs_as_the_original(folder: Path, name: str) -> None:
    assert call("redact", name, "-o", "new.json", "--keep-ids").exit_code == 0
    runs = [call("run", file, "--say", "hi", "--format", "json") for file in (name, "new.json")]
    old, new = (json.loads(run.stdout) for run in runs)
    assert new["outcome"] == old["outcome"]
    assert new["coverage"] == old["coverage"]
    assert new["variables"] == old["variables"]
