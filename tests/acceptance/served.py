"""`wati-sandbox serve` as a process of its own, for programs that come over a socket."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

COMMAND = [sys.executable, "-c", "from flow_runner.cli import main; main()", "serve"]
START_S = 30.0
TOKEN = "sandbox-wati-token"


class Served(NamedTuple):
    """A running server: its address, and what its control API tells."""

    url: str

    def control(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/_sandbox/{path}", data, method=method)
        with urllib.request.urlopen(request, timeout=30) as reply:
            return json.load(reply)

    def post(self, path: str, body: Any) -> Any:
        """JSON to the emulated APIs."""
        return self._sent(path, json.dumps(body).encode(), "application/json")

    def upload(self, path: str, fields: dict[str, str], name: str, content: bytes) -> Any:
        """A file as `file`, beside text fields."""
        begin = "--b\r\nContent-Disposition: form-data; name="
        texts = "".join(f'{begin}"{key}"\r\n\r\n{value}\r\n' for key, value in fields.items())
        body = f'{texts}{begin}"file"; filename="{name}"\r\n\r\n'.encode() + content + b"\r\n--b--\r\n"
        return self._sent(path, body, "multipart/form-data; boundary=b")

    def _sent(self, path: str, body: bytes, kind: str) -> Any:
        headers = {"Authorization": f"Bearer {TOKEN}", "User-Agent": "tests", "Content-Type": kind}
        with urllib.request.urlopen(urllib.request.Request(self.url + path, body, headers), timeout=30) as reply:
            return json.load(reply)

    def exchanges(self, api: str = "") -> list[dict[str, Any]]:
        """The whole journal; an assertion where some of it had to go."""
        found: list[dict[str, Any]] = []
        while True:
            after = found[-1]["number"] if found else 0
            told = self.control("GET", f"journal?limit=1000&after={after}")
            assert told["dropped"] == 0, "the journal has no room for the whole run"
            if not told["exchanges"]:
                return [one for one in found if api in ("", one["api"])]
            found += told["exchanges"]


@contextmanager
def served(folder: Path, world: dict[str, Any], *args: str) -> Iterator[Served]:
    """On a free port of 127.0.0.1, with this world."""
    file = folder / "world.json"
    file.write_text(json.dumps(world), encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (folder / "serve.log").open("w") as log:
        command = [*COMMAND, "--port", str(port), "--world", str(file), *args]
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=folder)
        try:
            server = Served(f"http://127.0.0.1:{port}")
            _wait(server, process, folder / "serve.log")
            yield server
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(server: Served, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_S
    while True:
        try:
            server.control("GET", "health")
            return
        except OSError:
            time.sleep(0.05)
        told = log.read_text(encoding="utf-8", errors="replace")
        assert process.poll() is None, f"the server ended: {told}"
        assert time.monotonic() < deadline, f"the server does not answer: {told}"
