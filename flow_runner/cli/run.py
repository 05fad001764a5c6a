"""wati-sandbox run"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flow_runner.cli._files import FAILED, NOT_MET, flow_options, unusable, usable
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.script import Script, expectation, unmet

if TYPE_CHECKING:
    from flow_runner.inspection.recorder import Recorder


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
@click.option("--show-secrets", is_flag=True, help="Print tokens and other secrets in clear.")
@click.option(
    "--coverage",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Record in this folder what was covered; see the command `coverage`.",
)
def command(
    sandbox: Sandbox,
    say: tuple[str, ...],
    script: Path | None,
    expect: tuple[str, ...],
    form: str,
    quiet: bool,
    show_secrets: bool,
    coverage: Path | None,
) -> None:
    """Run a chatbot and print the conversation, what every node did, and how it ended.

    \b
    wati-sandbox run bot.json --as 919876543210 --say hi
    wati-sandbox run bot.json --world world.yaml --stubs stubs.yaml --script chat.yaml
    wati-sandbox run bot.json --say hi --expect assignee="Asha Agent"   (exit code 1 if not)
    """
    if script and say:
        unusable("--script and --say: use one of them; a script has its own 'say' steps")
    with usable():
        wanted = [expectation(text) for text in expect]
        played = Script.load(script) if script else None
        recorder = _recorder(sandbox, coverage) if coverage else None
        not_met = _play(sandbox, say or ("hi",), played)
    not_met += [f"--expect {key}: {told}" for one in wanted for key, told in unmet(sandbox, one)]
    _print(sandbox, not_met, form, quiet, show_secrets)
    session = sandbox.session()
    failed = session is not None and session.outcome == "failed"
    foreseen = any(one.get("outcome") == "failed" for one in [*wanted, *(played.expectations if played else ())])
    code = FAILED if failed and not foreseen else NOT_MET if not_met else 0
    if recorder is not None and coverage is not None:
        with usable():
            recorder.finish(f"run --script {script.name}" if script else "run", passed=not code)
            recorder.write(coverage)
    sys.exit(code)


def _recorder(sandbox: Sandbox, folder: Path) -> Recorder:
    from flow_runner.inspection.recorder import Recorder
    from flow_runner.inspection.store import prepare

    prepare(folder)
    recorder = Recorder()
    recorder.watch(sandbox)
    return recorder


def _play(sandbox: Sandbox, say: tuple[str, ...], script: Script | None) -> list[str]:
    if script is not None:
        return script.play(sandbox)
    for text in say:
        sandbox.says(text)
    return []


def _print(sandbox: Sandbox, not_met: list[str], form: str, quiet: bool, show_secrets: bool) -> None:
    from flow_runner.report.result import result

    told = result(sandbox, not_met, show_secrets)
    if form == "json":
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    from rich.console import Console

    from flow_runner.engine.events import AgentAssigned, MessageSent, TeamAssigned
    from flow_runner.report.transcript import Transcript
    from flow_runner.sandbox.trace import Said

    transcript = Transcript(Console(highlight=False, markup=False), None if show_secrets else sandbox.secrets)
    spoken = (Said, MessageSent, AgentAssigned, TeamAssigned)
    transcript.entries([one for one in sandbox.trace if not quiet or isinstance(one.what, spoken)])
    transcript.ending(told)
