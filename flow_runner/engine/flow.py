"""A checked graph, read from what Wati exports."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from emulator.kernel.suggest import did_you_mean
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import NODE_TYPES, Exit, Node
from flow_runner.engine.problem import FlowError, Problem
from flow_runner.engine.template import Grammar
from flow_runner.engine.unknown import Unknown

MAX_CHARACTERS = 8 * 1024 * 1024
MAX_DEPTH = 64
MAX_HINTS = 20

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Edge:
    """A line of the picture: from a node's handle (empty: its only exit) to a node."""

    source: str
    handle: str
    target: str


@dataclass(frozen=True, slots=True)
class Flow:
    """A chatbot. `raw` is the export as it was read, unknown keys included; `warnings` do not keep it from running."""

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
            raise FlowError(errors)
        return flow

    def node(self, node_id: str) -> Node:
        """KeyError, with the nearest id, where there is none."""
        try:
            return self.nodes[node_id]
        except KeyError:
            raise KeyError(f"no node is called '{node_id}'.{did_you_mean(node_id, self.nodes)}") from None

    def target(self, node_id: str, exit_name: str) -> str:
        """The node behind an exit; empty where nothing is connected."""
        return self.targets.get((node_id, exit_name), "")

    def exits(self) -> list[tuple[str, Exit]]:
        """Every declared way out of every node."""
        return [(node_id, exit) for node_id, node in self.nodes.items() for exit in node.exits()]


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
        self.raw = raw
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
        )

    def _entries(self) -> list[Raw] | None:
        """The node objects; the internal API wraps the flow in `result`."""
        raw = self.raw
        if isinstance(raw, dict) and isinstance(raw.get("result"), dict) and "flowNodes" in raw["result"]:
            raw = self.raw = raw["result"]
        if not isinstance(raw, dict) or not isinstance(raw.get("flowNodes"), list):
            keys = ", ".join(sorted(map(str, raw))[:6]) if isinstance(raw, dict) else ""
            found = f"an object with {keys}" if keys else "an empty object" if raw == {} else type(raw).__name__
            self._add("not-a-flow", "file", f"a Wati export is an object with a list flowNodes; found {found}")
            return None
        self.name = str(raw.get("name") or "unnamed flow")
        entries = []
        for number, entry in enumerate(raw["flowNodes"]):
            if isinstance(entry, dict) and isinstance(entry.get("id"), str) and entry["id"]:
                entries.append(entry)
            else:
                self._add("node-without-id", f"flowNodes[{number}]", "a node is an object with a text id")
        if not raw["flowNodes"]:
            self._add("empty-flow", "flowNodes", "the flow has no nodes")
        return entries

    def _nodes(self, entries: list[Raw]) -> tuple[dict[str, Node], dict[str, str]]:
        nodes: dict[str, Node] = {}
        types: dict[str, str] = {}
        for entry in entries:
            node_id, type_name = entry["id"], str(entry.get("flowNodeType") or "")
            where = f"{node_id} ({type_name or 'no flowNodeType'})"
            if node_id in nodes:
                self._add("duplicate-id", where, "another node has this id too; ids must be unique")
                continue
            known = NODE_TYPES.get(type_name)
            fields = Fields(entry, where, self.problems)
            if known is None:
                fields.warn(
                    "unknown-node-type",
                    f"this type is not known and will be passed through.{did_you_mean(type_name, NODE_TYPES)}",
                )
            nodes[node_id] = known.parse(node_id, fields) if known else Unknown(node_id)
            types[node_id] = type_name
        return nodes, types

    def _edges(self, nodes: dict[str, Node]) -> list[Edge]:
        edges: list[Edge] = []
        entries = self.raw.get("flowEdges") or []

        def hint(name: str) -> str:
            return did_you_mean(name, nodes) if len(self.problems) < MAX_HINTS else ""

        if not isinstance(entries, list):
            self._add("odd-value", "flowEdges", f"should be a list, found {type(entries).__name__}")
            return edges
        for number, entry in enumerate(entries):
            where = f"flowEdges[{number}]"
            fields = Fields(entry, where, self.problems) if isinstance(entry, dict) else None
            source, target = (fields.text("sourceNodeId"), fields.text("targetNodeId")) if fields else ("", "")
            owner = _owner(source, nodes)
            lost = [
                f"{key} '{value}' is no node of this flow.{hint(value.partition('__')[0])}"
                for key, value, there in (("sourceNodeId", source, owner), ("targetNodeId", target, target in nodes))
                if not there
            ]
            if owner is not None and not lost:
                edges.append(Edge(owner, source[len(owner) + 2 :], target))
            elif self.drop_dangling:
                self._add("dangling-edge", where, f"{' '.join(lost)} The edge was dropped.", "warning")
            else:
                self._add("dangling-edge", where, f"{' '.join(lost)} To run without such edges: --drop-dangling-edges.")
        return edges

    def _start(self, entries: list[Raw], nodes: dict[str, Node], edges: list[Edge]) -> str | None:
        if self.wanted_start:
            if self.wanted_start in nodes:
                return self.wanted_start
            self._add(
                "no-start", "start", f"no node is called '{self.wanted_start}'.{did_you_mean(self.wanted_start, nodes)}"
            )
            return None
        marked = [entry["id"] for entry in entries if Fields(entry, "", []).flag("isStartNode")]
        if marked:
            if len(marked) > 1:
                told = f"{len(marked)} nodes have isStartNode: true ({', '.join(marked[:5])}); the first one starts"
                self._add("several-starts", "flowNodes", told, "warning")
            return str(marked[0])
        targets = {edge.target for edge in edges}
        roots = [node_id for node_id in nodes if node_id not in targets]
        if nodes:
            nearest = (
                f" Nothing leads to {' or '.join(roots[:3])}: to start there, say --start {roots[0]}." if roots else ""
            )
            self._add("no-start", "flowNodes", f"no node has isStartNode: true, so nothing would start.{nearest}")
        return None

    def _targets(self, nodes: dict[str, Node], edges: list[Edge]) -> dict[tuple[str, str], str]:
        """Where every exit leads: the node's own field first, then the edge of that handle."""
        leaving: dict[str, dict[str, str]] = {}
        for edge in edges:
            drawn = leaving.setdefault(edge.source, {})
            if drawn.setdefault(edge.handle, edge.target) != edge.target:
                self._add(
                    "two-edges",
                    edge.source,
                    f"two edges leave by '{edge.handle or 'the only exit'}'; the first counts",
                    "warning",
                )
        targets: dict[tuple[str, str], str] = {}
        for node_id, node in nodes.items():
            exits, drawn = node.exits(), leaving.get(node_id, {})
            for exit in exits:
                target = self._target(node_id, exit, drawn, nodes, only=len(exits) == 1)
                if target:
                    targets[node_id, exit.name] = target
            handles = {handle for exit in exits for handle in exit.handles}
            fitting = {found for handle in handles for found in _fitting(handle, drawn)}
            for handle in drawn:
                if handle not in fitting and not (len(exits) == 1 and len(drawn) == 1):
                    told = f"an edge leaves by '{handle}', which fits no exit of this node; it is never taken"
                    self._add("edge-fits-no-exit", node_id, told, "warning")
        return targets

    def _target(self, node_id: str, exit: Exit, drawn: dict[str, str], nodes: dict[str, Node], only: bool) -> str:
        by_edge = next((drawn[found] for handle in exit.handles for found in _fitting(handle, drawn)), "")
        if not by_edge and only and exit.handles == ("",) and len(drawn) == 1:
            by_edge = next(iter(drawn.values()))
        name = exit.label or exit.name or "its exit"
        if exit.declared and exit.declared not in nodes:
            told = f"'{name}' names '{exit.declared}', which is no node of this flow; the edge counts"
            self._add("dangling-target", node_id, told, "warning")
        elif exit.declared:
            if by_edge and by_edge != exit.declared:
                told = (
                    f"'{name}' leads to {exit.declared} by its own field and to {by_edge} by its edge; the field wins"
                )
                self._add("edge-disagrees", node_id, told, "warning")
            return exit.declared
        return by_edge

    def _add(self, code: str, where: str, text: str, grade: str = "error") -> None:
        self.problems.append(Problem(grade, code, where, text))


def _owner(source: str, nodes: dict[str, Node]) -> str | None:
    """The node that an edge leaves: the longest id that the source is, or begins with before `__`."""
    end = len(source)
    while end >= 0:
        if source[:end] in nodes:
            return source[:end]
        end = source.rfind("__", 0, end)
    return None


def _fitting(wanted: str, drawn: dict[str, str]) -> list[str]:
    """The handles drawn that an exit accepts as one of its own; `*` at the beginning stands for any text."""
    if wanted.startswith("*"):
        return [handle for handle in drawn if handle.endswith(wanted[1:])]
    return [wanted] if wanted in drawn else []


def _error(code: str, where: str, text: str) -> Problem:
    return Problem("error", code, where, text)


def _depth(value: Any) -> int:
    deepest, level = 0, [value]
    while level:
        deepest += 1
        level = [
            item
            for holder in level
            if isinstance(holder, dict | list)
            for item in (holder.values() if isinstance(holder, dict) else holder)
        ]
    return deepest
