"""Files that are sent: sendSessionFile and sendSessionFileViaUrl."""

from __future__ import annotations

from datetime import timedelta

import pytest

from emulator import Tenant
from emulator.wati import file
from tests.wati.sends.sends_calls import PRIYA, STRANGER, breaches, choose, history, refused, upload
from tests.wati.wati_calls import call, data_of

PATH = f"sendSessionFile/{PRIYA}"
BY_URL = f"sendSessionFileViaUrl/{PRIYA}"


@pytest.mark.parametrize(
    ("name", "kind", "type_", "folder"),
    [
        ("a.jpg", "image/jpeg", "image", "data/images/"),
        ("a.mp4", "video/mp4", "video", "data/videos/"),
        ("a.ogg", "audio/ogg", "audio", "data/audios/"),
        ("a.pdf", "application/pdf", "document", "data/documents/"),
        ("a.png", "application/octet-stream", "image", "data/images/"),
        ("../../etc/passwd", "text/plain", "document", "data/documents/"),
    ],
)
def test_a_file_becomes_a_message_of_its_type(account: Tenant, name: str, kind: str, type_: str, folder: str) -> None:
    reply = upload(account, PATH, b"\xff\xd8\r\nbytes\r\n", name=name, kind=kind, caption="₹ 500")
    line = history(account)[0]
    assert reply.json() == {"result": line["id"]}
    assert (line["type"], line["text"], line["owner"]) == (type_, "₹ 500", True)
    assert line["data"].startswith(folder)
    assert ".." not in line["data"]
    kept = file.found(account.wati, line["data"])
    assert kept is not None
    assert file.bytes_of(kept) == b"\xff\xd8\r\nbytes\r\n"


def test_result_of_a_file_is_an_id_or_true(account: Tenant) -> None:
    assert isinstance(upload(account, PATH, b"x").json()["result"], str)
    assert breaches(account) == []
    choose(account, "result_types", "boolean")
    assert upload(account, PATH, b"x").json() == {"result": True}
    assert call(account, "POST", BY_URL, fileUrl="https://files.example/a.jpg").json() == {"result": True}


def test_a_file_that_is_missing_empty_or_too_large_is_refused(account: Tenant) -> None:
    before = data_of(account)
    for reply in (
        call(account, "POST", PATH),
        call(account, "POST", PATH, {"file": "x"}),
        upload(account, PATH, b"x", field="media"),
        upload(account, PATH, b""),
        upload(account, PATH, b"x" * (5 * 1024 * 1024 + 1)),
        upload(account, PATH, b"x", caption="x" * 1025),
    ):
        assert refused(account, reply, before) == {"result": False, "info": "target input invalid"}
        assert reply.help


def test_a_file_obeys_the_window_and_needs_a_conversation(account: Tenant) -> None:
    before = data_of(account)
    reply = upload(account, f"sendSessionFile/{STRANGER}", b"x")
    assert refused(account, reply, before)["info"] == "Invalid Conversation"
    account.universe.clock.advance(timedelta(hours=24))
    before = data_of(account)
    for reply in (upload(account, PATH, b"x"), call(account, "POST", BY_URL, {}, fileUrl="https://files.example/a")):
        assert refused(account, reply, before) == {
            "result": False,
            "message": "Ticket has been expired.",
            "ticketStatus": "CLOSED",
        }


@pytest.mark.parametrize(
    ("address", "type_"),
    [
        ("https://files.example/a.jpg?token=1", "image"),
        ("HTTP://files.example/a.MP4", "video"),
        ("https://files.example/a.mp3", "audio"),
        ("https://files.example/download", "document"),
    ],
)
def test_an_address_becomes_the_media_and_nothing_is_fetched(account: Tenant, address: str, type_: str) -> None:
    reply = call(account, "POST", BY_URL, {}, fileUrl=address, caption="Here")
    line = history(account)[0]
    assert reply.json() == {"result": line["id"]}
    assert (line["type"], line["data"], line["text"]) == (type_, address, "Here")
    assert "does not fetch" in reply.help[0]
    assert not list(account.wati.files)


@pytest.mark.parametrize(
    "address", ["", "files.example/a.jpg", "file:///etc/passwd", "https://", "http://[::1", "ftp://x/y"]
)
def test_what_is_no_web_address_is_refused(account: Tenant, address: str) -> None:
    before = data_of(account)
    assert refused(account, call(account, "POST", BY_URL, fileUrl=address), before)["result"] is False
