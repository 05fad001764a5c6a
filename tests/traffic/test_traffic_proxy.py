"""The recording proxy: what it passes on, what it refuses, and what it keeps when something breaks."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import requests

from emulator.kernel.http import MAX_BODY_BYTES
from flow_runner.traffic import stubs
from flow_runner.traffic.exchange import RECORDED_SCHEMA, Recorded
from tests.traffic.recorders import Recorder, Service, recorder, service

GZIPPED = gzip.compress(b'{"x": "unzipped"}')


def echo(one: Service) -> None:
    one.say(200, json.dumps({"path": one.path}).encode(), Content_Type="application/json")


def get(made: Recorder, path: str = "/x", **more: Any) -> requests.Response:
    return requests.get(f"{made.origin}{path}", timeout=10, allow_redirects=False, **more)


def only(made: Recorder) -> Recorded:
    (found,) = made.exchanges()
    return found


def test_a_request_goes_on_as_it_is_and_so_does_the_reply(tmp_path: Path) -> None:
    def answer(one: Service) -> None:
        one.say(207, b"\x00\xff", Content_Type="image/png", X_Own="1", Set_Cookie="a=1", Connection="X-Hop", X_Hop="1")

    with service(answer) as (address, asked), recorder(tmp_path, f"a={address}/base") as made:
        headers = {"X-Own": "2", "Connection": "close, X-Gone", "X-Gone": "1", "Proxy-Authorization": "Basic x"}
        found = requests.put(f"{made.origin}/a/p%20q/é?z=%2B&y", data=b"\x00\x01", headers=headers, timeout=5)
    ((method, path, sent, body),) = asked
    assert (method, path, body) == ("PUT", "/base/p%20q/%C3%A9?z=%2B&y", b"\x00\x01")
    assert sent["host"] == address.partition("://")[2]
    assert sent["x-own"] == "2"
    assert not {"x-gone", "proxy-authorization"} & sent.keys()
    assert (found.status_code, found.content) == (207, b"\x00\xff")
    assert (found.headers["X-Own"], found.headers["Set-Cookie"]) == ("1", "a=1")
    assert "X-Hop" not in found.headers


def test_a_single_upstream_answers_at_the_root_too(tmp_path: Path) -> None:
    with service(echo) as (address, _), recorder(tmp_path, f"a={address}") as made:
        assert [get(made, path).json()["path"] for path in ("/x?y=1", "/a/x?y=1", "/a", "/")] == [
            *("/x?y=1", "/x?y=1", "/", "/")
        ]  # fmt: skip


def test_a_host_that_is_no_upstream_is_never_called(tmp_path: Path) -> None:
    with (
        service(echo) as (address, asked),
        service(echo) as (other, foreign),
        recorder(tmp_path, f"a={address}/base", f"b={address}/more") as made,
    ):
        host = other.partition("://")[2]
        for path in ("/", "/c/x", f"/{other}/x", f"//{host}/x", "/a/../../x", "/a/%2e%2e/x", "/a/x%2f..%2fy"):
            with socket.create_connection(("127.0.0.1", made.server.port), 5) as wire:
                wire.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
                assert wire.recv(100).startswith(b"HTTP/1.1 404 "), path
        for line in (f"GET {other}/x HTTP/1.1", f"CONNECT {host} HTTP/1.1", "get /a/x HTTP/1.1", "M-X /a/x HTTP/1.1"):
            with socket.create_connection(("127.0.0.1", made.server.port), 5) as wire:
                wire.sendall(f"{line}\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
                assert b" 404 " in wire.recv(100)
        for path in (f"/a/@{host}/x", f"/a//{host}/x", f"/a/x?u={other}"):
            assert get(made, path).status_code == 200
        assert foreign == []
        assert all(path.startswith("/base/") for _, path, _, _ in asked)
        assert "Upstreams: /a/, /b/" in made.refused[0]
        assert len(made.exchanges()) == 3


def test_a_redirect_is_passed_on_and_leads_back_here_if_to_an_upstream(tmp_path: Path) -> None:
    targets = ["/base/there?q=1", "https://elsewhere.example/x", "next", "/outside", ""]

    def answer(one: Service) -> None:
        one.say(302, Location=targets.pop(0).replace("BASE", ""))

    with service(answer) as (address, asked), recorder(tmp_path, f"a={address}/base") as made:
        targets.append(f"{address}/base/abs")
        found = [get(made, "/a/from/x").headers.get("Location") for _ in range(6)]
    assert found == [
        *("/a/there?q=1", "https://elsewhere.example/x", "/a/from/next", f"{address}/outside", "/a/from/x"),
        "/a/abs",
    ]
    assert [path for _, path, _, _ in asked] == ["/base/from/x"] * 6


def test_an_environments_proxy_and_netrc_are_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password mine\n")
    with (
        service(echo) as (address, asked),
        recorder(tmp_path / "r", f"a={address}") as made,
        requests.Session() as client,
    ):
        client.trust_env = False
        monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, "http://127.0.0.1:9")
        assert client.get(f"{made.origin}/a/x", timeout=5).status_code == 200
    assert "authorization" not in asked[0][2]


@pytest.mark.parametrize(
    ("raw", "no_reply"),
    [(b"", "lost"), (b"not HTTP at all\r\n\r\n", "lost"), (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", "lost")],
)
def test_a_lost_or_broken_reply_is_a_502_and_no_reply(tmp_path: Path, raw: bytes, no_reply: str) -> None:
    def answer(one: Service) -> None:
        one.wfile.write(raw)
        one.close_connection = True

    with service(answer) as (address, _), recorder(tmp_path, f"a={address}") as made:
        found = get(made)
        assert (found.status_code, "no reply of upstream 'a'" in found.json()["error"]) == (502, True)
        recorded = only(made)
    assert (recorded.status, recorded.no_reply) == (None, no_reply)
    assert stubs.stubs_of([recorded])[0]["no_reply"] == "lost"


def test_bytes_that_are_no_gzip_are_a_502(tmp_path: Path) -> None:
    with (
        service(lambda one: one.say(200, b"no gzip", Content_Encoding="gzip")) as (address, _),
        recorder(tmp_path, f"a={address}") as made,
    ):
        assert get(made).status_code == 502
        assert only(made).no_reply == "lost"


def test_an_upstream_that_is_down_is_a_502_and_refused(tmp_path: Path) -> None:
    with recorder(tmp_path, "a=http://127.0.0.1:1") as made:
        assert get(made).status_code == 502
        assert made.converted().stubs == 1
    assert "no_reply: refused" in (tmp_path / "stubs.yaml").read_text()


def test_a_slow_upstream_is_a_504_before_and_within_its_reply(tmp_path: Path) -> None:
    gate = threading.Event()

    def answer(one: Service) -> None:
        if one.path == "/within":
            one.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{")
            one.wfile.flush()
        gate.wait(5)

    with service(answer) as (address, _), recorder(tmp_path, f"a={address}", timeout_s=0.2) as made:
        assert [get(made, path).status_code for path in ("/before", "/within")] == [504, 504]
        gate.set()
        assert [one.no_reply for one in made.exchanges()] == ["timed out"] * 2


def test_a_compressed_reply_is_passed_on_and_kept_unzipped(tmp_path: Path) -> None:
    def answer(one: Service) -> None:
        one.say(200, GZIPPED, Content_Encoding="gzip", Content_Type="application/json")

    with service(answer) as (address, asked), recorder(tmp_path, f"a={address}") as made:
        found = get(made, headers={"Accept-Encoding": "br, gzip"})
        assert (found.json(), "Content-Encoding" in found.headers) == ({"x": "unzipped"}, False)
        assert found.headers["Content-Length"] == str(len(found.content))
        body = only(made).reply.body
    assert asked[0][2]["accept-encoding"] == "gzip, deflate"
    assert body is not None
    assert body.value == {"x": "unzipped"}


def test_compression_that_cannot_be_read_is_passed_on_and_only_its_size_kept(tmp_path: Path) -> None:
    with (
        service(lambda one: one.say(200, b"br-bytes", Content_Encoding="x-own")) as (address, _),
        recorder(tmp_path, f"a={address}") as made,
    ):
        found = get(made)
        assert (found.content, found.headers["Content-Encoding"]) == (b"br-bytes", "x-own")
        assert made.converted().unread == [1]
    assert "br-bytes" not in made.written()


def test_a_204_and_a_head_have_no_body(tmp_path: Path) -> None:
    def answer(one: Service) -> None:
        if one.command == "HEAD":
            one.say(200, b"x" * 77)
        else:
            one.send_response(204)
            one.end_headers()

    with service(answer) as (address, _), recorder(tmp_path, f"a={address}") as made:
        empty, head = get(made), requests.head(f"{made.origin}/x", timeout=5)
        assert (empty.status_code, empty.content, "Content-Length" in empty.headers) == (204, b"", False)
        assert (head.status_code, head.content, head.headers["Content-Length"]) == (200, b"", "77")
        assert [one.reply.body for one in made.exchanges()] == [None, None]


def test_a_chunked_request_arrives_whole(tmp_path: Path) -> None:
    with service(echo) as (address, asked), recorder(tmp_path, f"a={address}") as made:
        requests.post(f"{made.origin}/x", data=iter([b'{"a": ', b"1}"]), timeout=5)
        assert asked[0][3] == b'{"a": 1}'
        body = only(made).request.body
    assert body is not None
    assert body.value == {"a": 1}


def test_what_is_too_large_is_refused_both_ways(tmp_path: Path) -> None:
    huge = b"x" * (MAX_BODY_BYTES + 1)
    with service(lambda one: one.say(200, huge)) as (address, asked), recorder(tmp_path, f"a={address}") as made:
        found = get(made)
        assert (found.status_code, " MB" in found.json()["error"]) == (502, True)
        assert requests.post(f"{made.origin}/x", data=huge, timeout=20).status_code == 413
        assert len(asked) == 1
        assert only(made).no_reply == "too large"


def test_sixteen_clients_at_once_lose_and_mix_nothing(tmp_path: Path) -> None:
    def answer(one: Service) -> None:
        one.say(200, json.dumps({"of": one.path, "text": "y" * 5000}).encode())

    with service(answer) as (address, _), recorder(tmp_path, f"a={address}") as made:
        with ThreadPoolExecutor(16) as many:
            found = list(many.map(lambda number: get(made, f"/n{number}x"), range(96)))
        assert [one.json()["of"] for one in found] == [f"/n{number}x" for number in range(96)]
        lines = [json.loads(line) for line in made.path.read_text(encoding="utf-8").splitlines()]
        assert sorted(line["number"] for line in lines) == list(range(1, 97))
        assert len(made.told) == 96
        for line in lines:
            jsonschema.validate(line, RECORDED_SCHEMA)
            assert line["url"].endswith(line["reply"]["body"]["json"]["of"])
        assert len(made.exchanges()) == 96


def test_an_exchange_that_is_under_way_is_waited_for(tmp_path: Path) -> None:
    begun, gate = threading.Event(), threading.Event()

    def answer(one: Service) -> None:
        begun.set()
        gate.wait(5)
        one.say(200, b"late")

    with service(answer) as (address, _), recorder(tmp_path, f"a={address}") as made, ThreadPoolExecutor(1) as client:
        asking = client.submit(get, made)
        assert begun.wait(5)
        assert made.recording.close(0) == 1
        gate.set()
        assert asking.result().text == "late"
        assert made.recording.count == 0  # it was closed already: nothing is written behind the summary

    with service(answer) as (address, _), recorder(tmp_path, f"a={address}") as made, ThreadPoolExecutor(1) as client:
        begun.clear()
        gate.clear()
        asking = client.submit(get, made)
        assert begun.wait(5)
        threading.Timer(0.05, gate.set).start()
        assert [one.number for one in made.exchanges()] == [1]


def test_a_client_that_hangs_up_is_recorded_all_the_same(tmp_path: Path) -> None:
    with service(echo) as (address, _), recorder(tmp_path, f"a={address}") as made:
        with socket.create_connection(("127.0.0.1", made.server.port), 5) as wire:
            wire.sendall(b"GET /a/x HTTP/1.1\r\nHost: x\r\n\r\n")
        for _ in range(100):
            if made.told:
                break
            time.sleep(0.02)
        assert get(made).status_code == 200
        assert len(made.exchanges()) == 2


def test_a_full_disk_costs_the_client_nothing_and_is_told(tmp_path: Path) -> None:
    with service(echo) as (address, _), recorder(tmp_path, f"a={address}") as made:
        made.file.close()
        assert get(made).status_code == 200
        assert made.recording.failed == "exchange 1 could not be recorded: ValueError"
