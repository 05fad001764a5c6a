"""Variables and attributes that are set on some path of the one flow, and on none of the other."""

from __future__ import annotations

from collections.abc import Collection

from flow_runner.inspection.diff.both import Both
from flow_runner.inspection.diff.difference import Variable
from flow_runner.inspection.diff.side import Side


def variables(both: Both) -> tuple[tuple[Variable, ...], tuple[Variable, ...]]:
    """Those that are set no more, with the nodes that still read them, and those that are newly set."""
    before, after = _set(both.before), _set(both.after)
    lost = {name: nodes for name, nodes in before.items() if name not in after}
    read = _read(both, lost) if lost else {}
    return (
        tuple(Variable(name, tuple(nodes), tuple(read.get(name, ()))) for name, nodes in lost.items()),
        tuple(Variable(name, tuple(nodes)) for name, nodes in after.items() if name not in before),
    )


def _set(side: Side) -> dict[str, list[str]]:
    """What is set where a customer can come, by the spelling in which it is read."""
    found: dict[str, list[str]] = {}
    for node_id in side.flow.nodes:
        if node_id in side.reachable:
            uses = side.uses[node_id]
            names = [f"@{name}" for name in uses.variables_set] + [f"{{{{{name}}}}}" for name in uses.attributes_set]
            for name in dict.fromkeys(names):
                found.setdefault(name, []).append(node_id)
    return found


def _read(both: Both, names: Collection[str]) -> dict[str, list[str]]:
    """The nodes that still read some of these. What is no longer set is a name only in the grammar of before."""
    side, grammar = both.after, both.before.flow.grammar
    found: dict[str, list[str]] = {}
    for node_id in side.flow.nodes:
        if node_id not in side.reachable:
            continue
        references = [one for text in side.uses[node_id].texts for one in grammar.references(text)]
        read = [f"@{one.name}" if one.space == "variable" else f"{{{{{one.name}}}}}" for one in references]
        for name in dict.fromkeys(read):
            if name in names:
                found.setdefault(name, []).append(node_id)
    return found
