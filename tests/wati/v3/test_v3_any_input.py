"""Wati v3: whatever is sent gets an answer of the vendor's shape, and a refused call changes nothing."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.kernel.http import Request
from emulator.wati.api import WATI
from tests.wati.v3.conftest import tenant_of
from tests.wati.v3.v3_calls import ADA, BOT_ID, BSUID, CHANNEL, PRIYA, WELCOME, call, data_of, multipart
from tests.wati.wati_calls import BEARER

NASTY = st.sampled_from(
    [
        "",
        " ",
        "\x00",
        "a\r\nX-Evil: 1",
        "..",
        "²",
        "1e999",
        "\ud800",
        ":",
        "::",
        f"{CHANNEL}:",
        "9" * 400,
        "%00",
        "null",
    ]
)
NAMES = (
    *("target", "teams", "contacts", "customParams", "custom_params", "name", "value", "text", "type", "title"),
    *("whatsapp_number", "assignee_email", "new_status", "template_name", "broadcast_name", "recipients"),
    *("phone_number", "local_message_id", "scheduled_at", "channel", "chatbot_id", "file_url", "caption"),
    *("button_message", "list_message", "header", "body", "footer", "buttons", "button_text", "sections", "rows"),
    *("media", "url", "description"),
)
GOOD = st.sampled_from(
    [PRIYA, ADA, BSUID, "Sales", "plain", "welcome", "buttons", "list", "text", "2026-02-01T09:00:00Z", BOT_ID, "open"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | NASTY | GOOD,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=12,
)
BODIES = st.dictionaries(st.sampled_from(NAMES), JSON | GOOD, max_size=8) | JSON
WRITES = [one for one in WATI.operations.values() if one.name.startswith("wati.v3_") and one.method != "GET"]
READS = [one for one in WATI.operations.values() if one.name.startswith("wati.v3_") and one.method == "GET"]
SEGMENTS = (
    st.sampled_from([PRIYA, ADA, BSUID, WELCOME, f"{CHANNEL}:{PRIYA}"])
    | NASTY
    | st.text(max_size=8).map(lambda text: text.replace("/", "|"))
)
DATES = st.sampled_from(["2026-01-15", "0001-01-01", "9999-12-31T23:59:59.9999999Z", "2026-01-15T24:00:00Z"])
ARGS = st.fixed_dictionaries(
    {},
    optional={
        name: st.sampled_from(["1", "100"]) | NASTY | DATES | st.text(max_size=12)
        for name in ("page_number", "page_size", "pageNumber", "pageSize", "channel", "date_from", "date_to")
    },
)


def _path(path: str, segment: str) -> str:
    place = quote(segment.encode("utf-8", "replace").decode(), safe="") or "x"
    return "/".join(place if part.startswith("{") else part for part in path.removeprefix("/{tenantId}").split("/"))


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.sampled_from(WRITES), SEGMENTS, BODIES)
def test_any_json_is_taken_or_refused_with_nothing_changed(operation: Any, segment: str, body: Any) -> None:
    tenant = tenant_of()
    before = data_of(tenant)
    sent = json.dumps(body).encode()
    reply = tenant.call(Request.to(operation.method, _path(operation.path, segment), BEARER, sent))
    assert reply.status in operation.replies, reply.text
    assert json.loads(reply.body) is not None
    exchange = list(tenant.universe.journal)[-1]
    assert [told for told in exchange.violations if told.startswith("reply")] == []
    if reply.status != 200 or reply.json().get("success") is False:
        assert data_of(tenant) == before
    json.dumps(tenant.snapshot()).encode()
    assert all(value.isascii() and value.isprintable() for value in reply.headers.values())


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.sampled_from(WRITES), SEGMENTS, st.binary(max_size=40))
def test_any_bytes_are_refused_with_nothing_changed(operation: Any, segment: str, body: bytes) -> None:
    tenant = tenant_of()
    before = data_of(tenant)
    reply = tenant.call(Request.to(operation.method, _path(operation.path, segment), BEARER, body))
    assert reply.status in operation.replies
    if reply.status != 200:
        assert data_of(tenant) == before


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.sampled_from(READS), SEGMENTS, ARGS)
def test_any_query_and_any_segment_gets_an_answer(operation: Any, segment: str, args: dict[str, str]) -> None:
    tenant = tenant_of()
    before = data_of(tenant)
    query = "&".join(f"{name}={quote(value.encode('utf-8', 'replace'))}" for name, value in args.items())
    reply = tenant.call(Request.to(operation.method, f"{_path(operation.path, segment)}?{query}", BEARER))
    assert reply.status in operation.replies
    assert data_of(tenant) == before


@settings(derandomize=True, deadline=None, max_examples=80)
@given(
    st.dictionaries(st.sampled_from(["target", "caption", "x"]), st.text(max_size=8) | GOOD, max_size=3),
    st.text(max_size=8),
    st.text(max_size=8) | st.just("image/png"),
    st.binary(max_size=30),
)
def test_any_form_is_taken_or_refused_with_nothing_changed(
    fields: dict[str, str], name: str, kind: str, content: bytes
) -> None:
    tenant = tenant_of()
    before = data_of(tenant)
    body, headers = multipart(fields, (name, kind, content))
    reply = call(tenant, "POST", "conversations/messages/file", body, headers)
    assert reply.status in (200, 400)
    if reply.status == 400:
        assert data_of(tenant) == before


def test_bodies_that_break_parsers_are_refused() -> None:
    tenant = tenant_of()
    before = data_of(tenant)
    for body in (
        b"[" * 100_000,
        b'{"target":' * 50_000,
        b'{"target": ' + b"9" * 5000 + b"}",
        b'{"target": 1e999, "text": NaN}',
        b'{"target": "919876543210", "text": "\\ud800"}',
        b'{"target": "\\u0000", "text": "x"}',
        b"\xff\xfe{}",
        b"null",
    ):
        reply = call(tenant, "POST", "conversations/messages/text", body)
        assert (reply.status, data_of(tenant)) == (400, before)
