"""Zoho's own SDKs against a running sandbox: nothing of them is changed but the address, nothing leaves the machine.

One test for each, so that one worker installs it once.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.served import Served, served
from tests.acceptance.zoho_client import CLIENTS, Call, Sdk, Told, node_sdk, python_sdk, started

ASHA = "asha.agent@example.com"
ACCOUNT: dict[str, Any] = {
    "users": [
        {"name": "Asha Agent", "email": ASHA},
        {"name": "Former Agent", "email": "former.agent@example.com", "active": False},
    ],
    "leads": [
        {"Last_Name": "Test", "First_Name": "Priya", "Phone": "+91 98765 43210", "Owner": "Asha Agent"},
        {"Last_Name": "Other", "Phone": "15550100002", "Owner": "Asha Agent"},
    ],
}
LIFE_S, SHORT_LIFE_S = 3600, 4
USER = {"v8": "MinifiedUser", "v2": "User"}
REFUSED = {"v8": 400, "v2": 202}
FORM = {"Python": "application/x-www-form-urlencoded", "Node": "multipart/form-data"}
QUERY = {"Python": "phone=%2B919876543210", "Node": "phone=+919876543210&"}
NOWHERE = "192.0.2.1"  # an address of documentation: nobody has it


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path, {"zoho": ACCOUNT}) as running:
        yield running


def test_the_sdk_8_for_python(server: Served, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    everything_works(python_sdk(tmp_path_factory, "zohocrmsdk8_0==7.0.0", "zoho_sdk_8.py"), server, tmp_path)


def test_the_sdk_2_for_python(server: Served, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    everything_works(python_sdk(tmp_path_factory, "zohocrmsdk2_0==6.0.0", "zoho_sdk_2.py"), server, tmp_path)


def test_the_sdk_8_for_node(server: Served, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    everything_works(node_sdk(tmp_path_factory, "@zohocrm/nodejs-sdk-8.0@2.0.0", "zoho_sdk_8.mjs"), server, tmp_path)


def test_the_sdk_2_for_node(server: Served, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    everything_works(node_sdk(tmp_path_factory, "@zohocrm/nodejs-sdk-2.0@6.1.0", "zoho_sdk_2.cjs"), server, tmp_path)


@pytest.mark.parametrize("program", ["python", "node"])
def test_a_program_under_guard_cannot_leave_the_machine(program: str) -> None:
    """Otherwise the tests above would show nothing of the kind."""
    if shutil.which("node") is None and program == "node":
        pytest.skip("there is no Node here")
    in_python = f"import local_only, socket; socket.create_connection(('{NOWHERE}', 80))"
    in_node = f"fetch('http://{NOWHERE}/').catch((error) => {{ throw error.cause }})"
    command = {
        "python": [sys.executable, "-c", in_python],
        "node": ["node", "--require", "./local_only.cjs", "--eval", in_node],
    }[program]
    done = subprocess.run(command, cwd=CLIENTS, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 1
    assert f"it wanted to leave the machine: {NOWHERE}" in done.stderr


def everything_works(sdk: Sdk, server: Served, folder: Path) -> None:
    with started(sdk, server, folder / "sdk") as call:
        leads_are_found(sdk, call)
        leads_are_written(sdk, call)
        leads_are_queried(call)
        users_are_found(call)
        server.control("POST", "clock/advance", {"seconds": LIFE_S})
        assert outcome(call("search", "15550100002")) == (401, "INVALID_TOKEN")  # it only looks at its own clock
    requests_are_as_captured(sdk, server)
    if sdk.version == "v8":
        the_user_was_found(server, folder / "sdk")
    server.control("POST", "tenants", {"name": "short", "world": {"zoho": {**ACCOUNT, "expires_in": SHORT_LIFE_S}}})
    account = Served(f"{server.url}/~short")
    with started(sdk, account, folder / "short") as call:
        tokens_are_refreshed_in_time(call, account)
    for one in (server, account):
        assert breaches(one) == []


def leads_are_found(sdk: Sdk, call: Call) -> None:
    hit = call("search", "+919876543210")
    [lead] = hit["data"]
    assert (hit["status"], hit["more"]) == (200, False)
    assert (lead["Full_Name"], lead["Phone"], lead["Tag"]) == ("Priya Test", "+91 98765 43210", [])
    assert (lead["Owner"]["type"], lead["Owner"]["name"]) == (USER[sdk.version], "Asha Agent")
    assert call("search", "15550109999") == {"status": 204}
    assert outcome(call("search without")) == (400, "EXPECTED_PARAM_MISSING")


def leads_are_written(sdk: Sdk, call: Call) -> None:
    """A row that is refused leaves the other as it is."""
    created = call("create", [{"Last_Name": "Made", "Phone": "15550100077"}, {"Company": "Nameless"}])
    made, refused = created["data"]
    assert (created["status"], made["code"]) == (207, "SUCCESS")
    assert (refused["code"], refused["details"]["api_name"]) == ("MANDATORY_NOT_FOUND", "Last_Name")
    record = str(made["details"]["id"])
    assert [str(one["id"]) for one in call("search", "15550100077")["data"]] == [record]
    updated = call("update", record, {"City": "Springfield"})
    assert outcome(updated) == (200, "SUCCESS")
    assert str(updated["data"][0]["details"]["id"]) == record
    assert outcome(call("update", "4150868000000999999", {"City": "Nowhere"})) == (REFUSED[sdk.version], "INVALID_DATA")
    [kept] = call("get", record)["data"]
    assert (kept["Last_Name"], kept["City"], kept["Owner"]["name"]) == ("Made", "Springfield", "Asha Agent")
    new, again = (call("upsert", [{"Last_Name": name, "Email": "u@example.com"}]) for name in ("Up", "Upper"))
    assert [one["data"][0]["code"] for one in (new, again)] == ["SUCCESS", "SUCCESS"]
    assert [one["data"][0]["action"] for one in (new, again)] == ["insert", "update"]
    assert (new["data"][0]["duplicate_field"], again["data"][0]["duplicate_field"]) == (None, "Email")
    assert new["data"][0]["details"]["id"] == again["data"][0]["details"]["id"]


def leads_are_queried(call: Call) -> None:
    listed = call("list", "Last_Name,Email")
    assert {one["Last_Name"] for one in listed["data"]} == {"Test", "Other", "Made", "Upper"}
    found = call("query", "select Last_Name, City from Leads where City = 'Springfield' limit 2")
    assert [(one["Last_Name"], one["City"]) for one in found["data"]] == [("Made", "Springfield")]
    assert call("query", "select Last_Name from Leads where City = 'Nowhere'") == {"status": 204}
    assert outcome(call("query", "select from")) == (400, "SYNTAX_ERROR")


def users_are_found(call: Call) -> None:
    active, former = call("users", "ActiveUsers"), call("users", "DeactiveUsers")
    assert [(one["full_name"], one["email"], one["status"]) for one in active["users"]] == [
        ("Asha Agent", ASHA, "active")
    ]
    assert [one["full_name"] for one in former["users"]] == ["Former Agent"]


def the_user_was_found(server: Served, folder: Path) -> None:
    """Its SDKs look up who they are, and keep that with the address of the API that the token came with."""
    asked = [(one["operation"], one["request"]["query"].strip("&")) for one in server.exchanges("zoho")]
    assert asked[1] == ("zoho.get_users", "type=CurrentUser")
    [kept] = [path.read_text(encoding="utf-8") for path in folder.glob("tokens.*")]
    assert f"{ASHA}:" in kept
    assert server.url in kept


def tokens_are_refreshed_in_time(call: Call, account: Served) -> None:
    """Five seconds before the end, by the SDK's own clock: with four seconds to live always."""
    assert call("search", "+919876543210")["status"] == 200
    before = len(issued(account))
    account.control("POST", "clock/advance", {"seconds": SHORT_LIFE_S + 1})
    assert call("search", "+919876543210")["data"][0]["Full_Name"] == "Priya Test"
    assert len(issued(account)) > before > 0


def requests_are_as_captured(sdk: Sdk, server: Served) -> None:
    """What these SDKs are known for, and other clients are not."""
    token, search, create = (
        next(one["request"] for one in server.exchanges("zoho") if one["operation"] == f"zoho.{name}")
        for name in ("generate_token", "search_records", "create_records")
    )
    assert token["headers"]["content-type"].startswith(FORM[sdk.language])
    assert (search["path"], search["query"]) == (f"/crm/{sdk.version}/Leads/search", QUERY[sdk.language])
    assert "content-type" not in create["headers"]


def outcome(told: Told) -> tuple[int, str]:
    """The status, and the code of the error or of the first row."""
    return told["status"], told["code"] if "code" in told else told["data"][0]["code"]


def issued(server: Served) -> list[dict[str, Any]]:
    return [one for one in server.exchanges("zoho") if one["operation"] == "zoho.generate_token"]


def breaches(server: Served) -> list[str]:
    """What the journal says was not as the contract has it, every status from 500 on, and what was meant for others."""
    told = []
    for one in server.exchanges():
        request, reply = one["request"], one["reply"] or {"status": 599}
        told += [f"{one['operation']} {request['path']}: {text}" for text in one["violations"]]
        if reply["status"] >= 500 or not one["operation"]:
            told.append(f"{request['method']} {request['path']}: {reply['status']}")
        if request["host"] or request["origin"] != server.url:
            told.append(f"{request['path']} was meant for {request['host']} {request['origin']}")
    return told
