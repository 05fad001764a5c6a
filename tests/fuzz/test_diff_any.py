"""Generated flows compared: the same is the same however it is written, and whatever changed is told of its node."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import jsonschema
from hypothesis import event, given, settings
from hypothesis import strategies as st
from rich.console import Console

from flow_runner.engine import Flow, FlowError
from flow_runner.inspection.diff.compare import compare
from flow_runner.inspection.diff.content import content
from flow_runner.report.diff import DIFF_SCHEMA, Compared, as_json
from flow_runner.report.diff_text import print_diff
from flow_runner.testing.exports import exports
from tests.builders import Raw, export, message
from tests.inspection.diffs import flow_of, named
from tests.inspection.test_diff_same import renamed

CHANCES = st.randoms(use_true_random=False)
TARGETS = ("nodeResultId", "yResultNodeId", "nResultNodeId")
ROUTED = (*TARGETS, "interactiveButtonsDefaultNodeResultId", "interactiveListDefaultNodeResultId", "id")
SCHEMA = jsonschema.Draft202012Validator(DIFF_SCHEMA)


def alike(one: Flow, other: Flow, at: str = "") -> bool:
    """Whether nobody can tell two flows apart from their starts, or a node, on: the slow way, by refining classes of
    nodes until nothing changes.
    """
    nodes = [(flow, node_id) for flow in (one, other) for node_id in flow.nodes]
    exits = {(id(flow), node_id): _exits(flow, node_id) for flow, node_id in nodes}
    traits = {(id(flow), node_id): content(flow, node_id) for flow, node_id in nodes}
    classes: dict[Any, Any] = {(id(flow), node_id): hash(traits[id(flow), node_id]) for flow, node_id in nodes}
    while True:
        signs = {
            (key, node): (classes[key, node], tuple((label, classes.get((key, to))) for label, to in exits[key, node]))
            for key, node in classes
        }
        numbers = {sign: number for number, sign in enumerate(dict.fromkeys(signs.values()))}
        refined = {node: numbers[sign] for node, sign in signs.items()}
        if len(set(refined.values())) == len(set(classes.values())):
            return bool(refined[id(one), at or one.start] == refined[id(other), at or other.start])
        classes = refined


def _exits(flow: Flow, node_id: str) -> list[tuple[str, str]]:
    """(label, target), in the order that counts: that of the labels where nobody sees the exits."""
    node = flow.nodes[node_id]
    found = [(exit.label, flow.target(node_id, exit.name)) for exit in node.exits()]
    return found if node.uses().waits else sorted(found, key=lambda pair: pair[0])


def leaves(value: Any, pointer: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where texts, numbers and flags stand."""
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(item, (*pointer, key))
    elif value is not None:
        yield pointer


def put(value: Any, pointer: tuple[Any, ...], new: Any) -> None:
    for key in pointer[:-1]:
        value = value[key]
    value[pointer[-1]] = new


@settings(derandomize=True, deadline=None, max_examples=150)
@given(exports(), CHANCES)
def test_a_flow_written_in_another_order_is_the_same(raw: Raw, chance: random.Random) -> None:
    other = deepcopy(raw)
    for name in ("flowNodes", "flowEdges"):
        chance.shuffle(other[name])
    for one in other["flowNodes"]:
        one["flowNodePosition"] = {"posX": "1", "posY": "2"}
        if "testVariables" in one:
            one["testVariables"] = [{"name": "@x", "value": "y"}]
    found = compare(flow_of(raw), flow_of(other))
    assert found.same
    assert (named(found), found.settings, found.renamed) == (set(), (), ())


@settings(derandomize=True, deadline=None, max_examples=150)
@given(exports(), CHANCES, st.booleans())
def test_a_flow_with_other_ids_is_the_same(raw: Raw, chance: random.Random, swapped: bool) -> None:
    ids = [one["id"] for one in raw["flowNodes"]]
    new = chance.sample(ids, len(ids)) if swapped else [f"main_copy-{number}" for number in range(len(ids))]
    other = renamed(raw, dict(zip(ids, new, strict=True)))
    chance.shuffle(other["flowNodes"])
    assert compare(flow_of(raw), flow_of(other)).same


@settings(derandomize=True, deadline=None, max_examples=300)
@given(exports(), CHANCES)
def test_one_thing_that_was_changed_is_told_of_its_node(raw: Raw, chance: random.Random) -> None:
    nodes = raw["flowNodes"]
    places = [(number, *pointer) for number, one in enumerate(nodes) for pointer in leaves(one)]
    pointer = chance.choice([one for one in places if one[1] not in ("id", "flowNodeType", "isStartNode")])
    routed = pointer[-1] in ROUTED
    other = deepcopy(raw)
    put(other["flowNodes"], pointer, chance.choice(["", *(one["id"] for one in nodes)]) if routed else "something new")
    before, after = flow_of(raw), flow_of(other)
    found, node_id = compare(before, after), nodes[pointer[0]]["id"]
    differs = before.nodes[node_id] != after.nodes[node_id]
    event(f"{'target or id' if routed else 'value'}, differs: {differs}")
    assert found.same is alike(before, after)
    if differs and not routed:
        assert node_id in named(found)
    elif differs:
        assert node_id in named(found) or alike(before, after, at=node_id)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(exports(max_nodes=6), exports(max_nodes=6), CHANCES)
def test_the_verdict_is_that_of_the_slow_way_and_nothing_else_is_silent(
    raw: Raw, other: Raw, chance: random.Random
) -> None:
    """Of two flows that have nothing to do with each other, or of one whose exits were led elsewhere."""
    if chance.random() < 0.7:
        other = deepcopy(raw)
        ids = ["", *(one["id"] for one in raw["flowNodes"])]
        for pointer in [one for one in leaves(other["flowNodes"]) if one[-1] in TARGETS]:
            if chance.random() < 0.2:
                put(other["flowNodes"], pointer, chance.choice(ids))
    before, after = flow_of(raw), flow_of(other)
    found = compare(before, after)
    event(f"same: {found.same}")
    assert (found.same or bool(found.settings)) is (alike(before, after) or bool(found.settings))
    assert found.same is not bool(found.detours or found.altered or found.settings)
    lost = {node for one in found.detours for node in (*one.removed, *one.cut_off)}
    assert {end.node for end in found.ends_lost} - lost <= set(before.nodes)
    reached = {node for one in found.detours for node in (*one.added, *one.joined)}
    assert reached <= set(after.nodes)


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=4), st.just([{"id": 5}]), st.just({"a": [[]]})
)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(exports(), exports(), st.lists(ODD, max_size=4), CHANCES)
def test_whatever_is_different_can_be_told(raw: Raw, other: Raw, odd: list[Any], chance: random.Random) -> None:
    """Odd values in odd places included."""
    for value in odd:
        put(
            other,
            chance.choice([one for one in leaves(other) if one[-1] not in ("id", "isStartNode")]),
            deepcopy(value),
        )
    try:
        before, after = (Flow.loads(json.dumps(one), drop_dangling=True) for one in (raw, other))
    except FlowError:
        return
    compared = Compared("a.json", "b.json", compare(before, after))
    out = io.StringIO()
    print_diff(Console(file=out, width=60, highlight=False, markup=False), compared)
    assert out.getvalue().startswith("a.json → b.json  flow 'Generated bot'")
    SCHEMA.validate(json.loads(json.dumps(as_json(compared))))


def test_a_chain_of_thousands_of_nodes_takes_no_recursion() -> None:
    nodes = [message(f"m{number}", f"Part {number}") for number in range(2000)]
    edges = [(f"m{number}", f"m{number + 1}") for number in range(1999)]
    raw = export(*nodes, edges=edges)
    assert compare(flow_of(raw), flow_of(raw)).same
    found = compare(flow_of(raw), flow_of(export(*nodes, edges=edges[:-1])))
    assert [one.cut_off for one in found.detours] == [("m1999",)]
    other = renamed(raw, {f"m{number}": f"n{number}" for number in range(2000)})
    assert len(compare(flow_of(raw), flow_of(other)).renamed) == 2000
