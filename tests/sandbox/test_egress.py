"""The sandbox: which hosts it serves, refuses and lets out, and faults of those that it serves."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from emulator.kernel.fault import Fault
from flow_runner.engine import Flow
from flow_runner.sandbox.files import bundled_flows
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.transport import Transport
from tests.builders import (
    message,
    parse,
    question,
    webhook,
)
from tests.sandbox.sandbox_runs import asking, exchanged, outcome_of, sandbox_of, sent_by, warnings_of

# --- egress ----------------------------------------------------------------------------------------------------------


def test_a_host_that_nobody_answers_for_is_refused_with_advice(offline: list[str]) -> None:
    sandbox = sandbox_of(
        asking("https://api.example/slots?k={{phone}}"), "- {url: https://api.example/slot, json: {x: 1}}"
    )
    assert sandbox.says("hi") == []
    session = sandbox.session()
    assert session is not None
    assert session.outcome == "failed"
    assert session.reason == (
        "GET https://api.example/slots was refused: the sandbox emulates Wati and Zoho, and nothing leaves this "
        "machine. The nearest stub is * https://api.example/slot. Answer it with a stub (--stubs stubs.yaml, for "
        "example '- {method: GET, url: \"https://api.example/slots\", json: {...}}'), or let it out: --allow-host "
        "api.example."
    )
    assert [one.reason for one in exchanged(sandbox)] == ["refused by the sandbox"]
    assert offline == []


@pytest.mark.parametrize(
    "url",
    [
        "https://zohoapis.com.evil.example/crm/v8/Leads/search",
        "https://evil.example/www.zohoapis.com",
        "https://www.zohoapis.com@evil.example/crm/v8/Leads/search",
        "https://evilwati.io/api/v1/getContacts",
        "http://127.0.0.1:9/api/v1/getContacts",
        "http://localhost/api/v1/getContacts",
        "https://allowed.example.evil.example/",
    ],
)
def test_a_host_that_only_looks_emulated_or_allowed_is_refused(url: str, offline: list[str]) -> None:
    sandbox = sandbox_of(asking(url), allowed=["allowed.example"])
    sandbox.says("hi")
    assert outcome_of(sandbox) == "failed"
    assert [one.source for one in exchanged(sandbox)] == ["refused"]
    assert offline == []


@pytest.mark.parametrize(
    "url",
    [
        "https://www.zohoapis.com/crm/v8/Leads/search?phone=919876543210",
        "https://www.zohoapis.in/crm/v8/Leads/search?phone=919876543210",
        "https://WWW.ZohoAPIs.com/crm/v8/Leads/search?phone=919876543210",
        "https://www.zohoapis.com:443/crm/v8/Leads/search?phone=919876543210",
        "https://live-mt-server.wati.io:443/424242/api/v1/getContacts",
        "http://127.0.0.1:8080/api/v1/getContacts",
    ],
)
def test_the_vendors_hosts_are_served_here(url: str, offline: list[str]) -> None:
    sandbox = sandbox_of(asking(url))
    sandbox.says("hi")
    assert [(one.status, one.source) for one in exchanged(sandbox)] == [(401, "sandbox")]
    assert offline == []


class Recorder(BaseHTTPRequestHandler):
    """A server that notes what it is asked, and answers as its path says."""

    asked: list[tuple[str, str, dict[str, str], bytes]]

    def answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self.asked.append((self.command, self.path, dict(self.headers), self.rfile.read(length)))
        if self.path.startswith("/moved"):
            self.send_response(302)
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"x": "real"}')

    do_GET = do_POST = answer  # noqa: N815  # the names are http.server's

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[Any]]]:
    """(address, what it was asked) of a server on this machine."""
    monkeypatch.setattr(Recorder, "asked", [], raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with HTTPServer(("127.0.0.1", 0), Recorder) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}", Recorder.asked
        httpd.shutdown()
        thread.join()


def live(flow: Flow) -> Sandbox:
    return Sandbox(flow, allowed=["127.0.0.1"])


def test_an_allowed_host_really_gets_the_request(server: tuple[str, list[Any]]) -> None:
    address, asked = server
    sandbox = live(asking(f"{address}/x?p={{{{phone}}}}", method="Post", headers={"X-Key": "k"}, body='{"a": 1}'))
    assert [one.text for one in sandbox.says("hi")] == ["x is real"]
    ((method, path, headers, body),) = asked
    assert (method, path, body) == ("POST", "/x?p=919876543210", b'{"a": 1}')
    assert headers["x-key"] == "k"
    assert [(one.status, one.source) for one in exchanged(sandbox)] == [(200, "live")]


def test_an_allowed_host_is_not_followed_elsewhere(server: tuple[str, list[Any]]) -> None:
    address, asked = server
    sandbox = live(asking(f"{address}/moved"))
    sandbox.says("hi")
    assert [path for _, path, _, _ in asked] == ["/moved"]
    assert [one.status for one in exchanged(sandbox)] == [302]


def test_a_value_in_the_path_stays_in_the_path_of_a_real_request(server: tuple[str, list[Any]]) -> None:
    address, asked = server
    flow = parse(question("q"), webhook("a", f"{address}/c/@city/end"), edges=[("q", "a")])
    sandbox = live(flow)
    sandbox.says("hi")
    sandbox.says("a/b?c#d%")
    assert [path for _, path, _, _ in asked] == ["/c/a%2Fb%3Fc%23d%25/end"]


def test_a_header_in_any_script_is_no_crash_of_a_real_request(server: tuple[str, list[Any]]) -> None:
    address, _ = server
    sandbox = live(asking(f"{address}/x", headers={"X-Name": "प्रिया"}))
    sandbox.says("hi")
    assert outcome_of(sandbox) == "ended"


def test_a_real_request_carries_the_authors_own_credentials(
    server: tuple[str, list[Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """requests puts those of a .netrc of this machine in their place, unless it is told not to."""
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password mine\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    address, asked = server
    live(asking(f"{address}/x", headers={"Authorization": "Bearer authors-own"})).says("hi")
    ((_, _, headers, _),) = asked
    assert {name.lower(): value for name, value in headers.items()}["authorization"] == "Bearer authors-own"


def test_an_allowed_host_that_is_down_is_a_webhook_without_a_reply(server: tuple[str, list[Any]]) -> None:
    sandbox = live(asking("http://127.0.0.1:1/x"))
    assert [one.text for one in sandbox.says("hi")] == ["x is @x"]
    assert [one.status for one in exchanged(sandbox)] == [None]


# --- faults of the emulated hosts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "attributes", "reason"),
    [("latency", {"seconds": 11}, "timed out"), ("lose_reply", {}, "lost"), ("refuse", {}, "refused")],
)
def test_a_fault_of_an_emulated_host_is_a_webhook_without_a_reply(
    kind: str, attributes: dict[str, Any], reason: str
) -> None:
    sandbox = Sandbox.open(bundled_flows()["zoho_lead_owner"])
    sandbox.tenant.universe.faults.arm(Fault("f", kind, "zoho.search_records", attributes=attributes))
    sandbox.says("hi")
    assert [(one.status, one.reason) for one in exchanged(sandbox)] == [(200, ""), (None, reason)]
    assert outcome_of(sandbox) == "ended"
    assert sandbox.assignee() is None
    assert sent_by(sandbox) == ["Thank you for writing to us. We have your message and will get back to you soon."]


def test_a_fault_that_never_fired_is_told() -> None:
    sandbox = sandbox_of(parse(message("a", "x")))
    sandbox.tenant.universe.faults.arm(Fault("f", "refuse", "zoho.search_records"))
    sandbox.says("hi")
    assert any("was armed but never fired" in line for line in warnings_of(sandbox))


def test_the_sandboxs_own_address_reaches_it_under_every_loopback_name() -> None:
    """What `/_sandbox/connection` tells can stand in a flow, on any port, and with a tenant's prefix."""
    for host in ("127.0.0.1:9001", "localhost:9001"):
        for prefix in ("", "/~default"):
            sandbox = sandbox_of(asking(f"http://{host}{prefix}/424242/api/v1/getContacts"))
            sandbox.host.transport = Transport(sandbox.tenant, origin="http://127.0.0.1:9001")
            sandbox.says("hi")
            assert [(one.source, one.status) for one in exchanged(sandbox)] == [("sandbox", 401)]
