"""What tests of `diff` share: two exports compared, and what is told of them in short."""

from __future__ import annotations

import json
from typing import Any

from flow_runner.engine import Flow
from flow_runner.inspection.diff.compare import compare
from flow_runner.inspection.diff.difference import Difference, Place


def flow_of(raw: Any) -> Flow:
    return Flow.loads(json.dumps(raw))


def diff(before: Any, after: Any, show_secrets: bool = False) -> Difference:
    return compare(flow_of(before), flow_of(after), show_secrets)


def changed(found: Difference) -> dict[str, list[tuple[str, str, str]]]:
    """The changes of each node, by its id now."""
    return {one.after: [tuple(change) for change in one.changes] for one in found.altered}


def moved(found: Difference) -> list[tuple[str, str, str, str]]:
    """(node, words, first node before, first node now) of every exit that leads elsewhere."""
    return [(turn.node, turn.words, first(one.before), first(one.after)) for one in found.detours for turn in one.turns]


def first(place: Place) -> str:
    return place.nodes[0] if place.nodes else ""


def named(found: Difference) -> set[str]:
    """Every node that something is told of, by its id before or now."""
    away = found.out_of_reach
    return {
        *(turn.node for one in found.detours for turn in one.turns),
        *(node for one in found.detours for node in (*one.removed, *one.cut_off, *one.added, *one.joined)),
        *(node for one in (*found.altered, *away.altered) for node in (one.before, one.after)),
        *away.removed,
        *away.added,
    }
