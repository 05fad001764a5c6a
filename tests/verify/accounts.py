"""Accounts to verify: one in process, and one that is served on this machine as if it were real."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from emulator import Tenant, World, create_app, seed
from flow_runner.sandbox.files import DEMO_WORLD
from flow_runner.sandbox.stubs import Stubs
from flow_runner.verify.check import Check
from flow_runner.verify.emulated import emulated
from flow_runner.verify.suite import Verdict, verify

NUMBER, NAME, CITY = "919876543210", "Rosalind Unprinted", "Nowhereville"
LEAD, WIDE = "+91 98765 43210", "９１９８７６５４３２１１"
SECRETS = {
    "WATI_TOKEN": "other-wati-token",
    "ZOHO_CLIENT_ID": "1000.OTHERCLIENT000000000000000000",
    "ZOHO_CLIENT_SECRET": "other-client-secret",
    "ZOHO_REFRESH_TOKEN": "1000.other.refresh-token",
}
PERSONAL = (NUMBER, "98765", NAME, "Rosalind", CITY, "unprinted.example", "Unprinted Traders")
WORLD = {
    "wati": {
        "tenant_id": 777777,
        "token": SECRETS["WATI_TOKEN"],
        "limits": "unlimited",
        "agents": [{"name": f"{NAME} Agent", "email": "agent@unprinted.example"}],
        "contacts": [{"phone": NUMBER, "name": NAME, "attributes": {"city": CITY}}, {"phone": 15550100001}],
    },
    "zoho": {
        "clients": [{"client_id": SECRETS["ZOHO_CLIENT_ID"], "client_secret": SECRETS["ZOHO_CLIENT_SECRET"]}],
        "refresh_tokens": [{"token": SECRETS["ZOHO_REFRESH_TOKEN"], "client_id": SECRETS["ZOHO_CLIENT_ID"]}],
        "users": [{"name": f"{NAME} Owner", "email": "owner@unprinted.example"}],
    },
}


def verdict_of(check: Check, assumptions: dict[str, str] | None = None, stubbed: bool = False) -> Verdict:
    """What the check says of the demo account: with these assumptions, or with the replies of its `other`."""
    world = {**seed.load(DEMO_WORLD).data, "assumptions": assumptions or {}}
    stubs = Stubs.parse(json.dumps(check.other)) if stubbed else None
    (verdict,) = verify(emulated(seed.tenant_from(world), stubs=stubs), [check])
    return verdict


class Served:
    """A sandbox behind a socket; `environment` leads `verify --target live` to it."""

    def __init__(self, tenant: Tenant, url: str) -> None:
        self.tenant = tenant
        self.environment = {
            **SECRETS,
            "WATI_BASE_URL": f"{url}/{tenant.wati.tenant_id}",
            "ZOHO_API_URL": url,
            "ZOHO_ACCOUNTS_URL": f"{url}/",
        }

    @property
    def asked(self) -> list[str]:
        """Method and path of every request, in order."""
        return [f"{one.request.method} {one.request.path}" for one in self.tenant.universe.journal]


@contextmanager
def served(assumptions: dict[str, str] | None = None) -> Iterator[Served]:
    """The account of WORLD a day later, with one contact more, two leads that were made a minute apart, and a customer
    who has just written.
    """
    world = World(seed.checked(_document({**WORLD, "assumptions": assumptions or {}})).data)
    tenant = world.tenant("default")
    tenant.universe.clock.advance(timedelta(days=1))
    tenant.wati.add_contact("15550100002")
    tenant.wati.receive(NUMBER, "hi")
    owner = next(iter(tenant.zoho.users))
    for phone in (LEAD, LEAD, WIDE):
        fields = {"Last_Name": "Rosalind", "Company": "Unprinted Traders", "Phone": phone}
        tenant.zoho.add_lead(owner, fields)
        tenant.universe.clock.advance(timedelta(minutes=1))
    server = make_server("127.0.0.1", 0, create_app(world), request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield Served(tenant, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def answering(status: int, headers: dict[str, str], body: bytes = b"") -> Iterator[tuple[str, list[str]]]:
    """A host that says the same to everything; its address, and the paths that it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Quietly."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.0"  # a reply that is lost ends the connection, whatever other servers of this process do

    def log(self, type: str, message: str, *args: Any) -> None:
        """Not among the tests' output."""


def _document(world: dict[str, Any]) -> Any:
    from emulator.document import Document

    return Document.of(world, "world")
