"""The floors: a bare Flask route, called through the test client (its cost is `c`) or served over a socket."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

from flask import Flask, Response

from tests.bench.measure import seconds_each

CALLS_PER_SLICE = 60
LEAD_BYTES = 1900
"""About the size of a lead as the sandbox sends it."""


def bare_app() -> Flask:
    """One route, one constant JSON body."""
    app = Flask("bare")
    lead = {"id": "4150868000000000001", "Owner": {"name": "Asha Agent"}, "Description": ""}
    body = json.dumps({"data": [{**lead, "Description": "x" * (LEAD_BYTES - len(json.dumps(lead)))}]})

    @app.get("/lead")
    def lead_route() -> Response:
        return Response(body, content_type="application/json")

    return app


def flask_call() -> Callable[[], float]:
    """A slice of c: test_client GETs of the bare route."""
    client = bare_app().test_client()

    def get() -> None:
        assert client.get("/lead").status_code == 200

    return lambda: seconds_each([get] * CALLS_PER_SLICE)


def main() -> None:
    """Serve the bare route as `wati-sandbox serve` serves the sandbox."""
    from granian.constants import Interfaces
    from granian.server import Server

    server = Server(
        "bare",
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=1,
        log_enabled=False,
        websockets=False,
    )
    server.serve(target_loader=bare_app, wrap_loader=False)


if __name__ == "__main__":
    main()
