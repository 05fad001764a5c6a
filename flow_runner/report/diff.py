"""What two exports do differently, as JSON. Its JSON Schema is `DIFF_SCHEMA`, printed by `wati-sandbox schema diff`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from emulator.kernel.json_schema import list_of, record
from flow_runner.engine import Flow
from flow_runner.inspection.diff.change import Change
from flow_runner.inspection.diff.difference import Altered, Detour, Difference, End, Place, Variable

TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}


class Compared(NamedTuple):
    """Two files by their names, and what is different between them."""

    before: str
    after: str
    difference: Difference


FLOW = record({"file": TEXT, "flow": TEXT, "version": TEXT})
CHANGE = record(
    {
        "field": TEXT,
        "before": {"type": "string", "description": "empty: it was not there; secrets are masked"},
        "after": {"type": "string", "description": "empty: it is there no more"},
    }
)
ALTERED = record({"before": TEXT, "after": TEXT, "type": TEXT, "changes": {"type": "array", "items": CHANGE}})
PLACE = record(
    {
        "nodes": {**TEXTS, "description": "from there to the next choice, at most a few; empty: nothing follows"},
        "ends": {"type": "boolean", "description": "the run is over behind the last of them"},
    }
)
NODE = record({"id": TEXT, "type": TEXT, "text": {"type": "string", "description": "the first that it says"}})
END = record(
    {
        "node": TEXT,
        "words": {"type": "string", "description": "what makes the run leave by this exit, or empty"},
        "handed_over": {"type": "boolean", "description": "somebody else has the chat then; else it is silence"},
    }
)
VARIABLE = record({"name": TEXT, "set_by": TEXTS, "read_by": {**TEXTS, "description": "those that still read it"}})
DETOUR = record(
    {
        "exits": list_of(
            record(
                {
                    "node": {"type": "string", "description": "its id now; empty for the start of the flow"},
                    "words": {"type": "string", "description": "what makes the run leave by it"},
                    "way": {**TEXTS, "description": "how a customer comes to the node: the last choices before it"},
                    "way_skipped": {"type": "integer", "description": "choices before those of the way"},
                    "change": {"enum": ["leads elsewhere", "new", "gone"]},
                }
            ),
            "all that led to the one place and lead to the other one now",
        ),
        "before": PLACE,
        "after": PLACE,
        "removed": list_of(NODE, "nodes that customers came to by them, and that are gone"),
        "cut_off": list_of(NODE, "the same, which nothing leads to any more"),
        "added": list_of(NODE, "new nodes that customers come to by them"),
        "joined": list_of(NODE, "old nodes that nothing led to before"),
    }
)
DIFF_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What `wati-sandbox diff --format json` prints",
    **record(
        {
            "before": FLOW,
            "after": FLOW,
            "same": {"type": "boolean", "description": "nobody can tell them apart by what they do"},
            "settings": list_of(CHANGE, "keys beside the nodes that are not known to mean nothing"),
            "detours": list_of(DETOUR, "exits that customers come to and that lead elsewhere"),
            "nodes": list_of(ALTERED, "nodes that customers come to and that do something else"),
            "ends_lost": list_of(END, "ends of runs that customers came to before"),
            "ends_new": list_of(END, "ends of runs that they did not come to before"),
            "variables_lost": list_of(VARIABLE, "what is set nowhere any more"),
            "variables_new": list_of(VARIABLE, "what was set nowhere before"),
            "out_of_reach": record(
                {
                    "removed": list_of(NODE, "nodes that no customer came to, and that are gone"),
                    "added": list_of(NODE, "new nodes that no customer comes to"),
                    "nodes": list_of(ALTERED, "other nodes that no customer comes to"),
                }
            ),
            "renamed": list_of(record({"before": TEXT, "after": TEXT}), "nodes that have another id"),
        }
    ),
}


def as_json(compared: Compared) -> dict[str, Any]:
    """The difference as the schema describes it."""
    found = compared.difference
    away = found.out_of_reach
    return {
        "before": _flow(found, compared.before, found.before),
        "after": _flow(found, compared.after, found.after),
        "same": found.same,
        "settings": _changes(found.settings),
        "detours": [_detour(found, detour) for detour in found.detours],
        "nodes": [_altered(found, one) for one in found.altered],
        "ends_lost": [_end(found, end) for end in found.ends_lost],
        "ends_new": [_end(found, end) for end in found.ends_new],
        "variables_lost": [_variable(one) for one in found.variables_lost],
        "variables_new": [_variable(one) for one in found.variables_new],
        "out_of_reach": {
            "removed": _nodes(found, found.before, away.removed),
            "added": _nodes(found, found.after, away.added),
            "nodes": [_altered(found, one) for one in away.altered],
        },
        "renamed": [{"before": one, "after": other} for one, other in found.renamed],
    }


def _flow(found: Difference, file: str, flow: Flow) -> dict[str, Any]:
    return {"file": file, "flow": found.masks.words(flow.name), "version": flow.version}


def _detour(found: Difference, detour: Detour) -> dict[str, Any]:
    words = found.masks.words
    turns = [
        {
            "node": turn.node,
            "words": words(turn.words),
            "way": [words(step) for step in turn.way.steps],
            "way_skipped": turn.way.skipped,
            "change": "new" if turn.came else "gone" if turn.went else "leads elsewhere",
        }
        for turn in detour.turns
    ]
    return {
        "exits": turns,
        "before": _place(detour.before),
        "after": _place(detour.after),
        "removed": _nodes(found, found.before, detour.removed),
        "cut_off": _nodes(found, found.after, detour.cut_off),
        "added": _nodes(found, found.after, detour.added),
        "joined": _nodes(found, found.after, detour.joined),
    }


def _place(place: Place) -> dict[str, Any]:
    return {"nodes": list(place.nodes), "ends": place.ends}


def _altered(found: Difference, one: Altered) -> dict[str, Any]:
    return {
        "before": one.before,
        "after": one.after,
        "type": found.after.types[one.after],
        "changes": _changes(one.changes),
    }


def _changes(changes: Iterable[Change]) -> list[dict[str, str]]:
    return [change._asdict() for change in changes]


def _nodes(found: Difference, flow: Flow, nodes: Iterable[str]) -> list[dict[str, str]]:
    return [{"id": node, "type": flow.types[node], "text": found.masks.summary(flow, node)} for node in nodes]


def _end(found: Difference, end: End) -> dict[str, Any]:
    return {**end._asdict(), "words": found.masks.words(end.words)}


def _variable(one: Variable) -> dict[str, Any]:
    return {"name": one.name, "set_by": list(one.set_by), "read_by": list(one.read_by)}
