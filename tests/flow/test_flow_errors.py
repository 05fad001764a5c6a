"""The loader tells everything that is wrong at once, in these words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from flow_runner.engine import Flow, FlowError
from tests.builders import (
    edge,
    export,
    message,
    parse,
    question,
)
from tests.flow.problems import codes_of, warnings_of


def errors_of(raw: Any, **options: Any) -> list[str]:
    """Every error that the loader tells of an export, or of a text."""
    with pytest.raises(FlowError) as caught:
        Flow.loads(raw if isinstance(raw, str) else json.dumps(raw), **options)
    assert str(caught.value) == "\n".join(str(problem) for problem in caught.value.problems)
    return [str(problem) for problem in caught.value.problems]


NO_START = {
    **export(edges=[edge("main_message-a", "b")]),
    "flowNodes": [message("main_message-a"), message("b")],
}
GOLDEN: list[tuple[str, Any, dict[str, Any], list[str]]] = [
    (
        "broken JSON",
        '{"flowNodes": [,]}',
        {},
        ["file: this is not JSON: Expecting value in line 1, column 16 [not-json]"],
    ),
    ("empty file", "", {}, ["file: this is not JSON: Expecting value in line 1, column 1 [not-json]"]),
    ("a list", "[]", {}, ["file: a Wati export is an object with a list flowNodes; found list [not-a-flow]"]),
    (
        "an empty object",
        "{}",
        {},
        ["file: a Wati export is an object with a list flowNodes; found an empty object [not-a-flow]"],
    ),
    (
        "another product's file",
        '{"nodes": [], "edges": []}',
        {},
        ["file: a Wati export is an object with a list flowNodes; found an object with edges, nodes [not-a-flow]"],
    ),
    ("no nodes", export(), {}, ["flowNodes: the flow has no nodes [empty-flow]"]),
    (
        "no start",
        NO_START,
        {},
        [
            "flowNodes: no node has isStartNode: true, so nothing would start. Nothing leads to main_message-a: to "
            "start there, say --start main_message-a. [no-start]"
        ],
    ),
    (
        "a start that is not there",
        NO_START,
        {"start": "main_mesage-a"},
        ["start: no node is called 'main_mesage-a'. Did you mean 'main_message-a'? [no-start]"],
    ),
    (
        "two nodes of one id",
        export(message("a"), question("a")),
        {},
        ["a (Question): another node has this id too; ids must be unique [duplicate-id]"],
    ),
    (
        "nodes without ids",
        export(message("a"), {"flowNodeType": "Message"}, "x", message("")),
        {},
        [f"flowNodes[{n}]: a node is an object with a text id [node-without-id]" for n in (1, 2, 3)],
    ),
    (
        "an edge to a vanished node",
        export(message("main_message-a"), edges=[("main_message-a", "main_message-b")]),
        {},
        [
            "flowEdges[0]: targetNodeId 'main_message-b' is no node of this flow. Did you mean 'main_message-a'? To "
            "run without such edges: --drop-dangling-edges. [dangling-edge]"
        ],
    ),
    (
        "edges that are no list",
        {**export(message("a")), "flowEdges": {"a": "b"}},
        {},
        ["flowEdges: should be a list, found dict [odd-value]"],
    ),
    (
        "a regex that is none",
        export(question("a", validation={"type": "Regex", "regex": "("})),
        {},
        [
            "a (Question) > answerValidation: the regex '(' cannot be read: missing ) at position 1 [bad-regex]",
        ],
    ),
    (
        "a regex that runs away",
        export(question("a", validation={"type": "Regex", "regex": "(a|aa)+$"})),
        {},
        [
            "a (Question) > answerValidation: the regex '(a|aa)+$' takes for ever on answers such as 'aaaaaaaa'…; a "
            "repetition inside a repetition must not be able to match the same text in two ways [regex-bomb]"
        ],
    ),
    ("nested too deep", "[" * 65 + "]" * 65, {}, ["file: nested deeper than 64; no export is [too-deep]"]),
]


@pytest.mark.parametrize(
    ("raw", "options", "told"), [case[1:] for case in GOLDEN], ids=[case[0].replace(" ", "-") for case in GOLDEN]
)
def test_an_error_is_told_in_these_words(raw: Any, options: dict[str, Any], told: list[str]) -> None:
    assert errors_of(raw, **options) == told


def test_everything_that_is_wrong_is_told_at_once() -> None:
    raw = export(
        message("a"),
        message("a"),
        {"flowNodeType": "Message"},
        question("q", validation={"type": "Regex", "regex": "["}),
        edges=[("a", "gone"), ("lost", "a")],
    )
    raw["flowNodes"][0]["isStartNode"] = False
    codes = [line.rpartition("[")[2].rstrip("]") for line in errors_of(raw)]
    assert sorted(codes) == sorted(
        ["duplicate-id", "node-without-id", "bad-regex", "dangling-edge", "dangling-edge", "no-start"]
    )


def test_dangling_edges_are_dropped_on_demand_and_told() -> None:
    raw = export(message("a"), message("b"), edges=[("a", "gone"), ("lost", "a"), ("a", "b")])
    flow = Flow.parse(raw, drop_dangling=True)
    assert flow.targets == {("a", ""): "b"}
    assert codes_of(flow) == ["dangling-edge", "dangling-edge"]
    assert all("The edge was dropped." in line for line in warnings_of(flow))


def test_an_edge_that_is_no_object_is_told() -> None:
    raw = {**export(message("a")), "flowEdges": ["x", None]}
    assert len(errors_of(raw)) == 2


@pytest.mark.parametrize(("depth", "loads"), [(64, True), (65, False)])
def test_the_depth_of_a_file_is_bounded(depth: int, loads: bool) -> None:
    deep: Any = "x"
    for _ in range(depth - 2):  # the flow's own object is one level, the text itself another
        deep = [deep]
    text = json.dumps({**export(message("a")), "extra": deep})
    if loads:
        assert Flow.loads(text).start == "a"
    else:
        assert "nested deeper" in errors_of(text)[0]


@pytest.mark.parametrize("text", ["[" * 1000 + "]" * 1000, '{"a":' * 100_000, "[" * 100_000, f"[{'9' * 5000}]"])
def test_texts_that_choke_a_parser_are_told(text: str) -> None:
    assert errors_of(text)[0].startswith("file: ")


def test_a_file_that_is_too_large_is_not_even_parsed() -> None:
    assert errors_of(" " * (32 * 1024 * 1024 + 1)) == ["file: over 32 MiB; no export is that large [too-large]"]


@pytest.mark.parametrize(
    "text", ["<![foo", "x <![foo bar", "a <![if !vml]> b", "<!--", "<?", "</", "&#xD800;", "<p", "\x00"]
)
def test_odd_markup_in_a_text_is_no_crash(text: str) -> None:
    assert isinstance(parse(message("a", text)), Flow)
