"""A client that is not the bottleneck: plain sockets, requests made beforehand, in a process of its own.

Reads a plan from standard input: `{"servers": {name: {"port", "requests"}}, "connections", "seconds", "rounds"}`.
Writes `{name: [requests per second of each round]}`; the servers take turns.
"""

from __future__ import annotations

import json
import re
import selectors
import socket
import sys
from itertools import cycle
from time import perf_counter
from typing import Any

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
WARM_UP = 0.2


class Connection:
    """One request at a time, kept alive."""

    def __init__(self, port: int, requests: list[bytes], start: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.requests = cycle([*requests[start:], *requests[:start]])
        self.got = b""

    def ask(self) -> None:
        self.socket.sendall(next(self.requests))

    def read(self) -> bool:
        """Take what is there; whether the reply is complete."""
        piece = self.socket.recv(65536)
        assert piece, "the server closed the connection"
        self.got += piece
        head = self.got.find(b"\r\n\r\n")
        if head < 0:
            return False
        length = LENGTH.search(self.got, 0, head)
        assert length is not None, self.got
        if len(self.got) < head + 4 + int(length[1]):
            return False
        assert self.got.startswith(b"HTTP/1.1 200 "), self.got
        self.got = b""
        return True


def rate(port: int, requests: list[bytes], connections: int, seconds: float) -> float:
    """Replies per second."""
    selector = selectors.DefaultSelector()
    opened = [Connection(port, requests, number % len(requests)) for number in range(connections)]
    for one in opened:
        selector.register(one.socket, selectors.EVENT_READ, one)
        one.ask()
    replies, start = 0, perf_counter()
    now, end = start, start + seconds
    while now < end:
        for key, _ in selector.select(10):
            if key.data.read():
                replies += 1
                key.data.ask()
        now = perf_counter()
    for one in opened:
        one.socket.close()
    selector.close()
    return replies / (now - start)


def main() -> None:
    plan: dict[str, Any] = json.load(sys.stdin)
    servers = {
        name: (one["port"], [text.encode() for text in one["requests"]]) for name, one in plan["servers"].items()
    }
    for port, requests in servers.values():
        rate(port, requests, plan["connections"], WARM_UP)
    found: dict[str, list[float]] = {name: [] for name in servers}
    for _ in range(plan["rounds"]):
        for name, (port, requests) in servers.items():
            found[name].append(rate(port, requests, plan["connections"], plan["seconds"]))
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
