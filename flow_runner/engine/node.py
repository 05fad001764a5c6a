"""What a node is to the engine, and the registry of node types: one flowNodeType a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from emulator.kernel.evidence import Evidence
from emulator.kernel.registry import Registry
from flow_runner.engine.fields import Fields
from flow_runner.engine.step import Input, Step

if TYPE_CHECKING:
    from flow_runner.engine.context import Context


class Exit(NamedTuple):
    """A way out of a node. `declared` is the target in the node's own field, which wins over the edges.

    `handles` are the spellings of its edges behind `<node id>__`, in order of preference; the empty one is the bare
    edge.
    """

    name: str
    label: str = ""
    declared: str = ""
    handles: tuple[str, ...] = ("",)

    def takes(self, handle: str) -> bool:
        """Whether an edge with this handle is one of its own; `*` at the beginning of one of `handles` is any text."""
        return any(handle.endswith(own[1:]) if own.startswith("*") else handle == own for own in self.handles)


ONLY = Exit("")


class Uses(NamedTuple):
    """What a node reads, writes and waits for, for everything that looks at a flow without running it.

    `sends`: to the customer. `waits`: for the customer. `gives_up_after`: so many bad answers are met, and the next one
    ends the run in silence; None where no answer does. `hands_over`: somebody or something else has the chat behind it
    (an agent, a team, another flow), or it is closed, so a path may well end here. `sets_more`: it sets attributes
    besides, whose names only the account knows. `replies`: what can come back of the request that it makes (see
    `replies.py`). `summary`: what it does in a few words, where its texts do not say it.
    """

    texts: tuple[str, ...] = ()
    variables_set: tuple[str, ...] = ()
    attributes_set: tuple[str, ...] = ()
    sends: bool = False
    waits: bool = False
    gives_up_after: int | None = None
    hands_over: bool = False
    sets_more: bool = False
    replies: tuple[str, ...] = ()
    summary: str = ""


class Node(Protocol):
    """One step of a flow, read and checked. Nodes hold no state: what happens to a contact is in the session."""

    @property
    def id(self) -> str: ...

    def enter(self, ctx: Context) -> Step: ...

    def resume(self, ctx: Context, given: Input) -> Step:
        """What was waited for has come. Called only after `enter` answered Wait or Call."""
        ...

    def time_out(self, ctx: Context) -> Step:
        """The moment has come that `enter` wanted to wait for."""
        ...

    def exits(self) -> tuple[Exit, ...]: ...

    def uses(self) -> Uses: ...


class NoWait:
    """For nodes that never wait."""

    __slots__ = ()

    def resume(self, ctx: Context, given: Input) -> Step:
        raise AssertionError(f"{type(self).__name__} does not wait")

    def time_out(self, ctx: Context) -> Step:
        raise AssertionError(f"{type(self).__name__} does not wait")


@dataclass(frozen=True, slots=True)
class NodeType:
    """A flowNodeType: how it is read, and how sure we are of it. `marks` are the field names that its nodes carry;
    `paid` types need the plan Pro or Business.
    """

    name: str
    parse: Callable[[str, Fields], Node]
    evidence: Evidence
    source: str
    doc: str
    marks: tuple[str, ...] = ()
    paid: bool = False


NODE_TYPES: Registry[NodeType] = Registry("node type")
C = TypeVar("C", bound=type[Any])


def node_type(
    name: str, evidence: Evidence, source: str, marks: tuple[str, ...] = (), paid: bool = False
) -> Callable[[C], C]:
    """Register a node class, which has `parse(id, fields)`, under the flowNodeType of the export."""

    def register(cls: C) -> C:
        NODE_TYPES.register(name, NodeType(name, cls.parse, evidence, source, cls.__doc__ or "", marks, paid))
        return cls

    return register
