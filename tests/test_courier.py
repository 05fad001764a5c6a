"""The courier brings events over real sockets, holds no lock meanwhile, and calls nobody whom nobody allowed."""

from __future__ import annotations

import gc
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests
from werkzeug.serving import make_server

from emulator import Tenant, World, create_app, gateway
from emulator.courier import Courier, is_permitted, post
from emulator.kernel.http import Reply, Request
from emulator.wall_clock import TICK_S
from emulator.wati import callback_queue as queue
from emulator.wati import webhook
from emulator.wati.callback_queue import Unreached
from tests.receivers import Handler, Receiver, endless, hang, receiver, redirect, reset, status

ADA = "15550100001"
BEARER = {"authorization": "Bearer sandbox-wati-token"}


def tenant_of(*urls: str, courier: Courier | None = None, name: str = "default") -> Tenant:
    tenant = Tenant(name)
    webhook.add(tenant.wati, [webhook.Wanted(url, ("message",)) for url in urls])
    tenant.carrier = (courier or Courier()).wake
    return tenant


def say(tenant: Tenant, text: str = "hello") -> None:
    with tenant.lock:
        tenant.wati.receive(ADA, text)
    tenant.deliver()


def settled(tenant: Tenant, attempts: int = 1, timeout: float = 10) -> list[str]:
    """What came of the attempts, once there were so many: a status, or why there was none."""
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        with tenant.lock:
            known = [one for one in tenant.universe.journal if one.operation.startswith(queue.OPERATION)]
            done = [str(one.reply.status) if one.reply else one.no_reply for one in known if one.reply or one.no_reply]
        if len(done) >= attempts:
            return done
        time.sleep(0.005)
    raise AssertionError(f"{attempts} attempts were expected, there were {done}")


def threads_of(tenant: Tenant) -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name == f"webhooks of {tenant.name}"]


def gone(tenant: Tenant) -> bool:
    """Whether the thread has ended, within a second."""
    for thread in threads_of(tenant):
        thread.join(timeout=1)
    return not threads_of(tenant)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (status(200), "200"),
        (status(201), "201"),
        (status(204), "204"),
        (status(500), "500"),
        (redirect("https://evil.example/"), "302"),
        (endless, "200"),
        (reset, "lost (ConnectionError)"),
        (hang, "timed out"),
    ],
)
def test_whatever_a_receiver_does_is_noted_and_nothing_but_200_is_a_success(answer: Any, outcome: str) -> None:
    with receiver(answer) as mine:
        tenant = tenant_of(mine.url, courier=Courier(timeout_s=0.3), name=f"t-{outcome[:3]}")
        started = time.monotonic()
        say(tenant)
        assert settled(tenant) == [outcome]
        assert time.monotonic() - started < 3
        assert gone(tenant)
        [row] = tenant.wati.webhooks
        assert (row.failures, len(tenant.wati.deliveries)) == ((0, 0) if outcome == "200" else (1, 1))
        assert tenant.snapshot()


def test_a_receiver_that_is_not_there_is_a_failure() -> None:
    with receiver(status(200)) as mine:
        url = mine.url
    tenant = tenant_of(url)
    say(tenant)
    assert settled(tenant) == ["lost (ConnectionError)"]


def test_no_thread_is_started_where_nothing_is_due() -> None:
    tenant = tenant_of("http://127.0.0.1:9/", name="idle")
    with tenant.lock:
        tenant.wati.receive(ADA, "hello")
        [row] = tenant.wati.deliveries
        tenant.wati.deliveries.update(row.id, due=row.due.replace(year=2030))
    tenant.deliver()
    assert threads_of(tenant) == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1.nip.io/",
        "http://localhost.evil.example/",
        "http://localhost./",
        "http://127.1/",
        "http://127.0.0.2/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0.0.0.0/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::]/",
        "http://127.0.0.1@evil.example/",
        "http://evil.example\\@127.0.0.1/",
        "http://localhos\u0131/",
        "http://allowed.example.evil.example/",
        "file:///etc/passwd",
        "",
    ],
)
def test_a_name_that_only_looks_like_this_machine_is_not_called(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: Any, **more: Any) -> None:
        raise AssertionError(f"something was looked up: {given}")

    monkeypatch.setattr("socket.getaddrinfo", refuse)
    monkeypatch.setattr("socket.socket.connect", refuse)
    assert not is_permitted(url, {"allowed.example"})
    request = Request("POST", "/", url=url)
    assert isinstance(post(request, {"allowed.example"}), Unreached)


def test_this_machine_and_allowed_hosts_may_be_called() -> None:
    for url in ("http://127.0.0.1:1/", "http://[::1]:1/", "https://LocalHost/x", "https://Allowed.example/hook?x"):
        assert is_permitted(url, {"allowed.example"})


def test_proxies_and_passwords_of_this_machine_are_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with receiver(status(200)) as mine:
        found = post(Request.to("POST", mine.url, {}, b"{}"))
        assert isinstance(found, Reply)
        assert found.status == 200
        assert "authorization" not in mine.headers[0]


def test_events_of_a_message_arrive_in_order_though_the_receiver_is_slow() -> None:
    def slow(handler: Handler, body: Any) -> None:
        time.sleep(0.005)
        handler.reply(200)

    with receiver(slow) as mine:
        tenant = tenant_of(mine.url)
        for number in range(30):
            say(tenant, str(number))
        assert [body["text"] for body in mine.wait(30)] == [str(number) for number in range(30)]


def test_sixty_four_tenants_at_once_do_not_mix() -> None:
    with receiver(status(200)) as mine:
        courier = Courier()
        tenants = [tenant_of(f"{mine.url}?of={n}", courier=courier, name=f"t{n}") for n in range(64)]
        ready = threading.Barrier(8)

        def talk(some: list[Tenant]) -> None:
            ready.wait(10)
            for number in range(4):
                for tenant in some:
                    say(tenant, f"{tenant.name}:{number}")

        talkers = [threading.Thread(target=talk, args=(tenants[n::8],)) for n in range(8)]
        for one in talkers:
            one.start()
        for one in talkers:
            one.join()
        got = [body["text"] for body in mine.wait(256, timeout=20)]
        for tenant in tenants:
            assert settled(tenant, 4) == ["200"] * 4
            assert [text for text in got if text.startswith(f"{tenant.name}:")] == [
                f"{tenant.name}:{number}" for number in range(4)
            ]
            texts = [one.request.json()["text"] for one in tenant.universe.journal]
            assert all(text.startswith(f"{tenant.name}:") for text in texts)
            assert all(one.request.query == f"of={tenant.name[1:]}" for one in tenant.universe.journal)


def test_a_tenant_that_is_reset_sends_no_more_of_what_it_was() -> None:
    def first_hangs(handler: Handler, body: Any) -> None:
        if body["text"] == "0":
            handler.receiver.released.wait(10)
        handler.reply(200)

    with receiver(first_hangs) as mine:
        world = World({"wati": {"webhooks": [{"url": mine.url, "events": ["message"]}]}})
        old = world.tenant("default")
        for number in range(3):
            say(old, str(number))
        world.reset("default")
        mine.released.set()
        say(world.tenant("default"), "new")
        assert {body["text"] for body in mine.wait(2)} == {"0", "new"}
        assert gone(old)
        assert len(mine.got) == 2


def test_a_snapshot_that_is_put_back_while_a_receiver_thinks_is_not_changed_by_the_answer() -> None:
    def waiting(handler: Handler, body: Any) -> None:
        entered.set()
        handler.receiver.released.wait(10)
        handler.reply(500)

    entered = threading.Event()
    with receiver(waiting) as mine:
        tenant = tenant_of(mine.url, name="restored")
        before = tenant.snapshot()
        say(tenant)
        assert entered.wait(10)
        tenant.restore(before)
        mine.released.set()
        mine.wait(1)
        assert gone(tenant)
        assert tenant.snapshot() == before


@contextmanager
def served(world: World) -> Iterator[str]:
    """A world behind werkzeug's threaded server."""
    server = make_server("127.0.0.1", 0, create_app(world), threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def answering(receiver: Receiver, address: list[str]) -> None:
    """Let it send a message through the API before it answers its webhook."""

    def answer(handler: Handler, body: Any) -> None:
        if body["eventType"] == "message":
            url = f"{address[0]}/424242/api/v1/sendSessionMessage/{body['waId']}"
            sent = requests.post(url, params={"messageText": f"re: {body['text']}"}, headers=BEARER, timeout=5)
            body["answered"] = sent.json()["result"]
        handler.reply(200)

    receiver.answer = answer


def test_a_receiver_may_call_the_api_before_it_answers() -> None:
    address: list[str] = []
    with receiver(status(200)) as mine, served(World()) as origin:
        address.append(origin)
        answering(mine, address)
        hook = {"url": mine.url, "status": 1, "eventTypes": ["message", "sessionMessageSent_v2"]}
        added = requests.post(f"{origin}/424242/api/v2/webhookEndpoints", json=[hook], headers=BEARER, timeout=5)
        assert added.json()["ok"] is True
        for number in range(3):
            inbound = {"phone": ADA, "text": str(number)}
            assert requests.post(f"{origin}/_sandbox/inbound", json=inbound, timeout=5).status_code == 202
        got = mine.wait(6)
        assert [body["text"] for body in got if body["eventType"] == "message"] == ["0", "1", "2"]
        assert [body["text"] for body in got if body["eventType"] != "message"] == ["re: 0", "re: 1", "re: 2"]
        assert {body.get("answered", "success") for body in got} == {"success"}
        journal = requests.get(f"{origin}/_sandbox/journal", timeout=5).json()["exchanges"]
        told = [one for one in journal if one["operation"].startswith("wati.webhook:")]
        assert len(told) == 6
        assert all(one["api"] == "wati" and not one["violations"] for one in told)


def test_retries_of_a_served_world_happen_when_its_clock_is_moved() -> None:
    with receiver(status(500)) as mine, served(World()) as origin:
        hook = {"url": mine.url, "events": ["message"]}
        requests.post(f"{origin}/_sandbox/webhooks", json=hook, timeout=5)
        requests.post(f"{origin}/_sandbox/inbound", json={"phone": ADA, "text": "hi"}, timeout=5)
        mine.wait(1)
        requests.post(f"{origin}/_sandbox/clock/advance", json={"seconds": 86400}, timeout=5)
        mine.wait(101)
        end = time.monotonic() + 5
        while time.monotonic() < end:
            [found] = requests.get(f"{origin}/_sandbox/webhooks", timeout=5).json()["webhooks"]
            if found["status"] == "defective":
                break
            time.sleep(0.01)
        assert (found["status"], found["failures"], found["notified"], found["pending"]) == ("defective", 101, True, [])
        assert len(mine.got) == 101


def test_the_address_of_a_file_is_where_the_client_reached_the_sandbox() -> None:
    world = World()
    world.create("two")
    with receiver(status(200)) as mine, served(world) as origin:
        base = f"{origin}/~two"
        requests.post(f"{base}/_sandbox/webhooks", json={"url": mine.url, "events": ["message"]}, timeout=5)
        inbound = {"phone": ADA, "media": "data/images/x.jpg"}
        requests.post(f"{base}/_sandbox/inbound", json=inbound, timeout=5)
        assert mine.wait(1)[0]["data"] == f"{base}/424242/api/file/showFile?fileName=data/images/x.jpg"


# --- real time -------------------------------------------------------------------------------------------------------


def seconds_of(tenant: Tenant) -> float:
    return (tenant.universe.clock.now() - tenant.universe.clock.started).total_seconds()


def ask(world: World, path: str, body: Any = None) -> Any:
    request = Request.to("POST" if body else "GET", path, BEARER, json.dumps(body) if body else b"")
    return gateway.answer(world, request)


def test_with_a_real_clock_time_passes_and_what_falls_due_happens_by_itself() -> None:
    with receiver(status(200)) as mine:
        hooks = [{"url": mine.url, "events": ["message", "sessionMessageSent", "sentMessageDELIVERED"]}]
        world = World({"wati": {"webhooks": hooks}}, clock="real")
        tenant = world.tenant("default")
        started = time.monotonic()
        ask(world, "/_sandbox/inbound", {"phone": ADA, "text": "hi"})
        with tenant.lock:
            contact = tenant.wati.contact(ADA)
            assert contact is not None
            tenant.wati.send(tenant.wati.conversation_of(contact), "Hello")
        mine.wait(3)  # delivered after a second, though nobody asks anything
        took = time.monotonic() - started
        assert mine.events == ["message", "sessionMessageSent", "sentMessageDELIVERED"]
        assert 0.9 < took < 3
        ask(world, "/_sandbox/clock/advance", {"seconds": 3600})
        with tenant.lock:
            assert 3600 <= seconds_of(tenant) - took < 3602


def test_a_virtual_clock_stands_still() -> None:
    world = World()
    ask(world, "/_sandbox/health")
    time.sleep(2 * TICK_S)
    ask(world, "/_sandbox/health")
    assert seconds_of(world.tenant("default")) == 0


def tickers() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name == "ticker"]


def test_nothing_ticks_before_the_first_request_nor_after_the_world_is_gone() -> None:
    gc.collect()
    before = set(tickers())
    world = World(clock="real")
    assert set(tickers()) <= before
    for _ in range(3):
        ask(world, "/_sandbox/health")
    [mine] = set(tickers()) - before
    del world
    gc.collect()
    mine.join(timeout=5)
    assert not mine.is_alive()


def test_a_snapshot_holds_the_virtual_time_alone() -> None:
    world = World(clock="real")
    taken = ask(world, "/_sandbox/snapshot").json()
    other = Tenant("default")
    other.restore(taken)
    assert other.snapshot()["universe"]["clock"] == taken["universe"]["clock"]
    time.sleep(0.01)
    tenant = world.tenant("default")
    tenant.restore(taken)
    assert tenant.universe.clock.now().isoformat() == taken["universe"]["clock"]["now"]


def test_at_the_end_of_all_time_the_server_still_answers() -> None:
    world = World({"start": "9999-12-31T23:59:59.999Z"}, clock="real")
    time.sleep(0.01)
    assert ask(world, "/_sandbox/health").status == 200


def test_the_ticker_costs_nothing_measurable() -> None:
    world = World(clock="real")
    for number in range(64):
        world.create(f"t{number}")
    ask(world, "/_sandbox/health")
    started = time.process_time()
    time.sleep(5 * TICK_S)
    assert time.process_time() - started < 0.05
