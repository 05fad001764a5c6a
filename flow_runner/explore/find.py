"""What is wrong with a run, whatever anybody had expected of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from flow_runner.engine.events import MessageSent, NodeEntered, PlaceholderUnset, WarningRaised
from flow_runner.engine.nodes.webhook import Webhook
from flow_runner.explore.ending import Ending
from flow_runner.explore.trial import Script, Trial

Fault = Literal[
    "runaway-loop", "flow-failed", "silent-dead-end", "left-alone", "literal-placeholder", "nobody-assigned"
]
MEANING: dict[Fault, str] = {
    "runaway-loop": "the chatbot goes round without ever waiting for the customer",
    "flow-failed": "the chatbot cannot go on, and stops",
    "silent-dead-end": "the run ends without a word, and nobody has the chat",
    "left-alone": "the run ends, and nobody has the chat: no agent, no team; nor is it closed",
    "literal-placeholder": "a placeholder that was never set goes out as it stands",
    "nobody-assigned": "the chat is given to an agent or team that the account does not have",
}
"""By how much they hurt, the worst first."""


class Find(NamedTuple):
    """Something wrong, at a node, that this script leads to. `about` tells several of one kind at one node apart;
    `told` is in words; `heard` says whether the customer reads what it is about; `assumes` are the guesses that the run
    leaned on (`name = choice`): if one of them is wrong, so may the find be.
    """

    fault: Fault
    node: str
    about: str
    told: str
    heard: bool
    script: Script
    deviations: int
    assumes: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        return self.fault, self.node, self.about


def finds(trial: Trial) -> Iterator[Find]:
    """Everything that is wrong with a run, each once."""
    used = trial.sandbox.tenant.universe.assumptions.used
    assumes = tuple(f"{name} = {choice}" for name, choice in sorted(used.items()))
    for wrong in dict.fromkeys((*_on_the_way(trial), *_at_the_end(trial))):
        yield Find(*wrong, trial.moves, trial.deviations, assumes)


Wrong = tuple[Fault, str, str, str, bool]
READ = frozenset({"text", "body", "header", "footer", "fallback", "caption"})
"""Places of a message in which the customer reads what stands there."""


def _on_the_way(trial: Trial) -> Iterator[Wrong]:
    webhooks = {one for flow in trial.sandbox.library for one, node in flow.nodes.items() if isinstance(node, Webhook)}
    for entry in trial.sandbox.entries(trial.phone):
        match entry.what:
            case PlaceholderUnset(node=node, placeholder=placeholder, place=place):
                whom = "a request" if node in webhooks else "the customer"
                told = f"'{placeholder}' in the {place} was never set, and goes out to {whom} as it stands"
                yield "literal-placeholder", node, placeholder, told, node not in webhooks and place in READ
            case WarningRaised(
                node=node, code=("unknown-agent" | "unknown-team" | "nobody-to-assign") as code, text=told
            ):
                yield "nobody-assigned", node, code, told, False


def _at_the_end(trial: Trial) -> Iterator[Wrong]:
    ending: Ending = trial.ending
    session = trial.sandbox.session(trial.phone)
    if not trial.complete or session is None:
        return
    match ending.kind:
        case "runaway loop":
            nodes = sorted(set(session.path[-20:]))
            yield "runaway-loop", nodes[0], "", ending.text, False
        case "failed":
            yield "flow-failed", session.node, "", ending.text, False
        case "silence":
            yield "silent-dead-end", session.node, _last_said(trial), ending.text, False
        case "left alone":
            yield "left-alone", session.node, "", ending.text, False


def _last_said(trial: Trial) -> str:
    """The node that spoke last: where the customer last heard anything."""
    events = [entry.what for entry in trial.sandbox.entries(trial.phone)]
    spoke = [what.node for what in events if isinstance(what, MessageSent)]
    entered = [what.node for what in events if isinstance(what, NodeEntered)]
    return spoke[-1] if spoke else entered[0] if entered else ""
