"""The world as a Flask application: the one module of this package that imports Flask."""

from __future__ import annotations

from collections.abc import Iterator

import flask
from werkzeug.exceptions import HTTPException

from emulator import gateway
from emulator.kernel.http import MAX_BODY_BYTES, NoReply, Reply, Request
from emulator.world import World


class Response(flask.Response):
    """A response has the headers that the API gave it, and no content type of its own."""

    default_mimetype = None


def create_app(world: World | None = None) -> flask.Flask:
    """A WSGI application over a world; every path goes through the gateway."""
    app = flask.Flask("wati-sandbox", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    served = world or World()

    @app.before_request
    def serve() -> Response:
        """Answers before Flask looks for a route: every path and every method is the gateway's to judge."""
        try:
            reply = gateway.answer(served, _request(flask.request))
        except NoReply as silence:
            return Response(_break_off(silence), 502, {"Content-Length": "1"})
        return _response(reply)

    @app.errorhandler(HTTPException)
    def refuse(error: HTTPException) -> tuple[dict[str, str | None], int]:
        return {"error": error.description}, error.code or 500

    return app


def _request(request: flask.Request) -> Request:
    environ = request.environ
    headers = {key[5:].replace("_", "-").lower(): value for key, value in environ.items() if key.startswith("HTTP_")}
    if environ.get("CONTENT_TYPE"):
        headers["content-type"] = environ["CONTENT_TYPE"]
    has_body = environ.get("CONTENT_LENGTH") not in (None, "", "0") or "transfer-encoding" in headers
    return Request(
        method=environ["REQUEST_METHOD"],
        path=request.path,
        query=environ.get("QUERY_STRING", ""),
        headers=headers,
        body=request.get_data(cache=False) if has_body else b"",
        origin=f"{environ['wsgi.url_scheme']}://{headers.get('host') or environ['SERVER_NAME']}",
    )


def _response(reply: Reply) -> Response:
    return Response(reply.body, reply.status, list(reply.headers.items()))


def _break_off(silence: NoReply) -> Iterator[bytes]:
    """The nearest that WSGI has to a lost connection: a body that never comes, and a server that gives up."""
    yield from ()
    raise ConnectionAbortedError(f"a fault keeps the reply from the client: {silence.reason}")
