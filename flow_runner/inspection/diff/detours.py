"""The exits that lead elsewhere, each cause told once, with the nodes that customers lose or gain by it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from flow_runner.inspection.diff.both import Both
from flow_runner.inspection.diff.difference import Detour, Place, Turn
from flow_runner.inspection.diff.exits import ExitPair
from flow_runner.inspection.diff.side import Side
from flow_runner.inspection.diff.ways import Way, Ways, onward, said

START = "start"


class _Move(NamedTuple):
    """A turn, how far from the start it is, and the nodes that it led and leads to: empty where nothing follows,
    None where there is no such exit.
    """

    turn: Turn
    length: int
    was: str | None
    now: str | None


def detours(both: Both) -> tuple[Detour, ...]:
    """All exits that customers come to and that lead elsewhere, nearest to the start first; those that led to one
    place and lead to one other are one detour.
    """
    moves = sorted(_moves(both), key=lambda move: move.length)
    groups: dict[tuple[str | None, str | None], list[Turn]] = {}
    for move in moves:
        groups.setdefault((move.was, move.now), []).append(move.turn)
    lost, gained = set(both.lost()), set(both.gained())
    found = []
    for (was, now), turns in groups.items():
        gone, come = _behind(both.before, was, lost), _behind(both.after, now, gained)
        found.append(
            Detour(
                tuple(turns),
                _place(both.before, was),
                _place(both.after, now),
                removed=tuple(one for one in gone if one not in both.pairs),
                cut_off=tuple(both.pairs[one] for one in gone if one in both.pairs),
                added=tuple(other for other in come if other not in both.back),
                joined=tuple(other for other in come if other in both.back),
            )
        )
    return tuple(found)


def _moves(both: Both) -> Iterator[_Move]:
    before, after = both.before, both.after
    if both.pairs.get(before.start) != after.start:
        yield _Move(Turn("", START, Way(())), -1, before.start, after.start)
    ways = Ways.of(after)
    for one, other in both.met():
        for pair in both.exits[one]:
            if pair.leads_elsewhere(both.pairs):
                yield _Move(
                    Turn(other, _words(both, one, pair), ways.to(other), pair.before is None, pair.after is None),
                    ways.length(other),
                    pair.was if pair.before else None,
                    pair.now if pair.after else None,
                )


def _words(both: Both, one: str, pair: ExitPair) -> str:
    if pair.after:
        return said(both.after, both.pairs[one], pair.after)
    return said(both.before, one, pair.before) if pair.before else ""


def _behind(side: Side, node_id: str | None, wanted: set[str]) -> list[str]:
    """The wanted nodes that one comes to from a node without leaving them, itself included, nearest first.

    They are taken out of those wanted.
    """
    found: list[str] = []
    waiting = deque([node_id] if node_id and node_id in wanted else [])
    while waiting:
        here = waiting.popleft()
        if here in wanted:
            wanted.discard(here)
            found.append(here)
            waiting += side.graph.successors[here]
    return found


def _place(side: Side, node_id: str | None) -> Place:
    return Place(*onward(side, node_id)) if node_id else Place()
