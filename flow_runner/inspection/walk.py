"""The ways of contacts through chatbots: which node after which, of which flow, by which exit, after which reply."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Any, NamedTuple

from flow_runner.engine.events import (
    ExitTaken,
    FlowEnded,
    FlowReturned,
    FlowStarted,
    NodeEntered,
    WebhookAnswered,
    WebhookFailed,
)
from flow_runner.engine.replies import NO_REPLY
from flow_runner.sandbox.trace import Entry, What

MAX_OPEN = 64
MOVES = frozenset({FlowStarted, FlowReturned, FlowEnded})
"""The events that begin and end walks."""


class Visit(NamedTuple):
    """A node that was entered, and the exit by which it was left; None where it was not left. `reply` is what its
    request was answered with, a status or `no reply`; empty where it made none.
    """

    node: str
    exit: str | None = None
    reply: str = ""


class Walk:
    """A way through the flow of one version, from its start. The last visits are kept; earlier ones are `left_out`."""

    __slots__ = ("_visits", "count", "version")

    def __init__(self, version: str, longest: int | None = None) -> None:
        self.version = version
        self._visits: deque[list[Any]] = deque(maxlen=longest)
        self.count = 0

    @property
    def visits(self) -> tuple[Visit, ...]:
        return tuple(Visit(*visit) for visit in self._visits)

    @property
    def left_out(self) -> int:
        return self.count - len(self._visits)

    @property
    def node(self) -> str:
        """Where it stands; empty before the first node."""
        return self._visits[-1][0] if self._visits else ""

    def enter(self, node: str) -> None:
        self._visits.append([node, None, ""])
        self.count += 1

    def leave(self, node: str, exit: str) -> None:
        if self.node == node:
            self._visits[-1][1] = exit

    def answer(self, node: str, reply: str) -> None:
        if self.node == node:
            self._visits[-1][2] = reply

    def to_json(self) -> dict[str, Any]:
        return {"flow": self.version, "steps": [list(visit) for visit in self._visits]}


class Walker:
    """One contact, as it goes through chatbots. Each start begins a walk; a chatbot that comes back goes on with the
    walk that had triggered it. `walk` is the one that it is on.
    """

    __slots__ = ("_longest", "_open", "_running", "walk")

    def __init__(self, version: str, longest: int | None = None) -> None:
        """`version` is the flow that counts until a start is seen; `longest` limits what is kept of a walk."""
        self._longest = longest
        self._open: list[Walk] = []
        self._running = False
        self.walk = Walk(version, longest)

    def see(self, what: What) -> None:
        match what:
            case NodeEntered(node=node):
                self.walk.enter(node)
            case ExitTaken(node=node, exit=exit):
                self.walk.leave(node, exit)
            case WebhookAnswered(node=node, status=status):
                self.walk.answer(node, str(status))
            case WebhookFailed(node=node):
                self.walk.answer(node, NO_REPLY)
            case FlowStarted(version=version):
                self._open = [*self._open, self.walk][-MAX_OPEN:] if self._running else []
                self._running, self.walk = True, Walk(version, self._longest)
            case FlowReturned(node=node, version=version):
                self._go_back(node, version)
            case FlowEnded():
                self._running = False

    def _go_back(self, node: str, version: str) -> None:
        while self._open:
            self.walk = self._open.pop()
            if self.walk.version == version and self.walk.node == node:
                return
        self.walk = Walk(version, self._longest)  # its beginning was not seen


def walks(version: str, entries: Iterable[Entry]) -> list[Walk]:
    """Every walk of one contact, in the order in which they began; `version` is that of the main flow."""
    walker = Walker(version)
    found = {id(walker.walk): walker.walk}
    for entry in entries:
        walker.see(entry.what)
        found.setdefault(id(walker.walk), walker.walk)
    return [walk for walk in found.values() if walk.count]
