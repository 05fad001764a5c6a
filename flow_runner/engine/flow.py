"""A checked graph, read from what Wati exports."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from emulator.kernel.suggest import did_you_mean
from emulator.kernel.words import counted
from flow_runner.engine.clone import marks_of_clone
from flow_runner.engine.fields import Fields
from flow_runner.engine.internal import NODE_NUMBERS, inferred_type
from flow_runner.engine.node import NODE_TYPES, Exit, Node
from flow_runner.engine.pointer import below, first_text
from flow_runner.engine.problem import FlowError, Problem
from flow_runner.engine.template import Grammar
from flow_runner.engine.unknown import Unknown

MAX_CHARACTERS = 32 * 1024 * 1024
MAX_DEPTH = 64
MAX_HINTS = 20
NAMED = 4  # nodes that a warning about several of them names
HINTED_NODES = 1000  # the nearest of more ids would take longer than it helps

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Edge:
    """A line of the picture: from a node's handle (empty: its only exit) to a node. `pointer` is its place."""

    source: str
    handle: str
    target: str
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """A chatbot. `raw` is the export, unknown keys included, and `document` what it was read from: the same, or the
    internal API's answer around it. `pointers` are the places of the nodes in that. `warnings` do not keep it from
    running.
    """

    name: str
    nodes: dict[str, Node]
    types: dict[str, str]
    start: str
    edges: tuple[Edge, ...]
    targets: dict[tuple[str, str], str]
    grammar: Grammar
    version: str
    warnings: tuple[Problem, ...]
    raw: Raw
    pointers: dict[str, str]
    document: Raw

    def __hash__(self) -> int:
        return hash(self.version)

    @classmethod
    def loads(cls, text: str, start: str = "", drop_dangling: bool = False) -> Flow:
        """From the text of an export. FlowError with everything that is wrong."""
        return cls.parse(decode(text), start, drop_dangling)

    @classmethod
    def parse(cls, raw: Any, start: str = "", drop_dangling: bool = False) -> Flow:
        """From an export. `start` overrules the start node; `drop_dangling` ignores edges that lead nowhere.

        FlowError with everything that is wrong.
        """
        reader = _Reader(raw, start, drop_dangling)
        flow = reader.read()
        errors = [problem for problem in reader.problems if problem.grade == "error"]
        if errors or flow is None:
            raise FlowError(errors, (problem for problem in reader.problems if problem.grade == "warning"))
        return flow

    def dumps(self, indent: int | str | None = 2) -> str:
        """The text of what it was read from: same keys in the same order, unknown ones too."""
        return dump(self.document, indent)

    def node(self, node_id: str) -> Node:
        """KeyError, with the nearest id, where there is none."""
        try:
            return self.nodes[node_id]
        except KeyError:
            raise KeyError(f"no node is called '{node_id}'.{did_you_mean(node_id, self.nodes)}") from None

    def target(self, node_id: str, exit_name: str) -> str:
        """The node behind an exit; empty where nothing is connected."""
        return self.targets.get((node_id, exit_name), "")

    def titled(self, node_id: str) -> str:
        """A node with its type, as in `main_message-a (Message)`."""
        return titled(node_id, self.types[node_id])

    def exits(self) -> list[tuple[str, Exit]]:
        """Every declared way out of every node."""
        return [(node_id, exit) for node_id, node in self.nodes.items() for exit in node.exits()]


def titled(node_id: str, type_name: str) -> str:
    return f"{node_id} ({type_name or 'no flowNodeType'})"


def dump(document: Any, indent: int | str | None = 2) -> str:
    """JSON with people's own letters in it, unless half a character stands among them."""
    text = json.dumps(document, indent=indent, ensure_ascii=False)
    return text if text.isascii() or _is_whole(text) else json.dumps(document, indent=indent)


def decode(text: str) -> Any:
    """JSON of bounded size and depth. FlowError where it is not."""
    if len(text) > MAX_CHARACTERS:
        raise FlowError(
            [_error("too-large", "file", f"over {MAX_CHARACTERS // 1024 // 1024} MiB; no export is that large")]
        )
    try:
        raw = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        told = f"this is not JSON: {error.msg} in line {error.lineno}, column {error.colno}"
        raise FlowError([_error("not-json", "file", told)]) from error
    except (RecursionError, ValueError) as error:
        raise FlowError(
            [_error("too-deep", "file", f"nested deeper than {MAX_DEPTH}, or a number too long")]
        ) from error
    if _depth(raw) > MAX_DEPTH:
        raise FlowError([_error("too-deep", "file", f"nested deeper than {MAX_DEPTH}; no export is")])
    return raw


class _Reader:
    def __init__(self, raw: Any, start: str, drop_dangling: bool) -> None:
        self.raw = self.document = raw
        self.root = ""
        self.pointers: dict[str, str] = {}
        self.wanted_start = start
        self.drop_dangling = drop_dangling
        self.problems: list[Problem] = []
        self.name = ""

    def read(self) -> Flow | None:
        entries = self._entries()
        if entries is None:
            return None
        nodes, types = self._nodes(entries)
        edges = self._edges(nodes)
        start = self._start(entries, nodes, edges)
        targets = self._targets(nodes, edges)
        if start is None:
            return None
        uses = [node.uses() for node in nodes.values()]
        canonical = json.dumps([self.raw.get("flowNodes"), self.raw.get("flowEdges")], sort_keys=True)
        return Flow(
            name=self.name,
            nodes=nodes,
            types=types,
            start=start,
            edges=tuple(edges),
            targets=targets,
            grammar=Grammar(
                (name for one in uses for name in one.variables_set), (text for one in uses for text in one.texts)
            ),
            version=sha256(canonical.encode("utf-8", "backslashreplace")).hexdigest()[:16],
            warnings=tuple(problem for problem in self.problems if problem.grade == "warning"),
            raw=self.raw,
            pointers=self.pointers,
            document=self.document,
        )

    def _entries(self) -> list[tuple[str, Raw]] | None:
        """The node objects with their pointers; the internal API wraps the flow in `result`."""
        raw = self.raw
        if isinstance(raw, dict) and isinstance(raw.get("result"), dict) and "flowNodes" in raw["result"]:
            raw, self.root = raw["result"], "/result"
            self.raw = raw
        marks = marks_of_clone(raw) if isinstance(raw, dict) else []
        if marks:
            told = f"this is not Wati's format but that of a product which resembles it: it has {', '.join(marks[:6])}"
            self._add("clone-format", "file", f"{told}. Export the chatbot from Wati's own builder.", at=self.root)
            return None
        if not isinstance(raw, dict) or not isinstance(raw.get("flowNodes"), list):
            keys = ", ".join(sorted(map(str, raw))[:6]) if isinstance(raw, dict) else ""
            found = f"an object with {keys}" if keys else "an empty object" if raw == {} else type(raw).__name__
            told = f"a Wati export is an object with a list flowNodes; found {found}"
            self._add("not-a-flow", "file", told, at=self.root)
            return None
        self.name = str(raw.get("name") or "unnamed flow")
        entries = []
        place = below(self.root, "flowNodes")
        for number, entry in enumerate(raw["flowNodes"]):
            if isinstance(entry, dict) and isinstance(entry.get("id"), str) and entry["id"]:
                entries.append((below(place, number), entry))
            else:
                told = "a node is an object with a text id"
                self._add("node-without-id", f"flowNodes[{number}]", told, at=below(place, number))
        if not raw["flowNodes"]:
            self._add("empty-flow", "flowNodes", "the flow has no nodes", at=place)
        return entries

    def _nodes(self, entries: list[tuple[str, Raw]]) -> tuple[dict[str, Node], dict[str, str]]:
        nodes: dict[str, Node] = {}
        types: dict[str, str] = {}
        strange: dict[str, list[Fields]] = {}
        for pointer, entry in entries:
            node_id, found = entry["id"], entry.get("flowNodeType")
            type_name = _type_name(entry)
            where = titled(node_id, type_name)
            if node_id in nodes:
                told = "another node has this id too; ids must be unique"
                self._add("duplicate-id", where, told, node=node_id, at=below(pointer, "id"))
                continue
            known = NODE_TYPES.get(type_name)
            fields = Fields(entry, where, self.problems, pointer, node_id)
            if known is None:
                strange.setdefault(type_name, []).append(fields)
            elif found != type_name and str(found) not in NODE_NUMBERS:
                told = f"the number {found} is not known; read as {type_name}, whose fields it has"
                fields.warn("inferred-node-type", told, "flowNodeType")
            nodes[node_id] = known.parse(node_id, fields) if known else Unknown(node_id)
            types[node_id] = type_name
            self.pointers[node_id] = pointer
        for type_name, found in strange.items():
            _warn_of_type(type_name, found)
        return nodes, types

    def _edges(self, nodes: dict[str, Node]) -> list[Edge]:
        edges: list[Edge] = []
        entries = self.raw.get("flowEdges") or []
        place = below(self.root, "flowEdges")

        def hint(name: str) -> str:
            few = len(self.problems) < MAX_HINTS and len(nodes) <= HINTED_NODES
            return did_you_mean(name, nodes) if few else ""

        if not isinstance(entries, list):
            self._add("odd-value", "flowEdges", f"should be a list, found {type(entries).__name__}", at=place)
            return edges
        for number, entry in enumerate(entries):
            where, at = f"flowEdges[{number}]", below(place, number)
            fields = Fields(entry, where, self.problems, at) if isinstance(entry, dict) else None
            source, target = (fields.text("sourceNodeId"), fields.text("targetNodeId")) if fields else ("", "")
            owner = _owner(source, nodes)
            lost = [
                f"{key} '{value}' is no node of this flow.{hint(value.partition('__')[0])}"
                for key, value, there in (("sourceNodeId", source, owner), ("targetNodeId", target, target in nodes))
                if not there
            ]
            if owner is not None and not lost:
                edges.append(Edge(owner, source[len(owner) + 2 :], target, at))
            elif self.drop_dangling:
                told = f"{' '.join(lost)} The edge was dropped."
                self._add("dangling-edge", where, told, "warning", owner or "", at)
            else:
                told = f"{' '.join(lost)} To run without such edges: --drop-dangling-edges."
                self._add("dangling-edge", where, told, node=owner or "", at=at)
        return edges

    def _start(self, entries: list[tuple[str, Raw]], nodes: dict[str, Node], edges: list[Edge]) -> str | None:
        if self.wanted_start:
            if self.wanted_start in nodes:
                return self.wanted_start
            self._add(
                "no-start", "start", f"no node is called '{self.wanted_start}'.{did_you_mean(self.wanted_start, nodes)}"
            )
            return None
        place = below(self.root, "flowNodes")
        marked = [entry["id"] for _, entry in entries if Fields(entry, "", []).flag("isStartNode")]
        if marked:
            if len(marked) > 1:
                told = f"{len(marked)} nodes have isStartNode: true ({', '.join(marked[:5])}); the first one starts"
                self._add(
                    "several-starts", "flowNodes", told, "warning", marked[1], self.pointers.get(marked[1], place)
                )
            return str(marked[0])
        targets = {edge.target for edge in edges}
        roots = [node_id for node_id in nodes if node_id not in targets]
        if nodes:
            nearest = (
                f" Nothing leads to {' or '.join(roots[:3])}: to start there, say --start {roots[0]}." if roots else ""
            )
            told = f"no node has isStartNode: true, so nothing would start.{nearest}"
            self._add("no-start", "flowNodes", told, at=place)
        return None

    def _targets(self, nodes: dict[str, Node], edges: list[Edge]) -> dict[tuple[str, str], str]:
        """Where every exit leads: the node's own field first, then the edge of that handle."""
        leaving: dict[str, dict[str, Edge]] = {}
        for edge in edges:
            drawn = leaving.setdefault(edge.source, {})
            if drawn.setdefault(edge.handle, edge).target != edge.target:
                told = f"two edges leave by '{edge.handle or 'the only exit'}'; the first counts"
                self._add("two-edges", edge.source, told, "warning", edge.source, edge.pointer)
        targets: dict[tuple[str, str], str] = {}
        for node_id, node in nodes.items():
            exits, drawn = node.exits(), leaving.get(node_id, {})
            for exit in exits:
                target = self._target(node_id, exit, drawn, nodes, only=len(exits) == 1)
                if target:
                    targets[node_id, exit.name] = target
            handles = {handle for exit in exits for handle in exit.handles}
            fitting = {found.handle for handle in handles for found in _fitting(handle, drawn)}
            for handle, edge in drawn.items():
                if handle not in fitting and not (len(exits) == 1 and len(drawn) == 1):
                    told = f"an edge leaves by '{handle}', which fits no exit of this node; it is never taken"
                    self._add("edge-fits-no-exit", node_id, told, "warning", node_id, edge.pointer)
        return targets

    def _target(self, node_id: str, exit: Exit, drawn: dict[str, Edge], nodes: dict[str, Node], only: bool) -> str:
        by_edge = next((found for handle in exit.handles for found in _fitting(handle, drawn)), None)
        if not by_edge and only and exit.handles == ("",) and len(drawn) == 1:
            by_edge = next(iter(drawn.values()))
        name = exit.label or exit.name or "its exit"
        if exit.declared and exit.declared not in nodes:
            told = f"'{name}' names '{exit.declared}', which is no node of this flow; the edge counts"
            self._add("dangling-target", node_id, told, "warning", node_id, self._field(node_id, exit.declared))
        elif exit.declared:
            if by_edge and by_edge.target != exit.declared:
                told = (
                    f"'{name}' leads to {exit.declared} by its own field and to {by_edge.target} by its edge; "
                    "the field wins"
                )
                self._add("edge-disagrees", node_id, told, "warning", node_id, below(by_edge.pointer, "targetNodeId"))
            return exit.declared
        return by_edge.target if by_edge else ""

    def _field(self, node_id: str, value: str) -> str:
        """Where in a node the id of another one stands."""
        pointer = self.pointers[node_id]
        number = int(pointer.rpartition("/")[2])
        return first_text(self.raw["flowNodes"][number], lambda text: text == value, pointer) or pointer

    def _add(self, code: str, where: str, text: str, grade: str = "error", node: str = "", at: str = "") -> None:
        self.problems.append(Problem(grade, code, where, text, node, at))


def _warn_of_type(type_name: str, nodes: list[Fields]) -> None:
    """Once for all nodes of a type that nobody has described, at the first of them."""
    others = [fields.node for fields in nodes[1:]]
    named = ", ".join(others[:NAMED]) + (" …" if len(others) > NAMED else "")
    more = f", here and at {counted(len(others), 'other node')} ({named})" if others else ""
    told = f"this type is not known and will be passed through{more}.{did_you_mean(type_name, NODE_TYPES)}"
    nodes[0].warn("unknown-node-type", told, *(("flowNodeType",) if "flowNodeType" in nodes[0].raw else ()))


def _type_name(entry: Raw) -> str:
    """A flowNodeType by its name; the internal API has numbers, of which few are known."""
    found = entry.get("flowNodeType")
    name = NODE_NUMBERS.get(str(found), "" if found is None else str(found))
    return (inferred_type(entry) or name) if name.isdecimal() else name


def _owner(source: str, nodes: dict[str, Node]) -> str | None:
    """The node that an edge leaves: the longest id that the source is, or begins with before `__`."""
    end = len(source)
    while end >= 0:
        if source[:end] in nodes:
            return source[:end]
        end = source.rfind("__", 0, end)
    return None


def _fitting(wanted: str, drawn: dict[str, Edge]) -> list[Edge]:
    """The edges drawn that an exit accepts as one of its own; `*` at the beginning of a handle is any text."""
    if wanted.startswith("*"):
        return [edge for handle, edge in drawn.items() if handle.endswith(wanted[1:])]
    return [drawn[wanted]] if wanted in drawn else []


def _error(code: str, where: str, text: str) -> Problem:
    return Problem("error", code, where, text)


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _depth(value: Any) -> int:
    """The levels of a JSON value; a text or number is one of its own."""
    deepest, level = 0, [value] if isinstance(value, dict | list) else []
    while level:
        deepest += 1
        inside = [item for holder in level for item in (holder.values() if type(holder) is dict else holder)]
        level = [item for item in inside if type(item) is dict or type(item) is list]
        if inside and not level:
            deepest += 1
    return deepest
