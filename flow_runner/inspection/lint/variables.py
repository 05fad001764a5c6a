"""Which node sets and which reads a variable or an attribute: what every check of them asks, worked out once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from flow_runner.engine import Flow
from flow_runner.engine.node import Node, Uses
from flow_runner.engine.nodes.condition import Condition
from flow_runner.engine.nodes.webhook import Webhook
from flow_runner.engine.pointer import at, texts
from flow_runner.engine.template import Reference
from flow_runner.engine.unknown import Unknown

Role = Literal["left", "right", "url", "header", "body", "value", "text"]
"""Where a text of a node goes: a side of a condition, a part of a request, to the customer (`text`), or into an
attribute or whatever else is kept (`value`)."""
Setters = dict[str, tuple[str, ...]]
LONGEST_NAME = 100


class Read(NamedTuple):
    """A placeholder that a node fills in, and every text of the node in which it stands."""

    reference: Reference
    texts: tuple[tuple[Role, str], ...]

    @property
    def name(self) -> str:
        return self.reference.name

    def roles(self) -> set[Role]:
        return {role for role, _ in self.texts}


@dataclass(frozen=True, slots=True)
class Variables:
    """Setters are node ids by name, in the order of the file. `reads` are by node id; nodes without any are left out.

    A node of an unknown type counts as a setter of every name that stands in it: nobody knows what it does with them.
    """

    variables: Setters
    attributes: Setters
    reads: dict[str, tuple[Read, ...]]

    @classmethod
    def of(cls, flow: Flow, uses: Mapping[str, Uses]) -> Variables:
        variables: dict[str, dict[str, None]] = {}
        attributes: dict[str, dict[str, None]] = {}
        reads: dict[str, tuple[Read, ...]] = {}
        for node_id, node in flow.nodes.items():
            held = texts(at(flow.document, flow.pointers[node_id])) if isinstance(node, Unknown) else ()
            named = [text.strip("@{} ") for _, text in held if 0 < len(text) <= LONGEST_NAME]
            for name in (*uses[node_id].variables_set, *named):
                variables.setdefault(name, {})[node_id] = None
            for name in (*uses[node_id].attributes_set, *named):
                attributes.setdefault(name, {})[node_id] = None
            if found := _reads(flow, node_id, uses[node_id]):
                reads[node_id] = found
        return cls(
            {name: tuple(nodes) for name, nodes in variables.items()},
            {name: tuple(nodes) for name, nodes in attributes.items()},
            reads,
        )

    def setters(self, reference: Reference) -> tuple[str, ...]:
        """The nodes that set what is referred to."""
        held = self.variables if reference.space == "variable" else self.attributes
        return held.get(reference.name, ())

    def everywhere(self) -> Iterator[tuple[str, Read]]:
        """Every placeholder with the node that it stands in."""
        for node_id, reads in self.reads.items():
            for read in reads:
                yield node_id, read


def roled(node: Node, uses: Uses) -> Iterator[tuple[Role, str]]:
    """The texts of a node that may hold placeholders, each with where it goes."""
    match node:
        case Condition():
            for check in node.checks:
                yield "left", check.variable
                yield "right", check.value
        case Webhook():
            yield "url", node.url
            for _, value in node.headers:
                yield "header", value
            if node.method != "GET":
                yield "body", node.body
        case _:
            for text in uses.texts:
                yield "text" if uses.sends else "value", text


def _reads(flow: Flow, node_id: str, uses: Uses) -> tuple[Read, ...]:
    found: dict[Reference, dict[tuple[Role, str], None]] = {}
    for role, text in roled(flow.nodes[node_id], uses):
        references = flow.grammar.references(text)
        for reference in references[:1] if role == "left" else references:
            found.setdefault(reference, {})[role, text] = None
    return tuple(Read(reference, tuple(texts)) for reference, texts in found.items())
