"""Every webhook, answered in every way: where the customer ends up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from flow_runner.explore.ending import Ending
from flow_runner.explore.explorer import Explorer
from flow_runner.explore.move import USUAL, Replied
from flow_runner.explore.state import States
from flow_runner.explore.suite import each_state_once
from flow_runner.explore.trial import Point, Script, Taken, play
from flow_runner.sandbox.sandbox import Sandbox

OpenSandbox = Callable[[], Sandbox]


class Cell(NamedTuple):
    """What came of it where a webhook was answered so."""

    label: str
    ending: Ending
    script: Script


class Row(NamedTuple):
    """A webhook, how its call came about, and each way of answering it."""

    node: str
    script: Script
    cells: tuple[Cell, ...]


class Matrix(NamedTuple):
    """`unreached` are webhooks that no run came to."""

    rows: tuple[Row, ...]
    labels: tuple[str, ...]
    unreached: tuple[str, ...]


def matrix(
    open_sandbox: OpenSandbox,
    most_paths: int,
    always: bool = False,
    begin: Callable[[str], None] = lambda name: None,
) -> Matrix:
    """Of every webhook that can be come to. With `always` it is answered so however often it calls, else once; `begin`
    is called with a word before each run.
    """
    explorer = Explorer(open_sandbox)
    nodes = [one for one, node in explorer.library.main.nodes.items() if node.uses().replies]
    for _ in explorer.paths():
        begin("looking for webhooks")
        if explorer.explored.paths >= most_paths or all(node in explorer.explored.reached for node in nodes):
            break
    reached = explorer.explored.reached
    states = States(explorer.library)
    rows = []
    for node in (one for one in nodes if one in reached):
        begin(node)
        rows.append(_row(node, reached[node], open_sandbox, states, always))
    labels = dict.fromkeys(cell.label for row in rows for cell in row.cells)
    return Matrix(tuple(rows), _ordered(labels), tuple(node for node in nodes if node not in reached))


def _row(node: str, script: Script, open_sandbox: OpenSandbox, states: States, always: bool) -> Row:
    cells = []
    for move in _ways(node, script, open_sandbox):
        scripted = (*script, move)
        go_on = each_state_once(states)
        sandbox = open_sandbox()
        if always and move.label != USUAL:
            sandbox.stubs.add(node=node, **move.stub)  # behind the choice of the first call, whose usual answer it is
        trial = play(sandbox, scripted, go_on)
        cells.append(Cell(move.label, trial.ending, trial.moves))
    return Row(node, script, tuple(cells))


def _ways(node: str, script: Script, open_sandbox: OpenSandbox) -> list[Replied]:
    """All that the webhook can be answered where the script comes to it."""
    found: list[Replied] = []

    def look(sandbox: Sandbox, point: Point, taken: tuple[Taken, ...], scripted: bool) -> bool:
        if not scripted:
            found.extend(move for move in point.options if isinstance(move, Replied) and move.node == node)
        return False

    play(open_sandbox(), script, look)
    return found


def _ordered(labels: Mapping[str, None]) -> tuple[str, ...]:
    """What is usual first, then statuses by number, then what is no status."""
    return tuple(sorted(labels, key=lambda one: (one != USUAL, not one.isdigit(), int(one) if one.isdigit() else 0)))
