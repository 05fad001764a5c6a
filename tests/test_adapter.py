"""`requests` in process."""

from __future__ import annotations

from datetime import timedelta

import pytest
import requests

from emulator.kernel.fault import Fault
from flow_runner.sandbox.adapter import session
from flow_runner.sandbox.files import bundled_flows
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.stubs import Stubs

TOKEN_URL = "https://accounts.zoho.com/oauth/v2/token"
GRANT = {
    "grant_type": "refresh_token",
    "client_id": "1000.SANDBOXCLIENT0000000000000000",
    "client_secret": "sandbox-client-secret",
    "refresh_token": "1000.sandbox.refresh-token",
}


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox.open(bundled_flows()["zoho_lead_owner"])


def test_a_program_that_uses_requests_runs_unchanged(sandbox: Sandbox) -> None:
    client = session(sandbox.host.transport)
    issued = client.post(TOKEN_URL, data=GRANT).json()
    search = f"{issued['api_domain']}/crm/v8/Leads/search"
    header = {"Authorization": f"{issued['token_type']} {issued['access_token']}"}
    found = client.get(search, params={"phone": "+919876543210"}, headers=header)
    assert found.json()["data"][0]["Owner"]["name"] == "Asha Agent"
    missed = client.get(search, params={"phone": "+15550109999"}, headers=header)
    assert (missed.status_code, missed.content, missed.headers.get("Content-Type")) == (204, b"", None)


def test_a_slow_reply_is_a_read_timeout_and_nobody_waits(sandbox: Sandbox) -> None:
    sandbox.tenant.universe.faults.arm(Fault("slow", "latency", "zoho.generate_token", attributes={"seconds": 90}))
    before = sandbox.tenant.universe.clock.now()
    with pytest.raises(requests.ReadTimeout):
        session(sandbox.host.transport).post(TOKEN_URL, data=GRANT, timeout=30)
    assert sandbox.tenant.universe.clock.now() - before == timedelta(seconds=30)


def test_a_lost_reply_is_a_connection_error(sandbox: Sandbox) -> None:
    sandbox.tenant.universe.faults.arm(Fault("gone", "lose_reply", "zoho.generate_token"))
    with pytest.raises(requests.ConnectionError, match="lost"):
        session(sandbox.host.transport).post(TOKEN_URL, data=GRANT)


def test_another_host_is_refused_with_advice_and_a_stub_answers_it(sandbox: Sandbox) -> None:
    with pytest.raises(requests.ConnectionError, match=r"--allow-host api\.example"):
        session(sandbox.host.transport).get("https://api.example/slots")
    sandbox.host.transport.stubs = Stubs.parse("- { url: 'https://api.example/*', json: { slots: 2 } }")
    assert session(sandbox.host.transport).get("https://api.example/slots").json() == {"slots": 2}
