"""Which exit of a node is which of its counterpart's."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import NamedTuple

from flow_runner.engine.choice import DEFAULT
from flow_runner.engine.node import ONLY, Exit
from flow_runner.inspection.diff.pairing import Pairs
from flow_runner.inspection.diff.side import Side

Trait = Callable[[Exit], Hashable]
"""What two exits have in common that belong together; None is nothing."""


class ExitPair(NamedTuple):
    """An exit before and after, None where there is no such exit; `was` and `now` are the nodes that it leads to,
    empty where nothing follows.
    """

    before: Exit | None
    after: Exit | None
    was: str
    now: str

    def leads_elsewhere(self, pairs: Pairs) -> bool:
        """Whether who takes it comes to another place, or can take it no more, or for the first time."""
        if self.before is None or self.after is None:
            return True
        return (pairs.get(self.was) if self.was else "") != self.now

    @property
    def label(self) -> str:
        """What it is called, now or before it went."""
        return (self.after or self.before or ONLY).label

    @property
    def titles(self) -> tuple[str, str] | None:
        """Both titles, where it got another one."""
        if self.before is None or self.after is None or self.before.label == self.after.label:
            return None
        return self.before.label, self.after.label


def paired_exits(before: Side, one: str, after: Side, other: str, pairs: Pairs) -> list[ExitPair]:
    """All exits of a node and its counterpart. Those belong together that have the same title and id, or the same
    title, or the same id, or at last that lead to the same place.
    """
    left = {exit.name: exit for exit in before.exits[one].values()}
    right = {exit.name: exit for exit in after.exits[other].values()}

    def was(exit: Exit | None) -> str:
        return before.flow.target(one, exit.name) if exit else ""

    def now(exit: Exit | None) -> str:
        return after.flow.target(other, exit.name) if exit else ""

    def place(target: str | None, exit: Exit) -> Hashable:
        return target if target and exit.label and exit.name != DEFAULT else None

    traits: list[tuple[Trait, Trait]] = [
        (lambda exit: (_title(exit), exit.name), lambda exit: (_title(exit), exit.name)),
        (_title, _title),
        (lambda exit: exit.name, lambda exit: exit.name),
        (lambda exit: place(pairs.get(was(exit)), exit), lambda exit: place(now(exit), exit)),
    ]
    found: list[tuple[Exit | None, Exit | None]] = []
    for left_trait, right_trait in traits:
        found += _taken(left, left_trait, right, right_trait)
    found += [(exit, None) for exit in left.values()] + [(None, exit) for exit in right.values()]
    return [ExitPair(first, second, was(first), now(second)) for first, second in found]


def _taken(
    left: dict[str, Exit], left_trait: Trait, right: dict[str, Exit], right_trait: Trait
) -> list[tuple[Exit, Exit]]:
    """Take out of both the exits that have a trait in common, the first with the first."""
    free: dict[Hashable, list[Exit]] = {}
    for exit in reversed(right.values()):
        free.setdefault(right_trait(exit), []).append(exit)
    taken = []
    for exit in list(left.values()):
        trait = left_trait(exit)
        if trait is not None and free.get(trait):
            other = free[trait].pop()
            taken.append((left.pop(exit.name), right.pop(other.name)))
    return taken


def _title(exit: Exit) -> Hashable:
    return exit.name == DEFAULT, exit.name == "", exit.label
