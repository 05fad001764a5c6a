"""The control API: messages of customers."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import urlencode

import pytest

from emulator import World
from tests.control.control_calls import BEARER, PRIYA, call, ok, refused


def test_an_inbound_message_opens_the_chat(world: World) -> None:
    given = ok(world, "POST", "inbound", {"phone": "15550109999", "text": "hi", "name": "New Here"})
    assert (given["message"]["text"], given["message"]["owner"]) == ("hi", False)
    path = "/424242/api/v1/sendSessionMessage/15550109999?messageText=Hello"
    assert call(world, "POST", path, headers=BEARER).json()["ok"] is True
    contact = world.tenant("default").wati.contact("15550109999")
    assert contact is not None
    assert contact.name == "New Here"


def test_an_inbound_tap_is_interactive(world: World) -> None:
    body = {"phone": PRIYA, "text": "Yes", "choice": {"id": "1", "title": "Yes"}}
    assert ok(world, "POST", "inbound", body)["message"]["type"] == "interactive"


@pytest.mark.parametrize(
    "body",
    [
        {"phone": PRIYA},
        {"text": "hi"},
        {"phone": "+919876543210", "text": "hi"},
        {"phone": "1234567", "text": "hi"},
        {"phone": 919876543210, "text": "hi"},
        {"phone": PRIYA, "text": ""},
        {"phone": PRIYA, "text": "x" * 4097},
        {"phone": PRIYA, "text": "hi", "choice": {}},
        {"phone": PRIYA, "txt": "hi"},
        "hi",
        b"hi",
        None,
    ],
    ids=lambda body: str(body)[:40],
)
def test_an_inbound_message_that_makes_no_sense_is_refused(world: World, body: Any) -> None:
    before = world.tenant("default").snapshot()
    assert refused(world, "POST", "/_sandbox/inbound", body)[0] == 400
    assert world.tenant("default").snapshot() == before


# --- channels, files, replies, advertisements -------------------------------------------------------------------------

SHOP = {"wati": {"limits": "unlimited", "channels": [{"name": "Shop", "phone": "15550188888"}]}}
TEA = b"\x89PNG\r\n\x1a\n tea"


def history(world: World, **args: str) -> list[Any]:
    path = f"/424242/api/v1/getMessages/{PRIYA}?" + urlencode(args)
    items = call(world, "GET", path, headers=BEARER).json()["messages"]["items"]
    return [item for item in items if item["eventType"] == "message"]


@pytest.mark.parametrize("channel", ["Shop", "15550188888"])
def test_a_message_comes_to_a_channel(channel: str) -> None:
    world = World(SHOP)
    ok(world, "POST", "inbound", {"phone": PRIYA, "text": "hi", "channel": channel})
    assert [item["text"] for item in history(world, channelPhoneNumber="15550188888")] == ["hi"]
    assert list(world.tenant("default").universe.outbox.snapshot()) == []


def test_the_accounts_own_number_is_a_channel_too() -> None:
    world = World(SHOP)
    ok(world, "POST", "inbound", {"phone": PRIYA, "text": "hi", "channel": "15550199999"})
    assert [item["text"] for item in history(world)] == ["hi"]


def test_a_channel_that_is_not_there_is_told_the_nearest() -> None:
    status, told = refused(World(SHOP), "POST", "/_sandbox/inbound", {"phone": PRIYA, "text": "hi", "channel": "Shpo"})
    assert (status, told) == (400, "no channel is called 'Shpo'. Did you mean 'Shop'?")


@pytest.mark.parametrize(
    ("name", "content_type", "kind"),
    [
        ("tea.png", None, "image"),
        ("tea", "image/png", "image"),
        ("tea.mp4", None, "video"),
        ("tea.ogg", "audio/ogg", "audio"),
        ("menu.pdf", None, "document"),
        ("tea", None, "document"),
    ],
)
def test_a_file_that_was_sent_can_be_fetched(world: World, name: str, content_type: str | None, kind: str) -> None:
    media = {"file": base64.b64encode(TEA).decode(), "name": name}
    media |= {"content_type": content_type} if content_type else {}
    message = ok(world, "POST", "inbound", {"phone": PRIYA, "text": "Look", "media": media})["message"]
    assert (message["type"], message["text"]) == (kind, "Look")
    for address in ("api/v1/getMedia", "api/file/showFile"):
        reply = call(world, "GET", f"/424242/{address}?fileName={message['data']}", headers=BEARER)
        assert reply.body == TEA


@pytest.mark.parametrize(
    "kind", ["image", "video", "audio", "voice", "sticker", "document", "location", "contacts", "reaction"]
)
def test_a_message_has_the_type_that_it_is_said_to_have(world: World, kind: str) -> None:
    body = {"phone": PRIYA, "type": kind, "text": "18.52,73.85", "media": "https://files.example/a"}
    assert ok(world, "POST", "inbound", body)["message"]["type"] == kind


def test_a_reply_marks_the_message_that_it_answers(world: World) -> None:
    ok(world, "POST", "inbound", {"phone": PRIYA, "text": "hi"})
    path = f"/424242/api/v1/sendSessionMessage/{PRIYA}?messageText="
    first = call(world, "POST", path + "One", headers=BEARER).json()["message"]
    call(world, "POST", path + "Two", headers=BEARER)
    ok(world, "POST", "inbound", {"phone": PRIYA, "text": "yes", "reply_to": first["whatsappMessageId"]})
    assert [(item["text"], item["statusString"]) for item in history(world)][1:3] == [
        ("Two", "SENT"),
        ("One", "REPLIED"),
    ]


def test_an_advertisement_stands_in_the_history(world: World) -> None:
    advertisement = {"headline": "Tea", "sourceId": "7", "ctwaClid": "click-1"}
    ok(world, "POST", "inbound", {"phone": PRIYA, "text": "hi", "referral": advertisement})
    assert history(world)[0]["messageReferral"] == advertisement


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"media": {"file": "%%%", "name": "a"}}, "media/file is no base64"),
        ({"media": {"file": "", "name": "a"}}, "media"),
        ({"media": {"file": "dGVh", "name": "a", "content_type": "text/html\r\nX: y"}}, "media"),
        ({"media": {"file": "dGVh", "name": "a", "path": "/etc"}}, "media"),
        ({"reply_to": "wamid.nobody"}, "no message has the id wamid.nobody"),
        ({"referral": {}}, "referral"),
        ({"referral": {"clid": "x"}}, "referral"),
        ({"type": "poll"}, "type"),
    ],
    ids=str,
)
def test_an_inbound_message_with_a_mistake_changes_nothing(world: World, changes: Any, told: str) -> None:
    before = world.tenant("default").snapshot()
    status, text = refused(world, "POST", "/_sandbox/inbound", {"phone": PRIYA, "text": "hi", **changes})
    assert status == 400
    assert told in text
    assert world.tenant("default").snapshot() == before
