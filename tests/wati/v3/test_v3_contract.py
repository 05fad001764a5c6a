"""Wati v3 and the vendor's own OpenAPI: every operation is there, and every reply of the tests here holds to it.

`v3_calls.call` hands every reply to `vendor.breaches`; here is looked that nothing escapes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from emulator import Tenant
from emulator.wati.api import WATI
from tests.wati.v3 import vendor
from tests.wati.v3.v3_calls import ADA, BASE, BOT_ID, PAGE, PRIYA, WELCOME, call, campaign, multipart

LATER = {"scheduled_at": "2026-02-01T09:00:00Z"}
SPAN = {"date_from": "2026-01-01T00:00:00Z", "date_to": "2026-02-01T00:00:00Z"}
BUTTONS = {"body": "Pick", "buttons": [{"text": "Yes"}]}


@pytest.fixture
def judge(shared: Path) -> None:
    """Skipped, with its reason, where the vendor's file is not beside the repository."""
    if not vendor.is_there():
        pytest.skip(f"{vendor.FILE.name} is not among the reference material")


def ours() -> set[tuple[str, str]]:
    """Method and path, as we spell it."""
    own = [one for one in WATI.operations.values() if one.name.startswith("wati.v3_")]
    return {(one.method, one.path.removeprefix("/{tenantId}" + BASE)) for one in own}


def tour(tenant: Tenant) -> Iterator[tuple[str, str, Any, dict[str, str]]]:
    """Every operation, with a success and a refusal of most: method, path, body and query."""
    body, headers = multipart({"target": PRIYA}, ("a.png", "image/png", b"x"))
    upload = call(tenant, "POST", "conversations/messages/file", body, headers).json()["message"]["id"]
    broadcast = call(tenant, "POST", "messageTemplates/send", campaign(PRIYA, "12", template="plain")).json()
    yield "GET", f"conversations/messages/file/{upload}", None, {}
    yield "GET", "conversations/messages/file/none", None, {}
    for path in ("contacts", "messageTemplates", "broadcasts", "channels", "chatbots"):
        yield "GET", path, None, PAGE
        yield "GET", path, None, {}
    for path in (f"contacts/{PRIYA}", "contacts/none", "contacts/count", f"messageTemplates/{WELCOME}"):
        yield "GET", path, None, {}
    yield "GET", "messageTemplates/none", None, {}
    yield "GET", f"broadcasts/{broadcast['broadcast_id']}", None, {}
    yield "GET", f"broadcasts/{broadcast['broadcast_id']}/recipients", None, PAGE
    yield "GET", "broadcasts/none", None, {}
    yield "GET", "broadcasts/none/recipients", None, PAGE
    yield "GET", "broadcasts/overview", None, SPAN
    yield "GET", "broadcasts/overview", None, {}
    yield "GET", f"conversations/{PRIYA}/messages", None, PAGE
    yield "GET", "conversations/none/messages", None, PAGE
    named = {"target": PRIYA}
    for method, path, asked in (
        ("POST", "contacts", {"whatsapp_number": "15550100009", "name": "N"}),
        ("PUT", "contacts", {"contacts": [{**named, "customParams": [{"name": "a", "value": "b"}]}]}),
        ("PUT", "contacts/teams", {**named, "teams": ["Sales"]}),
        ("POST", "conversations/messages/text", {**named, "text": "x"}),
        ("POST", "conversations/messages/fileViaUrl", {**named, "file_url": "https://files.example/a.png"}),
        ("POST", "conversations/messages/interactive", {**named, "type": "buttons", "button_message": BUTTONS}),
        ("PUT", f"conversations/{PRIYA}/operator", {"assignee_email": "asha.agent@example.com"}),
        ("PUT", f"conversations/{PRIYA}/status", {"new_status": "pending"}),
        ("POST", "messageTemplates/send", campaign(PRIYA, template="draft")),
        ("POST", "messageTemplates/schedule", {**campaign(ADA, template="plain"), **LATER}),
        ("POST", "chatbots/start", {**named, "chatbot_id": BOT_ID}),
    ):
        yield method, path, asked, {}
        yield method, path, {}, {}
    yield "POST", "conversations/messages/file", None, {}
    yield "DELETE", f"contacts/{PRIYA}", None, {}


def test_every_operation_of_the_vendor_is_here_and_no_other(judge: None) -> None:
    assert ours() - vendor.NOT_THERE.keys() == vendor.operations()
    assert len(vendor.operations()) == 25


def test_every_operation_holds_to_the_vendors_schema_whatever_it_answers(judge: None, tenant: Tenant) -> None:
    seen: dict[tuple[str, str], set[int]] = {}
    for method, path, body, args in tour(tenant):
        reply = call(tenant, method, path, body, **args)
        operation = WATI.match(method, BASE + path).operation
        assert operation is not None
        seen.setdefault((method, operation.path.removeprefix("/{tenantId}" + BASE)), set()).add(reply.status)
    file = ("POST", "conversations/messages/file")
    assert seen.pop(file) == {400}  # its 200 is the upload above
    assert seen.keys() == ours() - {file}
    always = {("GET", "contacts/count"), ("DELETE", "contacts/{target}")}
    assert {where: statuses for where, statuses in seen.items() if where not in always and 400 not in statuses} == {}
    started = ("POST", "chatbots/start")  # no chatbot runs here
    assert {where for where, statuses in seen.items() if 200 not in statuses} == {started}


def test_the_judge_sees_what_is_wrong(judge: None) -> None:
    told = vendor.breaches("GET", "contacts/count", 200, {"contact_count": "many", "extra": 1})
    assert len(told) == 2
    assert vendor.breaches("POST", "contacts", 400, {"code": 400}) != []
    assert vendor.breaches("GET", "chatbots", 200, {"chatbot_list": [{"created": "yesterday"}]}) != []
    assert vendor.breaches("GET", "chatbots", 401, {}) != []


@pytest.mark.parametrize(("where", "schema"), vendor.OTHER_SCHEMAS.items(), ids=str)
def test_an_exception_is_needed_as_the_vendors_schema_forbids_its_own_example(
    judge: None, where: tuple[str, str], schema: dict[str, Any]
) -> None:
    method, path = where
    raw = json.loads(vendor.FILE.read_text(encoding="utf-8"))
    content = raw["paths"][vendor.PREFIX + path][method.lower()]["responses"]["200"]["content"]["application/json"]
    assert vendor.breaches(method, path, 200, content["example"]) == []
    theirs = Draft202012Validator({**content["schema"], "components": vendor.document()["components"]})
    assert not theirs.is_valid(content["example"])
