"""In process, through WSGI and through a socket the same request gets the same reply."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import requests

from emulator import World, create_app, gateway, seed
from emulator.kernel.http import MAX_BODY_BYTES, Reply, Request
from flow_runner.sandbox.files import DEMO_WORLD

BEARER = {"Authorization": "Bearer sandbox-wati-token"}
ZOHO = {"Authorization": "Zoho-oauthtoken 1000.00000000000000000000000000000001.00000000000000000000000000000001"}
REFRESH = (
    "grant_type=refresh_token&client_id=1000.SANDBOXCLIENT0000000000000000&client_secret=sandbox-client-secret"
    "&refresh_token=1000.sandbox.refresh-token"
)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}
PRIYA = "919876543210"
# headers that the server adds, or that depend on how it sends the body
TRANSPORT = {"date", "server", "content-length", "connection", "transfer-encoding", "keep-alive"}


class Asked(NamedTuple):
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Answered(NamedTuple):
    status: int
    body: bytes
    headers: dict[str, str]


def asked(method: str, path: str, headers: dict[str, str] | None = None, body: Any = b"") -> Asked:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Asked(method, path, headers or {}, sent)


# In this order, so that the number of each exchange is the same in all three.
REQUESTS = {
    "health": asked("GET", "/_sandbox/health"),
    "connection": asked("GET", "/_sandbox/connection"),
    "inbound": asked("POST", "/_sandbox/inbound", JSON, {"phone": PRIYA, "text": "hi ü"}),
    "contacts": asked("GET", "/424242/api/v1/getContacts?name=Priya", BEARER),
    "messages": asked("GET", f"/424242/api/v1/getMessages/{PRIYA}?pageSize=100", BEARER),
    "message": asked("POST", f"/424242/api/v1/sendSessionMessage/{PRIYA}?messageText=%C3%BC+%26+%E6%9D%8E", BEARER),
    "attributes": asked(
        "POST",
        "/424242/api/v1/updateContactAttributes/22222222",
        {**BEARER, **JSON},
        {"customParams": [{"name": "a", "value": "ü"}]},
    ),
    "empty 401": asked("GET", "/424242/api/v1/getContacts"),
    "empty 404 with help": asked("GET", "/424242/api/v1/getContact", BEARER),
    "405": asked("DELETE", "/424242/api/v1/getContacts", BEARER),
    "search": asked("GET", "/crm/v8/Leads/search?phone=%2B91+98765-43210&", ZOHO),
    "204": asked("GET", "/crm/v8/Leads/search?phone=15550109999", ZOHO),
    "204 with help": asked("GET", "/crm/v8/Leads/search?phone=0919876543210", ZOHO),
    "400": asked("GET", "/crm/v2/Leads/search?criteria=(%5C", ZOHO),
    "401": asked("GET", "/crm/v8/users", {"Authorization": "Bearer 1000.x"}),
    "token by query": asked("POST", f"/oauth/v2/token?{REFRESH}"),
    "token by form": asked("POST", "/oauth/v2/token", FORM, REFRESH.encode()),
    "token refused": asked("POST", "/oauth/v2/token", FORM, b"client_id=x"),
    "wrong method": asked("PUT", "/crm/v8/users", ZOHO, b"{}"),
    "unknown version": asked("GET", "/crm/v99/users", ZOHO),
    "body that is no UTF-8": asked("POST", "/424242/api/v1/updateContactAttributes/22222222", BEARER, b"\xff\xfe"),
    "slash in a parameter": asked("GET", "/424242/api/v1/getMessages/1%2F2", BEARER),
    "not UTF-8 in the path": asked("GET", "/424242/api/v1/getMessages/%FF", BEARER),
    "unknown tenant": asked("GET", "/~nobody/crm/v8/users", ZOHO),
    "tenant by prefix": asked("GET", "/~default/crm/v8/users?type=CurrentUser", ZOHO),
    "path of nobody": asked("GET", "/favicon.ico"),
    "root": asked("GET", "/"),
    "control error": asked("POST", "/_sandbox/clock/advance", JSON, {"seconds": -1}),
    "foreign origin": asked("POST", "/_sandbox/tenants/default/reset", {"Origin": "https://evil.example"}),
    "status fault": asked(
        "POST",
        "/_sandbox/faults",
        JSON,
        {
            "name": "busy",
            "kind": "status",
            "operation": "zoho.get_users",
            "attributes": {"status": 429, "text": "slow down", "headers": {"Retry-After": "7"}},
        },
    ),
    "broken by it": asked("GET", "/crm/v8/users", ZOHO),
    "clock": asked("GET", "/_sandbox/clock"),
    "line break in a parameter": asked(
        "POST", f"/424242/api/v1/assignOperator?email=a%0D%0AX-Forged:1&whatsappNumber={PRIYA}", BEARER
    ),
    "line break in the path": asked("GET", "/424242/api/v1/getContac%0As", BEARER),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `wati-sandbox serve` in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).parent / "wati-sandbox"), "serve", "--clock", "virtual", "--port", str(port)]
    log = tmp_path_factory.mktemp("serve") / "log"
    address = f"http://127.0.0.1:{port}"
    with log.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env={**os.environ, "NO_COLOR": "1"})
        try:
            for _ in range(200):
                if process.poll() is not None or is_up(address):
                    break
                time.sleep(0.05)
            assert is_up(address), log.read_text()
            yield address
        finally:
            process.terminate()
            process.wait(timeout=10)


def is_up(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_sandbox/health", timeout=2) as found:
            return found.status == 200
    except OSError:
        return False


@pytest.fixture(autouse=True)
def fresh(request: pytest.FixtureRequest) -> None:
    """Each test has the server's account as it was at the start."""
    if "server" in request.fixturenames:
        address = request.getfixturevalue("server")
        assert requests.post(f"{address}/_sandbox/tenants/default/reset", timeout=5).status_code == 200


def relevant(headers: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items() if name.lower() not in TRANSPORT}


def in_process(address: str) -> list[Answered]:
    world = World(seed.load(DEMO_WORLD).data)

    def answer(one: Asked) -> Answered:
        host = address.partition("://")[2]
        reply = gateway.answer(
            world, Request.to(one.method, one.path, {**one.headers, "Host": host}, one.body, address)
        )
        return Answered(reply.status, reply.body, relevant(dict(reply.headers)))

    return [answer(one) for one in REQUESTS.values()]


def through_wsgi(address: str) -> list[Answered]:
    client = create_app(World(seed.load(DEMO_WORLD).data)).test_client()

    def answer(one: Asked) -> Answered:
        path, _, query = one.path.partition("?")
        found = client.open(
            path, method=one.method, query_string=query, headers=one.headers, data=one.body, base_url=address
        )
        return Answered(found.status_code, found.data, relevant(dict(found.headers)))

    return [answer(one) for one in REQUESTS.values()]


def through_a_socket(address: str) -> list[Answered]:
    import http.client

    def answer(one: Asked) -> Answered:
        connection = http.client.HTTPConnection(address.partition("://")[2], timeout=5)
        try:
            connection.request(one.method, one.path, one.body or None, one.headers)
            found = connection.getresponse()
            return Answered(found.status, found.read(), relevant(dict(found.getheaders())))
        finally:
            connection.close()

    return [answer(one) for one in REQUESTS.values()]


@pytest.fixture(scope="module")
def answers(server: str) -> dict[str, list[Answered]]:
    requests.post(f"{server}/_sandbox/tenants/default/reset", timeout=5)
    return {
        "in process": in_process(server),
        "through WSGI": through_wsgi(server),
        "through a socket": through_a_socket(server),
    }


@pytest.mark.parametrize("way", ["through WSGI", "through a socket"])
@pytest.mark.parametrize("name", list(REQUESTS))
def test_every_way_in_gives_the_same_reply(answers: dict[str, list[Answered]], name: str, way: str) -> None:
    place = list(REQUESTS).index(name)
    assert answers[way][place] == answers["in process"][place]


def test_no_request_ends_in_an_error_of_our_own(answers: dict[str, list[Answered]]) -> None:
    failed = [
        f"{name} {way}" for way, found in answers.items() for name, one in zip(REQUESTS, found, strict=True)
        if one.status >= 500
    ]  # fmt: skip
    assert failed == []


def test_a_204_has_no_body_and_no_content_type_over_a_socket(answers: dict[str, list[Answered]]) -> None:
    found = answers["through a socket"][list(REQUESTS).index("204")]
    assert (found.status, found.body) == (204, b"")
    assert "content-type" not in found.headers


def test_the_api_domain_is_the_address_that_was_asked(server: str) -> None:
    for address in (server, server.replace("127.0.0.1", "localhost")):
        token = requests.post(f"{address}/oauth/v2/token?{REFRESH}", timeout=5).json()
        assert token["api_domain"] == address
        found = requests.get(
            f"{token['api_domain']}/crm/v8/Leads/search",
            params={"phone": f"+{PRIYA}"},
            headers={"Authorization": f"{token['token_type']} {token['access_token']}"},
            timeout=5,
        )
        assert found.json()["data"][0]["Owner"]["name"] == "Asha Agent"


def test_a_client_that_reads_the_connection_reaches_both_apis(server: str) -> None:
    given = requests.get(f"{server}/_sandbox/connection", timeout=5).json()
    wati, zoho = given["wati"], given["zoho"]
    url = f"{wati['base_url']}/{wati['tenant_id']}/api/v1/getContacts"
    found = requests.get(url, headers={"Authorization": f"Bearer {wati['token']}"}, timeout=5)
    assert [row["wAid"] for row in found.json()["contact_list"]] == ["22222222", PRIYA]
    credentials = {name: zoho[name] for name in ("client_id", "client_secret", "refresh_token")}
    for how in (
        {"params": credentials},
        {"data": credentials},
        {"files": {k: (None, v) for k, v in credentials.items()}},
    ):
        sent: dict[str, Any] = {key: dict(value) for key, value in how.items()}
        grant = "refresh_token" if "files" not in how else (None, "refresh_token")
        next(iter(sent.values()))["grant_type"] = grant
        token = requests.post(f"{zoho['accounts_url']}/oauth/v2/token", timeout=5, **sent).json()
        assert token["api_domain"] == zoho["api_domain"]


def test_urllib_is_a_client_like_any_other(server: str) -> None:
    request = urllib.request.Request(f"{server}/crm/v8/Leads/search?phone={PRIYA}", headers=ZOHO)
    with urllib.request.urlopen(request, timeout=5) as found:
        assert json.load(found)["info"]["count"] == 1
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{server}/crm/v8/users", timeout=5)
    with refused.value:
        assert (refused.value.code, json.load(refused.value)["code"]) == (401, "AUTHENTICATION_FAILURE")


def test_a_chunked_body_arrives(server: str) -> None:
    found = requests.post(
        f"{server}/424242/api/v1/addContact/15550100001",
        data=iter([b'{"name": ', b'"In Chunks"}']),
        headers=BEARER,
        timeout=5,
    )
    assert found.json()["contact"]["fullName"] == "In Chunks"


def test_one_connection_carries_many_requests(server: str) -> None:
    with requests.Session() as session:
        statuses = [
            session.get(f"{server}/crm/v8/Leads/search?phone={phone}", headers=ZOHO, timeout=5).status_code
            for phone in (PRIYA, "15550109999", PRIYA, "{", PRIYA)
        ]
    assert statuses == [200, 204, 200, 400, 200]


def test_a_body_that_is_too_large_is_refused_and_the_server_lives(server: str) -> None:
    try:
        status = requests.post(f"{server}/oauth/v2/token", data=b"x" * (MAX_BODY_BYTES + 1), timeout=20).status_code
    except requests.ConnectionError:
        status = 413  # it need not read to the end what it refuses
    assert status == 413
    assert is_up(server)


def test_a_file_of_twenty_megabytes_is_none_too_many(server: str) -> None:
    reply = requests.post(f"{server}/424242/api/v1/addContact/15550100001", data=b"x" * 20_000_000, timeout=20)
    assert (reply.status_code, reply.content) == (401, b"")


def arm(server: str, kind: str, operation: str, **attributes: Any) -> None:
    body = {"name": "f", "kind": kind, "operation": operation, "attributes": attributes}
    assert requests.post(f"{server}/_sandbox/faults", json=body, timeout=5).status_code == 201


@pytest.mark.parametrize(("kind", "added"), [("lose_reply", True), ("refuse", False)])
def test_a_client_that_is_to_get_no_reply_gets_none_and_the_server_lives(server: str, kind: str, added: bool) -> None:
    arm(server, kind, "wati.add_contact")
    url = f"{server}/424242/api/v1/addContact/15550100001"
    with pytest.raises(requests.RequestException):
        requests.post(url, json={"name": "x"}, headers=BEARER, timeout=5)
    found = requests.get(f"{server}/424242/api/v1/getContacts", headers=BEARER, timeout=5).json()
    assert ("15550100001" in [row["wAid"] for row in found["contact_list"]]) is added
    assert requests.post(url, json={"name": "x"}, headers=BEARER, timeout=5).status_code == 200


def test_a_truncated_body_is_broken_json_and_not_a_broken_connection(server: str) -> None:
    arm(server, "truncate", "wati.get_contacts", bytes=10)
    found = requests.get(f"{server}/424242/api/v1/getContacts", headers=BEARER, timeout=5)
    assert (found.status_code, found.content) == (200, b'{"result":')


def test_latency_moves_the_clock_and_nobody_waits(server: str) -> None:
    arm(server, "latency", "wati.get_contacts", seconds=3000)
    found = requests.get(f"{server}/424242/api/v1/getContacts", headers=BEARER, timeout=5)
    assert found.status_code == 200
    assert requests.get(f"{server}/_sandbox/clock", timeout=5).json()["now"] == "2026-01-15T09:50:00+00:00"


def test_two_tenants_live_beside_each_other(server: str) -> None:
    requests.delete(f"{server}/_sandbox/tenants/two", timeout=5)
    made = requests.post(f"{server}/_sandbox/tenants", json={"name": "two", "world": {}}, timeout=5).json()
    base = server + made["prefix"]
    found = requests.get(f"{base}/_sandbox/connection", timeout=5).json()
    assert found["zoho"]["api_domain"] == base
    rows = [
        requests.get(url, headers={**BEARER, **more}, timeout=5).json()["contact_list"]
        for url, more in (
            (f"{base}/424242/api/v1/getContacts", {}),
            (f"{server}/424242/api/v1/getContacts", {"X-Sandbox-Tenant": "two"}),
            (f"{server}/424242/api/v1/getContacts", {}),
        )
    ]
    assert [len(one) for one in rows] == [0, 0, 2]


def test_a_lost_reply_is_a_broken_body_through_wsgi_too() -> None:
    client = create_app(World(seed.load(DEMO_WORLD).data)).test_client()
    client.post("/_sandbox/faults", json={"name": "f", "kind": "lose_reply", "operation": "wati.*"})
    with pytest.raises(ConnectionAbortedError, match="a fault keeps the reply from the client: lost"):
        client.get("/424242/api/v1/getContacts", headers=BEARER)


def test_a_port_that_is_taken_is_told(server: str) -> None:
    port = server.rpartition(":")[2]
    command = [str(Path(sys.executable).parent / "wati-sandbox"), "serve", "--port", port]
    found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert found.returncode == 2
    assert found.stderr.startswith(f"cannot listen on 127.0.0.1:{port}: ")
    assert "Choose another one with --port." in found.stderr


def test_an_app_without_a_world_serves_an_empty_account() -> None:
    client = create_app().test_client()
    assert client.get("/_sandbox/health").json["tenants"] == ["default"]
    assert isinstance(gateway.answer(World(), Request("GET", "/_sandbox/health")), Reply)
