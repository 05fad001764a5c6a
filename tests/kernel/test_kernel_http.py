"""The kernel: requests and replies."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from requests import Request as ClientRequest

from emulator.kernel.http import MAX_FIELDS, BadBody, NoReply, Reply, Request


@pytest.mark.parametrize(
    ("query", "args"),
    [
        ("", {}),
        ("a=1&b=2", {"a": "1", "b": "2"}),
        ("a=1&", {"a": "1"}),
        ("a=1&a=2", {"a": "1"}),
        ("a=&b", {"a": "", "b": ""}),
        ("phone=%2B91+98", {"phone": "+91 98"}),
        ("a=%FF", {"a": "\ufffd"}),
        ("a;b=1", {"a;b": "1"}),
    ],
)
def test_query_parameters_are_read(query: str, args: dict[str, str]) -> None:
    assert Request("GET", "/", query).args == args


def test_too_many_parameters_are_cut_off_and_do_not_raise() -> None:
    query = "&".join(f"a{number}=1" for number in range(3 * MAX_FIELDS))
    assert len(Request("GET", "/", query).args) == MAX_FIELDS
    form = Request("POST", "/", headers={"content-type": "application/x-www-form-urlencoded"}, body=query.encode())
    assert len(form.form()) == MAX_FIELDS


def test_an_address_becomes_a_request() -> None:
    request = Request.to("get", "https://a.example:8443/b%20c/?d=e%20f", {"X-Y": "z"}, "ü")
    assert (request.method, request.scheme, request.host) == ("GET", "https", "a.example:8443")
    assert (request.path, request.query, request.args) == ("/b c/", "d=e%20f", {"d": "e f"})
    assert (request.headers, request.body) == ({"x-y": "z"}, "ü".encode())


def test_a_bare_path_has_no_host() -> None:
    request = Request.to("GET", "/crm/v8/Leads/search?word=x", origin="http://127.0.0.1:1")
    assert (request.host, request.path, request.origin) == ("", "/crm/v8/Leads/search", "http://127.0.0.1:1")
    assert Request.to("GET", "https://a.example").path == "/"


@pytest.mark.parametrize("url", ["http://a.example:port/", "http://[::1/"])
def test_an_unreadable_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Request.to("GET", url)


@pytest.mark.parametrize("body", [b"ok", b"\xff\xfe\x00"])
def test_a_request_survives_json(body: bytes) -> None:
    request = Request.to("POST", "https://a.example/b?c=d", {"X": "y"}, body, "http://127.0.0.1:1")
    other = Request.from_json(json.loads(json.dumps(request.to_json())))
    assert other.to_json() == request.to_json()
    assert other.body == body


def sent(**body: Any) -> Request:
    """A request as python-requests sends it."""
    prepared = ClientRequest("POST", "http://a.example/", **body).prepare()
    assert isinstance(prepared.url, str)
    return Request.to("POST", prepared.url, dict(prepared.headers), prepared.body or b"")


FIELDS = {"grant_type": "refresh_token", "name": "Ä & = +", "empty": ""}


@pytest.mark.parametrize(
    "body", [{"data": FIELDS}, {"files": {name: (None, value) for name, value in FIELDS.items()}}],
    ids=["urlencoded", "multipart"],
)  # fmt: skip
def test_fields_of_a_form_are_read(body: Mapping[str, Any]) -> None:
    assert sent(**body).form() == FIELDS


def test_a_form_with_a_trailing_ampersand_has_no_further_field() -> None:
    request = Request(
        "POST", "/", headers={"content-type": "application/x-www-form-urlencoded; charset=utf-8"}, body=b"a=1&"
    )
    assert request.form() == {"a": "1"}


def test_the_type_of_a_form_may_be_written_in_any_case() -> None:
    """Media types are case-insensitive (RFC 9110, 8.3.1)."""
    content_type = "Application/X-WWW-Form-URLEncoded"
    assert Request("POST", "/", headers={"content-type": content_type}, body=b"a=1").form() == {"a": "1"}


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/plain", b"a=1"),
        ("", b"a=1"),
        ("multipart/form-data", b"--x\r\n\r\n--x--"),
        ("multipart/form-data; boundary=x", b"no parts"),
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=\x00\xff\r\n", b"--x"),
    ],
)
def test_what_is_no_form_has_no_fields(content_type: str, body: bytes) -> None:
    assert Request("POST", "/", headers={"content-type": content_type}, body=body).form() == {}


@settings(derandomize=True, deadline=None)
@given(st.binary(max_size=80), st.sampled_from(["", "; boundary=x", '; boundary="', "; charset=klingon"]))
def test_no_body_makes_a_form_raise(body: bytes, more: str) -> None:
    for kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
        request = Request("POST", "/", headers={"content-type": kind + more}, body=b"--x\r\n" + body)
        assert all(isinstance(value, str) for value in request.form().values())


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/json-patch+json", "application/json"])
def test_json_is_read_whatever_the_content_type(content_type: str) -> None:
    assert Request("POST", "/", headers={"content-type": content_type}, body=b'{"a":1}').json() == {"a": 1}


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000, b"9" * 10_000], ids=lambda body: body[:3].hex())
def test_a_body_that_is_not_json_is_told(body: bytes) -> None:
    with pytest.raises(BadBody, match="^the body is not JSON: "):
        Request("POST", "/", body=body).json()
    with pytest.raises(BadBody, match="^the reply is not JSON: "):
        Reply(200, raw=body).json()


@pytest.mark.parametrize(
    ("reply", "body"),
    [
        (Reply(204), b""),
        (Reply(200, {"a": "ü", "b": [1, None]}), '{"a":"ü","b":[1,null]}'.encode()),
        (Reply(200, {}), b"{}"),
        (Reply(200, {"a": 1}, raw=b"x"), b"x"),
        (Reply(200, raw=b""), b""),
    ],
)
def test_a_reply_sends_its_payload_as_json_or_its_bytes_as_they_stand(reply: Reply, body: bytes) -> None:
    assert reply.body == body
    assert reply.text == body.decode()
    assert reply.is_empty is (body == b"")


def test_a_lone_surrogate_can_be_sent() -> None:
    """JSON may hold one as an escape, and a customer's name may come with one."""
    assert json.loads(Reply(200, {"name": "\ud800"}).body) == {"name": "\ud800"}


def test_a_silence_has_a_reason() -> None:
    assert NoReply("lost").reason == str(NoReply("lost")) == "lost"
