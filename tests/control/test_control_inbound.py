"""The control API: messages of customers."""

from __future__ import annotations

from typing import Any

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
