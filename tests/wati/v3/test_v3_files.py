"""Wati v3: files are sent, by upload or address, and downloaded."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from emulator import Tenant
from tests.wati.v3.conftest import tenant_of
from tests.wati.v3.v3_calls import PRIYA, call, data_of, help_of, messages, multipart, ok, refused, send_text, upload

PNG = ("a ü.png", "image/png", b"\x89PNG\r\n\x1a\n--\x00\xff")
VIA_URL = "conversations/messages/fileViaUrl"
FILE = "conversations/messages/file"


def test_a_file_is_sent_and_downloaded_byte_for_byte(tenant: Tenant) -> None:
    reply = upload(tenant, PNG, target=PRIYA, caption="A picture ü")
    message = reply.json()["message"]
    assert (message["type"], message["text"], message["status"]) == ("image", "A picture ü", "sent")
    file = call(tenant, "GET", f"{FILE}/{message['id']}")
    assert (file.status, file.headers["Content-Type"], file.body) == (200, "application/octet-stream", PNG[2])
    assert messages(tenant)[0]["id"] == message["id"]


@pytest.mark.parametrize(
    ("name", "kind", "type"),
    [
        ("a.mp4", "video/mp4", "video"),
        ("a.ogg", "audio/ogg", "audio"),
        ("a.pdf", "application/pdf", "document"),
        ("a.jpg", "application/octet-stream", "image"),
        ("a", "application/octet-stream", "document"),
    ],
)
def test_the_type_of_the_message_is_the_files(tenant: Tenant, name: str, kind: str, type: str) -> None:
    message = upload(tenant, (name, kind, b"x"), target=PRIYA).json()["message"]
    assert (message["type"], message["text"]) == (type, "")


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\\..\\b.png", "", "\x00.png", "a.png/../../b"])
def test_the_name_of_a_file_leads_nowhere(tenant: Tenant, name: str) -> None:
    message = upload(tenant, (name, "image/png", b"x"), target=PRIYA).json()["message"]
    (kept,) = tenant.wati.files
    assert ".." not in kept.path
    assert kept.path.startswith("data/images/")
    assert call(tenant, "GET", f"{FILE}/{message['id']}").body == b"x"


@pytest.mark.parametrize(
    ("file", "fields"),
    [
        (None, {"target": PRIYA}),
        (("a.png", "image/png", b""), {"target": PRIYA}),
        (("a.png", "image/png", b"x" * (5 * 1024 * 1024 + 1)), {"target": PRIYA}),
        (PNG, {}),
        (PNG, {"target": "nobody"}),
        (None, {"target": PRIYA, "file": "not a file"}),
    ],
    ids=["no file", "empty", "too large", "no target", "unknown target", "a text"],
)
def test_a_file_that_cannot_be_sent_is_refused(tenant: Tenant, file: Any, fields: dict[str, str]) -> None:
    before = data_of(tenant)
    reply = upload(tenant, file, **fields)
    assert (reply.status, list(json.loads(reply.body))) == (400, ["code", "message", "timestamp"])
    assert data_of(tenant) == before


def test_nothing_is_kept_of_a_file_for_a_closed_window(tenant: Tenant) -> None:
    tenant.universe.clock.advance(timedelta(days=2))
    assert upload(tenant, PNG, target=PRIYA).status == 400
    assert len(tenant.wati.files) == 0


@pytest.mark.parametrize("body", [b"", b"--x", b"target=1", b"{}", b"--xxBOUNDARYxx\r\n\r\n"])
@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=xxBOUNDARYxx", "text/plain", "a/b/c"]
)
def test_a_body_that_is_no_form_is_refused(tenant: Tenant, body: bytes, kind: str) -> None:
    before = data_of(tenant)
    assert call(tenant, "POST", FILE, body, {"content-type": kind}).status == 400
    assert data_of(tenant) == before


# --- by address ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "type"),
    [
        ("https://files.example/a.jpg?x=1", "image"),
        ("http://files.example/a.mp4", "video"),
        ("https://files.example/a", "document"),
    ],
)
def test_a_file_under_an_address_is_kept_as_the_address(tenant: Tenant, address: str, type: str) -> None:
    reply = call(tenant, "POST", VIA_URL, {"target": PRIYA, "file_url": address, "caption": "see"})
    message = reply.json()["message"]
    assert (message["type"], message["text"]) == (type, "see")
    assert "does not fetch" in help_of(reply)
    item = tenant.wati.history.get(message["id"])
    assert item is not None
    assert item.extra == {"media": address}


@pytest.mark.parametrize(
    "body",
    [
        {"target": PRIYA},
        {"file_url": "https://files.example/a.jpg"},
        {"target": PRIYA, "file_url": 7},
        {"target": PRIYA, "file_url": "a.jpg"},
        {"target": PRIYA, "file_url": "file:///etc/passwd"},
        {"target": PRIYA, "file_url": "http://["},
        {"target": PRIYA, "file_url": "https://"},
        {"target": PRIYA, "file_url": "https://files.example/" + "x" * 2048},
        {"target": PRIYA, "file_url": "https://files.example/a.jpg", "caption": 7},
    ],
)
def test_an_address_that_is_none_is_refused(tenant: Tenant, body: Any) -> None:
    assert refused(tenant, "POST", VIA_URL, body)[0] == 400


# --- downloads -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["400", "404"])
def test_a_message_without_a_file_is_refused_and_told_why(status: str) -> None:
    tenant = tenant_of(**{"wati.v3_unknown_target": status})
    text = send_text(tenant)["id"]
    address = ok(tenant, "POST", VIA_URL, {"target": PRIYA, "file_url": "https://files.example/a.jpg"})["message"]["id"]
    item = tenant.wati.history.get(text)
    assert item is not None
    for message_id, why in (
        (text, "That message has no file."),
        (address, "The sandbox does not fetch https://files.example/a.jpg."),
        (item.whatsapp_message_id, f"That is WhatsApp's id: Wati's is {text}."),
        ("nothing", "No message has this id."),
    ):
        reply = call(tenant, "GET", f"{FILE}/{message_id}")
        assert (reply.status, help_of(reply)) == (int(status), why)


def test_a_form_may_hold_its_fields_in_any_order(tenant: Tenant) -> None:
    body, headers = multipart({"caption": "c", "unknown": "x", "target": PRIYA}, PNG)
    assert call(tenant, "POST", FILE, body, headers).json()["message"]["text"] == "c"
