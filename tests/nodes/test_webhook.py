"""Webhook: the request that is sent, and the exit that is taken by status."""

from __future__ import annotations

import json
from typing import Any

import pytest

from flow_runner.engine.step import TIMED_OUT, Silence
from tests.builders import VARIABLE, message, parse, webhook
from tests.nodes.node_runs import OK, OTHER, WRONG
from tests.walks import FakePlatform, answered, walk

# --- Webhook: the request --------------------------------------------------------------------------------------------


def test_a_get_has_its_headers_and_no_body() -> None:
    run = walk(
        webhook("a", "https://api.example/s?q={{phone}}", headers={"X-Key": "k {{phone}}"}, body='{"a": 1}'),
        platform=FakePlatform({"phone": "919"}),
    )
    request = run.request
    assert (request.method, request.host, request.path, request.query) == ("GET", "api.example", "/s", "q=919")
    assert (request.headers, request.body) == ({"x-key": "k 919"}, b"")


@pytest.mark.parametrize("method", ["Post", "POST", "post"])
def test_a_post_has_a_json_body(method: str) -> None:
    request = walk(webhook("a", method=method, body='{"n": @n, "p": "{{phone}}"}')).request
    assert (request.method, request.headers) == ("POST", {"content-type": "application/json"})
    assert request.body == b'{"n": @n, "p": "{{phone}}"}'


def test_a_content_type_of_the_author_stays() -> None:
    request = walk(webhook("a", method="Post", headers={"content-type": "text/plain"}, body="x")).request
    assert request.headers == {"content-type": "text/plain"}


NASTY = 'say "hi"\\ to\nAnn & Bob + é 🙂 #1?/50%'


def test_a_value_inside_a_json_string_is_escaped_and_outside_it_is_not() -> None:
    run = walk(
        webhook("a", method="Post", body='{"in": "<{{x}}>", "esc\\"": "{{x}}", "out": {{n}}}'),
        platform=FakePlatform({"x": NASTY, "n": '{"deep": [1]}'}),
    )
    assert json.loads(run.request.body) == {"in": f"<{NASTY}>", 'esc"': NASTY, "out": {"deep": [1]}}
    assert run.leaned == {"flow.webhook_body_escaping"}


def test_a_plain_value_in_a_body_leans_on_nothing() -> None:
    run = walk(webhook("a", method="Post", body='{"in": "{{x}}"}'), platform=FakePlatform({"x": "plain é"}))
    assert run.leaned == set()


def test_a_body_that_is_no_json_gets_values_as_they_are() -> None:
    run = walk(webhook("a", method="Post", body="to=@x {{y}}"), platform=FakePlatform({"y": 'a"b'}))
    assert run.request.body == b'to=@x a"b'


def test_a_value_in_a_url_is_escaped() -> None:
    run = walk(webhook("a", "https://api.example/c/{{x}}?q={{x}}"), platform=FakePlatform({"x": NASTY}))
    assert run.request.path == f"/c/{NASTY}"
    assert run.request.args == {"q": NASTY}
    assert run.leaned == {"flow.webhook_url_escaping"}


def test_a_url_keeps_the_escapes_that_its_author_wrote() -> None:
    request = walk(webhook("a", "https://api.example/a%20b?q=%2B1&r=x y&s=+")).request
    assert (request.path, request.args) == ("/a b", {"q": "+1", "r": "x y", "s": " "})


def test_a_value_may_be_the_beginning_of_an_address() -> None:
    """Zoho's token reply has `api_domain`, and flows are meant to call it."""
    run = walk(
        webhook("t", saved=[(VARIABLE, "api_domain", "api_domain")]),
        webhook("a", "@api_domain/crm/v8/Leads/search"),
        edges=[("t", "a")],
        given=[answered({"api_domain": "https://www.zohoapis.com"})],
    )
    assert (run.request.host, run.request.path) == ("www.zohoapis.com", "/crm/v8/Leads/search")


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nX-Evil: 1", "a\rX-Evil: 1"])
def test_a_line_break_in_a_value_starts_no_header(value: str) -> None:
    headers = walk(webhook("a", headers={"X-Name": "{{x}}"}), platform=FakePlatform({"x": value})).request.headers
    assert list(headers) == ["x-name"]
    assert "\n" not in headers["x-name"]
    assert "\r" not in headers["x-name"]


def test_unset_placeholders_go_out_literally_everywhere() -> None:
    run = walk(
        webhook(
            "a", "https://api.example/?a=@u&b={{v}}", method="Post", headers={"X": "@u {{v}}"}, body='{"a": "@u {{v}}"}'
        )
    )
    assert run.request.args == {"a": "@u", "b": "{{v}}"}
    assert run.request.headers["x"] == "@u {{v}}"
    assert run.request.body == b'{"a": "@u {{v}}"}'
    assert run.unset == ["@u", "{{v}}"] * 3


@pytest.mark.parametrize(
    "url", ["", "   ", "/only/a/path", "https://", "http://[::1", "http://x:99999/", "http://x:y/"]
)
def test_an_address_that_cannot_be_read_is_a_webhook_without_a_reply(url: str) -> None:
    run = walk(webhook("a", url), message("b", "on"), edges=[("a", "b")])
    assert (run.sent, run.requests, run.outcome) == (["on"], [], "ended")


@pytest.mark.parametrize("place", ["url", "body", "headers"])
def test_half_a_character_in_an_export_is_no_crash(place: str) -> None:
    """JSON can spell a lone surrogate, which no UTF-8 can."""
    text = "https://api.example/\ud800"
    fields: dict[str, Any] = {
        "url": {"url": text},
        "body": {"method": "Post", "body": f'"{text}"'},
        "headers": {"headers": {"X": text}},
    }[place]
    run = walk(webhook("a", **fields), message("b", "on"), edges=[("a", "b")])
    assert run.outcome in ("ended", "waits for reply")


# --- Webhook: exits by status ----------------------------------------------------------------------------------------


KEYS = ("statusCode", "status", "code", "expectedStatus", "expectedInput", "value")
IN_THE_ENTRY: list[tuple[str, list[Any], list[tuple[str, str]]]] = [
    *((f"{key} {code!r}", [{"id": "s", key: code, "nodeResultId": "ok"}], []) for key in KEYS for code in (200, "200")),
    ("an edge with its id as handle", [{"id": "s1", "statusCode": 200, "nodeResultId": ""}], [("a__s1", "ok")]),
    ("an edge with its code as handle", [{"id": "s1", "statusCode": 200}], [("a__200", "ok")]),
    ("no id, an edge with its code", [{"statusCode": "200"}], [("a__200", "ok")]),
    ("a bare number", [200], [("a__200", "ok")]),
    ("a bare text", ["200"], [("a__200", "ok")]),
    ("the id before the code", [{"id": "s1", "statusCode": 200}], [("a__200", "wrong"), ("a__s1", "ok")]),
    ("the field before the edges", [{"id": "s1", "statusCode": 200, "nodeResultId": "ok"}], [("a__s1", "wrong")]),
    ("the first key that is filled", [{"statusCode": None, "status": "200", "value": 500, "nodeResultId": "ok"}], []),
    ("a code with blanks around it", [{"id": "s1", "statusCode": " 200 ", "nodeResultId": "ok"}], []),
    ("a number with a point", [{"id": "s1", "statusCode": 200.0, "nodeResultId": "ok"}], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("statuses", "edges"), [case[1:] for case in IN_THE_ENTRY], ids=[case[0].replace(" ", "-") for case in IN_THE_ENTRY]
)
def test_a_status_is_routed_in_every_readable_shape(statuses: list[Any], edges: list[tuple[str, str]]) -> None:
    run = walk(webhook("a", statuses=statuses), OK, OTHER, WRONG, edges=edges, given=[answered({})])
    assert (run.exits[0], run.path[-1]) == ("200", "ok")


DEFAULTS: list[tuple[str, list[Any], list[tuple[str, str]]]] = [
    ("an entry that is it", [200, {"id": "d", "statusCode": 0, "nodeResultId": "other", "isDefault": True}], []),
    ("its edge", [200, {"id": "d", "isDefault": True}], [("a__d", "other")]),
    ("a text flag", [200, {"id": "d", "isDefault": "true", "nodeResultId": "other"}], []),
    ("a bare default", [200, "default"], [("a__default", "other")]),
    ("the handle of the node with default", [200], [("a__a-default", "other")]),
    ("a handle that ends in default", [200], [("a__main_webhook-old-default", "other")]),
    ("the handle default", [200], [("a__default", "other")]),
    ("the bare edge", [200], [("a", "other")]),
    ("node-default before default", [200], [("a", "wrong"), ("a__default", "wrong"), ("a__a-default", "other")]),
    ("default before the bare edge", [200], [("a", "wrong"), ("a__default", "other")]),
    ("an entry without an id", [200, {"isDefault": True}], [("a", "wrong"), ("a__a-default", "other")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("statuses", "edges"), [case[1:] for case in DEFAULTS], ids=[case[0].replace(" ", "-") for case in DEFAULTS]
)
def test_any_other_status_takes_the_default_in_every_readable_shape(
    statuses: list[Any], edges: list[tuple[str, str]]
) -> None:
    run = walk(webhook("a", statuses=statuses), OK, OTHER, WRONG, edges=edges, given=[answered({}, 418)])
    assert (run.exits[0], run.path[-1]) == ("default", "other")


@pytest.mark.parametrize("entry", ["tea", 0, 20, 2000, True, None, [200], {"statusCode": "abc"}, {}])
def test_an_unreadable_status_is_told_and_never_taken(entry: Any) -> None:
    flow = parse(webhook("a", statuses=[200, entry]))
    assert "unreadable-status" in [problem.code for problem in flow.warnings]
    assert [exit.name for exit in flow.nodes["a"].exits()] == ["200", "default"]


@pytest.mark.parametrize("code", [200, 204, 301, 401, 500])
def test_without_statuses_any_status_takes_the_plain_edge(code: int) -> None:
    run = walk(webhook("a"), OK, edges=[("a", "ok")], given=[answered(None, code)])
    assert (run.exits[0], run.path[-1]) == ("", "ok")


def test_a_webhook_may_be_the_last_node() -> None:
    assert walk(webhook("a"), given=[answered({})]).outcome == "ended"


def test_a_status_without_a_target_ends_the_run() -> None:
    run = walk(webhook("a", statuses=[204]), given=[answered(None, 204)])
    assert (run.exits, run.outcome) == (["204"], "ended")


@pytest.mark.parametrize(("choice", "outcome"), [("fail", "failed"), ("end", "ended")])
def test_a_status_that_no_exit_is_drawn_for_ends_the_run(choice: str, outcome: str) -> None:
    run = walk(webhook("a", statuses=[200, 204]), given=[answered({}, 418)], assume={"flow.status_unmatched": choice})
    assert (run.outcome, run.leaned) == (outcome, {"flow.status_unmatched"})
    assert run.session.reason == "the webhook a was answered 418, which has no exit (it has 200, 204)"


SILENCES = [Silence(TIMED_OUT), Silence("refused"), Silence("lost")]


@pytest.mark.parametrize("silence", SILENCES, ids=lambda silence: silence.reason)
@pytest.mark.parametrize("statuses", [[], [200, {"id": "d", "isDefault": True}], [200]], ids=["none", "default", "200"])
@pytest.mark.parametrize("choice", ["default_exit", "fail"])
def test_a_webhook_without_a_reply_goes_on_as_the_assumption_says(
    silence: Silence, statuses: list[Any], choice: str
) -> None:
    run = walk(
        webhook("a", saved=[(VARIABLE, "x", "x")], statuses=statuses),
        OK,
        edges=[("a__d", "ok") if len(statuses) == 2 else ("a__200", "ok") if statuses else ("a", "ok")],
        given=[silence],
        assume={"flow.webhook_without_reply": choice},
    )
    goes_on = choice == "default_exit" and statuses != [200]
    assert (run.path[-1], run.outcome) == (("ok", "ended") if goes_on else ("a", "failed"))
    assert run.variables == {}
    assert run.leaned == {"flow.webhook_without_reply"} | (
        {"flow.webhook_timeout_s"} if silence.reason == TIMED_OUT else set()
    )
