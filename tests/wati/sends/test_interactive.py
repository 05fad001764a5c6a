"""Buttons and lists: what WhatsApp takes of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.wati import interactive

YES_NO = [{"text": "Yes"}, {"text": "No"}]
ROWS = [{"title": "One", "description": "the first"}, {"title": "Two"}]
ELEVEN = [{"title": "A", "rows": [{"title": str(row)} for row in range(11)]}]
WORDY = [{"rows": [{"title": "r", "description": "x" * 73}]}]
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "text", "media", "url", "title", "rows", "description"]), inner)
    ),
    max_leaves=8,
)


def buttons(header: Any = None, body: Any = "Pick", footer: Any = None, items: Any = YES_NO) -> list[str]:
    return interactive.button_problems(header, body, footer, items)


def lists(sections: Any, header: Any = None, body: Any = "Pick", footer: Any = None, button: Any = "Open") -> list[str]:
    return interactive.list_problems(header, body, footer, button, sections)


@pytest.mark.parametrize(
    "header",
    [
        None,
        {},
        {"type": "Text", "text": "x" * 60},
        {"type": "text"},
        {"type": None, "text": "H"},
        {"type": "IMAGE", "media": {"url": "https://files.example/a.jpg"}},
        {"type": "Video", "media": {"url": "https://files.example/a.mp4"}},
        {"type": "document", "media": {"url": "https://files.example/a.pdf", "fileName": "a.pdf"}},
        {"type": "image", "text": "not shown", "media": {"data": "aGk="}},
    ],
)
def test_headers_that_whatsapp_takes(header: Any) -> None:
    assert buttons(header) == []


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("H", "the header must be an object with type and text or media"),
        ({"type": 1}, "the header must be an object with type and text or media"),
        ({"type": "audio", "media": {"url": "x"}}, "the header's type must be text, image, video, document"),
        ({"type": "Text", "text": "x" * 61}, "the header may have 60 characters, found 61"),
        ({"type": "Text", "text": 7}, "the header must be a text"),
        ({"type": "Image"}, "a header of type image needs media with a url"),
        ({"type": "Image", "media": {}}, "a header of type image needs media with a url"),
        ({"type": "Image", "media": {"url": 5}}, "a header of type image needs media with a url"),
        ({"type": "Image", "media": []}, "a header of type image needs media with a url"),
    ],
)
def test_headers_that_whatsapp_does_not_take(header: Any, told: str) -> None:
    assert buttons(header) == [told]


@pytest.mark.parametrize(
    ("items", "told"),
    [
        ([], "there must be 1 to 3 buttons"),
        (None, "there must be 1 to 3 buttons"),
        ("Yes", "there must be 1 to 3 buttons"),
        ([{"text": str(number)} for number in range(4)], "there must be 1 to 3 buttons"),
        ([{"text": "x" * 21}], "button 1 may have 20 characters, found 21"),
        ([{"text": "ok"}, {"text": " "}], "button 2 must have a text"),
        ([{"title": "Yes"}], "button 1 must have a text"),
        (["Yes"], "button 1 must be an object with text"),
        ([{"text": "Yes"}, {"text": "Yes"}], "no two buttons may have the same text"),
    ],
)
def test_buttons_that_whatsapp_does_not_take(items: Any, told: str) -> None:
    assert buttons(items=items) == [told]


def test_every_bound_of_a_message_with_buttons_is_exact() -> None:
    assert buttons(None, "x" * 1024, "x" * 60, [{"text": "x" * 20}, {"text": "y" * 20}, {"text": "z"}]) == []
    assert buttons(None, "x" * 1025, "x" * 61) == [
        "the body may have 1024 characters, found 1025",
        "the footer may have 60 characters, found 61",
    ]


@pytest.mark.parametrize(
    "sections",
    [
        [{"rows": ROWS}],
        [{"title": "x" * 24, "rows": ROWS}, {"title": "B", "rows": ROWS}],
        [{"title": "", "rows": [{"title": "x" * 24, "description": "x" * 72}] * 10}],
    ],
)
def test_lists_that_whatsapp_takes(sections: Any) -> None:
    assert lists(sections) == []


@pytest.mark.parametrize(
    ("sections", "told"),
    [
        ([], "there must be 1 to 10 sections"),
        ({}, "there must be 1 to 10 sections"),
        ([{"title": "A", "rows": [{"title": "r"}]}] * 11, "there must be 1 to 10 sections"),
        ([{"title": "A", "rows": []}], "section 1 must be an object with title and rows"),
        ([7], "section 1 must be an object with title and rows"),
        (ELEVEN, "there must be at most 10 rows in all, found 11"),
        ([{"title": "x" * 25, "rows": ROWS}], "the title of section 1 may have 24 characters, found 25"),
        ([{"title": "A", "rows": ROWS}, {"rows": ROWS}], "the title of section 2 must have a text"),
        ([{"rows": [{"title": "x" * 25}]}], "the title of row 1 of section 1 may have 24 characters, found 25"),
        (WORDY, "the description of row 1 of section 1 may have 72 characters, found 73"),
        ([{"rows": [{}]}], "the title of row 1 of section 1 must have a text"),
        ([{"rows": ["r"]}], "row 1 of section 1 must be an object with title"),
    ],
)
def test_lists_that_whatsapp_does_not_take(sections: Any, told: str) -> None:
    assert lists(sections) == [told]


def test_a_list_needs_a_button_and_a_header_of_text() -> None:
    assert lists([{"rows": ROWS}], header={"type": "text"}, button="") == [
        "the header must be a text",
        "the button must have a text",
    ]
    assert lists([{"rows": ROWS}], button="x" * 21) == ["the button may have 20 characters, found 21"]


def test_what_is_kept_of_buttons_and_lists() -> None:
    image = {"type": "Image", "text": "not shown", "media": {"url": "https://files.example/a.jpg"}}
    assert interactive.button_extra(image, None, YES_NO) == {
        "media": "https://files.example/a.jpg",
        "header": "",
        "footer": "",
        "choices": [["1", "Yes"], ["2", "No"]],
    }
    assert interactive.list_extra("H", "F", "Open", [{"rows": ROWS}, {"title": "B", "rows": ROWS[:1]}]) == {
        "header": "H",
        "footer": "F",
        "button": "Open",
        "choices": [["1", "One"], ["2", "Two"], ["3", "One"]],
    }


@settings(derandomize=True, deadline=None, max_examples=150)
@given(ANY, ANY, ANY, ANY, ANY)
def test_any_value_is_judged_and_what_passes_can_be_kept(
    header: Any, body: Any, footer: Any, items: Any, button: Any
) -> None:
    if not buttons(header, body, footer, items):
        interactive.button_extra(header, footer, items)
    if not lists(items, header, body, footer, button):
        interactive.list_extra(header, footer, button, items)
