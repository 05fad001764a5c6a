"""The shortest script that still leads to a find."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flow_runner.explore.find import Find, finds
from flow_runner.explore.move import USUAL, Before, Replied, usual
from flow_runner.explore.trial import Point, Script, Taken, Trial, play
from flow_runner.sandbox.sandbox import Sandbox

LONGEST = 80
OpenSandbox = Callable[[], Sandbox]


def shrunk(find: Find, open_sandbox: OpenSandbox) -> Find:
    """With nothing odd left that it does without, and nothing behind the place where it shows."""
    best = find
    if len(find.script) > LONGEST:
        return find  # it goes round and round: each move of it is needed, many times
    for script in _plainer(find.script):
        again = _again(best, play(open_sandbox(), script))
        if again is not None and (again.deviations, len(again.script)) < (best.deviations, len(best.script)):
            best = again
    for length in range(1, len(best.script) + 1):
        cut = play(open_sandbox(), best.script[:length], _to_the_next_input)
        again = _again(best, cut)
        if again is not None:
            return again
    return best


def _to_the_next_input(sandbox: Sandbox, point: Point, taken: tuple[Taken, ...], scripted: bool) -> bool:
    """A run cannot be left where a webhook waits for a reply."""
    return point.is_reply


def _again(find: Find, trial: Trial) -> Find | None:
    """The same find in another run."""
    return next((one for one in finds(trial) if one.key == find.key), None)


def _plainer(script: Script) -> Iterator[Script]:
    """The script with one odd move less, the last ones first."""
    for number in range(len(script) - 1, -1, -1):
        move = script[number]
        if isinstance(move, Before):
            yield (*script[:number], *script[number + 1 :])
        elif isinstance(move, Replied) and move.label != USUAL:
            yield (*script[:number], usual(move.node), *script[number + 1 :])
