"""wati-sandbox chat"""

from __future__ import annotations

import json

import click

from flow_runner.cli._files import Opening, flow_options
from flow_runner.report.result import result
from flow_runner.sandbox.duration import duration
from flow_runner.sandbox.sandbox import Sandbox

HELP = """\
Write as the customer would. A number taps the button or row of that number. Besides:
  /advance 1h     let time pass          /expire     every Zoho token expires now
  /state          variables, attributes, assignee    /back       undo the last step
  /help           this                   /quit       leave (as does Ctrl-D)"""


@click.command("chat")
@flow_options
@click.option("--show-secrets", is_flag=True, help="Print tokens and other secrets in clear.")
def command(opening: Opening, show_secrets: bool) -> None:
    """Talk to a chatbot in the terminal; /help lists what else you can do there."""
    from rich.console import Console

    from flow_runner.report.transcript import Transcript

    sandbox = opening.sandbox()
    transcript = Transcript(Console(highlight=False, markup=False), None if show_secrets else sandbox.secrets)
    click.echo(f"You are {sandbox.phone}, talking to '{sandbox.flow.name}'. /help for help, /quit to leave.")
    before: list[dict[str, object]] = []
    while (line := _asked()) is not None:
        mark = sandbox.trace.mark
        if line == "/back":
            click.echo(_back(sandbox, before))
        elif line.startswith("/"):
            if not _done(sandbox, line, before, show_secrets):
                return
        elif line:
            before.append(sandbox.snapshot())
            _say(sandbox, line)
        transcript.entries(sandbox.trace.since(mark) if sandbox.trace.mark > mark else [])


def _asked() -> str | None:
    try:
        return str(click.prompt("you", prompt_suffix="> ", default="", show_default=False)).strip()
    except (click.Abort, EOFError):
        click.echo()
        return None


def _say(sandbox: Sandbox, line: str) -> None:
    titles = [title for _, title in sandbox.offered()]
    number = int(line) if line.isascii() and line.isdigit() and len(line) < 4 else 0
    session = sandbox.session()
    if 0 < number <= len(titles) and session is not None and session.waiting == "answer":
        sandbox.taps(titles[number - 1])
    else:
        sandbox.says(line)


def _done(sandbox: Sandbox, line: str, before: list[dict[str, object]], show_secrets: bool) -> bool:
    """Whether the chat goes on after a command."""
    name, _, rest = line.partition(" ")
    match name:
        case "/quit" | "/exit" | "/q":
            return False
        case "/advance":
            try:
                span = duration(rest)
            except ValueError as error:
                click.echo(error)
                return True
            before.append(sandbox.snapshot())
            sandbox.advance(span)
            click.echo(f"it is now {sandbox.tenant.universe.clock.now().isoformat()}")
        case "/expire":
            before.append(sandbox.snapshot())
            click.echo(f"{sandbox.tenant.zoho.expire_access_tokens()} access token(s) expired")
        case "/state":
            told = result(sandbox, [], show_secrets)
            shown = ("outcome", "reason", "assignee", "teams", "status", "attributes", "variables")
            click.echo(json.dumps({key: told[key] for key in shown}, indent=2, ensure_ascii=False))
        case _:
            click.echo(HELP)
    return True


def _back(sandbox: Sandbox, before: list[dict[str, object]]) -> str:
    if not before:
        return "there is nothing to undo"
    sandbox.restore(before.pop())
    return "undone"
