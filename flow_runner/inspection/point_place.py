"""Where what can be covered stands in the text of an export: a button's exit at that button, else at its node."""

from __future__ import annotations

from collections import deque
from typing import Any

from flow_runner.engine import Flow
from flow_runner.engine.pointer import at, below
from flow_runner.inspection.coverage import Coverage
from flow_runner.inspection.place import lines
from flow_runner.inspection.tally import MEASURES, Point


def lines_of(coverage: Coverage, text: str) -> dict[Point, int]:
    """The line, from 1, of everything that the flow declares. `text` is what the flow was read from."""
    pointers = _pointers(coverage.flow)
    points = [point for measure in MEASURES for point in coverage.declared[measure]]
    places = {point: pointers.get((point.node, point.name)) or coverage.flow.pointers[point.node] for point in points}
    found = lines(text, set(places.values()))
    return {point: found.get(pointer, 1) for point, pointer in places.items()}


def _pointers(flow: Flow) -> dict[tuple[str, str], str]:
    """The places of those exits that have an entry of their own in the export."""
    found: dict[tuple[str, str], str] = {}
    for node_id, node in flow.nodes.items():
        exits = node.exits()
        if len(exits) < 2:
            continue
        pointer = flow.pointers[node_id]
        entries = _entries(at(flow.document, pointer), pointer)
        for exit in exits:
            own = next((entries[handle] for handle in exit.handles if handle in entries), None)
            if own is not None:
                found[node_id, exit.name] = own
    return found


def _entries(raw: Any, pointer: str) -> dict[str, str]:
    """The pointers of the objects inside a node that have an id, by that id; of twins, the first."""
    found: dict[str, str] = {}
    level = deque([(raw, pointer)])
    while level:
        value, place = level.popleft()
        if isinstance(value, dict) and value is not raw and isinstance(value.get("id"), str):
            found.setdefault(value["id"], place)
        inside = value.items() if isinstance(value, dict) else enumerate(value)
        level.extend((item, below(place, key)) for key, item in inside if isinstance(item, dict | list))
    return found
