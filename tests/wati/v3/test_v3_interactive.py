"""Wati v3: buttons and lists."""

from __future__ import annotations

from typing import Any

import pytest

from emulator import Tenant
from tests.wati.v3.v3_calls import PRIYA, ok, refused

PATH = "conversations/messages/interactive"
YES_NO = [{"text": "Yes"}, {"text": "No"}]
ROWS = [{"title": "One", "description": "the first"}, {"title": "Two"}]


def asked(kind: Any = "buttons", **message: Any) -> dict[str, Any]:
    member = "list_message" if kind == "list" else "button_message"
    return {"target": PRIYA, "type": kind, member: message}


def test_buttons_are_sent_and_kept_to_be_tapped(tenant: Tenant) -> None:
    header = {"type": "text", "text": "H"}
    message = ok(tenant, "POST", PATH, asked(header=header, body="Pick", footer="F", buttons=YES_NO))["message"]
    assert (message["text"], message["type"]) == ("Pick", "interactive")
    item = tenant.wati.history.get(message["id"])
    assert item is not None
    assert item.extra == {"media": "", "header": "H", "footer": "F", "choices": [["1", "Yes"], ["2", "No"]]}


def test_a_header_may_be_a_picture(tenant: Tenant) -> None:
    header = {"type": "image", "media": {"url": "https://files.example/a.jpg", "file_name": "a.jpg", "data": None}}
    message = ok(tenant, "POST", PATH, asked(header=header, body="Pick", buttons=YES_NO))["message"]
    item = tenant.wati.history.get(message["id"])
    assert item is not None
    assert item.extra is not None
    assert item.extra["media"] == "https://files.example/a.jpg"


def test_a_list_is_sent_and_kept_to_be_tapped(tenant: Tenant) -> None:
    sections = [{"title": "A", "rows": ROWS}, {"title": "B", "rows": [{"title": "Three"}]}]
    body = asked("list", header="H", body="Pick", footer=None, button_text="Open", sections=sections)
    message = ok(tenant, "POST", PATH, body | {"button_message": None})["message"]
    item = tenant.wati.history.get(message["id"])
    assert item is not None
    assert item.extra is not None
    assert (item.extra["button"], [title for _, title in item.extra["choices"]]) == ("Open", ["One", "Two", "Three"])


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"target": PRIYA, "type": "buttons"}, "button_message is required for the type buttons."),
        ({"target": PRIYA, "type": "list", "list_message": []}, "list_message is required for the type list."),
        ({"target": PRIYA, "type": "cards"}, "type must be buttons or list."),
        ({"target": PRIYA, "type": ["buttons"]}, "type must be buttons or list."),
        (asked("Buttons", body="b", buttons=YES_NO), "type must be buttons or list."),
        ({"type": "buttons"}, "target is required, and must be a text."),
        (asked(body="b", buttons=[*YES_NO, *YES_NO]), "button_message: there must be 1 to 3 buttons."),
        (asked(body="b", buttons=YES_NO[:1] * 2), "button_message: no two buttons may have the same text."),
        (asked(body="b", buttons=[{"text": "x" * 21}]), "button_message: button 1 may have 20 characters, found 21."),
        (asked(body="x" * 1025, buttons=YES_NO), "button_message: the body may have 1024 characters, found 1025."),
        (asked(buttons=YES_NO), "button_message: the body must have a text."),
        (asked("list", body="b", sections=[{"rows": ROWS}]), "list_message: the button must have a text."),
        (asked("list", body="b", button_text="Open"), "list_message: there must be 1 to 10 sections."),
    ],
)
def test_what_whatsapp_would_not_take_is_refused(tenant: Tenant, body: Any, told: str) -> None:
    assert refused(tenant, "POST", PATH, body) == (400, told)
