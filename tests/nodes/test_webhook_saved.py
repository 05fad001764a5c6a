"""Webhook: what is saved of a reply."""

from __future__ import annotations

from typing import Any

import pytest

from emulator.kernel.http import Reply
from tests.builders import ATTRIBUTE, VARIABLE, webhook
from tests.nodes.node_runs import DEEP, OK, saved
from tests.walks import answered, walk


def test_response_variables_are_of_two_kinds() -> None:
    run = walk(
        webhook("a", saved=[(VARIABLE, "@x", "a"), (ATTRIBUTE, "y", "b"), (VARIABLE, "", "a")]),
        given=[answered({"a": "1", "b": "2"})],
    )
    assert (run.variables, run.platform.attributes) == ({"x": "1"}, {"y": "2"})


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("result", "yes"),
        ("a.b.c", "deep"),
        ("$.result", "yes"),
        (" result ", "yes"),
        ("data[0].Owner.name", "Asha Agent"),
        ("data.0.Owner.name", "Asha Agent"),
        ("data[1].Owner.name", "Ravi"),
        ("m[0][1]", "y"),
        ("m.0.1", "y"),
        ("a.0", "key"),
        ("dotted.key", "whole"),
    ],
)
def test_a_path_leads_to_a_value(path: str, value: str) -> None:
    assert saved(DEEP, path) == value


@pytest.mark.parametrize(
    "path",
    [
        "none",
        "result.more",
        "data[2].Owner",
        "data[99999999999999]",
        "data.Owner.name",
        "data[-1]",
        "a[0][1]",
        "Result",
    ],
)
def test_a_path_that_leads_nowhere_keeps_the_old_value(path: str) -> None:
    assert saved(DEEP, path) == "old"


@pytest.mark.parametrize("payload", [[], "text", 5, True, [{"x": 1}]])
def test_a_reply_that_is_no_object_keeps_the_old_value(payload: Any) -> None:
    assert saved(payload, "x") == "old"


def test_a_reply_that_is_a_list_can_be_indexed() -> None:
    assert saved([{"x": "first"}], "[0].x") == "first"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("text", "text"),
        ("", ""),
        (5, "5"),
        (5.5, "5.5"),
        (True, "true"),
        (False, "false"),
        ([1, "é"], '[1,"é"]'),
        ({"a": None}, '{"a":null}'),
    ],
)
def test_every_value_becomes_a_text(value: Any, text: str) -> None:
    assert saved({"x": value}, "x") == text


@pytest.mark.parametrize(
    "reply",
    [
        Reply(204),
        Reply(200, raw=b""),
        Reply(200, raw=b"<html>down</html>"),
        Reply(200, raw=b'{"x": "new"'),
        Reply(200, raw=b"   "),
        Reply(200, raw=b"\xff\xfe\xfd"),
        Reply(200, raw=b"[" * 100_000),
        Reply(200, raw=b"null"),
    ],
    ids=["204", "empty", "html", "truncated", "blank", "binary", "deep", "null"],
)
def test_a_body_that_holds_nothing_keeps_the_old_value(reply: Reply) -> None:
    assert saved(reply, "x") == "old"


@pytest.mark.parametrize("body", [b"<html>down</html>", b'{"x": "new"'])
def test_a_body_that_is_no_json_is_told(body: bytes) -> None:
    run = walk(webhook("a", saved=[(VARIABLE, "x", "x")]), given=[Reply(200, raw=body)])
    assert (run.warned, run.outcome) == (["reply-not-json"], "ended")
    assert walk(webhook("a"), given=[Reply(200, raw=body)]).warned == []


def test_an_error_without_statuses_follows_the_only_edge_and_sets_no_variable() -> None:
    """The sheet, 5.3: non-2xx with no statuses is unknown; the safest reading sets no variables, and logs it."""
    run = walk(
        webhook("a", saved=[(VARIABLE, "x", "message")]),
        OK,
        edges=[("a", "ok")],
        given=[answered({"message": "Internal error"}, 500)],
    )
    assert (run.path[-1], run.variables) == ("ok", {})
    assert run.leaned == {"flow.save_on_error_status"}


@pytest.mark.parametrize("code", [200, 201, 299])
def test_any_success_without_statuses_is_saved_and_leans_on_nothing(code: int) -> None:
    run = walk(webhook("a", saved=[(VARIABLE, "x", "x")]), given=[answered({"x": "1"}, code)])
    assert (run.variables, run.leaned) == ({"x": "1"}, set())


def test_an_error_that_holds_nothing_to_save_leans_on_nothing() -> None:
    run = walk(webhook("a", saved=[(VARIABLE, "x", "x")]), given=[answered({"y": "1"}, 500)])
    assert (run.variables, run.leaned) == ({}, set())


def test_an_error_body_can_be_read_where_its_status_has_an_exit() -> None:
    run = walk(
        webhook("a", saved=[(VARIABLE, "x", "code")], statuses=[401]), given=[answered({"code": "INVALID_TOKEN"}, 401)]
    )
    assert run.variables == {"x": "INVALID_TOKEN"}
