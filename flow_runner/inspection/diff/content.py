"""What a node does, as labelled pieces of text: the fields of its parsed form, whatever its type.

Where its exits lead, and what nodes and choices are called, is not among them.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple, TypeAlias

from flow_runner.engine import Flow
from flow_runner.engine.node import NODE_TYPES
from flow_runner.engine.pointer import at

COMMON = frozenset({"id", "flowNodeType", "flowNodePosition", "isStartNode"})
ROUTES = frozenset({"id", "yes", "no", "default"})
"""Fields of nodes that say what they are called and where their exits lead."""
NAMING = frozenset({"id", "exit", "target"})
"""The same of a button, a row, a status: of whatever has a target of its own."""
NOTHING = ("null", '""', "[]", "{}")


class Record(NamedTuple):
    """Something with fields of its own, in their order."""

    entries: tuple[tuple[str, Piece], ...]

    @property
    def name(self) -> str:
        """What it is called, if it has a name."""
        return next((piece for label, piece in self.entries if label == "name" and isinstance(piece, str)), "")


class Offered(NamedTuple):
    """The titles of the exits that a field declares: buttons, rows, expected answers, statuses."""

    titles: tuple[str, ...]


Piece: TypeAlias = "str | Record | Offered | tuple[Piece, ...]"


class Content(NamedTuple):
    """A node's type, and its fields in their order. Two nodes that do the same have the same content."""

    type: str
    entries: tuple[tuple[str, Piece], ...]


def content(flow: Flow, node_id: str) -> Content:
    """The fields of a node, and those of the export that nobody here knows: they may well mean something to Wati."""
    node, type_name = flow.nodes[node_id], flow.types[node_id]
    shown = node.uses().waits  # the order of choices that no customer sees means nothing
    entries = [(_label(name), _piece(getattr(node, name), shown)) for name in _names(type(node)) if name not in ROUTES]
    known = NODE_TYPES.get(type_name)
    raw = at(flow.document, flow.pointers[node_id])
    unknown = raw.keys() - COMMON - set(known.marks if known else ())
    unread = [(key, json.dumps(_unrouted(raw[key]), sort_keys=True, ensure_ascii=False)) for key in sorted(unknown)]
    return Content(type_name, (*entries, *((key, text) for key, text in unread if text not in NOTHING)))


def _piece(value: object, shown: bool) -> Piece:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if "__str__" in vars(type(value)):
        return str(value)
    names = _names(type(value))
    if names:
        return Record(tuple((_label(name), _piece(getattr(value, name), shown)) for name in names))
    if isinstance(value, tuple | list):
        if value and all("target" in _names(type(item)) for item in value):
            titles = [_title(item) for item in value]
            return Offered(tuple(titles if shown else sorted(titles)))
        return tuple(_piece(item, shown) for item in value)
    return str(getattr(value, "pattern", value))  # a regular expression is what was written


def _title(value: object) -> str:
    """What is left of a choice without its names; a status without a number is that of all others."""
    kept = [getattr(value, name) for name in _names(type(value)) if name not in NAMING]
    return ", ".join("any other" if one is None else str(one) for one in kept)


def _names(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass or named tuple."""
    found: tuple[str, ...] = getattr(kind, "_fields", ())
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else found


def _label(name: str) -> str:
    return name.replace("_", " ")


def _unrouted(value: Any) -> Any:
    """A value of the export without the ids of nodes and choices in it. The loader has bounded its depth."""
    if isinstance(value, dict):
        routed = {key for key in value if key.endswith(("ResultId", "ResultNodeId"))}
        dropped = routed | {"id"} if routed else routed
        return {key: _unrouted(item) for key, item in value.items() if key not in dropped}
    return [_unrouted(item) for item in value] if isinstance(value, list) else value
