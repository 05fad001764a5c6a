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

ZOHO_TOKEN = "1000.00000000000000000000000000000001.00000000000000000000000000000001"
WORLD = {
    "wati": {
        "limits": "unlimited",
        "teams": [{"name": "Sales"}],
        "agents": [{"name": "Asha Agent", "email": "asha.agent@example.com", "teams": ["Sales"]}],
        "contacts": [{"phone": "15550100001", "name": "Ada Example", "attributes": {"city": "Springfield"}}],
        "channels": [{"name": "Support", "phone": "15550199998"}],
        "templates": [{"name": "order_update", "body": "Hello {{name}}, order {{order}} is on its way."}],
    },
    "zoho": {
        "users": [{"name": "Asha Agent", "email": "asha.agent@example.com"}],
        "access_tokens": [{"token": ZOHO_TOKEN}],
        "leads": [{"Last_Name": "Test", "Phone": "+91 98765 43210", "Owner": "Asha Agent"}],
        "modules": [{"name": "Visits", "fields": [{"name": "Day", "type": "date"}]}],
    },
}
EXAMPLES = "20"
SECONDS = 400

CONTRADICTIONS = {
    ("GET /api/ext/v3/conversations/{target}/messages", "response_schema_conformance"): "ST102",
}
"""Where the vendor's own document contradicts itself; the reference sheet names each."""

TOLD_WITH_200 = """
[checks]
negative_data_rejection.expected-statuses = [200, 400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 429]
"""
"""Versions 1 and 2 tell most failures with status 200 and `result: false` (captured four times), Zoho's token endpoint
with 200 and `error` (six independent clients).
"""

NOT_ACCEPTED = """
[checks]
positive_data_acceptance.expected-statuses = ["2xx", 400, 401, 403, 404, 409, 412, 429]
"""
"""Whether a text is a query, a number the id of a record, or a client known, no schema says; Zoho answers 400."""

TOKENS = NOT_ACCEPTED + TOLD_WITH_200.removeprefix("\n[checks]")
RECORDS = NOT_ACCEPTED + TOLD_WITH_200.removeprefix("\n[checks]").replace("200", "202")
"""In v2 and v2.1 a write of which every row is refused is 202."""

OTHER_METHODS = ("--exclude-checks", "unsupported_method")
"""Zoho documents 400 INVALID_REQUEST_METHOD where HTTP has 405."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path, WORLD) as running:
        running.control("POST", "inbound", {"phone": "15550100001", "text": "hi"})
        yield running


def failures(
    python: Path, folder: Path, document: str, *args: str, settings: str = "", token: str = f"Bearer {TOKEN}"
) -> list[dict[str, Any]]:
    """What schemathesis finds; an assertion where it could not do its work."""
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
    found: list[dict[str, Any]] = told["failures"]
    return found


def schemathesis(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return environment(tmp_path_factory, "schemathesis", "schemathesis==4.32.5")


@pytest.mark.parametrize(("version", "settings"), [("v1", TOLD_WITH_200), ("v2", TOLD_WITH_200), ("v3", "")])
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
    document = shared / "contracts" / "wati-v3-openapi.json"
    found = failures(schemathesis(tmp_path_factory), tmp_path, str(document), "--url", server.url)
    assert [one for one in found if (one["operation"], one["check"]) not in CONTRADICTIONS] == []
