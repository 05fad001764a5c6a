"""Where a run stands, as far as that can make a difference to what comes next: two runs in one state need one look."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any, NamedTuple

from emulator.tenant import api_of
from emulator.wati.rows import Contact, Conversation
from emulator.zoho import throttle
from flow_runner.engine import Flow, Library
from flow_runner.engine.events import MessageSent
from flow_runner.engine.node import Node
from flow_runner.engine.nodes.condition import Condition
from flow_runner.engine.nodes.webhook import Webhook
from flow_runner.inspection.address import split
from flow_runner.inspection.graph import Graph, knots
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.trace import Said

SHOWN = "set"  # what stands for any value that is only shown


class Reads(NamedTuple):
    """Names of variables (`@x`) and attributes (`{{x}}`) that are read from a node on: those whose value may decide
    something, and those that are only shown to the customer.
    """

    deciding: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()

    def plus(self, other: Reads) -> Reads:
        return Reads(self.deciding | other.deciding, self.shown | other.shown)


class States:
    """The states of the runs of some chatbots."""

    def __init__(self, library: Library) -> None:
        self._reads = {flow.version: _reads(flow) for flow in library}

    def key(self, sandbox: Sandbox, phone: str, at: str) -> str:
        """A digest of the state; `at` says for what the run waits."""
        session = sandbox.session(phone)
        told: dict[str, Any] = {"at": at, "contacts": {}}
        reads = Reads()
        if session is not None:
            places = [(session.version, session.node), *((one["version"], one["node"]) for one in session.callers)]
            for version, node in places:
                reads = reads.plus(self._reads[version].get(node, Reads()))
            held = _kept(sandbox, session.variables, reads, "@")
            told |= {"places": places, "variables": held, "fails": session.fails, "outcome": session.outcome}
        for contact in sandbox.tenant.wati.contacts:
            told["contacts"][contact.wa_id] = _contact(sandbox, contact, reads if contact.wa_id == phone else None)
        told["spoken"] = _has_spoken(sandbox, phone)
        told["sheets"] = [sheet.rows for sheet in map(_open(sandbox), sandbox.tenant.sheets.sheets)]
        zoho = sandbox.tenant.zoho
        told["throttled"] = [one.id for one in zoho.refresh_tokens if throttle.is_shut(zoho, f"refresh {one.id}")]
        told["stubs"] = [min(stub.called, len(stub.answers)) for stub in sandbox.stubs.stubs]
        text = json.dumps(told, sort_keys=True, default=str)
        return blake2b(text.encode("utf-8", "backslashreplace"), digest_size=12).hexdigest()


def _has_spoken(sandbox: Sandbox, phone: str) -> bool:
    """Whether anything was said to the customer since they said something: at an end that makes all the difference."""
    spoke = (entry.what for entry in reversed(sandbox.trace) if entry.contact == phone)
    return isinstance(next((what for what in spoke if isinstance(what, Said | MessageSent)), None), MessageSent)


def _open(sandbox: Sandbox) -> Any:
    return lambda row: sandbox.tenant.sheets.open(row.spreadsheet, row.sheet)


def _contact(sandbox: Sandbox, contact: Contact, reads: Reads | None) -> dict[str, Any]:
    """What is kept of a contact and of its chat; of one that is not the customer everything counts."""
    chat = sandbox.tenant.wati.conversation(contact)
    values = {name: _value(sandbox, value) for name, value in contact.attributes.items()}
    return {
        "attributes": values if reads is None else _kept(sandbox, contact.attributes, reads, "{"),
        "chat": [chat.assignee, chat.teams, chat.status, _is_open(sandbox, chat)] if chat is not None else None,
    }


def _is_open(sandbox: Sandbox, chat: Conversation) -> bool:
    """Whether the customer can be written to."""
    return sandbox.tenant.wati.window_is_open(chat, sandbox.tenant.universe.clock.now())


def _kept(sandbox: Sandbox, values: dict[str, str], reads: Reads, space: str) -> dict[str, str]:
    found = {}
    for name, value in values.items():
        if space + name in reads.deciding:
            found[name] = _value(sandbox, value)
        elif space + name in reads.shown:
            found[name] = SHOWN if value else ""
    return found


def _value(sandbox: Sandbox, value: str) -> str:
    """A token by whether it is good: each is another text, and all that are good do the same."""
    zoho = sandbox.tenant.zoho
    if zoho.access_tokens.get(value) is None:
        return value
    return "a live token" if zoho.live_access_token(value) else "a dead token"


def _reads(flow: Flow) -> dict[str, Reads]:
    """What is read at each node or behind it."""
    graph = Graph.of(flow)
    found: dict[str, Reads] = {}
    for knot in knots(graph.successors, list(flow.nodes)):
        together = Reads()
        for node in knot:
            together = together.plus(_own(flow, flow.nodes[node]))
            for target in graph.successors[node]:
                together = together.plus(found.get(target, Reads()))
        found.update(dict.fromkeys(knot, together))
    return found


def _own(flow: Flow, node: Node) -> Reads:
    """What a node reads itself: what goes into the headers and the body of a request decides only what a service that
    is emulated makes of it; canned answers do not look at it.
    """
    uses = node.uses()
    if isinstance(node, Webhook) and not _is_emulated(node):
        return Reads(frozenset(_names(flow, [node.url])), frozenset(_names(flow, uses.texts)))
    names = frozenset(_names(flow, uses.texts))
    if isinstance(node, Condition):
        bare = {check.variable for check in node.checks if not flow.grammar.references(check.variable)}
        names |= {f"{space}{name}" for name in bare for space in "@{"}
    return Reads(shown=names) if uses.sends else Reads(deciding=names)


def _is_emulated(node: Webhook) -> bool:
    """Whether a service that is emulated may answer, as far as the address tells."""
    parts = split(node.url)
    host = parts.hostname or ""
    return not host or "{" in host or "@" in parts.netloc or api_of(host) is not None


def _names(flow: Flow, texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        for reference in flow.grammar.references(text):
            yield f"{'{' if reference.space == 'attribute' else '@'}{reference.name}"
