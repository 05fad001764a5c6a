"""The loader: it reads what Wati and people write, tolerantly, and tells everything that is wrong at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from flow_runner.engine import Flow, FlowError
from flow_runner.engine.events import MessageSent
from tests.builders import (
    SHARED_FLOWS,
    answered,
    buttons,
    condition,
    edge,
    export,
    list_node,
    message,
    node,
    parse,
    question,
    status,
    time_delay,
    update_attribute,
    walk,
    webhook,
)


def errors_of(raw: Any, **options: Any) -> list[str]:
    """Every error that the loader tells of an export, or of a text."""
    with pytest.raises(FlowError) as caught:
        Flow.loads(raw if isinstance(raw, str) else json.dumps(raw), **options)
    assert str(caught.value) == "\n".join(str(problem) for problem in caught.value.problems)
    return [str(problem) for problem in caught.value.problems]


def warnings_of(flow: Flow) -> list[str]:
    return [str(problem) for problem in flow.warnings]


def codes_of(flow: Flow) -> list[str]:
    return [problem.code for problem in flow.warnings]


# --- the tolerant reader ---------------------------------------------------------------------------------------------


def test_only_flow_nodes_with_ids_are_required() -> None:
    flow = Flow.loads('{"flowNodes": [{"id": "a", "isStartNode": true, "flowNodeType": "Message"}]}')
    assert (flow.name, flow.start, flow.edges, flow.warnings) == ("unnamed flow", "a", (), ())


def test_a_byte_order_mark_is_no_part_of_the_flow() -> None:
    assert Flow.loads("\ufeff" + json.dumps(export(message("a")))).start == "a"


def test_unknown_keys_are_kept_at_every_level() -> None:
    raw = export({**message("a", "x"), "newField": [1]}, futureKey={"x": None}, flowVersion=7)
    flow = Flow.loads(json.dumps(raw))
    assert flow.raw == raw
    assert flow.warnings == ()


def test_numbers_may_be_texts_and_texts_numbers() -> None:
    run = walk(
        question("a", validation={"type": "Number", "minValue": 5, "maxValue": 9.5, "failsCount": 1}),
        time_delay("b", "2"),
        edges=[("a", "b")],
        given=["4", "9"],
    )
    assert run.rejected == ["it is less than 5"]
    assert run.session.due == "2026-01-15T09:00:02+00:00"


def test_flags_may_be_texts() -> None:
    flow = parse({**message("a"), "isStartNode": "false"}, {**message("b"), "isStartNode": "true"})
    assert flow.start == "b"


@pytest.mark.parametrize(
    "one",
    [
        message("a", flowReplies=None),
        question("a", userInputVariable=None, answerValidation=None, flowReplies=None),
        buttons("a", interactiveButtonsHeader=None, interactiveButtonsItems=None, interactiveButtonsBody=None),
        list_node("a", interactiveListHeader=None, interactiveListSections=None),
        condition("a", flowNodeConditions=None, conditionResult=None, conditionOperator=None),
        webhook("a", methodType=None, headers=None, responseVariables=None, expectedStatuses=None),
        update_attribute("a", attributeVariables=None),
        node("AssignTeam", "a", teamIds=None),
        node("AssignAgent", "a", agentId=None),
        node("TimeDelay", "a", delaySeconds=None),
        message("a", flowNodePosition=None),
    ],
    ids=lambda one: one["flowNodeType"],
)
def test_null_is_nothing(one: dict[str, Any]) -> None:
    flow = parse(one, flowEdges=None, name=None, transform=None)
    assert [code for code in codes_of(flow) if code != "no-conditions"] == []


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (message("a", flowReplies="x"), "a (Message): flowReplies should be a list, found str; it is not used"),
        (message("a", flowReplies=[1]), "a (Message): flowReplies[0] should be an object, found int"),
        (
            question("a", answerValidation=[]),
            "a (Question): answerValidation should be an object, found list; it is not used",
        ),
        (time_delay("a", "soon"), "a (TimeDelay): delaySeconds should be a number, found str; it is not used"),
        (webhook("a", url={"x": 1}), "a (Webhook): url should be a text, found dict; it is not used"),
        (
            node("AssignTeam", "a", teamIds="t1"),
            "a (AssignTeam): teamIds should be a list, found str; it is not used",
        ),
    ],
)
def test_a_field_of_another_kind_is_told_and_not_used(one: dict[str, Any], told: str) -> None:
    assert f"{told} [odd-value]" in warnings_of(parse(one))


def test_statuses_that_are_no_list_are_told() -> None:
    flow = parse(webhook("a", statuses={"200": "b"}), message("b"))
    assert "odd-value" in codes_of(flow)


def test_the_answer_of_the_internal_api_is_unwrapped() -> None:
    inner = export(message("a", "x"), name="Inner")
    flow = Flow.loads(json.dumps({"ok": True, "result": inner, "invokeFlows": []}))
    assert (flow.name, flow.start) == ("Inner", "a")
    assert flow.raw == inner


def test_an_unknown_type_is_passed_through_with_a_warning() -> None:
    run = walk(node("Mesage", "a"), message("b", "there"), edges=[("a", "b")])
    assert warnings_of(run.flow) == [
        "a (Mesage): this type is not known and will be passed through. Did you mean 'Message'? [unknown-node-type]"
    ]
    assert (run.sent, run.warned) == (["there"], ["unknown-node-type"])


def test_the_same_nodes_and_edges_are_the_same_version_whatever_the_canvas_says() -> None:
    one, other = parse(message("a", "x"), transform=None), parse(message("a", "x"), transform={"zoom": "1"})
    changed = parse(message("a", "y"))
    assert one.version == other.version != changed.version


def test_the_nearest_id_is_named_where_a_node_is_asked_for_that_is_not_there() -> None:
    with pytest.raises(KeyError, match="no node is called 'main_mesage-a'. Did you mean 'main_message-a'"):
        parse(message("main_message-a")).node("main_mesage-a")


# --- where exits lead ------------------------------------------------------------------------------------------------


def test_a_choices_own_field_wins_over_its_edge_and_the_disagreement_is_told() -> None:
    flow = parse(buttons("a", ("x", "Yes", "b")), message("b"), message("c"), edges=[("a__x", "c")])
    assert flow.target("a", "x") == "b"
    assert warnings_of(flow) == [
        "a: 'Yes' leads to b by its own field and to c by its edge; the field wins [edge-disagrees]"
    ]


@pytest.mark.parametrize(
    "one",
    [
        buttons("a", ("x", "Yes", "b"), default="b"),
        list_node("a", ("x", "Yes", "b"), default="b"),
        condition("a", ("@v", "Equal", "1"), yes="b", no="b"),
        webhook("a", statuses=[status(200, "b")]),
    ],
    ids=lambda one: one["flowNodeType"],
)
def test_edges_that_agree_are_nothing_to_tell(one: dict[str, Any]) -> None:
    handles = {
        "InteractiveButtons": ["x", "a-default"],
        "InteractiveList": ["x", "a-default"],
        "Condition": ["true", "false"],
        "Webhook": ["on200"],
    }[one["flowNodeType"]]
    assert parse(one, message("b"), edges=[(f"a__{handle}", "b") for handle in handles]).warnings == ()


@pytest.mark.parametrize(
    ("one", "handle", "exit"),
    [
        (buttons("a", ("x", "Yes", "")), "x", "x"),
        (buttons("a", ("x", "Yes", "")), "a-default", "default"),
        (list_node("a", ("x", "Yes", "")), "x", "x"),
        (list_node("a", ("x", "Yes", "")), "a-default", "default"),
        (condition("a", ("@v", "Equal", "1")), "true", "true"),
        (condition("a", ("@v", "Equal", "1")), "false", "false"),
        (question("a", expectedAnswers=[{"id": "v1", "expectedInput": "Yes"}]), "v1", "v1"),
    ],
)
def test_an_exit_without_a_field_of_its_own_follows_its_edge(one: dict[str, Any], handle: str, exit: str) -> None:
    flow = parse(one, message("b"), edges=[(f"a__{handle}", "b")])
    assert flow.target("a", exit) == "b"
    assert flow.warnings == ()


def test_a_field_that_names_no_node_is_told_and_the_edge_counts() -> None:
    flow = parse(buttons("a", ("x", "Yes", "gone")), message("b"), edges=[("a__x", "b")])
    assert flow.target("a", "x") == "b"
    assert warnings_of(flow) == [
        "a: 'Yes' names 'gone', which is no node of this flow; the edge counts [dangling-target]"
    ]


def test_a_handle_that_fits_no_exit_is_told_and_never_taken() -> None:
    flow = parse(buttons("a", ("x", "Yes", "b")), message("b"), message("c"), edges=[("a__zz", "c")])
    assert set(flow.targets.values()) == {"b"}
    assert warnings_of(flow) == [
        "a: an edge leaves by 'zz', which fits no exit of this node; it is never taken [edge-fits-no-exit]"
    ]


def test_a_handle_that_fits_no_status_is_told_and_never_taken() -> None:
    flow = parse(webhook("a", statuses=[status(200, "b")]), message("b"), message("c"), edges=[("a__tea", "c")])
    assert set(flow.targets.values()) == {"b"}
    assert "edge-fits-no-exit" in codes_of(flow)


def test_a_single_exit_takes_its_only_edge_from_an_odd_handle() -> None:
    flow = parse(message("a"), message("b"), edges=[("a__odd", "b")])
    assert flow.target("a", "") == "b"


def test_a_single_exit_prefers_the_bare_edge() -> None:
    flow = parse(message("a"), message("b"), message("c"), edges=[("a__odd", "c"), ("a", "b")])
    assert flow.target("a", "") == "b"
    assert codes_of(flow) == ["edge-fits-no-exit"]


def test_of_two_edges_from_one_handle_the_first_counts_and_it_is_told() -> None:
    flow = parse(message("a"), message("b"), message("c"), edges=[("a", "b"), ("a", "c")])
    assert flow.target("a", "") == "b"
    assert warnings_of(flow) == ["a: two edges leave by 'the only exit'; the first counts [two-edges]"]


def test_ids_may_contain_the_mark_between_node_and_handle() -> None:
    flow = parse(
        buttons("a", ("x", "Yes", "")),
        buttons("a__b", ("x", "Yes", "")),
        message("a__b__c"),
        message("d"),
        edges=[("a__x", "d"), ("a__b__x", "a"), ("a__b__c", "a__b")],
    )
    assert flow.targets == {("a", "x"): "d", ("a__b", "x"): "a", ("a__b__c", ""): "a__b"}


def test_two_choices_of_one_id_never_lead_to_the_other_ones_target() -> None:
    """A copied button keeps the id of the first; a tap on the first must not follow the second one's edge."""
    run = walk(buttons("a", ("x", "Yes", "b"), ("x", "No", "c")), message("b", "B"), message("c", "C"), given=["Yes"])
    assert run.sent[-1] == "B" or "duplicate" in " ".join(codes_of(run.flow))


def test_choices_without_ids_never_lead_to_the_other_ones_target() -> None:
    run = walk(buttons("a", ("", "Yes", "b"), ("", "No", "c")), message("b", "B"), message("c", "C"), given=["Yes"])
    assert run.sent[-1] == "B"


# --- where it starts -------------------------------------------------------------------------------------------------


def test_of_several_starts_the_first_one_counts_and_it_is_told() -> None:
    flow = parse(message("a"), message("b", isStartNode=True), message("c", isStartNode=True))
    assert flow.start == "b"
    assert warnings_of(flow) == [
        "flowNodes: 2 nodes have isStartNode: true (b, c); the first one starts [several-starts]"
    ]


def test_start_overrules_the_export() -> None:
    raw = {**export(), "flowNodes": [message("a"), message("b")]}
    assert Flow.parse(raw, start="b").start == "b"
    assert parse(message("a"), message("b")).start == "a"
    assert Flow.parse(export(message("a"), message("b")), start="b").start == "b"


# --- errors, as they are told ----------------------------------------------------------------------------------------

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
    assert errors_of(" " * (8 * 1024 * 1024 + 1)) == ["file: over 8 MiB; no export is that large [too-large]"]


@pytest.mark.parametrize(
    "text", ["<![foo", "x <![foo bar", "a <![if !vml]> b", "<!--", "<?", "</", "&#xD800;", "<p", "\x00"]
)
def test_odd_markup_in_a_text_is_no_crash(text: str) -> None:
    assert isinstance(parse(message("a", text)), Flow)


# --- the real exports ------------------------------------------------------------------------------------------------

REAL = sorted(SHARED_FLOWS.glob("*.json"))
needs_real = pytest.mark.skipif(not REAL, reason="../shared/flows is not beside this repository")


@needs_real
def test_there_are_five_real_exports() -> None:
    assert len(REAL) == 5


@needs_real
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name[:2])
def test_every_real_export_loads(path: Path) -> None:
    text = path.read_text(encoding="utf-8-sig")
    raw = json.loads(text)
    flow = Flow.loads(text)
    assert list(flow.nodes) == [one["id"] for one in raw["flowNodes"]]
    assert [flow.start] == [one["id"] for one in raw["flowNodes"] if one["isStartNode"]]
    assert len(flow.edges) == len(raw["flowEdges"])
    assert flow.raw == raw
    assert set(codes_of(flow)) <= {"edge-disagrees"}


@needs_real
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name[:2])
def test_every_real_export_runs_to_its_first_wait(path: Path) -> None:
    raw = json.loads(path.read_text(encoding="utf-8-sig"))
    run = walk(*raw["flowNodes"], edges=raw["flowEdges"])
    while run.outcome == "waits for reply":
        run.give(answered({}))
    assert run.outcome == "waits for answer"
    assert any(isinstance(event, MessageSent) for event in run.events)
