"""The command line: what `run` prints."""

from __future__ import annotations

import json

import jsonschema
import pytest

from flow_runner.sandbox.files import bundled_flows
from tests.cli.commands import FLOW, call, run_json


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
