"""What the loader tells is told by lint with a why and a fix."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import flow_runner
from flow_runner.inspection.lint.example import agent, buttons, condition, edge, flow, message, node, webhook
from flow_runner.inspection.lint.linter import all_checks
from flow_runner.inspection.lint.mend import mended
from tests.inspection.findings import found, told

END = "main_assignAgent-end"
FOLDERS = ("engine", "sandbox")
TELLING = {"warn": 0, "error": 0, "_add": 0, "_error": 0, "Problem": 1}  # which argument is the code


def codes_in_source() -> Iterator[tuple[str, str]]:
    """(code, file) wherever a problem is told at load: not in a run, where a Context warns."""
    for path in sorted(path for name in FOLDERS for path in (Path(flow_runner.__path__[0]) / name).rglob("*.py")):
        for call in (one for one in ast.walk(ast.parse(path.read_text())) if isinstance(one, ast.Call)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            of = getattr(getattr(call.func, "value", None), "id", "")
            if name in TELLING and of != "ctx" and len(call.args) > TELLING[name]:
                argument = call.args[TELLING[name]]
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value, path.name


def test_every_code_that_the_loader_can_tell_has_a_check() -> None:
    codes = dict(codes_in_source())
    assert {"dangling-edge", "odd-value", "regex-bomb", "not-text", "choice-id", "unreadable-status"} <= codes.keys()
    assert {code: file for code, file in codes.items() if code not in all_checks()} == {}


def test_what_keeps_a_file_from_running_is_an_error_whatever_else_is_found() -> None:
    raw = flow(message("main_message-hello"), edges=(("main_message-hello", "gone"),))
    assert [one.grade for one in found(raw, "dangling-edge")] == ["error"]


MENU = buttons("main_buttons-menu", ("a", "A", "main_message-a"), ("b", "B", "main_message-b"), default=END)
NODES = (MENU, message("main_message-a"), message("main_message-b"), agent())
BEHIND = (("main_message-a", END), ("main_message-b", END))


def mended_edges(raw: dict[str, object]) -> list[tuple[str, str]]:
    document = mended(raw, lambda check: check.code != "tenant-id").document
    return [(one["sourceNodeId"], one["targetNodeId"]) for one in document["flowEdges"]]


def test_an_edge_is_redrawn_with_its_twins_and_the_picture_shows_what_happens() -> None:
    raw = flow(*NODES, edges=BEHIND)
    lies = [edge("main_buttons-menu__a", "main_message-b")] * 2
    raw["flowEdges"] = [*lies, *(one for one in raw["flowEdges"] if one["sourceNodeId"] != "main_buttons-menu__a")]
    assert [one.code for one in found(raw, "edge-disagrees")] == ["edge-disagrees"]
    assert mended_edges(raw)[:2] == [("main_buttons-menu__a", "main_message-a")] * 2
    assert found(mended(raw).document, "edge-disagrees") == []


def test_an_edge_that_two_exits_share_is_left_to_its_author() -> None:
    """`*-default` of a webhook takes the handle of a status whose id ends so: redrawn, the other would change too."""
    hook = {
        **webhook("main_webhook-a"),
        "expectedStatuses": [{"id": "x-default", "statusCode": 200, "nodeResultId": END, "isDefault": False}],
    }
    raw = flow(hook, message("main_message-b"), agent(), edges=(("main_message-b", END),))
    raw["flowEdges"] = [edge("main_webhook-a__x-default", "main_message-b"), *raw["flowEdges"][:1]]
    assert [one.code for one in found(raw, "edge-disagrees")] == ["edge-disagrees"]
    assert mended(raw).changes == ()


@pytest.mark.parametrize(
    ("one", "stray", "mends"),
    [
        (MENU, "main_buttons-menu__gone", True),
        (condition("main_condition-a", "@x", "Equal", "1", END, END), "main_condition-a__maybe", True),
        (webhook("main_webhook-a", statuses=((200, END), (0, END))), "main_webhook-a__on500", False),
        (node("AskAddress", "main_askAddress-a"), "main_askAddress-a__given", False),
    ],
    ids=["buttons", "condition", "webhook", "unknown"],
)
def test_a_stray_edge_is_taken_out_only_where_the_handles_of_the_type_are_known(
    one: dict[str, object], stray: str, mends: bool
) -> None:
    raw = flow(one, *NODES[1:], edges=((stray, "main_message-a"), (stray.partition("__")[0] + "__x", END), *BEHIND))
    assert len(found(raw, "edge-fits-no-exit")) == 2
    codes = [change.code for change in mended(raw).changes]
    assert codes == (["edge-fits-no-exit"] * 2 if mends else [])


def test_a_second_status_goes_with_the_edge_that_only_it_had() -> None:
    hook = webhook("main_webhook-a", statuses=((200, END), (0, END)))
    hook["expectedStatuses"].insert(1, {"id": "again", "statusCode": "200", "nodeResultId": "main_message-b"})
    raw = flow(hook, message("main_message-b"), agent(), edges=(("main_message-b", END),))
    assert [one.code for one in found(raw, "status-twice")] == ["status-twice"]
    document = mended(raw).document
    assert [one["id"] for one in document["flowNodes"][0]["expectedStatuses"]] == ["on200", "on0"]
    assert "main_webhook-a__again" not in json_of(document)


def json_of(document: dict[str, object]) -> str:
    return repr(document)


def test_only_the_first_of_several_starts_stays() -> None:
    raw = flow(message("a"), message("b"), agent(), edges=(("a", "b"), ("b", END)))
    for one in raw["flowNodes"]:
        one["isStartNode"] = "true"
    assert [one.node for one in found(raw, "several-starts")] == ["b"]
    assert [one["isStartNode"] for one in mended(raw).document["flowNodes"]] == ["true", False, False]


def test_mending_works_inside_the_answer_of_the_internal_api_too() -> None:
    raw = {"ok": True, "result": flow(message("a"), agent(), edges=(("a", "gone"), ("a", END)), tenantId="171717")}
    assert {one.pointer for one in found(raw)} == {"/result/flowEdges/0", "/result/tenantId"}
    document = mended(raw).document
    assert (document["ok"], document["result"]["tenantId"], len(document["result"]["flowEdges"])) == (True, None, 1)


def test_what_cannot_be_read_is_not_mended() -> None:
    raw = {"flowNodes": [{"flowNodeType": "Message"}], "tenantId": "171717"}
    assert mended(raw) == (raw, ())
    assert told(raw, "tenant-id") == []
