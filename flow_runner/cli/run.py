"""wati-sandbox run"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from flow_runner.cli._files import FAILED, NOT_MET, Opening, flow_options, unusable, usable
from flow_runner.cli._terminal import console
from flow_runner.sandbox.expectation import expectation, unmet
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.script import Script

if TYPE_CHECKING:
    from emulator.kernel.http import Request
    from flow_runner.inspection.recorder import Recorder
    from flow_runner.report.every_assumption import Varied
    from flow_runner.sandbox.trace import Entry


@click.command(
    "run",
    epilog="FLOW is a chatbot exported from Wati, or the name of a bundled one: zoho_lead_owner, "
    "zoho_lead_owner_contact_token.",
)
@flow_options
@click.option("--say", multiple=True, metavar="TEXT", help="What the customer writes; repeat for more. [default: hi]")
@click.option("--script", type=click.Path(path_type=Path), help="A conversation with expectations, instead of --say.")
@click.option(
    "--expect", multiple=True, metavar="KEY=VALUE", help='E.g. assignee="Asha Agent", outcome=ended, message=Welcome.'
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--quiet", "-q", is_flag=True, help="Only what was said and how it ended.")
@click.option(
    "--every-assumption", is_flag=True, help="Again under each alternative of what nobody knows: does it matter?"
)
@click.option("--show-secrets", is_flag=True, help="Print tokens and other secrets in clear.")
@click.option(
    "--coverage",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Record in this folder what was covered; see the command `coverage`.",
)
def command(
    opening: Opening,
    say: tuple[str, ...],
    script: Path | None,
    expect: tuple[str, ...],
    form: str,
    quiet: bool,
    every_assumption: bool,
    show_secrets: bool,
    coverage: Path | None,
) -> None:
    """Run a chatbot and print the conversation, what every node did, and how it ended.

    \b
    wati-sandbox run bot.json --as 919876543210 --say hi
    wati-sandbox run bot.json --world world.yaml --stubs stubs.yaml --script chat.yaml
    wati-sandbox run bot.json --say hi --expect assignee="Asha Agent"   (exit code 1 if not)
    wati-sandbox run bot.json --say hi --every-assumption   (safe whichever way Wati does it?)
    """
    if script and say:
        unusable("--script and --say: use one of them; a script has its own 'say' steps")
    if every_assumption and opening.allow_host:
        unusable(
            "--every-assumption plays the conversation many times, and would really call "
            f"{', '.join(opening.allow_host)} each time: answer for it with --stubs in place of --allow-host"
        )
    with usable():
        wanted = [expectation(text) for text in expect]
        played_from = Script.load(script) if script else None
        if script and played_from:
            opening = _completed(opening, played_from.header, script.parent)
        conversation = _Conversation(opening, say or ("hi",), played_from, wanted)
    recorder = _recorder(coverage) if coverage else None
    played = conversation.play(watch=recorder)
    shown = _spoken if quiet else _everything
    varied = None
    if form == "text":
        _print(played, shown, show_secrets)
    if every_assumption:
        varied = _varied(conversation, played)
        if form == "text":
            _print_varied(varied, shown, show_secrets)
    if form == "json":
        click.echo(json.dumps(_as_json(played, varied, show_secrets), indent=2, ensure_ascii=False))
    broken = played.not_met or (varied is not None and varied.not_met)
    code = FAILED if conversation.failed(played.sandbox) else NOT_MET if broken else 0
    if recorder is not None and coverage is not None:
        with usable():
            recorder.finish(f"run --script {script.name}" if script else "run", passed=not code)
            recorder.write(coverage)
    sys.exit(code)


def _completed(opening: Opening, header: Mapping[str, Any], folder: Path) -> Opening:
    """With what the script says of the account; what was typed wins. Its files are relative to its folder."""
    from flow_runner.testing.place import placed_other

    source = click.get_current_context().get_parameter_source("phone")
    typed = source is not None and source.name != "DEFAULT"
    return replace(
        opening,
        phone=opening.phone if typed else str(header.get("as", opening.phone)),
        world=opening.world or (folder / header["world"] if "world" in header else None),
        stubs=opening.stubs or (folder / header["stubs"] if "stubs" in header else None),
        others=(*(placed_other(folder, one) for one in header.get("with", ())), *opening.others),
        assume=(*(f"{name}={choice}" for name, choice in header.get("assume", {}).items()), *opening.assume),
    )


def _recorder(folder: Path) -> Recorder:
    from flow_runner.inspection.recorder import Recorder
    from flow_runner.inspection.store import prepare

    with usable():
        prepare(folder)
    return Recorder()


class _Play(NamedTuple):
    """A sandbox in which the conversation is over, what webhooks asked, and the expectations that were not met."""

    sandbox: Sandbox
    sent: list[Request]
    not_met: list[str]


class _Conversation(NamedTuple):
    """What the customer does, and what is expected of it. It can be played again and again."""

    opening: Opening
    say: tuple[str, ...]
    script: Script | None
    wanted: list[dict[str, Any]]

    def play(self, assumed: Mapping[str, str] | None = None, watch: Recorder | None = None) -> _Play:
        """In a fresh account. `assumed`: choices beside those that were typed; `watch` records what it covers."""
        sandbox = self.opening.sandbox(assumed)
        if watch is not None:
            with usable():
                watch.watch(sandbox)
        sent: list[Request] = []
        sandbox.host.transport.overhear = lambda request, node: sent.append(request)
        not_met: list[str] = []
        with usable():
            if self.script is not None:
                not_met += self.script.play(sandbox)
            else:
                for text in self.say:
                    sandbox.says(text)
        not_met += [f"--expect {key}: {told}" for one in self.wanted for key, told in unmet(sandbox, one)]
        return _Play(sandbox, sent, not_met)

    def failed(self, sandbox: Sandbox) -> bool:
        """Whether the run failed and nobody had expected that."""
        session = sandbox.session()
        expectations = [*self.wanted, *(self.script.expectations if self.script else ())]
        foreseen = any(one.get("outcome") == "failed" for one in expectations)
        return session is not None and session.outcome == "failed" and not foreseen


def _varied(conversation: _Conversation, played: _Play) -> Varied:
    """The conversation once more under each alternative of what it leaned on."""
    from flow_runner.cli._progress import steps
    from flow_runner.explore.vary import Played, alternatives, variation
    from flow_runner.report.every_assumption import Varied

    base = Played.of(*played)
    found, others = [], alternatives(base)
    with steps(len(others)) as begin:
        for one in others:
            begin(f"{one.assumption.name} = {one.choice}")
            again = conversation.play({one.assumption.name: one.choice})
            found.append(variation(base, one, Played.of(*again)))
    return Varied(base, tuple(found))


def _everything(entry: Entry) -> bool:
    return True


def _spoken(entry: Entry) -> bool:
    from flow_runner.report.transcript import SPOKEN

    return isinstance(entry.what, SPOKEN)


def _print(played: _Play, shown: Callable[[Entry], bool], show_secrets: bool) -> None:
    from flow_runner.inspection.secret import secrets_in
    from flow_runner.report.result import result
    from flow_runner.report.transcript import Transcript

    sandbox = played.sandbox
    transcript = Transcript(console(), None if show_secrets else partial(secrets_in, sandbox))
    transcript.entries([one for one in sandbox.trace if shown(one)])
    transcript.ending(result(sandbox, played.not_met, show_secrets))


def _print_varied(varied: Varied, shown: Callable[[Entry], bool], show_secrets: bool) -> None:
    from flow_runner.report.every_assumption_text import print_text

    print_text(console(), varied, shown, show_secrets)


def _as_json(played: _Play, varied: Varied | None, show_secrets: bool) -> dict[str, Any]:
    from flow_runner.report.result import result

    run = result(played.sandbox, played.not_met, show_secrets)
    if varied is None:
        return run
    from flow_runner.report.every_assumption import as_json

    return as_json(run, varied, show_secrets)
