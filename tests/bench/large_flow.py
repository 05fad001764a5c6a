"""A generated flow of 10,000 nodes: how long it takes to load, lint and compare, and what one step of it costs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from time import perf_counter

from emulator.kernel.assumption import Assumptions
from flow_runner.engine import Engine, Flow
from flow_runner.engine.step import Answer
from flow_runner.inspection.lint.linter import lint
from tests.bench.measure import Figure, Slice, compare
from tests.builders import Raw, buttons, condition, export, message, question, update_attribute
from tests.walks import FakePlatform

MANY, FEW = 10_000, 10
ROUNDS = 7
ANSWERS_PER_SLICE = 400
LOAD_LIMIT_S, LINT_LIMIT_S, DIFF_LIMIT_S = 1.0, 5.0, 5.0


def large(count: int) -> Raw:
    """Rings of ten nodes: a question, what is made of its answer, buttons: Yes goes round again, No on to the next."""
    nodes: list[Raw] = []
    edges: list[tuple[str, str]] = []
    rings = count // 10
    for ring in range(rings):
        following = f"main_question-{(ring + 1) % rings}"
        nodes += _ring(ring, following)
        edges += [
            (f"main_question-{ring}", f"main_updateAttribute-{ring}"),
            (f"main_updateAttribute-{ring}", f"main_condition-{ring}"),
            *((f"main_message-{ring}.{part}", f"main_message-{ring}.{part + 1}") for part in range(4)),
            (f"main_message-{ring}.4", f"main_buttons-{ring}"),
            (f"main_message-{ring}.5", f"main_question-{ring}"),
        ]
    return export(*nodes, edges=edges)


def _ring(ring: int, following: str) -> list[Raw]:
    texts = [message(f"main_message-{ring}.{part}", f"<p>{part} of @city{ring}, {{{{name}}}}</p>") for part in range(6)]
    return [
        question(f"main_question-{ring}", variable=f"city{ring}"),
        update_attribute(f"main_updateAttribute-{ring}", (f"town{ring}", f"@city{ring}")),
        condition(
            f"main_condition-{ring}",
            (f"@city{ring}", "Equal", "Pune"),
            yes=f"main_message-{ring}.0",
            no=f"main_message-{ring}.0",
        ),
        *texts,
        buttons(
            f"main_buttons-{ring}",
            (f"y{ring}", "Yes", f"main_message-{ring}.5"),
            (f"n{ring}", "No", following),
            default=following,
        ),
    ]


def figures() -> Iterator[Figure]:
    """Load and lint against their limits; a step against the same step in a flow of ten nodes."""
    text = json.dumps(large(MANY))
    yield against_limit("10,000 nodes, load", lambda: Flow.loads(text), LOAD_LIMIT_S)
    yield against_limit("10,000 nodes, lint", lambda: lint(text), LINT_LIMIT_S)
    yield against_limit("two of 10,000 nodes, diff", _two_versions(), DIFF_LIMIT_S)
    step = compare([partial(_seconds_per_answer, Flow.loads(text))] * ROUNDS, _few())
    took = f"{step.subject_s * 1e6:.0f} us"
    yield Figure("one answer in 10,000 nodes", took, f"in 10: {step.floor_s * 1e6:.0f} us", step.ratio, 1.25)


def _two_versions() -> Callable[[], object]:
    """A flow, and another version of it in which all ids, and here and there a text or a target, are others."""
    from flow_runner.inspection.diff.compare import compare as diff

    raw = large(MANY)
    for number, one in enumerate(raw["flowNodes"]):
        if number % 100 == 5:
            one["flowReplies"][0]["data"] = "<p>Another text</p>"
        if number % 100 == 9:
            one["interactiveButtonsDefaultNodeResultId"] = ""
    text = json.dumps(raw).replace('"main_', '"copy_')
    return partial(diff, Flow.loads(json.dumps(large(MANY))), Flow.loads(text))


def _few() -> Slice:
    return partial(_seconds_per_answer, Flow.loads(json.dumps(large(FEW))))


def against_limit(name: str, act: object, limit_s: float) -> Figure:
    """The middle one of three times, against the longest that it may be."""
    assert callable(act)
    taken = sorted(_timed(act) for _ in range(3))[1]
    return Figure(name, f"{taken:.2f} s", f"limit {limit_s:.0f} s", taken / limit_s, 1.0)


def _timed(act: object) -> float:
    assert callable(act)
    begun = perf_counter()
    act()
    return perf_counter() - begun


def _seconds_per_answer(flow: Flow) -> float:
    """A customer who says Pune, and Yes, again and again: the same ten nodes in a flow of any size."""
    engine, platform = Engine(flow, Assumptions()), FakePlatform({"name": "Priya Test"})
    session = engine.start("session", "15550100001", platform, Answer("hi")).session
    begun = perf_counter()
    for number in range(ANSWERS_PER_SLICE):
        session = engine.resume(session, platform, Answer("Yes" if number % 2 else "Pune")).session
    taken = perf_counter() - begun
    assert session.outcome == "running"
    return taken / ANSWERS_PER_SLICE
