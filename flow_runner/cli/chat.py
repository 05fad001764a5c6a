"""wati-sandbox chat"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import click

from emulator.kernel.suggest import did_you_mean
from flow_runner.cli._files import Opening, flow_options
from flow_runner.report.result import result
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.script import STEPS

HELP = """\
Write as the customer would. A number taps the button or row of that number. Besides:
  /send URL           a photo or file             /fill name=Ann, city=Pune   the form that was sent
  /advance 1h         let time pass               /expire             every Zoho token expires now
  /takeover AGENT     an agent takes the chat     /agent TEXT         what that agent writes
  /giveback           back to the bot             /status solved      or open, pending, block
  /online AGENT       or /offline AGENT           /start CHATBOT      by hand; 'this' is this one
  /state              variables, attributes, assignee
  /back               undo the last step
  /help               this                        /quit               leave (as does Ctrl-D)"""

Read = Callable[[str], Any]


def _fields(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(","))
    found = {name.strip(): value.strip() for name, equals, value in pairs if equals and name.strip()}
    if not found:
        raise ValueError(f"'{text}' has no fields: write for example /fill name=Ann, city=Pune")
    return found


def _named(text: str) -> str:
    if not text:
        raise ValueError("that needs a name or a text behind it; /help shows how")
    return text


COMMANDS: dict[str, tuple[str, Read]] = {
    "/send": ("send", _named),
    "/fill": ("fill", _fields),
    "/advance": ("advance", str),
    "/expire": ("expire_tokens", bool),
    "/takeover": ("take_over", _named),
    "/agent": ("agent_says", _named),
    "/giveback": ("give_back", bool),
    "/status": ("set_status", _named),
    "/online": ("online", lambda text: {_named(text): True}),
    "/offline": ("online", lambda text: {_named(text): False}),
    "/start": ("start", _named),
}
"""Steps of a script, by what is typed for them, and how their value is read."""


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
    if name in ("/quit", "/exit", "/q"):
        return False
    if name == "/state":
        told = result(sandbox, [], show_secrets)
        shown = ("outcome", "reason", "assignee", "teams", "status", "attributes", "variables")
        click.echo(json.dumps({key: told[key] for key in shown}, indent=2, ensure_ascii=False))
    elif name in COMMANDS:
        _step(sandbox, *COMMANDS[name], rest.strip(), before)
    elif name == "/help":
        click.echo(HELP)
    else:
        click.echo(f"there is no command {name}.{did_you_mean(name, [*COMMANDS, '/state', '/back', '/help', '/quit'])}")
    return True


def _step(sandbox: Sandbox, step: str, read: Read, text: str, before: list[dict[str, object]]) -> None:
    snapshot = sandbox.snapshot()
    try:
        done = STEPS[step](sandbox, read(text))
    except (LookupError, ValueError) as error:
        click.echo(error.args[0])
        return
    before.append(snapshot)
    if step == "advance":
        click.echo(f"it is now {sandbox.tenant.universe.clock.now().isoformat()}")
    elif step == "expire_tokens":
        click.echo(f"{done} access token(s) expired")


def _back(sandbox: Sandbox, before: list[dict[str, object]]) -> str:
    if not before:
        return "there is nothing to undo"
    sandbox.restore(before.pop())
    return "undone"
