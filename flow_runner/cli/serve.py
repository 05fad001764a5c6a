"""wati-sandbox serve"""

from __future__ import annotations

import signal
import socket
from functools import partial
from pathlib import Path
from typing import Any, Literal

import click

from flow_runner.cli._files import account_options, choices, load_flow, load_others, unusable, usable

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command("serve")
@click.argument("flow", required=False, metavar="[FLOW]")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--clock",
    default="real",
    show_default=True,
    type=click.Choice(["real", "virtual"]),
    help="Whether time passes by itself, or only when told (POST /_sandbox/clock/advance, which works in both).",
)
@account_options
def command(flow: str | None, port: int, host: str, clock: Literal["virtual", "real"], **options: Any) -> None:
    """Serve Wati and Zoho over HTTP, for any client; with FLOW, inbound messages are answered by that chatbot.

    \b
    wati-sandbox serve --port 8080
    curl http://127.0.0.1:8080/_sandbox/connection
    curl -X POST http://127.0.0.1:8080/_sandbox/inbound -d '{"phone": "919876543210", "text": "hi"}'

    Your own server hears of events as from Wati, on this machine or on a host that --allow-host names. Register it by
    Wati's API, in the world, or so:

    \b
    curl -X POST http://127.0.0.1:8080/_sandbox/webhooks -d '{"url": "http://127.0.0.1:9000/", "events": ["message"]}'
    """
    from granian.constants import Interfaces
    from granian.server import Server

    signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # a client that hangs up must not end the server
    make = partial(application, flow, f"http://{host}:{port}", clock=clock, **options)
    make()  # every mistake in the files is told here, once, and not by a worker
    _free(host, port)
    if host not in LOOPBACK:
        click.echo(f"listening on {host}: anybody who reaches this machine can use and steer the sandbox", err=True)
    click.echo(
        f"Wati and Zoho on http://{host}:{port}   (connection: http://{host}:{port}/_sandbox/connection; Ctrl-C ends)"
    )
    server = Server(
        "wati-sandbox",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=1,
        log_enabled=False,
        websockets=False,
    )
    server.serve(target_loader=make, wrap_loader=False)


def application(
    flow: str | None,
    origin: str,
    world: Path | None = None,
    stubs: Path | None = None,
    assume: tuple[str, ...] = (),
    allow_host: tuple[str, ...] = (),
    start: str = "",
    drop_dangling_edges: bool = False,
    others: tuple[str, ...] = (),
    clock: Literal["virtual", "real"] = "virtual",
) -> Any:
    """The WSGI application of one server. Leaves with exit code 2 where a file or a value cannot be used."""
    from emulator import World, seed
    from emulator.app import create_app
    from emulator.tenant import Tenant
    from flow_runner.engine import Library
    from flow_runner.sandbox import chatbots, credentials
    from flow_runner.sandbox.files import DEMO_WORLD
    from flow_runner.sandbox.host import Host
    from flow_runner.sandbox.stubs import Stubs
    from flow_runner.sandbox.transport import Transport

    with usable(flow or ""):
        document = seed.load(world or DEMO_WORLD)
        data = document.data
        further = {**chatbots.named_in(document, world or DEMO_WORLD), **load_others(others, drop_dangling_edges)}
        library = Library(load_flow(flow, start, drop_dangling_edges), ids=further) if flow else None
        data["assumptions"] = {**data.get("assumptions", {}), **choices(assume)}

        def install(tenant: Tenant) -> None:
            if library is not None:
                for one in library if credentials.wanted(data) else ():
                    credentials.adopt(credentials.find(one), tenant)
                answers = Stubs.load(stubs) if stubs else None
                transport = Transport(tenant, answers, frozenset(allow_host), origin)
                Host(tenant, library, transport)
                tenant.stand_in = transport.stubbed

        return create_app(World(data, install, allow_host, clock))


def _free(host: str, port: int) -> None:
    """Say so now if the port is taken: a worker would only die of it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            unusable(f"cannot listen on {host}:{port}: {error.strerror}. Choose another one with --port.")
