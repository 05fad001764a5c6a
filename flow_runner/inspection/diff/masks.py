"""What may be shown of two exports: everything but the secrets that stand in either."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from emulator.kernel.secret import Masker, masker
from flow_runner.engine import Flow
from flow_runner.engine.node import NODE_TYPES
from flow_runner.inspection.diff.change import Shown
from flow_runner.inspection.secret import secrets_of, shown

MACHINES = frozenset({"Webhook"})
"""Types of nodes whose texts no customer reads."""


@dataclass(frozen=True, slots=True)
class Masks:
    """`masked` masks the secrets of both; None masks nothing."""

    masked: Masker | None

    @classmethod
    def of(cls, flows: Iterable[Flow], show_secrets: bool = False) -> Masks:
        if show_secrets:
            return cls(None)
        return cls(masker({secret for flow in flows for secret in secrets_of(flow.document)}))

    def fields(self, type_name: str) -> Shown:
        """How the fields of nodes of a type may be shown; of an unknown type, nobody may be meant to read them."""
        masked = self.masked
        if masked is None:
            return lambda name, text: text
        spoken = type_name in NODE_TYPES and type_name not in MACHINES
        return lambda name, text: shown(name, text, masked, spoken)

    def words(self, text: str) -> str:
        """What people say and are told."""
        return text if self.masked is None else self.masked(text, spoken=True)

    def summary(self, flow: Flow, node_id: str) -> str:
        """The first text of a node, in one line; empty where it has none."""
        mask = self.fields(flow.types[node_id])
        texts = (mask("", text) for text in flow.nodes[node_id].uses().texts)
        return next((line for text in texts if (line := " ".join(text.split()))), "")
