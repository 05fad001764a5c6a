"""The fewest runs that together show everything that was found out about what a chatbot does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import chain

from flow_runner.engine.events import ExitTaken, WebhookAnswered, WebhookFailed
from flow_runner.explore.state import States
from flow_runner.explore.trial import GoOn, Point, Script, Taken, Trial, play
from flow_runner.inspection.tally import VISITS
from flow_runner.inspection.tally import Point as Visited
from flow_runner.sandbox.sandbox import Sandbox

SHOWN = (ExitTaken, WebhookAnswered, WebhookFailed)


def suite(
    scripts: Iterable[Script],
    open_sandbox: Callable[[], Sandbox],
    begin: Callable[[str], None] = lambda name: None,
) -> list[Script]:
    """Scripts of whole runs; those that show nothing that no other one shows are left out. `begin` is called with a
    word before each run.
    """
    states = States(open_sandbox().library)
    found: dict[Script, frozenset[Visited]] = {}
    for number, script in enumerate(scripts, 1):
        begin(f"run {number}")
        trial = play(open_sandbox(), script, each_state_once(states))
        found.setdefault(trial.moves, _shown(trial))
    shown = Counter(chain.from_iterable(found.values()))
    for one, points in reversed(list(found.items())):
        if len(found) > 1 and all(shown[point] > 1 for point in points):
            shown.subtract(points)
            del found[one]
    return list(found)


def each_state_once(states: States) -> GoOn:
    """Go on to the end, but not round and round."""
    seen: set[str] = set()

    def go_on(sandbox: Sandbox, point: Point, taken: tuple[Taken, ...], scripted: bool) -> bool:
        if point.is_reply or scripted:
            return True
        key = states.key(sandbox, sandbox.phone, point.at)
        fresh = key not in seen
        seen.add(key)
        return fresh

    return go_on


def _shown(trial: Trial) -> frozenset[Visited]:
    events = (entry.what for entry in trial.sandbox.entries(trial.phone))
    return frozenset(VISITS[type(what)](what) for what in events if isinstance(what, SHOWN))
