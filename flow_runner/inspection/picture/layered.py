"""A layout for nodes without places of their own: in columns, by the longest way that leads to each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, sqrt

Place = tuple[float, float]
Adjacent = Mapping[str, Sequence[str]]

COLUMN_GAP, ROW_GAP, BAND_GAP = 120.0, 36.0, 110.0
MIN_COLUMNS = 8
SWEEPS = 4


def layered(
    nodes: Sequence[str], successors: Adjacent, begins: Iterable[str], heights: Mapping[str, float], width: float
) -> dict[str, Place]:
    """Places from (0, 0) on. `begins` come first; `successors` may lead to nodes that are not to be placed.

    Long flows go on in a band below, so that the picture does not become a line.
    """
    ahead = _without_cycles(nodes, successors, begins)
    columns = _columns(nodes, ahead)
    _untangle(columns, ahead)
    count = max(MIN_COLUMNS, ceil(sqrt(2.5 * len(columns))))
    places: dict[str, Place] = {}
    top = 0.0
    for begin in range(0, len(columns), count):
        top = _band(columns[begin : begin + count], top, heights, width, places) + BAND_GAP
    return places


def _without_cycles(nodes: Sequence[str], successors: Adjacent, begins: Iterable[str]) -> dict[str, list[str]]:
    """Who leads on to whom, by a walk in depth from where it begins: what leads back is left out. In an order in which
    everybody comes before those that they lead to.
    """
    known = set(nodes)
    state: dict[str, int] = {}  # 1: on the way here, 2: done
    ahead: dict[str, list[str]] = {node: [] for node in nodes}
    done: list[str] = []
    targets = {after for node in nodes for after in successors[node] if after != node}
    for root in (*begins, *(node for node in nodes if node not in targets), *nodes):
        if root in state or root not in known:
            continue
        state[root] = 1
        stack = [(root, iter(successors[root]))]
        while stack:
            node, rest = stack[-1]
            after = next((one for one in rest if one in known and state.get(one) != 1), None)
            if after is None:
                state[node] = 2
                done.append(node)
                stack.pop()
                continue
            ahead[node].append(after)
            if after not in state:
                state[after] = 1
                stack.append((after, iter(successors[after])))
    return {node: ahead[node] for node in reversed(done)}


def _columns(nodes: Sequence[str], ahead: Mapping[str, Sequence[str]]) -> list[list[str]]:
    column: dict[str, int] = {}
    for node, following in ahead.items():
        own = column.setdefault(node, 0)
        for after in following:
            column[after] = max(column.get(after, 0), own + 1)
    found: list[list[str]] = [[] for _ in range(max(column.values(), default=-1) + 1)]
    for node in nodes:
        found[column[node]].append(node)
    return found


def _untangle(columns: list[list[str]], ahead: Mapping[str, Sequence[str]]) -> None:
    """Order each column by where its neighbours stand: those before it, then those behind it, a few times."""
    behind: dict[str, list[str]] = {node: [] for node in ahead}
    for node, following in ahead.items():
        for after in following:
            behind[after].append(node)
    height = {node: number for column in columns for number, node in enumerate(column)}
    for sweep in range(SWEEPS):
        neighbours = behind if sweep % 2 == 0 else ahead
        for column in columns if sweep % 2 == 0 else reversed(columns):
            middle = {node: _mean([height[one] for one in neighbours[node]], height[node]) for node in column}
            column.sort(key=middle.__getitem__)
            height.update({node: number for number, node in enumerate(column)})


def _mean(numbers: list[int], otherwise: float) -> float:
    return sum(numbers) / len(numbers) if numbers else otherwise


def _band(
    columns: Sequence[Sequence[str]], top: float, heights: Mapping[str, float], width: float, places: dict[str, Place]
) -> float:
    """Place some columns side by side, each in the middle of the highest; the answer is the bottom of the band."""
    tall = [sum(heights[node] + ROW_GAP for node in column) - ROW_GAP for column in columns]
    highest = max(tall)
    for number, column in enumerate(columns):
        y = top + (highest - tall[number]) / 2
        for node in column:
            places[node] = (number * (width + COLUMN_GAP), y)
            y += heights[node] + ROW_GAP
    return top + highest
