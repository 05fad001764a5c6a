"""schemathesis over what the sandbox says of itself, and over what Wati says of its own version 3."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.environments import environment
from tests.acceptance.served import TOKEN, Served, served

ADA, TEMPLATE_ID = "15550100001", "66aa00bb11cc22dd33ee4701"
ZOHO_TOKEN = "1000.00000000000000000000000000000001.00000000000000000000000000000001"
WORLD = {
    "wati": {
        "limits": "unlimited",
        "teams": [{"name": "Sales"}],
        "agents": [{"name": "Asha Agent", "email": "asha.agent@example.com", "teams": ["Sales"]}],
        "contacts": [{"phone": ADA, "name": "Ada Example", "attributes": {"city": "Springfield"}}],
        "channels": [{"name": "Support", "phone": "15550199998"}],
        "templates": [{"name": "order_update", "id": TEMPLATE_ID, "body": "Hello {{name}}, it is on its way."}],
    },
    "zoho": {
        "users": [{"name": "Asha Agent", "email": "asha.agent@example.com"}],
        "access_tokens": [{"token": ZOHO_TOKEN}],
        "leads": [{"Last_Name": "Test", "Phone": "+91 98765 43210", "Owner": "Asha Agent"}],
        "modules": [{"name": "Visits", "fields": [{"name": "Day", "type": "date"}]}],
    },
}
EXAMPLES = "8"
SECONDS = 400

NEWER = ("ST204", "ST205"), "DELETE, of 2026, is in no published description"
IGNORED = ("ST201",), "`additionalProperties: false` is what the vendor's generator writes; fields too many are ignored"
EVENTS = ("ST102", "ST108"), "an event has 5 fields in its schema, 15 in its own example"
CONTRADICTIONS = {
    "GET /api/ext/v3/conversations/{target}/messages": EVENTS,
    "POST /api/ext/v3/conversations/messages/text": EVENTS,
    "DELETE /api/ext/v3/contacts/{target}": NEWER,
    "OPTIONS /api/ext/v3/contacts/{target}": NEWER,
    "POST /api/ext/v3/contacts": IGNORED,
    "POST /api/ext/v3/chatbots/start": IGNORED,
    "PUT /api/ext/v3/contacts": IGNORED,
    "PUT /api/ext/v3/contacts/teams": IGNORED,
    "PUT /api/ext/v3/conversations/{target}/operator": IGNORED,
    "PUT /api/ext/v3/conversations/{target}/status": IGNORED,
}
"""Where the vendor's own document contradicts itself or lags behind: codes of schemathesis, and the reason."""

BY_STATE = """
[checks]
positive_data_acceptance.expected-statuses = ["2xx", 400, 401, 403, 404, 409, 429]
"""
"""Whether a contact exists, or a webhook exists already, stands in no schema, and Wati tells it with 400."""
TOLD_WITH_200 = f"""{BY_STATE}
negative_data_rejection.expected-statuses = [200, 400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 429]
"""
"""Versions 1 and 2 tell most failures with status 200 and `result: false` (captured four times)."""

UNREAD = """
[checks]
positive_data_acceptance.expected-statuses = ["2xx", 400, 401, 403, 404, 409, 412, 429]
negative_data_rejection.expected-statuses = [%s, 400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 429]
"""
"""Whether a text is a query, a number the id of a record, or a client known, no schema says; Zoho answers 400."""
TOKENS = UNREAD % 200
"""The token endpoint tells its failures with status 200 and `error` (six independent clients)."""
RECORDS = UNREAD % 202
"""In v2 and v2.1 a write of which every row is refused is 202."""
OTHER_METHODS = ("--exclude-checks", "unsupported_method")
"""Zoho documents 400 INVALID_REQUEST_METHOD where HTTP has 405."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path, WORLD) as running:
        running.control("POST", "inbound", {"phone": ADA, "text": "hi"})
        yield running


def failures(
    python: Path, folder: Path, document: str, *args: str, settings: str, token: str = f"Bearer {TOKEN}"
) -> list[tuple[str, str]]:
    """What schemathesis finds, as operation and code; an assertion where it could not do its work."""
    (folder / "schemathesis.toml").write_text(settings, encoding="utf-8")
    report = folder / "report.json"
    command = [
        str(python), "-m", "schemathesis.cli", "run", document, "-H", f"Authorization: {token}",
        "--checks", "all", "--max-examples", EXAMPLES, "--generation-deterministic", "--continue-on-failure",
        "--phases", "examples,coverage,fuzzing", "--report-json-path", str(report), "--no-shrink", *args,
    ]  # fmt: skip
    env = {**os.environ, "NO_COLOR": "1"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, cwd=folder, env=env, check=False)
    assert report.exists(), done.stdout + done.stderr
    told: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    operations = told["operations"]
    assert operations["tested"] == operations["selected"] > 0, done.stdout
    assert told["errors"] == [], done.stdout
    found = [(name, str(one["code"])) for one in told["failures"] for name in one["operations"]]
    if found:
        print(done.stdout)  # noqa: T201  # pytest shows it where the test fails
    return found


def schemathesis(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return environment(tmp_path_factory, "schemathesis", "schemathesis==4.32.5")


@pytest.mark.parametrize(
    ("version", "settings"), [("v1", TOLD_WITH_200), ("v2", TOLD_WITH_200), ("v3", BY_STATE)], ids=["v1", "v2", "v3"]
)
def test_what_the_sandbox_says_of_itself_holds_without_exception(
    server: Served, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, version: str, settings: str
) -> None:
    document = f"{server.url}/_sandbox/openapi/wati-{version}.json"
    assert failures(schemathesis(tmp_path_factory), tmp_path, document, settings=settings) == []


@pytest.mark.parametrize(
    ("name", "settings", "methods"),
    [
        ("oauth", TOKENS, ()),
        ("crm", RECORDS, ("--exclude-method", "DELETE")),
        ("crm", RECORDS, ("--include-method", "DELETE")),
    ],
    ids=["oauth", "crm", "crm that deletes"],
)
def test_what_the_sandbox_says_of_its_zoho_holds(
    server: Served,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    settings: str,
    methods: tuple[str, ...],
) -> None:
    """What deletes runs by itself, so that the records of the examples are there for the others."""
    document, token = f"{server.url}/_sandbox/openapi/zoho-{name}.json", f"Zoho-oauthtoken {ZOHO_TOKEN}"
    args = (*OTHER_METHODS, *methods)
    assert failures(schemathesis(tmp_path_factory), tmp_path, document, *args, settings=settings, token=token) == []


def test_version_3_holds_to_the_vendors_own_document(
    server: Served, shared: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    document = str(shared / "contracts" / "wati-v3-openapi.json")
    python, address = schemathesis(tmp_path_factory), ("--url", server.url)
    found = failures(python, tmp_path, document, *address, settings=BY_STATE)
    found += failures(python, tmp_path, document, *address, settings=BY_STATE + known(server))
    assert [(name, code) for name, code in found if code not in CONTRADICTIONS.get(name, ((), ""))[0]] == []


def known(server: Served) -> str:
    """The parameters with which every question has an answer: what nobody has, most of those that are made up name."""
    sent = server.post("/api/ext/v3/messageTemplates/send", {
        "template_name": "order_update",
        "broadcast_name": "b",
        "recipients": [{"phone_number": ADA, "custom_params": [{"name": "name", "value": "Ada"}]}],
    })  # fmt: skip
    file = server.upload("/api/ext/v3/conversations/messages/file", {"target": ADA}, "photo.jpg", b"photo")
    told = {
        "target": ADA,
        "template_id": TEMPLATE_ID,
        "broadcast_id": sent["broadcast_id"],
        "message_id": file["message"]["id"],
        "page_number": 1,
        "page_size": 20,
        "date_from": "2026-01-01T00:00:00Z",
        "date_to": "2026-12-31T00:00:00Z",
    }
    return "\n[parameters]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in told.items())
