"""What is different between two flows, as values: ids of nodes, words of customers, and texts with masked secrets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from flow_runner.engine import Flow
from flow_runner.inspection.diff.change import Change
from flow_runner.inspection.diff.masks import Masks
from flow_runner.inspection.diff.ways import Way


class Turn(NamedTuple):
    """An exit that leads elsewhere: `words` are what makes the run leave by it, `way` is how to come to its node.

    The start of the flow is one without a node. `came` and `went` where there was, or is, no such exit.
    """

    node: str
    words: str
    way: Way
    came: bool = False
    went: bool = False


class Place(NamedTuple):
    """Where an exit leads: the nodes from there to the next choice, at most a few. Without any, nothing follows.

    `ends` where the run is over behind the last of them.
    """

    nodes: tuple[str, ...] = ()
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Detour:
    """The exits that led to one place and lead to another one now, and what came of that.

    `removed` and `cut_off` are nodes that customers came to by them and no longer do: they are gone, or nothing leads
    to them. `added` and `joined` are those that they come to now: new ones, and old ones that nothing led to.
    """

    turns: tuple[Turn, ...]
    before: Place
    after: Place
    removed: tuple[str, ...] = ()
    cut_off: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()


class Altered(NamedTuple):
    """A node that does something else, by its ids before and after."""

    before: str
    after: str
    changes: tuple[Change, ...]


class End(NamedTuple):
    """A place where the run is over: a node, what makes it leave by an exit that leads nowhere, and whether somebody
    else has the chat then.
    """

    node: str
    words: str
    handed_over: bool


class Variable(NamedTuple):
    """A `@variable` or `{{attribute}}`, the nodes that set it, and those that still read it."""

    name: str
    set_by: tuple[str, ...]
    read_by: tuple[str, ...] = ()


class OutOfReach(NamedTuple):
    """What is different where no customer comes, neither before nor after."""

    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    altered: tuple[Altered, ...] = ()

    def __bool__(self) -> bool:
        return any(self)


NOWHERE = OutOfReach()


@dataclass(frozen=True, slots=True)
class Difference:
    """Two flows compared. `same` where nobody can tell them apart by what they do; `renamed` are the nodes that have
    other ids, and `reachable` counts those that customers come to, before and after.
    """

    before: Flow
    after: Flow
    same: bool
    masks: Masks
    reachable: tuple[int, int]
    renamed: tuple[tuple[str, str], ...] = ()
    settings: tuple[Change, ...] = ()
    detours: tuple[Detour, ...] = ()
    altered: tuple[Altered, ...] = ()
    ends_lost: tuple[End, ...] = ()
    ends_new: tuple[End, ...] = ()
    variables_lost: tuple[Variable, ...] = ()
    variables_new: tuple[Variable, ...] = ()
    out_of_reach: OutOfReach = NOWHERE
