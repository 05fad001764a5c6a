"""A chatbot's whole conversation with a second sandbox, recorded, goes the same way with nothing but the stubs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import requests

from flow_runner.engine import Flow
from flow_runner.engine.events import MessageSent
from flow_runner.sandbox.files import bundled_flows
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.stubs import Stubs
from flow_runner.sandbox.trace import Exchanged
from flow_runner.traffic.examples import EXAMPLES_SCHEMA
from tests.cli.commands import SECRETS
from tests.sandbox.sandbox_runs import exchanged
from tests.traffic.recorders import Recorder, recorder, sandbox

PLACES = {
    "wati": "https://live-mt-server.wati.io",
    "zoho": "https://www.zohoapis.com",
    "accounts": "https://accounts.zoho.com",
}
EXPORT = bundled_flows()["zoho_lead_owner"].read_text(encoding="utf-8")
STRANGER = "4915112345678"
SEARCH = "https://www.zohoapis.com/crm/v8/Leads/search"


@pytest.fixture(params=[(), ("Asha Agent",)], ids=["names masked", "names kept"])
def recorded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Recorder, list[Any], str]]:
    """A recorder, what happened in the live conversation, and the address of the service behind it."""
    with (
        sandbox() as address,
        recorder(
            tmp_path / "recorded",
            *(f"{name}={address}" for name in PLACES),
            stands_for=[f"{name}={place}" for name, place in PLACES.items()],
            keep=request.param,
        ) as made,
    ):
        text = EXPORT
        for name, place in PLACES.items():
            text = text.replace(place, f"{made.origin}/{name}")
        live = Sandbox(Flow.loads(text), allowed=["127.0.0.1"])
        yield made, conversation(live, address), address


def conversation(live: Sandbox, address: str = "") -> list[Any]:
    """Assigned; then the token has expired and is fetched anew; then somebody whom Zoho does not know."""
    live.says("hi")
    live.advance(timedelta(days=2))
    if address:
        requests.post(f"{address}/_sandbox/clock/advance", json={"seconds": 4000}, timeout=5)
    live.says("hi")
    live.says("hi", STRANGER if address else "15550100001")
    return happened(live)


def happened(run: Sandbox) -> list[Any]:
    """Statuses and messages, in their order."""
    return [
        entry.what.status if isinstance(entry.what, Exchanged) else entry.what.text
        for phone in ("919876543210", STRANGER, "15550100001")
        for entry in run.entries(phone)
        if isinstance(entry.what, Exchanged | MessageSent)
    ]


def test_a_recorded_conversation_goes_the_same_way_from_its_stubs(recorded: tuple[Recorder, list[Any], str]) -> None:
    made, live, _ = recorded
    assert live[:2] == [200, 200]
    assert [one for one in live if isinstance(one, int)] == [200, 200, 200, 401, 200, 200, 200, 200, 204]
    converted = made.converted()
    assert (converted.exchanges, converted.without_stubs, converted.unread) == (9, "", [])
    stubs = Stubs.load(made.folder / "stubs.yaml")
    again = Sandbox(Flow.loads(EXPORT), stubs=stubs)
    replayed = conversation(again)
    assert {one.source for one in exchanged(again, "919876543210") + exchanged(again, "15550100001")} == {"stub"}
    assert again.host.transport.stubs.unused() == []
    if made.mask.stand_ins.keep:
        assert replayed == live
    else:  # the chatbot compares the owner's name, which is masked
        assert [one for one in replayed if isinstance(one, int)] == [one for one in live if isinstance(one, int)]


def test_no_secret_and_no_number_of_the_service_is_in_any_file(recorded: tuple[Recorder, list[Any], str]) -> None:
    made, _, address = recorded
    made.converted()
    text = made.written() + "".join(made.told)
    token = requests.get(f"{address}/_sandbox/snapshot", timeout=5).text
    issued = {word for word in token.replace('"', " ").split() if word.startswith("1000.")}
    assert len(issued) >= 3
    for secret in (*SECRETS, *issued, "1000.SANDBOXCLIENT", STRANGER[-9:], "Priya Test"):
        assert secret not in text


def test_every_example_holds_to_its_contract(recorded: tuple[Recorder, list[Any], str]) -> None:
    made, _, _ = recorded
    found = made.converted().found
    assert {one.operation for one in found.examples} == {
        "wati.get_contacts",
        "zoho.search_records",
        "zoho.generate_token",
        "wati.update_contact_attributes",
    }
    assert [one.violations for one in found.examples] == [[]] * 9
    assert found.unknown == []
    jsonschema.validate(json.loads((made.folder / "examples.json").read_text()), EXAMPLES_SCHEMA)


def test_what_the_contract_does_not_allow_is_told_and_kept(tmp_path: Path) -> None:
    with sandbox() as address, recorder(tmp_path, f"zoho={address}") as made:
        fault = {"name": "f", "kind": "status", "operation": "zoho.*", "attributes": {"status": 418}}
        assert requests.post(f"{address}/_sandbox/faults", json=fault, timeout=5).status_code == 201
        for path in ("crm/v8/Leads/search?phone=15550100009", "crm/v8/Leads/1/actions/conver"):
            url = f"{made.origin}/zoho/{path}"
            requests.get(url, headers={"Authorization": f"Bearer {SECRETS[0]}"}, timeout=5)
        found = made.converted().found
    assert [one.violations for one in found.examples] == [["reply status 418 is not declared by zoho.search_records"]]
    assert [one.near_miss for one in found.unknown] == [
        "No operation matches GET /crm/v8/Leads/1/actions/conver. Did you mean POST /crm/v8/Leads/1/actions/convert?"
    ]
