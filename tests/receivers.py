"""Servers of somebody who is told of events: they keep what they got, and answer as they are told."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[["Handler", Any], None]
LINGER_NOT = struct.pack("ii", 1, 0)


@dataclass
class Receiver:
    """A server on this machine, what it got in order, and how it answers."""

    url: str
    answer: Answer
    got: list[Any] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    arrived: threading.Condition = field(default_factory=threading.Condition)
    released: threading.Event = field(default_factory=threading.Event)

    def wait(self, count: int, timeout: float = 10) -> list[Any]:
        """What it got, once that is so many."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.got) >= count, timeout), f"{len(self.got)} of {count} came"
            return list(self.got)

    @property
    def events(self) -> list[str]:
        return [body["eventType"] for body in self.got]


class Handler(BaseHTTPRequestHandler):
    """Reads the body, and lets its receiver answer."""

    receiver: Receiver

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        receiver = self.receiver
        receiver.headers.append({name.lower(): value for name, value in self.headers.items()})
        with receiver.arrived:
            receiver.got.append(body)
            receiver.arrived.notify_all()
        receiver.answer(self, body)

    def reply(self, status: int, text: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is told."""


class Server(ThreadingHTTPServer):
    """Lets many wait at the door."""

    request_queue_size = 128
    daemon_threads = True


@contextmanager
def receiver(answer: Answer) -> Iterator[Receiver]:
    """One that answers so, until the block ends."""
    handler = type("OwnHandler", (Handler,), {})
    with Server(("127.0.0.1", 0), handler) as server:
        made = Receiver(f"http://127.0.0.1:{server.server_address[1]}/hook", answer)
        handler.receiver = made  # type: ignore[attr-defined]  # the class is made just above
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield made
        finally:
            made.released.set()
            server.shutdown()
            thread.join(timeout=5)


def status(code: int) -> Answer:
    return lambda handler, body: handler.reply(code)


def hang(handler: Handler, body: Any) -> None:
    """No answer until the receiver goes away."""
    handler.receiver.released.wait(20)


def reset(handler: Handler, body: Any) -> None:
    """The connection is torn down."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
    handler.close_connection = True
    handler.connection.close()


def redirect(to: str) -> Answer:
    return lambda handler, body: handler.reply(302, Location=to)


def endless(handler: Handler, body: Any) -> None:
    """200, and a body of a gigabyte, as far as anybody reads it."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(2**30))
    handler.end_headers()
    try:
        for _ in range(2**14):
            handler.wfile.write(bytes(2**16))
    except OSError:
        handler.close_connection = True
