"""A run as people read it: what was said, what every node did, how it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from rich.console import Console
from rich.text import Text

from emulator.kernel.secret import MASK, is_secret_name, mask_text
from flow_runner.engine.events import (
    AgentAssigned,
    AnswerRejected,
    AttributeSet,
    ConditionChecked,
    DelayStarted,
    FlowEnded,
    FlowReturned,
    FlowStarted,
    MessageSent,
    NodeEntered,
    PlaceholderUnset,
    TeamAssigned,
    VariableSet,
    WarningRaised,
)
from flow_runner.report.words import DEEDS, deed, said
from flow_runner.sandbox.trace import Acted, AgentSaid, Entry, Exchanged, Said

INDENT = 20
SPOKEN = (Said, AgentSaid, MessageSent, *DEEDS)
"""What remains of a transcript when only what was said and done is wanted."""
NARROW_INDENT = 2


class Lines:
    """Takes lines as a console does, and keeps them."""

    def __init__(self) -> None:
        self.kept: list[Text] = []

    def print(self, line: Text | None = None, *, soft_wrap: bool = True) -> None:
        self.kept.append(line or Text())


class Transcript:
    """Prints entries as they come, and at the end what is left to say."""

    def __init__(
        self, console: Console | Lines, secrets: Callable[[], Iterable[str]] | None, narrow: bool = False
    ) -> None:
        """`secrets` tells those of the account, to be masked; None prints everything in clear. `narrow` leaves out
        times, types of nodes and queries, and begins each line at the left.
        """
        self.console = console
        self.secrets = secrets
        self.narrow = narrow
        self._known: frozenset[str] = frozenset()

    def entries(self, entries: list[Entry]) -> None:
        self._known = frozenset(self.secrets()) if self.secrets else frozenset()
        for entry in entries:
            self.entry(entry)

    def entry(self, entry: Entry) -> None:
        clock = entry.at.strftime("%H:%M:%S")
        match entry.what:
            case Said(heard=heard, why=why):
                self._speech(clock, "customer", "bold cyan", said(entry.what))
                if why and heard != "handled":
                    self._line("!", why, "yellow")
            case AgentSaid(agent=agent, text=text):
                self._speech(clock, agent, "bold magenta", text)
            case Acted(problem=problem):
                told, style = self._safe(deed(entry.what)), "yellow" if problem else "green"
                self.console.print(Text(f"{clock}  {'account':<9} {told}", style=style), soft_wrap=True)
            case FlowStarted(flow=flow):
                self._line("▸", f"chatbot '{flow}' starts", "dim")
            case FlowReturned(flow=flow):
                self._line("▸", f"back in chatbot '{flow}'", "dim")
            case NodeEntered(node=node, node_type=node_type):
                self._line("·", node if self.narrow else f"{node}  ({node_type})", "dim")
            case MessageSent() as sent:
                self._message(clock, sent)
            case Exchanged() as exchange:
                self._exchange(exchange)
            case ConditionChecked(left=left, test=test, right=right, result=result):
                self._line(" ", f"{self._safe(left)!r} {test} {self._safe(right)!r} is {str(result).lower()}", "dim")
            case VariableSet(name=name, value=value):
                self._line(" ", f"@{name} = {self._value(name, value)}", "dim")
            case AttributeSet(name=name, value=value):
                self._line(" ", f"{{{{{name}}}}} = {self._value(name, value)}", "dim")
            case AnswerRejected(reason=reason):
                self._line("!", f"the answer is refused: {reason}", "yellow")
            case WarningRaised(text=text):
                self._line("!", self._safe(text), "yellow")
            case PlaceholderUnset(placeholder=placeholder, place=place):
                self._line("!", f"'{placeholder}' in the {place} was never set", "yellow")
            case DelayStarted(until=until):
                self._line(" ", f"waits until {until}", "dim")
            case AgentAssigned(email=email) if email:
                self._line("→", deed(entry.what), "bold green")
            case TeamAssigned(names=names) if names:
                self._line("→", deed(entry.what), "bold green")
            case AgentAssigned() | TeamAssigned():
                pass
            case FlowEnded(outcome=outcome, reason=reason):
                self._line("■", f"{outcome}: {reason}", "bold red" if outcome == "failed" else "dim")
            case what if isinstance(what, DEEDS):
                self._line("→", self._safe(deed(what)), "green")

    def ending(self, told: dict[str, Any]) -> None:
        """The state at the end, what it leaned on, and what to look at; from a result as JSON."""
        style = {"failed": "bold red", "waiting": "yellow"}.get(told["outcome"], "bold green")
        self.console.print()
        self._row("outcome", f"{told['outcome']}: {told['reason']}", style)
        agent = told["assignee"]
        self._row("assignee", f"{agent['name']} <{agent['email']}>" if agent else "nobody")
        if told["teams"]:
            self._row("teams", ", ".join(told["teams"]))
        self._row("status", told["status"] or "no chat")
        for name in ("attributes", "variables"):
            if told[name]:
                self._row(name, ", ".join(f"{key} = {value}" for key, value in told[name].items()))
        if "coverage" in told:
            scores = {measure: told["coverage"][measure] for measure in ("nodes", "exits", "statuses")}
            walked = [f"{s['visited']} of {s['declared']} {measure}" for measure, s in scores.items() if s["declared"]]
            self._row("coverage", ", ".join(walked))
        for number, one in enumerate(told["assumptions"]):
            text = (
                f"{one['name']} = {one['choice']} (or {', '.join(one['alternatives']) or 'unknown'}): {one['meaning']}"
            )
            self._row("" if number else "assumes", text, "magenta")
        for number, text in enumerate(told["warnings"]):
            self._row("" if number else "warnings", text, "yellow")
        for number, text in enumerate(told["expectations_not_met"]):
            self._row("" if number else "not met", text, "bold red")

    def _message(self, clock: str, sent: MessageSent) -> None:
        body = "\n".join(part for part in (sent.header, sent.text, sent.footer) if part)
        kind = "" if sent.kind in ("text", "buttons", "list") else f"[{sent.kind.replace('_', ' ')}]"
        named = sent.reference if not sent.button else ""
        self._speech(clock, "bot", "bold", " ".join(part for part in (kind, named, sent.media, body) if part))
        if sent.button:
            self._line(" ", f"[ {sent.button} ]{'  ' + sent.reference if sent.reference else ''}", "bold cyan")
        for (_, title), detail in zip(sent.choices, sent.details or [""] * len(sent.choices), strict=True):
            self._line(" ", f"[ {title.strip()} ]{'  ' + detail if detail else ''}", "cyan")

    def _exchange(self, one: Exchanged) -> None:
        query = f"?{one.query}" if one.query and not self.narrow else ""
        url = f"{one.host}{one.path}{query}"
        style = "dim" if one.status and one.status < 400 else "yellow"
        came = str(one.status) if one.status is not None else one.reason
        source = "" if one.source == "sandbox" else f" ({one.source})"
        self._line("⇄", f"{one.method} {self._safe(url)} → {came}{source}", style)
        for line in one.help:
            self._line(" ", line, "yellow")

    def _speech(self, clock: str, who: str, style: str, text: str) -> None:
        lines = (text if self.secrets is None else mask_text(text, self._known, spoken=True)).split("\n")
        head = Text(f"{who}: " if self.narrow else f"{clock}  {who:<9} ", style="bold" if who == "bot" else style)
        self.console.print(head + Text(lines[0], style=style), soft_wrap=True)
        for line in lines[1:]:
            self.console.print(Text(self._indent() + line, style=style), soft_wrap=True)

    def _line(self, mark: str, text: str, style: str) -> None:
        self.console.print(Text(f"{self._indent()[2:]}{mark} {text}", style=style), soft_wrap=True)

    def _indent(self) -> str:
        return " " * (NARROW_INDENT if self.narrow else INDENT)

    def _row(self, name: str, text: str, style: str = "") -> None:
        self.console.print(Text(f"{name:<12}", style="bold") + Text(text, style=style), soft_wrap=True)

    def _value(self, name: str, value: str) -> str:
        hidden = self.secrets is not None and value and is_secret_name(name)
        return MASK if hidden else repr(self._safe(value))

    def _safe(self, text: str) -> str:
        return text if self.secrets is None else mask_text(text, self._known)
