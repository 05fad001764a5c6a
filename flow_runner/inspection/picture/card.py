"""What stands on a node's card, and how high it is for that."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from flow_runner.engine import Flow
from flow_runner.engine.node import Uses
from flow_runner.inspection.picture.text import width_of, wrapped

Kind = Literal["asks", "calls", "decides", "hands-over", "does"]

WIDTH = 264
HEAD, LINE, ROW, CHIP, PAD = 30, 17, 25, 24, 9
SIDE = 11
MAX_LINES, MAX_ROWS, MAX_TOLD = 3, 24, 2000


class Row(NamedTuple):
    """A way out. `y` is its middle, from the card's top; `dead`: it leads nowhere, where it should lead somewhere."""

    exit: str
    label: str
    target: str
    dead: bool
    y: float


class Chip(NamedTuple):
    """A kind of reply that the node tells apart without an exit for it; its place is from the card's corner."""

    reply: str
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Card:
    """`tail` is what is particular of the id; `told` is the whole text, `lines` its beginning; all are masked."""

    node: str
    kind: Kind
    type: str
    tail: str
    lines: tuple[str, ...]
    told: str
    rows: tuple[Row, ...]
    chips: tuple[Chip, ...]
    listed: bool
    height: float


def cards(flow: Flow, masked: Callable[[str], str]) -> dict[str, Card]:
    """A card for each node."""
    return {node_id: _card(flow, node_id, masked) for node_id in flow.nodes}


def _card(flow: Flow, node_id: str, masked: Callable[[str], str]) -> Card:
    node = flow.nodes[node_id]
    uses, exits = node.uses(), node.exits()
    labels = [masked(exit.label.strip()) for exit in exits]
    told = _told(uses, [exit.label for exit in exits], masked)
    lines = wrapped(told, WIDTH - 2 * SIDE, MAX_LINES)
    top = HEAD + (PAD + LINE * len(lines) + PAD / 2 if lines else 0)
    listed = len(exits) > 1 or any(labels)
    rows = []
    for number, (exit, label) in enumerate(zip(exits, labels, strict=True)):
        target = flow.target(node_id, exit.name)
        y = top + ROW * (min(number, MAX_ROWS) + 0.5) if listed else HEAD / 2
        rows.append(Row(exit.name, label, target, not target and not uses.hands_over, y))
    top += ROW * min(len(rows), MAX_ROWS + 1) if listed else 0
    names = {exit.name for exit in exits}
    chips = _chips([reply for reply in uses.replies if reply not in names], top)
    bottom = chips[-1].y + CHIP if chips else top
    tail = node_id.rpartition("-")[2] or node_id
    return Card(
        node=node_id,
        kind=_kind(uses, [exit.name for exit in exits]),
        type=flow.types[node_id] or "no type",
        tail=tail,
        lines=tuple(lines),
        told=told if len(told) <= MAX_TOLD else f"{told[:MAX_TOLD]}…",
        rows=tuple(rows),
        chips=chips,
        listed=listed,
        height=max(bottom, HEAD + PAD),
    )


def _told(uses: Uses, labels: list[str], masked: Callable[[str], str]) -> str:
    """What the node does, or says; without what its exits say."""
    texts = [uses.summary] if uses.summary else [text for text in uses.texts if text.strip() and text not in labels]
    return masked("\n".join(texts))


def _kind(uses: Uses, exits: list[str]) -> Kind:
    if uses.replies:
        return "calls"
    if uses.waits:
        return "asks"
    if uses.hands_over:
        return "hands-over"
    return "decides" if len(exits) > 1 else "does"


def _chips(replies: Iterable[str], top: float) -> tuple[Chip, ...]:
    """In as many lines as they need."""
    found: list[Chip] = []
    x, y = float(PAD), top + 3
    for reply in replies:
        width = width_of(reply) * 0.88 + 12
        if x + width > WIDTH - PAD and x > PAD:
            x, y = float(PAD), y + CHIP
        found.append(Chip(reply, x, y, width))
        x += width + 5
    return tuple(found)
