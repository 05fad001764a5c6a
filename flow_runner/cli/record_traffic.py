"""wati-sandbox record-traffic"""

from __future__ import annotations

import json
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from emulator.kernel.words import counted
from flow_runner.cli._files import FAILED, NOT_MET, unusable, usable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from _typeshed.wsgi import WSGIApplication
    from werkzeug.serving import BaseWSGIServer

    from flow_runner.traffic.exchange import Recorded
    from flow_runner.traffic.recording import Recording
    from flow_runner.traffic.upstream import Upstream

RECORDING = "recorded.jsonl"


@click.command("record-traffic", epilog="What is recorded is masked before it is written; see also `redact`.")
@click.option("--upstream", multiple=True, metavar="NAME=URL", help="Forward /NAME/... to this service.")
@click.option(
    "--stands-for", multiple=True, metavar="NAME=URL", help="The stubs answer for this address, not the upstream's."
)
@click.option("--port", default=8081, show_default=True, type=click.IntRange(0, 65535), help="0 for any that is free.")
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), help="Folder.  [default: recorded]")
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
@click.option("--keep", multiple=True, metavar="TEXT", help="A name, number or id that may be recorded as it is.")
@click.option("--timeout", default=30.0, show_default=True, type=click.FloatRange(0.1, 600), help="Seconds.")
@click.option("--insecure", is_flag=True, help="Allow http to other machines.")
@click.option(
    "--convert", type=click.Path(path_type=Path, dir_okay=False), help="Only make stubs and examples of a recording."
)
@click.option("--quiet", "-q", is_flag=True, help="No line for each exchange.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    upstream: tuple[str, ...],
    stands_for: tuple[str, ...],
    port: int,
    into: Path | None,
    force: bool,
    keep: tuple[str, ...],
    timeout: float,
    insecure: bool,
    convert: Path | None,
    quiet: bool,
    form: str,
) -> None:
    """Forward requests to real services and record them, masked, as stubs and contract examples.

    Point a client at http://127.0.0.1:8081/zoho instead of https://www.zohoapis.com, and end with Ctrl-C. Secrets never
    reach the disk; people, numbers and ids get stand-ins, the same for the same. Conditions on a name still hold with
    --keep NAME. Exit code 1: a service did not do what the sandbox's contract says.

    \b
    wati-sandbox record-traffic --upstream zoho=https://www.zohoapis.com --upstream shop=https://api.example
    curl http://127.0.0.1:8081/shop/slots
    wati-sandbox run bot.json --stubs recorded/stubs.yaml
    wati-sandbox record-traffic --convert recorded/recorded.jsonl --force
    """
    from flow_runner.traffic.recording import load
    from flow_runner.traffic.upstream import upstreams_of

    if bool(upstream) == bool(convert):
        unusable("name what to record, for example --upstream zoho=https://www.zohoapis.com, or what to --convert.")
    if convert is not None:
        with usable():
            exchanges = load(convert)
        folder = into or convert.parent
        _check(folder, force)
        _finish(exchanges, convert, folder, form)
    else:
        with usable():
            upstreams = upstreams_of(upstream, stands_for, insecure)
        folder = into or Path("recorded")
        _check(folder, force, RECORDING)
        exchanges, failed = _record(upstreams, folder / RECORDING, port, keep, timeout, quiet)
        _finish(exchanges, folder / RECORDING, folder, form, failed)


def _record(
    upstreams: Sequence[Upstream], path: Path, port: int, keep: tuple[str, ...], timeout_s: float, quiet: bool
) -> tuple[list[Recorded], str]:
    """What was recorded until Ctrl-C, and what went wrong."""
    from flow_runner.report.traffic import line
    from flow_runner.traffic.exchange import Seen
    from flow_runner.traffic.mask import Mask
    from flow_runner.traffic.proxy import application
    from flow_runner.traffic.recording import Recording, finished

    def told(recorded: Recorded, seen: Seen) -> None:
        if not quiet or seen.why:
            say(f"{line(recorded)}{f': {seen.why}' if seen.why else ''}")

    def refused(why: str) -> None:
        say(f"   -  not passed on: {why}")

    def say(text: str) -> None:
        with suppress(OSError):  # nobody reads it any more: it is recorded all the same
            click.echo(text, err=True)

    signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # a client that hangs up must not end the recorder
    for wanted in (signal.SIGINT, signal.SIGTERM):  # in a background job of a shell Ctrl-C is switched off
        signal.signal(wanted, signal.default_int_handler)
    mask = Mask(keep)
    with usable():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8") as file:
            recording = Recording(file, mask, told)
            server = _server(application(upstreams, recording, timeout_s, refused), port, path)
            _welcome(upstreams, server.port)
            server.serve_forever()
            left = _ended(recording, timeout_s)
        exchanges = finished(path, mask)
    problem = f"{counted(left, 'exchange')} had no end yet and will be missing" if left else ""
    return exchanges, recording.failed or problem


def _server(application: WSGIApplication, port: int, path: Path) -> BaseWSGIServer:
    from flow_runner.traffic.proxy import server_of

    try:
        return server_of(application, port)
    except OSError as error:
        path.unlink()
        unusable(f"cannot listen on 127.0.0.1:{port}: {error.strerror}. Choose another one with --port.")


def _ended(recording: Recording, timeout_s: float) -> int:
    """How many exchanges were given up on; a second Ctrl-C waits for none."""
    try:
        return recording.close(timeout_s)
    except KeyboardInterrupt:
        return recording.close(0)


def _welcome(upstreams: Sequence[Upstream], port: int) -> None:
    origin = f"http://127.0.0.1:{port}"
    click.echo(f"recording on {origin}   (Ctrl-C ends)", err=True)
    for one in upstreams:
        known = f", known as {one.known_as}" if one.known_as != one.base else ""
        click.echo(f"  {origin}/{one.name}  ->  {one.base}{known}", err=True)


def _check(folder: Path, force: bool, *more: str) -> None:
    """Leave with exit code 2 rather than write over what is there. A second recording would have stand-ins of its own,
    so none is added to another.
    """
    from flow_runner.traffic.conversion import EXAMPLES, STUBS

    there = [str(folder / name) for name in (*more, STUBS, EXAMPLES) if (folder / name).exists()]
    if there and not force:
        unusable(f"{', '.join(there)}: already there. Overwrite with --force, or choose a folder with --into.")


def _finish(exchanges: Sequence[Recorded], recording: Path, into: Path, form: str, failed: str = "") -> None:
    """Write the files, tell of them, and leave with the exit code."""
    from flow_runner.report.traffic import as_json, as_text
    from flow_runner.traffic.conversion import convert

    with usable():
        into.mkdir(parents=True, exist_ok=True)
        made = convert(exchanges, into)
    told = json.dumps(as_json(recording, into, made), indent=2) if form == "json" else as_text(recording, into, made)
    click.echo(told)
    if failed:
        click.echo(failed, err=True)
    if failed or made.without_stubs:
        sys.exit(FAILED)
    if any(one.violations for one in made.found.examples):
        sys.exit(NOT_MET)
