"""Arbitrary JSON and mutated exports: refused with problems, or run; never another exception."""

from __future__ import annotations

import copy
import json
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from emulator import seed
from flow_runner.engine import Flow, FlowError
from flow_runner.report.result import result
from flow_runner.sandbox.files import DEMO_WORLD, bundled_flows
from flow_runner.sandbox.sandbox import Sandbox
from tests.builders import (
    ATTRIBUTE,
    assign_agent,
    assign_team,
    buttons,
    condition,
    edge,
    export,
    list_node,
    message,
    question,
    status,
    time_delay,
    update_attribute,
    webhook,
)

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["", "a", "{{x}}", "@x", "<p>", "<![", "0", "200", "true", "\ud800", "(", "Message", "https://"]),
)
ODD = st.sampled_from(
    [
        "\ud800",
        "x <![foo bar",
        "{{",
        "{{x}}",
        "@x",
        "@",
        "[",
        "(",
        "*",
        "\n",
        "\r\nX: y",
        "\x00",
        "%",
        "%zz",
        "#",
        "?",
        "\\",
        '"',
    ]
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)),
    max_leaves=12,
)


@cache
def seeds() -> tuple[str, ...]:
    """Exports to start from: the bundled ones, and one with a node of every type."""
    every = export(
        question("q", validation={"type": "Number", "minValue": "1"}),
        buttons("b", ("x", "Yes", "l"), ("y", "No", ""), default="q", variable="pick"),
        list_node("l", ("r", "Row", "w"), default="b"),
        webhook(
            "w",
            "https://www.zohoapis.com/x?y={{name}}",
            "Post",
            {"A": "@x"},
            '{"a": "@x"}',
            [(ATTRIBUTE, "x", "a.b")],
            [status(200, "c")],
        ),
        condition("c", ("@x", "Equal", "1"), ("{{x}}", "KeywordContains", ""), yes="u", no="t", operator="Or"),
        update_attribute("u", ("x", "@pick")),
        time_delay("t", 5),
        assign_agent("a", "66aa00bb11cc22dd33ee4401"),
        assign_team("s", "66aa00bb11cc22dd33ee4501"),
        message("m", "<p>Hi {{name}}</p>"),
        edges=[("q", "b"), edge("b__x", "l"), ("u", "t"), ("t", "a"), ("a", "s"), ("s", "m")],
    )
    return (json.dumps(every), *(path.read_text(encoding="utf-8") for path in bundled_flows().values()))


@cache
def world() -> dict[str, Any]:
    found: dict[str, Any] = seed.load(DEMO_WORLD).data
    return found


def places_of(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of everything in a JSON value, itself left out."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, item in inner for place in ((*path, key), *places_of(item, (*path, key)))]


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """An export with a few things dropped, renamed, doubled, moved, or made something else."""
    raw = json.loads(draw(st.sampled_from(seeds())))
    for _ in range(draw(st.integers(1, 4))):
        places = places_of(raw)
        *path, last = draw(st.sampled_from(places))
        holder = raw
        for key in path:
            holder = holder[key]
        how = draw(st.sampled_from(["drop", "rename", "retype", "swap", "copy", "text", "glue", "glue"]))
        if how == "drop":
            del holder[last]
        elif how == "rename" and isinstance(holder, dict):
            holder[draw(st.sampled_from(["", "id", "x", "flowNodeType", "nodeResultId"]))] = holder.pop(last)
        elif how == "copy" and isinstance(holder, list):
            holder.append(copy.deepcopy(holder[last]))
        elif how == "text":
            holder[last] = json.dumps(holder[last])
        elif how == "glue" and isinstance(holder[last], str):
            holder[last] = draw(st.sampled_from([holder[last], ""])) + draw(ODD)
        elif how == "swap":
            other = raw
            for key in draw(st.sampled_from(places_of(raw))):
                other = other[key]
            holder[last] = copy.deepcopy(other)
        else:
            holder[last] = draw(JSON)
        if not isinstance(raw, dict) or not places_of(raw):
            break
    return raw


def loads_or_tells(text: str) -> Flow | None:
    try:
        return Flow.loads(text)
    except FlowError as error:
        problems = error.problems
    assert problems
    assert all(problem.grade == "error" and problem.where and problem.text for problem in problems)
    return None


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.one_of(JSON.map(json.dumps), st.text(max_size=40)))
def test_any_text_is_a_flow_or_is_told_why_not(text: str) -> None:
    loads_or_tells(text)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.fixed_dictionaries({"flowNodes": st.lists(JSON, max_size=3)}, optional={"flowEdges": JSON, "name": JSON}))
def test_any_list_of_nodes_is_a_flow_or_is_told_why_not(raw: dict[str, Any]) -> None:
    loads_or_tells(json.dumps(raw))


@settings(derandomize=True, deadline=None, max_examples=250)
@given(mutated(), st.lists(st.sampled_from(["hi", "1", "Yes", "x", "Row"]), min_size=1, max_size=4))
def test_a_mutated_export_is_refused_with_problems_or_runs(raw: Any, said: list[str]) -> None:
    flow = loads_or_tells(json.dumps(raw))
    if flow is None:
        return
    sandbox = Sandbox(flow, seed.tenant_from(world()))
    for text in said:
        sandbox.says(text)
    told = result(sandbox, [])
    assert told["outcome"] in ("ended", "waiting", "failed")
    assert told["reason"]
    assert json.loads(json.dumps(told)) == told
    json.dumps(sandbox.snapshot())
