"""Where a customer ends up."""

from __future__ import annotations

from typing import Literal, NamedTuple

from emulator.kernel.secret import mask_text
from flow_runner.engine.events import MessageSent
from flow_runner.inspection.secret import secrets_in
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.trace import AgentSaid, Exchanged, Said

Kind = Literal[
    "assigned", "team", "closed", "waiting", "left alone", "silence", "failed", "runaway loop", "refused", "not started"
]
BAD: frozenset[Kind] = frozenset({"left alone", "silence", "failed", "runaway loop"})
LOOP = "runaway loop"
CLOSED = ("SOLVED", "BLOCKED")
"""Statuses of a chat in which nobody need answer."""
MOST_LETTERS = 60


class Ending(NamedTuple):
    """`kind` for programs, `text` for people."""

    kind: Kind
    text: str


def ending_of(sandbox: Sandbox, phone: str) -> Ending:
    """Of the last run, as the customer and the team see it."""
    session = sandbox.session(phone)
    if session is None:
        return Ending("not started", "no chatbot starts")
    if session.outcome == "failed":
        if _was_refused(sandbox, phone):
            return Ending("refused", f"nobody answers for the host that {session.node} calls")
        kind: Kind = "runaway loop" if session.reason.startswith(LOOP) else "failed"
        return Ending(kind, session.reason if kind == "runaway loop" else f"the flow fails: {session.reason}")
    agent = sandbox.assignee(phone)
    if agent is not None:
        return Ending("assigned", f"assigned to {agent['name']}")
    if session.outcome == "running":
        whom = "the customer" if session.waiting == "answer" else "a moment"
        return Ending("waiting", f"waits for {whom} at {session.node}")
    teams = sandbox.given_teams(phone)
    if teams:
        return Ending("team", f"given to team {', '.join(teams)}")
    status = sandbox.status(phone)
    if status in CLOSED:
        return Ending("closed", f"the chat is {status.lower()}")
    entries = [entry.what for entry in sandbox.entries(phone)]
    said = max((number for number, what in enumerate(entries) if isinstance(what, Said)), default=0)
    told = [what for what in entries[said:] if isinstance(what, MessageSent | AgentSaid)]
    if not told:
        return Ending("silence", "nothing is said, and nobody has the chat")
    last = mask_text(told[-1].text, secrets_in(sandbox), spoken=True)
    return Ending("left alone", f"told '{_short(last)}', and nobody has the chat")


def _was_refused(sandbox: Sandbox, phone: str) -> bool:
    last = [entry.what for entry in sandbox.entries(phone) if isinstance(entry.what, Exchanged)]
    return bool(last) and last[-1].source == "refused"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_LETTERS else f"{line[: MOST_LETTERS - 1]}…"
