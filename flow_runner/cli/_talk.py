"""A chat in the terminal, step by step; what was done can be taken back, and is kept as the steps of a script."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import click

from emulator.kernel.suggest import did_you_mean
from flow_runner.cli._terminal import console
from flow_runner.report.result import result
from flow_runner.sandbox.expectation import expectation, outcome, unmet
from flow_runner.sandbox.form import form_fields
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
  /expect             where the chat stands now   /expect message=Welcome   or assignee=, outcome=, team= …
  /back               undo the last step
  /help               this                        /quit               leave (as does Ctrl-D)"""

Read = Callable[[str], Any]
Step = dict[str, Any]


def _named(text: str) -> str:
    if not text:
        raise ValueError("that needs a name or a text behind it; /help shows how")
    return text


COMMANDS: dict[str, tuple[str, Read]] = {
    "/send": ("send", _named),
    "/fill": ("fill", form_fields),
    "/advance": ("advance", str),
    "/expire": ("expire_tokens", lambda _: True),
    "/takeover": ("take_over", _named),
    "/agent": ("agent_says", _named),
    "/giveback": ("give_back", lambda _: True),
    "/status": ("set_status", _named),
    "/online": ("online", lambda text: {_named(text): True}),
    "/offline": ("online", lambda text: {_named(text): False}),
    "/start": ("start", _named),
}
"""Steps of a script, by what is typed for them, and how their value is read."""
OTHERS = ("/state", "/expect", "/back", "/help", "/quit")


@dataclass
class Talk:
    """A chat as far as it came: its steps, and the state before each of them."""

    sandbox: Sandbox
    show_secrets: bool = False
    steps: list[Step] = field(default_factory=list)
    before: list[dict[str, object]] = field(default_factory=list)

    def run(self) -> None:
        """Until whoever writes leaves, or the input is over."""

        from flow_runner.inspection.secret import secrets_in
        from flow_runner.report.transcript import Transcript

        sandbox = self.sandbox
        secrets = None if self.show_secrets else partial(secrets_in, sandbox)
        transcript = Transcript(console(), secrets)
        click.echo(f"You are {sandbox.phone}, talking to '{sandbox.flow.name}'. /help for help, /quit to leave.")
        while (line := _asked()) is not None:
            mark = sandbox.trace.mark
            if line.startswith("/"):
                if not self.obey(line):
                    return
            elif line:
                self.say(line)
            transcript.entries(sandbox.trace.since(mark) if sandbox.trace.mark > mark else [])

    def say(self, line: str) -> None:
        """Send a text, or tap what has that number."""
        titles = [title for _, title in self.sandbox.offered()]
        number = int(line) if line.isascii() and line.isdigit() and len(line) < 4 else 0
        session = self.sandbox.session()
        tapping = 0 < number <= len(titles) and session is not None and session.waiting == "answer"
        self._take("tap", titles[number - 1].strip()) if tapping else self._take("say", line)

    def obey(self, line: str) -> bool:
        """Whether the chat goes on after a command."""
        name, _, rest = line.partition(" ")
        match name:
            case "/quit" | "/exit" | "/q":
                return False
            case "/back":
                click.echo(self._back())
            case "/state":
                self._show_state()
            case "/expect":
                self._expect(rest.strip())
            case "/help":
                click.echo(HELP)
            case _ if name in COMMANDS:
                self._command(*COMMANDS[name], rest.strip())
            case _:
                click.echo(f"there is no command {name}.{did_you_mean(name, [*COMMANDS, *OTHERS])}")
        return True

    def standing(self) -> Step:
        """Where the chat stands, as an expectation."""
        agent = self.sandbox.assignee()
        found: Step = {"assignee": agent["name"] if agent else None}
        return {"outcome": outcome(self.sandbox), **found} if self.sandbox.session() else found

    def _take(self, step: str, value: Any) -> object:
        snapshot = self.sandbox.snapshot()
        done = STEPS[step](self.sandbox, value)
        self.before.append(snapshot)
        self.steps.append({step: value})
        return done

    def _command(self, step: str, read: Read, text: str) -> None:
        try:
            done = self._take(step, read(text))
        except (LookupError, ValueError) as error:
            click.echo(error.args[0])
            return
        if step == "advance":
            click.echo(f"it is now {self.sandbox.tenant.universe.clock.now().isoformat()}")
        elif step == "expire_tokens":
            click.echo(f"{done} access token(s) expired")

    def _expect(self, text: str) -> None:
        """Note what holds now, or what is said if it holds."""
        try:
            wanted = expectation(text) if text else self.standing()
        except ValueError as error:
            click.echo(error.args[0])
            return
        told = [text for _, text in unmet(self.sandbox, wanted)]
        if told:
            click.echo(f"that does not hold: {'; '.join(told)}")
            return
        self.before.append(self.sandbox.snapshot())
        self.steps.append({"expect": wanted})
        click.echo("expected: " + ", ".join(f"{key} = {value or 'nobody'}" for key, value in wanted.items()))

    def _show_state(self) -> None:
        told = result(self.sandbox, [], self.show_secrets)
        shown = ("outcome", "reason", "assignee", "teams", "status", "attributes", "variables")
        click.echo(json.dumps({key: told[key] for key in shown}, indent=2, ensure_ascii=False))

    def _back(self) -> str:
        if not self.before:
            return "there is nothing to undo"
        self.sandbox.restore(self.before.pop())
        self.steps.pop()
        return "undone"


def _asked() -> str | None:
    try:
        return str(click.prompt("you", prompt_suffix="> ", default="", show_default=False)).strip()
    except (click.Abort, EOFError):
        click.echo()
        return None
