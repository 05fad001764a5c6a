"""The world as a Flask application: the one module of this package that imports Flask."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from functools import partial
from http.client import responses
from typing import TYPE_CHECKING

import flask
from werkzeug.exceptions import HTTPException
from werkzeug.wsgi import get_input_stream, get_path_info

from emulator import control, gateway
from emulator.kernel.http import MAX_BODY_BYTES, NoReply, Reply, Request
from emulator.world import World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

WITHOUT_LENGTH = (204, 304)


def create_app(world: World | None = None) -> flask.Flask:
    """A WSGI application over a world.

    Every path and every method is the gateway's to judge, so requests go there past Flask's routing and contexts,
    which would take as long as the answer.
    """
    app = flask.Flask("wati-sandbox", static_folder=None)
    app.wsgi_app = partial(_answer, world or World())  # type: ignore[method-assign]  # the way Flask has for it
    return app


def _answer(world: World, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """A reply has the headers that the API gave it, and its length."""
    try:
        reply = gateway.answer(world, _request(environ))
    except HTTPException as error:
        reply = _refused(get_path_info(environ), error)
    except NoReply as silence:
        start_response("502 Bad Gateway", [("Content-Length", "1")])
        return _break_off(silence)
    except Exception:  # our bug: told in full where the server was started, and plainly to the client
        traceback.print_exc()
        reply = control.failed(500, "the sandbox has a bug: see the traceback where it was started")
    body, headers = reply.body, list(reply.headers.items())
    if reply.status not in WITHOUT_LENGTH:
        headers.append(("Content-Length", str(len(body))))
    start_response(f"{reply.status} {responses.get(reply.status, 'Unknown')}", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _refused(path: str, error: HTTPException) -> Reply:
    """A request that is too large, or broke off; what a vendor's error looks like then is not known: it is empty."""
    status = error.code or 500
    is_control = path.startswith(control.PREFIX)
    return control.failed(status, error.description or "") if is_control else Reply(status)


def _request(environ: WSGIEnvironment) -> Request:
    """HTTPException where it is too large or breaks off."""
    headers = {key[5:].replace("_", "-").lower(): value for key, value in environ.items() if key.startswith("HTTP_")}
    if environ.get("CONTENT_TYPE"):
        headers["content-type"] = environ["CONTENT_TYPE"]
    has_body = environ.get("CONTENT_LENGTH") not in (None, "", "0") or "transfer-encoding" in headers
    return Request(
        method=environ["REQUEST_METHOD"],
        path="/" + get_path_info(environ).lstrip("/"),
        query=environ.get("QUERY_STRING", ""),
        headers=headers,
        body=get_input_stream(environ, max_content_length=MAX_BODY_BYTES).read() if has_body else b"",
        origin=f"{environ['wsgi.url_scheme']}://{headers.get('host') or environ['SERVER_NAME']}",
    )


def _break_off(silence: NoReply) -> Iterator[bytes]:
    """The nearest that WSGI has to a lost connection: a body that never comes, and a server that gives up."""
    yield from ()
    raise ConnectionAbortedError(f"a fault keeps the reply from the client: {silence.reason}")
