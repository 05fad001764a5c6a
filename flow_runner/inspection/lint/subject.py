"""The flow that is linted, and what several checks ask of it, worked out once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from html import unescape
from typing import Any

from flow_runner.engine import Flow, Problem
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import Exit, Uses
from flow_runner.engine.nodes.condition import Condition
from flow_runner.engine.nodes.webhook import Webhook
from flow_runner.engine.pointer import at, below, first_text
from flow_runner.inspection.address import Address, address_of
from flow_runner.inspection.lint.account import Account
from flow_runner.inspection.lint.finding import Found, Grade
from flow_runner.inspection.lint.graph import Graph
from flow_runner.inspection.secret import Secret, credentials_in

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
    def webhooks(self) -> tuple[tuple[Webhook, Address], ...]:
        """Every webhook, and where it calls."""
        nodes = self.flow.nodes.values()
        return tuple((node, address_of(node.url)) for node in nodes if isinstance(node, Webhook))

    @cached_property
    def reads(self) -> dict[str, frozenset[Name]]:
        """The placeholders that each node reads. A bare name in a condition is tried in both spaces."""
        found: dict[str, frozenset[Name]] = {}
        for node_id, uses in self.uses.items():
            named = {(one.space, one.name) for text in uses.texts for one in self.flow.grammar.references(text)}
            node = self.flow.nodes[node_id]
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

    def found(self, node_id: str, text: str, *parts: str | int, grade: Grade | None = None, fix: str = "") -> Found:
        """A finding at a field of a node."""
        return Found(node_id, self.place(node_id, *parts), text, grade or "", fix)

    def node_at(self, pointer: str) -> str:
        """The node that a place belongs to; empty where it is outside of them."""
        found = _IN_NODE.match(pointer)
        return self._owners.get(found[0], "") if found else ""

    @cached_property
    def _owners(self) -> dict[str, str]:
        return {pointer: node_id for node_id, pointer in self.flow.pointers.items()}

    def titled(self, node_id: str) -> str:
        """A node with its type, as in `main_message-a (Message)`."""
        return f"{node_id} ({self.flow.types[node_id] or 'no flowNodeType'})"
