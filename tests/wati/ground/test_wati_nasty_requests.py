"""Wati, every operation: whatever is sent, the vendor's error comes back, nothing breaks, nobody else's data leaves."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator import Tenant, World, gateway
from emulator.kernel.api import Operation
from emulator.kernel.http import Reply, Request
from emulator.wati.api import WATI

OPERATIONS = list(WATI.operations.values())
EACH = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
TOKEN = "Bearer sandbox-wati-token"
SECRET = "Nobody but the other account knows this"
ADA = "15550100001"
WORLD: dict[str, Any] = {
    "wati": {
        "limits": "unlimited",
        "contacts": [{"phone": ADA, "name": "Ada Example"}],
        "templates": [{"name": "order_update", "body": "Hello {{name}}"}],
    }
}
DEEP = "[" * 100_000
BODIES = {
    "nothing": b"",
    "no JSON": b"{",
    "no JSON at all": b"\x00\xff\xfe",
    "half a character": b'"\\ud800"',
    "null": b"null",
    "a number": b"1e999",
    "a long number": b"9" * 5000,
    "not a number": b"NaN",
    "a text": b'"x"',
    "a list": b"[]",
    "lists": b"[[[[]]]]",
    "an object": b"{}",
    "too deep": DEEP.encode(),
    "twice the same key": b'{"name":"a","name":1}',
    "a form": b"a=1&b=2",
    "multipart without an end": b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx',
}
KINDS = ("application/json", "application/json-patch+json", "text/plain", "multipart/form-data; boundary=b", "", "\x00")
TEXTS = (
    "", " ", "\x00", "\r\nSet-Cookie: a=b", "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "data/../../x", "/etc/passwd",
    "C:\\x", "9" * 400, "-1", "0", "1e9", "²", "１２３", "null", "true", "[]", "{}", "'; DROP TABLE x; --", "{{name}}",
    "\ud800", "💬" * 50, "a" * 5000, "+15550100001", "1555-010-0001", "Support:15550100001", ":",
    "66aa00bb11cc22dd33ee4499",
)  # fmt: skip
FIELDS = (
    "target", "text", "type", "contacts", "customParams", "custom_params", "name", "recipients", "receivers",
    "parameters",
    "template_name", "broadcast_name", "teams", "buttons", "sections", "body", "header", "assignee_email", "new_status",
    "scheduled_at", "whatsappNumber", "whatsapp_number", "url", "eventTypes", "status", "phoneNumber", "file_url",
    "chatbot_id", "button_message", "list_message", "ticketStatus", "channel_number",
)  # fmt: skip
VALUES: tuple[Any, ...] = (None, 0, -1, 1.5, True, "", "x", [], [None], [[]], {}, {"name": None}, [{}], 10**30)


def world() -> World:
    """Two accounts; the second has what the first must never see."""
    made = World(WORLD)
    other = {"tenant_id": 777777, "token": "other.example", "contacts": [{"phone": "15550100002", "name": SECRET}]}
    made.create("other", {"wati": other})
    made.tenant("default").wati.receive(ADA, "hi")
    return made


def call(
    made: World, operation: Operation[Any], body: bytes = b"", query: str = "", value: str = ADA, kind: str = ""
) -> Reply:
    """The operation with this in the place of every parameter of its path. An assertion for what must never come."""
    path = operation.path
    for name in ("{tenantId}", *(part for part in path.split("/") if part.startswith("{"))):
        shown = "424242" if name == "{tenantId}" else quote(value.encode("utf-8", "surrogatepass"), safe="")
        path = path.replace(name, shown or "%20")
    url = path + (f"?{query}" if query else "")
    headers = {"authorization": TOKEN, **({"content-type": kind} if kind else {})}
    reply = gateway.answer(made, Request.to(operation.method, url, headers, body))
    assert reply.status < 500, reply.text
    assert SECRET not in reply.text
    assert all("\r" not in told and "\n" not in told for told in reply.headers.values())
    assert all(told.isascii() or told.encode("latin-1") for told in reply.headers.values())
    return reply


@EACH
def test_no_body_breaks_it(operation: Operation[Any]) -> None:
    made = world()
    for body in BODIES.values():
        for kind in KINDS:
            call(made, operation, body, kind=kind)


@EACH
def test_no_value_in_path_or_query_breaks_it(operation: Operation[Any]) -> None:
    made = world()
    names = list(operation.query.schema.get("properties", {})) if operation.query else ["fileName"]
    for text in TEXTS:
        call(made, operation, value=text)
        for name in names:
            call(made, operation, query=urlencode({name: text.encode("utf-8", "surrogatepass")}))
            call(made, operation, b"{}", query=urlencode({name: text.encode("utf-8", "surrogatepass")}))


@EACH
def test_no_field_of_the_wrong_type_breaks_it(operation: Operation[Any]) -> None:
    made = world()
    for value in VALUES:
        call(made, operation, json.dumps(dict.fromkeys(FIELDS, value)).encode(), kind="application/json")
        call(made, operation, json.dumps([dict.fromkeys(FIELDS, value)]).encode(), kind="application/json")


@EACH
def test_the_token_of_another_account_does_nothing(operation: Operation[Any]) -> None:
    made = world()
    before = [made.tenant(name).wati.snapshot() for name in ("default", "other")]
    path = operation.path.replace("{tenantId}", "424242").replace("{whatsappNumber}", ADA).replace("{target}", ADA)
    for headers in ({"authorization": "Bearer other.example"}, {"authorization": "Bearer \x00"}, {}):
        reply = gateway.answer(made, Request.to(operation.method, path, headers, b"{}"))
        assert (reply.status, SECRET in reply.text) == (401, False)
    assert [made.tenant(name).wati.snapshot() for name in ("default", "other")] == before


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([ADA, "order_update"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=5), inner),
    max_leaves=15,
)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.sampled_from(OPERATIONS), JSON, st.sampled_from(KINDS), st.text(max_size=30), st.text(max_size=40))
def test_no_request_that_anybody_can_think_of_breaks_it(
    operation: Operation[Any], body: Any, kind: str, query: str, value: str
) -> None:
    sent = json.dumps(body).encode("utf-8", "surrogatepass")
    call(MADE, operation, sent, quote(query.encode("utf-8", "surrogatepass"), safe="=&"), value, kind)


MADE = world()


def test_an_account_that_was_asked_everything_can_still_be_kept_and_restored() -> None:
    tenant = world().tenant("default")
    for operation in OPERATIONS:
        for value in VALUES:
            body = json.dumps(dict.fromkeys(FIELDS, value)).encode()
            path = operation.path.replace("{tenantId}", "424242").replace("{whatsappNumber}", ADA)
            tenant.call(Request.to(operation.method, path, {"authorization": TOKEN}, body))
    kept = json.loads(json.dumps(tenant.snapshot()))
    again = Tenant("default")
    again.restore(kept)
    assert again.wati.snapshot() == tenant.wati.snapshot()
