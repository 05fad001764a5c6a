"""The lines between cards: a curve where the way is free, else a lane around the cards in between."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flow_runner.inspection.picture.card import HEAD, WIDTH, Card, Row
from flow_runner.inspection.picture.layered import Place

COLUMN = 145.0
CLEAR, CLEAR_ABOVE = 13.0, 33.0  # above a card there may be its numbers
ROUND = 11.0
MAX_PROBES, MAX_IN_WAY = 40, 150


class Box(NamedTuple):
    left: float
    top: float
    bottom: float


class Router:
    """Knows where cards are. Lanes that lie on one another are shifted, so the order of the calls matters."""

    def __init__(self, places: Mapping[str, Place], cards: Mapping[str, Card]) -> None:
        self._columns: dict[int, list[Box]] = {}
        self._lanes: Counter[int] = Counter()
        for node, (x, y) in sorted(places.items(), key=lambda item: item[1][1]):
            box = Box(x, y, y + cards[node].height)
            for column in range(int(x // COLUMN), int((x + WIDTH) // COLUMN) + 1):
                self._columns.setdefault(column, []).append(box)
        self._tops = {column: [box.top for box in boxes] for column, boxes in self._columns.items()}
        self._highest = max((card.height for card in cards.values()), default=0.0)

    def path(self, source: Place, row: Row, number: int, target: Place) -> str:
        """From the exit of a card, the `number`th, to the head of another one, as the `d` of an SVG path."""
        begin = (source[0] + WIDTH, source[1] + row.y)
        end = (target[0] - 1, target[1] + HEAD / 2)
        right = end[0] - begin[0]
        if right >= 30:
            bend = min(max(right / 2, 30), 220)
            if not self._in_way(begin, bend, end):
                return _curve(begin, bend, end)
        return self._around(begin, number, end)

    def _in_way(self, begin: Place, bend: float, end: Place) -> bool:
        """Whether a curve would run behind a card."""
        probes = min(int((end[0] - begin[0]) / 30), MAX_PROBES)
        for number in range(1, probes):
            x, y = _on_curve(begin, bend, end, number / probes)
            if begin[0] + 4 < x < end[0] - 4 and self._covered(x, y):
                return True
        return False

    def _covered(self, x: float, y: float) -> bool:
        column = int(x // COLUMN)
        boxes = self._columns.get(column, [])
        at = bisect_left(self._tops.get(column, []), y)
        while at > 0 and y - boxes[at - 1].top <= self._highest:
            at -= 1
            if boxes[at].left < x < boxes[at].left + WIDTH and y < boxes[at].bottom:
                return True
        return False

    def _around(self, begin: Place, number: int, end: Place) -> str:
        """Out to the right, along a free lane, and in from the left; lines of one card do not cross at its side."""
        out, into = begin[0] + 24, end[0] - 20 - 5 * (number % 3)
        lane = self._lane(min(out, into), max(out, into), begin[1], end[1])
        out += 5 * (number % 4 if lane < begin[1] else 3 - number % 4) - 8
        return _rounded([begin, (out, begin[1]), (out, lane), (into, lane), (into, end[1]), end])

    def _lane(self, left: float, right: float, one: float, other: float) -> float:
        """The height nearest to both ends at which no card stands between left and right."""
        middle = (one + other) / 2
        in_way: list[Box] = []
        for column in range(int(left // COLUMN), int(right // COLUMN) + 1):
            boxes, tops = self._columns.get(column, []), self._tops.get(column, [])
            at = bisect_left(tops, middle)
            in_way += [box for box in boxes[max(at - 12, 0) : at + 12] if box.left < right and left < box.left + WIDTH]
            if len(in_way) > MAX_IN_WAY:
                break
        height = _nearest_gap(in_way, middle)
        used = self._lanes[round(height / 8)]
        self._lanes[round(height / 8)] += 1
        return height + (used % 5 - 2) * 4 if used else height


def _nearest_gap(boxes: Sequence[Box], wanted: float) -> float:
    """The height nearest to the wanted one that is clear of all boxes."""
    above = below = wanted
    spans = sorted((box.top - CLEAR_ABOVE, box.bottom + CLEAR) for box in boxes)
    for top, bottom in spans:
        if top < below < bottom:
            below = bottom
    for top, bottom in sorted(spans, key=lambda span: -span[1]):
        if top < above < bottom:
            above = top
    return above if wanted - above <= below - wanted else below


def _curve(begin: Place, bend: float, end: Place) -> str:
    (x1, y1), (x2, y2) = begin, end
    return f"M{x1:.0f} {y1:.0f}C{x1 + bend:.0f} {y1:.0f} {x2 - bend:.0f} {y2:.0f} {x2:.0f} {y2:.0f}"


def _on_curve(begin: Place, bend: float, end: Place, part: float) -> Place:
    """A point of the curve; `part` runs from 0 to 1."""
    rest = 1 - part
    weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
    xs = (begin[0], begin[0] + bend, end[0] - bend, end[0])
    ys = (begin[1], begin[1], end[1], end[1])
    return sum(w * x for w, x in zip(weights, xs, strict=True)), sum(w * y for w, y in zip(weights, ys, strict=True))


def _rounded(points: Sequence[Place]) -> str:
    """Right-angled lines through the points, with round corners."""
    d = f"M{points[0][0]:.0f} {points[0][1]:.0f}"
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(ROUND, _long(before, corner) / 2, _long(corner, after) / 2)
        (x1, y1), (x2, y2) = _towards(corner, before, radius), _towards(corner, after, radius)
        d += f"L{x1:.0f} {y1:.0f}Q{corner[0]:.0f} {corner[1]:.0f} {x2:.0f} {y2:.0f}"
    return f"{d}L{points[-1][0]:.0f} {points[-1][1]:.0f}"


def _long(one: Place, other: Place) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _towards(corner: Place, point: Place, radius: float) -> Place:
    """The point at this distance from a corner."""
    long = _long(corner, point)
    share = radius / long if long else 0.0
    return corner[0] + (point[0] - corner[0]) * share, corner[1] + (point[1] - corner[1]) * share
