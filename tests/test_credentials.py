"""The credentials that stand in an export."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flow_runner.engine import Flow
from flow_runner.report.result import result
from flow_runner.sandbox.credentials import find
from flow_runner.sandbox.files import bundled_flows
from flow_runner.sandbox.sandbox import Sandbox

OWN = {
    "424242": "777777",
    "sandbox-wati-token": "authors-own-wati-token",
    "1000.SANDBOXCLIENT0000000000000000": "1000.AUTHORSCLIENT",
    "sandbox-client-secret": "authors-own-client-secret",
    "1000.sandbox.refresh-token": "1000.authors.refresh-token",
}


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """The bundled chatbot as another account would export it."""
    text = bundled_flows()["zoho_lead_owner"].read_text(encoding="utf-8")
    for ours, theirs in OWN.items():
        text = text.replace(ours, theirs)
    path = tmp_path / "bot.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_export_of_another_account_runs_in_the_demo_account(exported: Path) -> None:
    sandbox = Sandbox.open(exported)
    sandbox.tenant.zoho.expire_access_tokens()
    sandbox.says("hi")
    assert (sandbox.assignee() or {}).get("name") == "Asha Agent"


def test_a_world_of_its_own_keeps_its_own_credentials(exported: Path, tmp_path: Path) -> None:
    world = tmp_path / "world.yaml"
    world.write_text("wati: { contacts: [ { phone: 919876543210 } ] }\n", encoding="utf-8")
    sandbox = Sandbox.open(exported, world)
    sandbox.says("hi")
    assert [one["status"] for one in result(sandbox, [])["exchanges"]] == [401, 200]


def test_a_world_can_take_them_over(exported: Path, tmp_path: Path) -> None:
    world = tmp_path / "world.yaml"
    world.write_text("credentials: from_export\n", encoding="utf-8")
    sandbox = Sandbox.open(exported, world)
    sandbox.says("hi")
    assert [one["status"] for one in result(sandbox, [])["exchanges"]][:2] == [200, 200]


def test_what_is_taken_over_is_never_printed(exported: Path) -> None:
    sandbox = Sandbox.open(exported)
    sandbox.tenant.zoho.expire_access_tokens()
    sandbox.says("hi")
    told = json.dumps(result(sandbox, []))
    secrets = ("authors-own-wati-token", "authors-own-client-secret", "authors.refresh")
    assert [secret for secret in secrets if secret in told] == []


def test_the_articles_json_body_and_a_fixed_token_are_found(exported: Path) -> None:
    raw = json.loads(exported.read_text(encoding="utf-8"))
    for node in raw["flowNodes"]:
        if node["id"] == "main_webhook-refreshToken":
            node["url"] = "https://accounts.zoho.com/oauth/v2/token"
            given = {"grant_type": "refresh_token", "client_id": "1000.JSON", "refresh_token": "1000.json.refresh"}
            node["body"] = json.dumps(given)
        if node["id"] == "main_webhook-searchLead":
            node["headers"] = [{"headerName": "authorization", "headerValue": "Zoho-oauthtoken 1000.fixed.token"}]
    found = find(Flow.parse(raw))
    assert found.zoho == [{"client_id": "1000.JSON", "refresh_token": "1000.json.refresh"}]
    assert found.access_tokens == ["1000.fixed.token"]


@pytest.mark.parametrize("placeholder", ["<Enter Client ID>", "{{client}}", "@client", ""])
def test_what_is_to_be_filled_in_is_no_credential(exported: Path, placeholder: str) -> None:
    text = exported.read_text(encoding="utf-8").replace("authors-own-wati-token", placeholder)
    assert find(Flow.loads(text)).wati_token == ""


def test_an_address_that_cannot_be_read_has_none(exported: Path) -> None:
    text = exported.read_text(encoding="utf-8").replace("https://accounts.zoho.com", "https://[accounts")
    assert find(Flow.loads(text)).zoho == []
