"""Servers in processes of their own, on loopback, that never outlive what they are measured for."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WATI_SANDBOX = str(Path(sys.executable).parent / "wati-sandbox")
STARTS_WITHIN_S = 20.0
POLL_S = 0.002


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def get(path: str, *headers: str) -> str:
    """A request that keeps its connection."""
    return "\r\n".join((f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *headers, "", ""))


def is_up(port: int, path: str) -> bool:
    """Whether a good reply comes."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as opened:
            opened.sendall(get(path, "Connection: close").encode())
            return opened.recv(64).startswith(b"HTTP/1.1 200 ")
    except OSError:
        return False


@contextmanager
def running(command: list[str], port: int, path: str) -> Iterator[float]:
    """A server until the block ends; gives the seconds from the start of the process to the first good reply."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        while not is_up(port, path):
            if process.poll() is not None or time.perf_counter() - start > STARTS_WITHIN_S:
                process.kill()
                raise RuntimeError(f"{' '.join(command)} does not answer: {process.communicate()[1][-2000:]}")
            time.sleep(POLL_S)
        yield time.perf_counter() - start
    finally:
        process.terminate()
        try:
            process.communicate(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
