"""The parts of exploring, with values that nobody thought of."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from flow_runner.engine import FlowError
from flow_runner.engine.conditions import NUMERIC, TESTS
from flow_runner.engine.events import ConditionChecked
from flow_runner.engine.number import number
from flow_runner.explore.explorer import Explorer
from flow_runner.explore.find import finds
from flow_runner.explore.flip import flips
from flow_runner.explore.move import ALL, Fills, Move, Replied, from_json, to_json
from flow_runner.explore.shrink import shrunk
from flow_runner.explore.state import States
from flow_runner.explore.suite import SHOWN, each_state_once, suite
from flow_runner.explore.trial import Script, play
from flow_runner.inspection.tally import VISITS, Point
from flow_runner.testing.strategies import exports
from tests.builders import ATTRIBUTE, VARIABLE, Raw, condition, export, message, question, webhook
from tests.explore.explorations import OPEN, opener, walked

few = settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=8)
ODD = ("", "yes", "Yes", "10", "-3.5", "1e400", "nan", "٣", " 5 ", "12345678.5", "1" * 30)
values = st.one_of(words, st.sampled_from(ODD), st.integers().map(str))
tests = st.sampled_from(sorted(TESTS))


def moves() -> st.SearchStrategy[Move]:
    """Any move with any data: texts of any characters, half ones too."""
    text = st.text(st.characters(), max_size=6)
    kinds: list[st.SearchStrategy[Any]] = [
        st.builds(kind, *(_field(name, text) for name in kind._fields)) for kind in ALL if kind is not Fills
    ]
    return st.one_of(*kinds, st.lists(st.tuples(text, text), max_size=3).map(lambda form: Fills(tuple(form))))


def _field(name: str, text: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    return {"seconds": st.integers(0, 10**9), "value": st.none() | text}.get(name, text)


@settings(few, max_examples=300)
@given(moves())
def test_a_move_is_the_same_after_json_whatever_is_in_it(move: Move) -> None:
    again = from_json(json.loads(json.dumps(to_json(move))))
    assert (again, type(again)) == (move, type(move))


def sides(open_sandbox: OPEN, script: Script) -> set[str]:
    """How the condition comes out in a run."""
    trial = play(open_sandbox(), script)
    found = [VISITS[type(one.what)](one.what) for one in trial.sandbox.entries() if type(one.what) in VISITS]
    return {point.name for point in found if point.measure == "exits" and point.node == "c"}


def sources() -> st.SearchStrategy[tuple[str, Raw]]:
    """Where the left side of a comparison comes from: its placeholder, and the node that sets it."""
    hook = st.sampled_from([VARIABLE, ATTRIBUTE]).flatmap(
        lambda kind: st.sampled_from(["x", "a.x", "a[2].x", "data[0].b[1]"]).map(
            lambda path: ("@x" if kind == VARIABLE else "{{x}}", webhook("a", saved=[(kind, "x", path)]))
        )
    )
    return st.one_of(hook, st.just(("@x", question("a", "x"))), st.just(("{{x}}", message("a", "hi"))))


@few
@given(source=sources(), test=tests, right=values)
def test_a_flip_makes_the_condition_come_out_the_other_way(source: tuple[str, Raw], test: str, right: str) -> None:
    left, node = source
    decide = condition("c", (left, test, right), yes="y", no="n")
    open_sandbox = opener(export(node, decide, message("y", "1"), message("n", "2"), edges=[("a", "c")]))
    trial = play(open_sandbox(), ())
    results = [one.what for one in trial.sandbox.entries() if isinstance(one.what, ConditionChecked)]
    assume(results)
    found = [one for one in flips(trial) if one.node == "c"]
    some_value_can = number(right) is not None if test in NUMERIC else bool(right.strip())
    assert found or not some_value_can
    assert all(one.side in sides(open_sandbox, one.script) for one in found)
    assert all(sides(open_sandbox, one.script) != sides(open_sandbox, trial.moves) for one in found)


def _played(raw: Raw) -> tuple[OPEN, Explorer] | None:
    try:
        open_sandbox = opener(raw)
    except FlowError:
        return None
    explorer = Explorer(open_sandbox)
    for _ in explorer.paths():
        if explorer.explored.paths >= 40:
            break
    return open_sandbox, explorer


@few
@given(raw=exports())
def test_a_find_that_is_shortened_is_the_same_find_and_no_further_from_usual(raw: Raw) -> None:
    played = _played(raw)
    assume(played)
    assert played is not None
    open_sandbox, explorer = played
    for one in explorer.explored.finds.values():
        short = shrunk(one, open_sandbox)
        assert short.key == one.key
        assert short.deviations <= one.deviations
        assert short.key in {found.key for found in finds(play(open_sandbox(), short.script))}


def _points(open_sandbox: OPEN, scripts: list[Script]) -> set[Point]:
    found: set[Point] = set()
    for script in scripts:
        trial = play(open_sandbox(), script, each_state_once(States(open_sandbox().library)))
        found |= {VISITS[type(one.what)](one.what) for one in trial.sandbox.entries() if isinstance(one.what, SHOWN)}
    return found


@few
@given(raw=exports())
def test_a_suite_shows_all_that_its_scripts_show_and_each_of_it_something_of_its_own(raw: Raw) -> None:
    played = _played(raw)
    assume(played)
    assert played is not None
    open_sandbox, explorer = played
    chosen = suite(explorer.explored.good, open_sandbox)
    whole = _points(open_sandbox, explorer.explored.good)
    assert _points(open_sandbox, chosen) == whole
    for one in chosen if len(chosen) > 1 else ():
        assert _points(open_sandbox, [other for other in chosen if other != one]) < whole


def test_the_strategies_make_what_is_explored() -> None:
    found, trials = walked(opener(export(webhook("a"), message("b", "hi"), edges=[("a", "b")])))
    assert found.paths == len(trials)
    assert any(isinstance(move, Replied) for trial in trials for move in trial.moves)
