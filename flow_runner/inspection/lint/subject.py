"""The flow that is linted, and what several checks ask of it, worked out once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from html import unescape
from typing import Any

from emulator.kernel.assumption import Assumption
from emulator.wati.profile import Fallback
from flow_runner.engine import Flow, Problem
from flow_runner.engine.assumptions import EMPTY_CONTAINS
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import Exit, Uses
from flow_runner.engine.nodes.condition import Condition
from flow_runner.engine.nodes.webhook import Webhook
from flow_runner.engine.pointer import at, below, first_text, texts
from flow_runner.engine.template import Reference
from flow_runner.inspection.address import Address, address_of
from flow_runner.inspection.graph import Graph
from flow_runner.inspection.lint.account import Account
from flow_runner.inspection.lint.body import Body, read_body
from flow_runner.inspection.lint.finding import Found, Grade
from flow_runner.inspection.lint.holding import Holding
from flow_runner.inspection.lint.route import Way, Ways
from flow_runner.inspection.lint.variables import Variables
from flow_runner.inspection.secret import Secret, credentials_in
from flow_runner.sandbox.platform import is_built_in

_IN_NODE = re.compile(r"(?:/result)?/flowNodes/\d+(?=/|$)")
Name = tuple[str, str]
"""The space of a placeholder, `attribute` or `variable`, and its name."""


class Subject:
    """A flow that loads, what the loader tells of it, and the account that it will run in, where that is known.

    `flow.raw` is the export; pointers lead into `flow.document`, which may have more around it.
    """

    def __init__(self, flow: Flow, problems: Iterable[Problem], account: Account | None = None) -> None:
        self.flow = flow
        self.problems = tuple(problems)
        self.account = account
        self.tenant = account.tenant if account else None
        self._placed: dict[str, dict[str, str]] = {}

    @cached_property
    def graph(self) -> Graph:
        return Graph.of(self.flow)

    @cached_property
    def uses(self) -> dict[str, Uses]:
        """What each node reads, writes and waits for."""
        return {node_id: node.uses() for node_id, node in self.flow.nodes.items()}

    @cached_property
    def exits(self) -> dict[str, tuple[Exit, ...]]:
        """The ways out of each node."""
        return {node_id: node.exits() for node_id, node in self.flow.nodes.items()}

    @cached_property
    def ways(self) -> Ways:
        """The exits of each node that lead somewhere, with the node behind them."""
        targets = self.flow.targets
        return {
            node_id: tuple(Way(exit, targets[node_id, exit.name]) for exit in exits if (node_id, exit.name) in targets)
            for node_id, exits in self.exits.items()
        }

    @cached_property
    def variables(self) -> Variables:
        return Variables.of(self.flow, self.uses)

    @cached_property
    def holding(self) -> Holding:
        return Holding.of(self.flow, self.variables, self.ways, self.graph, self.contains_nothing)

    @cached_property
    def contact_attributes(self) -> frozenset[str]:
        """The attributes that contacts of the account have; none where no account is known."""
        contacts = self.tenant.wati.contacts if self.tenant else ()
        return frozenset(name for contact in contacts for name in contact.attributes)

    @cached_property
    def bodies(self) -> dict[str, Body]:
        """What the webhooks send, but for those that send nothing."""
        sending = {key: node for key, node in self.flow.nodes.items() if isinstance(node, Webhook)}
        return {
            node_id: read_body(node.body, self.flow.grammar)
            for node_id, node in sending.items()
            if node.body.strip() and node.method != "GET"
        }

    @property
    def knows_contacts(self) -> bool:
        """Whether an account is given that has contacts."""
        return self.tenant is not None and len(self.tenant.wati.contacts) > 0

    def has_attribute(self, name: str, beside: str = "") -> bool:
        """Whether something gives contacts an attribute of this name: the platform, the account, or the flow `beside`
        one of its nodes.
        """
        setters = self.variables.attributes.get(name, ())
        return is_built_in(name) or name in self.contact_attributes or any(node != beside for node in setters)

    @property
    def fallback(self) -> Fallback | None:
        """The account's fallback message; None where it has none, or no account is known."""
        return self.tenant.wati.profile.fallback if self.tenant else None

    def choice(self, assumption: Assumption) -> str:
        """What the account assumes; the default where no account is known."""
        return self.tenant.universe.assumptions.choice(assumption) if self.tenant else assumption.default

    @property
    def contains_nothing(self) -> bool:
        """Whether an empty text counts as one that contains nothing."""
        return self.choice(EMPTY_CONTAINS) == "true"

    @cached_property
    def webhooks(self) -> tuple[tuple[Webhook, Address], ...]:
        """Every webhook, and where it calls."""
        nodes = self.flow.nodes.values()
        return tuple((node, address_of(node.url)) for node in nodes if isinstance(node, Webhook))

    @cached_property
    def reads(self) -> dict[str, frozenset[Name]]:
        """The placeholders that each node reads. A bare name in a condition is tried in both spaces."""
        found: dict[str, frozenset[Name]] = {}
        for node_id, node in self.flow.nodes.items():
            named = {(one.reference.space, one.name) for one in self.variables.reads.get(node_id, ())}
            for check in node.checks if isinstance(node, Condition) else ():
                if check.variable and not check.variable.startswith(("@", "{{")):
                    named |= {("attribute", check.variable), ("variable", check.variable)}
            found[node_id] = frozenset(named)
        return found

    @cached_property
    def secrets(self) -> tuple[Secret, ...]:
        """Every credential that is written out somewhere in the document."""
        return tuple(credentials_in(self.flow.document))

    @cached_property
    def root(self) -> str:
        """The pointer of the export in the document: empty, or that of what the internal API wraps."""
        return "/result" if self.flow.raw is not self.flow.document else ""

    def raw(self, node_id: str) -> dict[str, Any]:
        """A node as it was exported."""
        found: dict[str, Any] = at(self.flow.document, self.flow.pointers[node_id])
        return found

    def fields(self, node_id: str) -> Fields:
        """A node's fields as the loader reads them, with their places."""
        return Fields(self.raw(node_id), node_id, [], self.flow.pointers[node_id], node_id)

    def place(self, node_id: str, *parts: str | int) -> str:
        """The pointer of a field of a node, or of as much of the way there as exists."""
        pointer, value = self.flow.pointers[node_id], self.raw(node_id)
        for part in parts:
            try:
                value = value[part]  # type: ignore[index]  # what has no items is the end of the way
            except (KeyError, IndexError, TypeError):
                break
            pointer = below(pointer, part)
        return pointer

    def place_of(self, node_id: str, part: str) -> str:
        """The pointer of the first text of a node that holds `part`, as written or as HTML; else of the node."""
        pointer, raw = self.flow.pointers[node_id], self.raw(node_id)
        found = first_text(raw, lambda text: part in text, pointer)
        return found or first_text(raw, lambda text: part in unescape(text), pointer) or pointer

    def place_of_reference(self, node_id: str, reference: Reference) -> str:
        """The pointer of the first text of a node in which a placeholder stands."""
        if node_id not in self._placed:
            found: dict[str, str] = {}
            for pointer, text in texts(self.raw(node_id), self.flow.pointers[node_id], without="testVariables"):
                for one in self.flow.grammar.references(unescape(text)) if "@" in text or "{{" in text else ():
                    found.setdefault(one.text, pointer)
            self._placed[node_id] = found
        return self._placed[node_id].get(reference.text) or self.place_of(node_id, reference.text)

    def found(self, node_id: str, text: str, *parts: str | int, grade: Grade | None = None, fix: str = "") -> Found:
        """A finding at a field of a node."""
        return Found(node_id, self.place(node_id, *parts), text, grade or "", fix)

    def found_reference(self, node_id: str, reference: Reference, text: str, grade: Grade | None = None) -> Found:
        """A finding at the text of a node in which a placeholder stands."""
        return Found(node_id, self.place_of_reference(node_id, reference), text, grade or "")

    def node_at(self, pointer: str) -> str:
        """The node that a place belongs to; empty where it is outside of them."""
        found = _IN_NODE.match(pointer)
        return self._owners.get(found[0], "") if found else ""

    @cached_property
    def _owners(self) -> dict[str, str]:
        return {pointer: node_id for node_id, pointer in self.flow.pointers.items()}
