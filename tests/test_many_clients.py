"""64 clients at once, on one account and on 64: nothing is lost or mixed, ids are unique, the journal is whole."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import pytest
import requests
from werkzeug.serving import WSGIRequestHandler, make_server

from emulator import World, create_app

CLIENTS = 64
EACH = 4
TIMEOUT_S = 60


class Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:
        """Nothing."""


class Account(NamedTuple):
    """Where a client calls, and as whom."""

    url: str
    token: str


@pytest.fixture
def world() -> World:
    return World({"wati": {"limits": "unlimited"}})


@pytest.fixture
def url(world: World) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_app(world), threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def at_once(work: Callable[[int], Any]) -> list[Any]:
    """What came of the work of every client; all begin together."""
    gate = threading.Barrier(CLIENTS)

    def begin(number: int) -> Any:
        gate.wait(TIMEOUT_S)
        return work(number)

    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(begin, range(CLIENTS)))


def phone(client: int, number: int) -> str:
    return f"1555{client:03d}{number:04d}"


def work_of(client: int, account: Account) -> list[str]:
    """Adds contacts, changes each, and reads them back; the answer is what was not as it should be."""
    wrong = []
    with requests.Session() as session:
        session.trust_env = False
        session.headers["Authorization"] = f"Bearer {account.token}"

        def call(method: str, path: str, **more: Any) -> Any:
            reply = session.request(method, f"{account.url}/{path}", timeout=TIMEOUT_S, **more)
            if reply.status_code != 200:
                wrong.append(f"{method} {path}: {reply.status_code} {reply.text}")
                return {}
            return reply.json()

        for number in range(EACH):
            own = phone(client, number)
            call("POST", f"addContact/{own}", json={"name": f"Client {client}", "customParams": []})
            told = [{"name": "number", "value": str(number)}]
            call("POST", f"updateContactAttributes/{own}", json={"customParams": told})
            rows = call("GET", "getContacts", params={"name": own}).get("contact_list", [])
            params = [{one["name"]: one["value"] for one in row["customParams"]} for row in rows]
            if params != [{"name": f"Client {client}", "phone": own, "number": str(number)}]:
                wrong.append(f"{own}: {params}")
    return wrong


def test_on_one_account(world: World, url: str) -> None:
    account = Account(f"{url}/424242/api/v1", "sandbox-wati-token")
    assert [told for told in at_once(lambda client: work_of(client, account)) if told] == []
    tenant = world.tenant("default")
    assert {row.wa_id for row in tenant.wati.contacts} == {phone(c, n) for c in range(CLIENTS) for n in range(EACH)}
    assert len({row.id for row in tenant.wati.contacts}) == CLIENTS * EACH
    journal = list(tenant.universe.journal)
    assert [one.number for one in journal] == list(range(1, CLIENTS * EACH * 3 + 1))
    assert all(one.reply is not None and one.reply.status == 200 for one in journal)


def test_on_64_accounts(world: World, url: str) -> None:
    for number in range(CLIENTS):
        own = {"tenant_id": 500000 + number, "token": f"token-{number}.example", "limits": "unlimited"}
        world.create(f"t{number}", {"wati": own})

    def work(client: int) -> list[str]:
        return work_of(client, Account(f"{url}/{500000 + client}/api/v1", f"token-{client}.example"))

    assert [told for told in at_once(work) if told] == []
    for client in range(CLIENTS):
        tenant = world.tenant(f"t{client}")
        assert [row.wa_id for row in tenant.wati.contacts] == [phone(client, number) for number in range(EACH)]
        assert [one.number for one in tenant.universe.journal] == list(range(1, EACH * 3 + 1))
    assert len(world.tenant("default").wati.contacts) == 0


def test_who_asks_for_another_account_gets_nothing_of_it_however_many_ask(world: World, url: str) -> None:
    for number in range(2):
        contacts = [{"phone": phone(number, 0), "name": f"Secret of {number}"}]
        own = {"tenant_id": 500000 + number, "token": f"token-{number}.example", "contacts": contacts}
        world.create(f"t{number}", {"wati": {**own, "limits": "unlimited"}})

    def work(client: int) -> tuple[int, str]:
        one, other = client % 2, 1 - client % 2
        headers = {"Authorization": f"Bearer token-{one}.example"}
        reply = requests.get(f"{url}/{500000 + other}/api/v1/getContacts", headers=headers, timeout=TIMEOUT_S)
        return reply.status_code, reply.text

    assert set(at_once(work)) == {(401, "")}
