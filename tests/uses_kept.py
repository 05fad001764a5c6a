"""Whether nodes do what they say of themselves, and nothing else: lint, diff and pictures go by that."""

from __future__ import annotations

from collections.abc import Iterable

from flow_runner.engine import Flow
from flow_runner.engine.events import AgentAssigned, AttributeSet, MessageSent, TeamAssigned, VariableSet
from flow_runner.sandbox.trace import Entry


def assert_uses_kept(flow: Flow, trace: Iterable[Entry]) -> None:
    """Of the nodes of a flow, by what happened in a run."""
    uses = {node_id: node.uses() for node_id, node in flow.nodes.items()}
    for entry in trace:
        match entry.what:
            case MessageSent(node=node) if node in uses:
                assert uses[node].sends, node
            case VariableSet(node=node, name=name) if node in uses:
                assert name in uses[node].variables_set, node
            case AttributeSet(node=node, name=name) if node in uses:
                assert name in uses[node].attributes_set or uses[node].sets_more, node
            case AgentAssigned(node=node) | TeamAssigned(node=node) if node in uses:
                assert uses[node].hands_over, node
