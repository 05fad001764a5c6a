"""Services on this machine, recorders before them, and what those wrote."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from werkzeug.serving import make_server

from emulator import World, create_app, seed
from flow_runner.sandbox.files import DEMO_WORLD
from flow_runner.traffic.conversion import Conversion, convert
from flow_runner.traffic.exchange import Recorded
from flow_runner.traffic.mask import Mask
from flow_runner.traffic.proxy import application, server_of
from flow_runner.traffic.recording import Recording, finished
from flow_runner.traffic.upstream import Upstream, upstreams_of


class Recorder:
    """One that runs: its address, its folder, and what it told."""

    def __init__(
        self, folder: Path, upstreams: list[Upstream], keep: tuple[str, ...] = (), timeout_s: float = 5
    ) -> None:
        self.folder, self.path = folder, folder / "recorded.jsonl"
        self.told: list[str] = []
        self.refused: list[str] = []
        self.mask = Mask(keep)
        self.file = self.path.open("w", encoding="utf-8")
        self.recording = Recording(self.file, self.mask, lambda one, seen: self.told.append(f"{one.url} {seen.why}"))
        self.server = server_of(application(upstreams, self.recording, timeout_s, self.refused.append), 0)
        self.origin = f"http://127.0.0.1:{self.server.port}"

    def exchanges(self) -> list[Recorded]:
        assert self.recording.close(5) == 0
        self.file.close()
        assert self.recording.failed == ""
        return finished(self.path, self.mask)

    def converted(self) -> Conversion:
        return convert(self.exchanges(), self.folder)

    def written(self) -> str:
        """Everything in the folder."""
        return "".join(path.read_text(encoding="utf-8") for path in self.folder.iterdir())


@contextmanager
def running(server: Any) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def recorder(folder: Path, *given: str, **more: Any) -> Iterator[Recorder]:
    """`given` are NAME=URL texts; `stands_for` too."""
    folder.mkdir(exist_ok=True)
    made = Recorder(folder, upstreams_of(given, more.pop("stands_for", ())), **more)
    with running(made.server):
        yield made
    made.file.close()


@contextmanager
def sandbox() -> Iterator[str]:
    """The address of a second sandbox, with the demo account."""
    server = make_server("127.0.0.1", 0, create_app(World(seed.load(DEMO_WORLD).data)), threaded=True)
    server.log = lambda *given: None
    with running(server):
        yield f"http://127.0.0.1:{server.port}"


class Service(BaseHTTPRequestHandler):
    """A server that notes what it is asked, and answers as its test says."""

    asked: list[tuple[str, str, dict[str, str], bytes]]
    answer: Callable[[Service], None]

    def handle_one(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        self.asked.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body))
        type(self).answer(self)

    do_GET = do_POST = do_HEAD = do_PUT = do_DELETE = handle_one  # noqa: N815  # the names are http.server's

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def say(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@contextmanager
def service(answer: Callable[[Service], None]) -> Iterator[tuple[str, list[Any]]]:
    """(address, what it was asked)."""
    kind = type("Kind", (Service,), {"asked": [], "answer": staticmethod(answer)})
    server = type("Server", (ThreadingHTTPServer,), {"request_queue_size": 128})(("127.0.0.1", 0), kind)
    with running(server):
        yield f"http://127.0.0.1:{server.server_port}", kind.asked
