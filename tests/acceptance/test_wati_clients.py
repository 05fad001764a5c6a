"""Clients of Wati, its own and others', against a running sandbox: nothing of them is changed but the address."""

from __future__ import annotations

import json
import os
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.environments import environment
from tests.acceptance.served import TOKEN, Served, served

CLIENTS = Path(__file__).parent / "clients"
ADA, BEA, NEW = "15550100001", "15550100002", "15550100003"
WORLD = {
    "wati": {
        "tenant_id": 424242,
        "limits": "unlimited",
        "teams": [{"name": "Sales"}],
        "agents": [{"name": "Asha Agent", "email": "asha.agent@example.com", "teams": ["Sales"]}],
        "contacts": [
            {"phone": ADA, "name": "Ada Example", "attributes": {"city": "Springfield"}},
            {"phone": BEA, "name": "Bea Example"},
        ],
        "channels": [{"name": "Support", "phone": "15550199998"}],
        "templates": [
            {"name": "order_update", "body": "Hello {{name}}, order {{order}} is on its way."},
            {"name": "waiting", "body": "Not yet", "status": "PENDING"},
        ],
    }
}
Calls = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    """Ada has just written, so that free text may be sent to her."""
    with served(tmp_path, WORLD) as running:
        running.control("POST", "inbound", {"phone": ADA, "text": "hi"})
        yield running


def results(python: Path, script: str, *args: str, calls: Calls, folder: Path, **env: str) -> list[Any]:
    """What the program says came of each call."""
    command = [str(python), str(CLIENTS / script), *args]
    done = subprocess.run(
        command, input=json.dumps(calls), capture_output=True, text=True, timeout=120, cwd=folder,
        env={**os.environ, **env}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: list[Any] = json.loads(done.stdout)
    assert len(found) == len(calls)
    return found


def breaches(server: Served) -> list[str]:
    """What the journal says was wrong with a reply, and every status from 500 on."""
    told = []
    for one in server.exchanges("wati"):
        told += [f"{one['operation']}: {text}" for text in one["violations"] if text.startswith("reply")]
        if not one["reply"] or one["reply"]["status"] >= 500:
            told.append(f"{one['operation']}: {one['reply']}")
    return told


def operations(server: Served) -> set[str]:
    return {one["operation"] for one in server.exchanges("wati")}


def test_the_client_wati_api(server: Served, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Version 1, of 2021. Its upload of a CSV file names no boundary, so that no service can read it."""
    python = environment(tmp_path_factory, "wati-api", "wati-api==0.2.2", "setuptools<80")
    csv = tmp_path / "numbers.csv"
    csv.write_text(f"Phone,name,order\n{ADA},Ada,1\n", encoding="utf-8")
    values = [{"name": "name", "value": "Ada"}, {"name": "order", "value": "17"}]
    template = {"broadcast_name": "b", "template_name": "order_update", "template_parameters": values}
    calls: Calls = [
        ("get_contacts", {"page_size": 10, "page_number": 1}),
        ("get_contacts", {"page_size": 10, "name": ADA}),
        ("get_contacts", {"page_size": 10, "attribute": '[{"name":"city","operator":"contain","value":"spring"}]'}),
        ("add_contact", {"whatsapp_number": NEW, "name": "Cy", "custom_params": [{"name": "age", "value": "30"}]}),
        ("update_contact_attributes", {"whatsapp_number": NEW, "custom_params": [{"name": "age", "value": "31"}]}),
        ("send_session_message", {"whatsapp_number": ADA, "message_text": "Hello Ada"}),
        ("send_session_message", {"whatsapp_number": BEA, "message_text": "Hello Bea"}),
        ("send_template_message", {"whatsapp_number": BEA, **template}),
        ("get_messages", {"whatsapp_number": ADA, "page_size": 10, "page_number": 1}),
        ("get_messages", {"whatsapp_number": BEA, "page_size": 10, "page_number": 1}),
        ("get_message_templates", {"page_size": 10}),
        ("get_media", {"file_name": "data/images/none.jpg"}),
        ("send_template_message_csv", {"template_name": "order_update", "broadcast_name": "c",
                                       "whatsapp_number_csv": str(csv)}),
        ("get_contacts", {"name": "Ada"}),
    ]  # fmt: skip
    found = results(python, "wati_api_calls.py", f"{server.url}/424242", TOKEN, calls=calls, folder=tmp_path)
    everybody, by_number, by_city, added, updated, told, closed, template_sent, ada, bea, templates, *rest = found
    assert [row["wAid"] for row in everybody["contact_list"]] == [ADA, BEA]
    assert [row["fullName"] for row in by_number["contact_list"]] == ["Ada Example"]
    assert [row["wAid"] for row in by_city["contact_list"]] == [ADA]
    assert (added["result"], added["contact"]["wAid"], updated["result"]) == (True, NEW, True)
    assert (told["ok"], told["result"], told["message"]["text"]) == (True, "success", "Hello Ada")
    assert closed["result"] is False
    assert template_sent["result"] is True
    assert template_sent["parameteres"] == values
    assert [item["eventType"] for item in ada["messages"]["items"]] == ["message", "message", "ticket"]
    assert bea["messages"]["items"][0]["finalText"] == "Hello Ada, order 17 is on its way."
    assert [row["elementName"] for row in templates["messageTemplates"]] == ["order_update", "waiting"]
    no_file, no_csv, strange_path = rest
    assert "bytes" not in no_file or b"result" in bytes.fromhex(no_file["bytes"])
    assert no_csv.get("result", False) is False
    assert strange_path["raised"] == "HTTPError"
    assert "404" in strange_path["text"]
    assert breaches(server) == []


def test_the_mcp_server_of_version_1(server: Served, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """`wati-mcp-server`, all eleven tools, through the Model Context Protocol. What it calls `attribute` never gets as
    far as the request: the protocol's library reads the text as JSON, and then finds no text.
    """
    python = mcp(tmp_path_factory)
    photo, csv = tmp_path / "photo.jpg", tmp_path / "numbers.csv"
    photo.write_bytes(bytes(range(256)))
    csv.write_text(f"Phone,name,order\n{ADA},Ada,1\n{BEA},Bea,2\n", encoding="utf-8")
    values = [{"name": "name", "value": "Ada"}, {"name": "order", "value": "17"}]
    several = [{"whatsappNumber": number, "customParams": values} for number in (ADA, BEA)]
    template = {"template_name": "order_update", "broadcast_name": "b"}
    calls: Calls = [
        ("get_contacts_list", {"name": "Ada", "created_date": "2026-01-15"}),
        ("add_contact", {"whatsapp_number": int(NEW), "name": "Cy", "custom_params": [{"name": "age", "value": "30"}]}),
        ("update_contact_attributes", {"whatsapp_number": int(NEW), "custom_params": [{"name": "a", "value": "1"}]}),
        ("send_message_to_opened_session", {"whatsapp_number": int(ADA), "message_text": "Grüße & Küsse #1"}),
        ("send_file_to_opened_session", {"whatsapp_number": int(ADA), "file_path": str(photo), "caption": "₹ 5"}),
        ("send_template_message", {"whatsapp_number": int(BEA), **template, "parameters": values}),
        ("send_template_messages", {**template, "receivers": several}),
        ("send_template_messages_from_csv", {**template, "csv_file_path": str(csv)}),
        ("get_message_templates", {}),
        ("get_messages", {"whatsapp_number": int(ADA)}),
        ("get_media_by_filename", {"file_name": "data/images/none.jpg"}),
    ]
    env = {"API_ENDPOINT": f"{server.url}/424242", "ACCESS_TOKEN": f"Bearer {TOKEN}"}
    command = str(python.parent / "wati-mcp-server")
    found = results(python, "mcp_calls.py", command, calls=calls, folder=tmp_path, **env)
    by_name, added, updated, told, sent_file, one, many, by_csv, templates, history, _ = found
    assert [row["wAid"] for row in by_name["contact_list"]] == [ADA]
    assert (added["result"], updated["result"]) == (True, True)
    assert told["message"]["text"] == "Grüße & Küsse #1"
    assert "error" not in sent_file
    assert one["result"] is many["result"] is by_csv["result"] is True
    assert templates["link"]["total"] == 2
    items = history["messages"]["items"]
    assert [item["finalText"] for item in items if item["eventType"] == "broadcastMessage"] == [
        "Hello Ada, order 1 is on its way.",
        "Hello Ada, order 17 is on its way.",
    ]
    kept = next(item["data"] for item in items if item["eventType"] == "message" and item["type"] == "image")
    assert fetched(server, f"/424242/api/v1/getMedia?fileName={kept}") == photo.read_bytes()
    assert breaches(server) == []


def test_watis_own_mcp_server(server: Served, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """`wati-mcp`, all tools of version 3, through the Model Context Protocol. It reads the number of contacts under a
    key that the vendor's own description does not have, so it always finds 0.
    """
    python = mcp(tmp_path_factory)
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(bytes(range(256)))
    recipients = [
        {"phone_number": BEA, "custom_params": [{"name": "name", "value": "Bea"}, {"name": "order", "value": "17"}]}
    ]
    buttons = {"interactive_type": "buttons", "body_text": "Pick one", "buttons": [{"text": "Yes"}, {"text": "No"}]}
    rows = [{"title": "Fruit", "rows": [{"title": "Apple", "description": "red"}]}]
    menu = {"interactive_type": "list", "body_text": "Pick one", "button_text": "Open", "sections": rows}
    calls: Calls = [
        ("search_contacts", {"query": "ada"}),
        ("list_contacts", {}),
        ("get_contact", {"target": ADA}),
        ("add_contact", {"whatsapp_number": NEW, "name": "Cy", "custom_params": [{"name": "age", "value": "30"}]}),
        ("update_contacts", {"contacts": [{"target": NEW, "customParams": [{"name": "age", "value": "31"}]}]}),
        ("get_contact_count", {}),
        ("assign_contact_teams", {"target": ADA, "teams": ["Sales"]}),
        ("send_message", {"target": ADA, "text": "Hello"}),
        ("send_message", {"target": BEA, "text": "Hello"}),
        ("send_file", {"target": ADA, "file_path": str(photo), "caption": "look"}),
        ("send_file_via_url", {"target": ADA, "file_url": "https://files.example/a.pdf"}),
        ("send_interactive", {"target": ADA, **buttons}),
        ("send_interactive", {"target": ADA, **menu}),
        ("assign_operator", {"target": ADA, "assignee_email": "asha.agent@example.com"}),
        ("update_conversation_status", {"target": ADA, "new_status": "pending"}),
        ("get_messages", {"target": ADA}),
        ("list_templates", {}),
        ("send_template", {"template_name": "order_update", "broadcast_name": "b", "recipients": recipients}),
        ("send_template", {"template_name": "waiting", "broadcast_name": "c", "recipients": recipients}),
        ("list_campaigns", {}),
        ("list_channels", {}),
    ]
    env = {"WATI_API_BASE_URL": server.url, "WATI_AUTH_TOKEN": TOKEN, "WATI_TENANT_ID": ""}
    command = str(python.parent / "whatsapp-mcp")
    found = results(python, "mcp_calls.py", command, calls=calls, folder=tmp_path, **env)
    told = dict(zip([f"{number} {call[0]}" for number, call in enumerate(calls)], found, strict=True))
    assert told["0 search_contacts"]["wa_id"] == ADA
    assert [row["wa_id"] for row in told["1 list_contacts"]] == [ADA, BEA]
    assert (told["2 get_contact"]["name"], told["3 add_contact"]["contact"]["name"]) == ("Ada Example", "Cy")
    assert told["4 update_contacts"]["contacts"][0]["custom_params"]["age"] == "31"
    assert told["5 get_contact_count"] == {"count": 0}
    done = [f"{number} {call[0]}" for number, call in enumerate(calls) if number in (6, 7, 9, 10, 11, 12, 13, 14, 17)]
    assert {name: told[name]["success"] for name in done} == dict.fromkeys(done, True)
    assert told["8 send_message"]["success"] is told["18 send_template"]["success"] is False
    texts = [row["text"] for row in told["15 get_messages"]]
    assert {"hi", "Hello", "look", "Pick one"} <= set(texts)
    assert [row["name"] for row in told["16 list_templates"]] == ["order_update", "waiting"]
    assert told["19 list_campaigns"]["name"] == "b"
    assert told["20 list_channels"]["name"] == "Support"
    media = next(row["id"] for row in told["15 get_messages"] if row["type"] == "image")
    calls = [
        ("download_media", {"message_id": media}),
        ("get_template", {"template_id": told["16 list_templates"][0]["id"]}),
        ("get_campaign", {"broadcast_id": told["19 list_campaigns"]["id"]}),
        ("get_template", {"template_id": "none"}),
    ]
    file, template, campaign, nothing = results(python, "mcp_calls.py", command, calls=calls, folder=tmp_path, **env)
    assert (tmp_path / file["file_path"]).read_bytes() == photo.read_bytes()
    assert (template["name"], campaign["statistics"]["total_recipients"]) == ("order_update", 1)
    assert nothing.get("name") is None
    assert breaches(server) == []


def mcp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both servers speak the protocol's first version."""
    return environment(tmp_path_factory, "wati-mcp", "wati-mcp==0.2.0", "wati-mcp-server==0.1.1", "mcp<2")


def fetched(server: Served, path: str) -> bytes:
    request = urllib.request.Request(server.url + path, headers={"Authorization": f"Bearer {TOKEN}", "User-Agent": "t"})
    with urllib.request.urlopen(request, timeout=30) as reply:
        body: bytes = reply.read()
        return body
