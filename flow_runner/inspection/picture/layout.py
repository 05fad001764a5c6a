"""Where every card stands: at its node's own position, as far as that is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

from flow_runner.engine import Flow
from flow_runner.engine.pointer import at
from flow_runner.inspection.graph import Graph
from flow_runner.inspection.picture.card import WIDTH, Card
from flow_runner.inspection.picture.layered import Place, layered

GAP = 26.0
MAX_SCALE = 1.5
MAX_VOID = 1600.0  # wider nothings are narrowed
MAX_SHARING = 4  # so many nodes at one point may be an oversight; more were never placed
MAX_CROWD = 48  # so many cards in one cell cannot but overlap at any scale


def places(flow: Flow, cards: Mapping[str, Card]) -> dict[str, Place]:
    """The upper left corner of each card; the least x and y are 0, and no two cards overlap.

    Positions of the export are spread evenly where cards would overlap, up to `MAX_SCALE`; what overlaps then is moved
    down. Nodes without a position stand below the others, in columns.
    """
    own = _own(flow)
    found = _apart(own, cards)
    rest = [node for node in flow.nodes if node not in found]
    if rest:
        heights = {node: card.height for node, card in cards.items()}
        block = layered(rest, Graph.of(flow).successors, [flow.start], heights, WIDTH)
        top = max((y + heights[node] for node, (_, y) in found.items()), default=-4 * GAP) + 4 * GAP
        left = min((x for x, _ in found.values()), default=0.0)
        found.update({node: (left + x, top + y) for node, (x, y) in block.items()})
    least = [min(place[axis] for place in found.values()) for axis in (0, 1)]
    return {node: (x - least[0], y - least[1]) for node, (x, y) in found.items()}


def _own(flow: Flow) -> dict[str, Place]:
    """The positions that are some: numbers, and not the same for half a crowd."""
    found: dict[str, Place] = {}
    for node, pointer in flow.pointers.items():
        given = at(flow.document, pointer).get("flowNodePosition")
        if isinstance(given, dict):
            x, y = (_number(given.get(axis)) for axis in ("posX", "posY"))
            if x is not None and y is not None:
                found[node] = (x, y)
    sharing = Counter(found.values())
    alone = len(sharing) == 1 and len(found) > 1
    return {node: place for node, place in found.items() if not alone and sharing[place] <= MAX_SHARING}


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if isfinite(found) else None


def _apart(own: Mapping[str, Place], cards: Mapping[str, Card]) -> dict[str, Place]:
    if not own:
        return {}
    near = [_narrowed(place[axis] for place in own.values()) for axis in (0, 1)]
    places = {node: (near[0][x], near[1][y]) for node, (x, y) in own.items()}
    scale = _scale(places, cards)
    return _pushed_down({node: (x * scale, y * scale) for node, (x, y) in places.items()}, cards)


def _narrowed(numbers: Iterable[float]) -> dict[float, float]:
    """Each coordinate from 0 on, with no void between two of them that nobody would scroll over."""
    found: dict[float, float] = {}
    before, at = 0.0, 0.0
    for number in sorted(set(numbers)):
        at += min(number - before, MAX_VOID) if found else 0.0
        found[number], before = at, number
    return found


def _scale(places: Mapping[str, Place], cards: Mapping[str, Card]) -> float:
    """The least that keeps cards apart; pairs that would need more than `MAX_SCALE` are not counted."""
    high = max(card.height for card in cards.values()) + GAP
    wide = WIDTH + GAP
    cells: dict[tuple[int, int], list[str]] = {}
    for node, (x, y) in places.items():
        cells.setdefault((int(x // wide), int(y // high)), []).append(node)
    scale = 1.0
    for (column, row), inside in cells.items():
        around = [cells.get((column + right, row + down), []) for right, down in ((1, -1), (1, 0), (1, 1), (0, 1))]
        others = [other for cell in around if len(cell) <= MAX_CROWD for other in cell]
        for number, node in enumerate(inside if len(inside) <= MAX_CROWD else ()):
            for other in (*inside[number + 1 :], *others):
                needed = _needed(places[node], cards[node].height, places[other], cards[other].height)
                if scale < needed <= MAX_SCALE:
                    scale = needed
    return scale


def _needed(one: Place, height: float, other: Place, other_height: float) -> float:
    """The scale at which two cards stand beside or below each other."""
    right, down = abs(one[0] - other[0]), abs(one[1] - other[1])
    beside = (WIDTH + GAP) / right if right else float("inf")
    below = ((height if one[1] <= other[1] else other_height) + GAP) / down if down else float("inf")
    return min(beside, below)


def _pushed_down(places: Mapping[str, Place], cards: Mapping[str, Card]) -> dict[str, Place]:
    """From the top on, each card below those that it would cover."""
    strip = (WIDTH + GAP) / 4
    standing: dict[int, list[tuple[float, float]]] = {}  # in each strip, as far as it may matter: (x, bottom)
    found: dict[str, Place] = {}
    for node, (x, y) in sorted(places.items(), key=lambda item: (item[1][1], item[1][0])):
        strips = range(int((x - WIDTH - GAP) // strip), int((x + WIDTH + GAP) // strip) + 1)
        beside = [one for number in strips for one in standing.get(number, ()) if abs(one[0] - x) < WIDTH + GAP / 2]
        top = max([y, *(bottom + GAP for _, bottom in beside)])
        found[node] = (x, top)
        own = [one for one in standing.get(int(x // strip), ()) if one[1] + GAP > y]
        standing[int(x // strip)] = _few([*own, (x, top + cards[node].height)])
    return found


def _few(standing: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Of a crowd, its two ends with the lowest bottom: whatever is below these is below all."""
    if len(standing) <= MAX_CROWD:
        return standing
    lowest = max(bottom for _, bottom in standing)
    return [(min(x for x, _ in standing), lowest), (max(x for x, _ in standing), lowest)]
