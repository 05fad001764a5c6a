"""The recording proxy as a WSGI application: what comes in below an upstream's name goes there, and back."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from http.client import responses
from typing import TYPE_CHECKING
from urllib.parse import quote

from werkzeug.exceptions import HTTPException
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wsgi import get_input_stream

from emulator.kernel.http import MAX_BODY_BYTES
from flow_runner.traffic.exchange import TIMED_OUT, Answer, Seen
from flow_runner.traffic.forward import Outcome, forward
from flow_runner.traffic.recording import Recording
from flow_runner.traffic.upstream import NoWay, Upstream, Way, moved, way_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

WITHOUT_BODY = (204, 304)
IDLE_S = 60
BACKLOG = 128
HOST = "127.0.0.1"


class _Handler(WSGIRequestHandler):
    """Sends the upstream's headers and none of its own; whoever sends nothing for a minute is cut off."""

    timeout = IDLE_S
    protocol_version = "HTTP/1.1"

    def send_response(self, code: int, message: str | None = None) -> None:
        self.send_response_only(code, message)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """What is told of requests is masked, and told by the recording."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Clients that hang up, or send what is no HTTP, are no news."""


def server_of(application: WSGIApplication, port: int) -> BaseWSGIServer:
    """A server on this machine, a thread per request; port 0 is any that is free. OSError if it cannot listen."""
    with socket.socket() as listening:  # werkzeug ends the whole program where it cannot listen by itself
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen(BACKLOG)
        number = listening.fileno()
        return make_server(HOST, port, application, threaded=True, request_handler=_Handler, fd=number)


def application(
    upstreams: Sequence[Upstream], recording: Recording, timeout_s: float, refused: Callable[[str], None]
) -> WSGIApplication:
    """`refused` hears of requests that are not passed on, and so not recorded."""
    return partial(_answer, upstreams, recording, timeout_s, refused)


def _answer(
    upstreams: Sequence[Upstream],
    recording: Recording,
    timeout_s: float,
    refused: Callable[[str], None],
    environ: WSGIEnvironment,
    start_response: StartResponse,
) -> Iterable[bytes]:
    number, ended = recording.begin(), False
    try:
        way, method = way_of(upstreams, _target(environ)), environ["REQUEST_METHOD"]
        if not (method.isascii() and method.isalpha() and method.isupper()):
            raise NoWay("a method in anything but capital letters is not passed on")
        headers, body = _request(environ)
        outcome = forward(way, method, headers, body, timeout_s)
        ended = True
        recording.end(Seen(number, way, method, headers, body, *outcome))
        return _reply(_back(upstreams, way, outcome), method, start_response)
    except NoWay as error:
        return _told(404, str(error), refused, start_response)
    except HTTPException as error:
        told = f"the body has over {MAX_BODY_BYTES // 1_000_000} MB" if error.code == 413 else error.description
        return _told(error.code or 400, told or "", refused, start_response)
    finally:
        if not ended:
            recording.give_up()


def _target(environ: WSGIEnvironment) -> str:
    """What stands in the request's first line, as ASCII: bytes beyond that are percent-encoded."""
    sent = environ["RAW_URI"].encode("latin-1").decode()  # werkzeug reads it as Latin-1, and wraps that as WSGI has it
    return quote(sent.encode("latin-1"), safe="!#$%&'()*+,/:;=?@[]~")


def _request(environ: WSGIEnvironment) -> tuple[dict[str, str], bytes]:
    """Headers with lower-case names, and the body. HTTPException where it is too large or breaks off."""
    headers = {key[5:].replace("_", "-").lower(): value for key, value in environ.items() if key.startswith("HTTP_")}
    if environ.get("CONTENT_TYPE"):
        headers["content-type"] = environ["CONTENT_TYPE"]
    has_body = environ.get("CONTENT_LENGTH") not in (None, "", "0") or "transfer-encoding" in headers
    body = get_input_stream(environ, max_content_length=MAX_BODY_BYTES).read() if has_body else b""
    return headers, body


def _back(upstreams: Sequence[Upstream], way: Way, outcome: Outcome) -> Answer:
    """What the client gets."""
    if outcome.answer is None:
        payload = {"error": f"no reply of upstream '{way.upstream.name}': {outcome.why}"}
        return _json(504 if outcome.no_reply == TIMED_OUT else 502, payload)
    asked = way.upstream.base + way.rest
    headers = [
        (name, moved(upstreams, asked, value) if name.lower() == "location" else value)
        for name, value in outcome.answer.headers
    ]
    return Answer(outcome.answer.status, tuple(headers), outcome.answer.body)


def _json(status: int, payload: dict[str, str]) -> Answer:
    return Answer(status, (("Content-Type", "application/json"),), json.dumps(payload).encode())


def _told(status: int, text: str, refused: Callable[[str], None], start_response: StartResponse) -> Iterable[bytes]:
    refused(text)
    return _reply(_json(status, {"error": text}), "", start_response)


def _reply(answer: Answer, method: str, start_response: StartResponse) -> Iterable[bytes]:
    headers = list(answer.headers)
    if answer.status not in WITHOUT_BODY and method != "HEAD":
        headers.append(("Content-Length", str(len(answer.body))))
    start_response(f"{answer.status} {responses.get(answer.status, 'Unknown')}", headers)
    return [] if method == "HEAD" else [answer.body]
