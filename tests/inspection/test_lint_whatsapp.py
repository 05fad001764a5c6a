"""WhatsApp's bounds, to the character."""

from __future__ import annotations

from typing import Any

import pytest

from flow_runner.inspection.lint.example import agent, buttons, cta_url, flow, form, message, node, question, rows
from tests.inspection.findings import found, told

Raw = dict[str, Any]
END, MENU, LIST, HELLO = "main_assignAgent-end", "main_buttons-menu", "main_list-menu", "main_message-hello"
FAMILY = "👨\u200d👩\u200d👧"  # one character to people, eight to a computer that counts in 16 bits


def long_ones(*nodes: Raw) -> list[tuple[str, str]]:
    return [(grade, text) for _, grade, text in told(flow(*nodes, agent()), "text-too-long")]


def menu(**fields: Any) -> Raw:
    return {**buttons(MENU, ("a", "Orders", END), default=END), **fields}


def listed(title: str = "Orders", detail: str = "", section: str = "", **fields: Any) -> Raw:
    raw = rows(LIST, ("a", title, END), default=END)
    raw["interactiveListSections"][0]["title"] = section
    raw["interactiveListSections"][0]["rows"][0]["description"] = detail
    return {**raw, **fields}


def address(**fields: Any) -> Raw:
    return {**cta_url("main_ctaUrl-shop"), **fields}


def products(**fields: Any) -> Raw:
    texts = {"interactiveProductListHeaderText": "Our shop", "interactiveProductListBodyText": "<p>Look</p>"}
    return node("InteractiveProductList", "main_products-all", **{**texts, "catalogId": "1", "setId": "1", **fields})


def titled(text: str) -> Raw:
    return buttons(MENU, ("a", text, END), default=END)


@pytest.mark.parametrize(
    ("make", "limit", "what"),
    [
        (titled, 20, "button"),
        (lambda text: menu(interactiveButtonsHeader={"type": "Text", "text": text}), 60, "header"),
        (lambda text: menu(interactiveButtonsBody=f"<p>{text}</p>"), 1024, "body"),
        (lambda text: address(interactiveCtaUrlButtonText=text), 20, "button"),
        (lambda text: {**form("f", "1"), "interactiveWhatsAppFlowButton": text}, 20, "button"),
        (lambda text: products(interactiveProductListBodyText=f"<p>{text}</p>"), 1024, "body"),
        (lambda text: products(interactiveProductListHeaderText=text), 60, "header"),
        (lambda text: menu(interactiveButtonsFooter=text), 60, "footer"),
        (lambda text: listed(title=text), 24, "row"),
        (lambda text: listed(detail=text), 72, "description"),
        (lambda text: listed(section=text), 24, "section title"),
        (lambda text: listed(interactiveListButtonText=text), 20, "button"),
        (lambda text: listed(interactiveListHeader={"type": "Text", "text": text}), 60, "header"),
        (lambda text: listed(interactiveListFooter=text), 60, "footer"),
        (lambda text: message(HELLO, f"<p>{text}</p>"), 4096, "text"),
        (lambda text: question(HELLO, type="Number", fallback=text), 4096, "fallback text"),
        (lambda text: node("InteractiveCtaUrl", HELLO, interactiveCtaUrlBody=text), 1024, "body"),
        (lambda text: node("InteractiveWhatsAppFlow", HELLO, interactiveWhatsAppFlowFooter=text), 60, "footer"),
    ],
)
def test_the_last_character_that_fits_is_fine_and_the_next_is_told(make: Any, limit: int, what: str) -> None:
    assert long_ones(make("x" * limit)) == []
    shown = f"{'x' * min(limit + 1, 30)}{'…' if limit + 1 > 30 else ''}"
    assert long_ones(make("x" * (limit + 1))) == [
        ("error", f"the {what} '{shown}' has {limit + 1} characters; WhatsApp takes {limit}")
    ]


def test_the_body_of_a_list_has_two_bounds_for_two_sources_tell_two() -> None:
    assert long_ones(listed(interactiveListBody="x" * 1024)) == []
    for length, grade in ((1025, "warning"), (4096, "warning"), (4097, "error")):
        assert [one for one, _ in long_ones(listed(interactiveListBody="x" * length))] == [grade]


def test_placeholders_count_as_nothing_and_the_rest_as_at_least() -> None:
    assert long_ones(titled("{{first_name}} and {{last_name}}")) == []
    [(grade, text)] = long_ones(titled("Talk to {{lead_owner}} or to an advisor"))
    assert (grade, text.partition("has ")[2]) == ("error", "at least 25 characters; WhatsApp takes 20")


def test_markup_does_not_count_but_what_whatsapp_makes_of_it_does() -> None:
    bold = "<p><strong>" + "x" * 4094 + "</strong></p>"
    assert long_ones(message(HELLO, bold)) == []
    assert len(long_ones(message(HELLO, bold.replace("<p>", "<p>y")))) == 1


def test_blanks_around_a_title_do_not_count() -> None:
    assert long_ones(titled("  Talk to an advisor  ")) == []


def test_emoji_are_doubted_rather_than_told_as_errors() -> None:
    assert long_ones(titled("x" * 16 + "👋👋")) == []
    [(grade, text)] = long_ones(titled("x" * 18 + "👋👋"))
    assert (grade, text.partition("has ")[2]) == (
        "note",
        "20 characters, or 22 as programs count emoji; WhatsApp takes 20",
    )
    assert [one for one, _ in long_ones(titled("x" * 19 + FAMILY))] == ["note"]
    assert [one for one, _ in long_ones(titled("x" * 20 + FAMILY))] == ["error"]


@pytest.mark.parametrize(("count", "is_told"), [(1, False), (3, False), (4, True)])
def test_three_buttons_are_the_most(count: int, is_told: bool) -> None:
    raw = flow(buttons(MENU, *((f"b{n}", f"B{n}", END) for n in range(count)), default=END), agent())
    assert [text for _, _, text in told(raw, "too-many-choices")] == (
        ["it has 4 buttons; WhatsApp takes 3"] if is_told else []
    )


def sections(*counts: int) -> Raw:
    raw = rows(LIST, default=END)
    raw["interactiveListSections"] = [
        {
            "id": f"s{s}",
            "title": f"S{s}",
            "rows": [{"id": f"r{s}.{n}", "title": f"R{s}.{n}", "nodeResultId": END} for n in range(count)],
        }
        for s, count in enumerate(counts)
    ]
    return flow(raw, agent())


def test_ten_rows_in_all_and_ten_sections_are_the_most() -> None:
    def many(*counts: int) -> list[str]:
        return [text for _, _, text in told(sections(*counts), "too-many-choices")]

    assert many(10) == many(5, 5) == many(*[1] * 10) == []
    assert many(6, 5) == ["it has 11 rows in all; WhatsApp takes 10"]
    assert many(*[1] * 9, 0, 0) == ["it has 11 sections; WhatsApp takes 10"]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (flow(node("InteractiveButtons", MENU, interactiveButtonsItems=[])), "it has no buttons"),
        (flow(node("InteractiveList", LIST, interactiveListSections=[])), "it has no rows"),
        (sections(0, 0), "it has no rows"),
    ],
)
def test_a_menu_without_a_choice_is_told(raw: Raw, text: str) -> None:
    assert [one.text for one in found(raw, "no-choices")] == [text]


def test_titles_are_the_same_when_they_look_the_same() -> None:
    def twice(*titles: str) -> list[str]:
        items = tuple((f"b{n}", title, END) for n, title in enumerate(titles))
        return [text for _, _, text in told(flow(buttons(MENU, *items, default=END), agent()), "title-twice")]

    assert twice("Yes", " Yes ") == ["another button is called 'Yes' too"]
    assert twice("{{a}}", "{{a}}") == ["another button is called '{{a}}' too"]
    assert twice("Yes", "yes", "{{a}}") == twice("", " ") == []


def test_rows_of_one_title_are_only_worth_knowing() -> None:
    raw = flow(rows(LIST, ("a", "Yes", END), ("b", "Yes", END), default=END), agent())
    assert told(raw, "title-twice") == [(LIST, "note", "another row is called 'Yes' too")]


def test_an_empty_title_is_told_at_its_choice() -> None:
    raw = flow(rows(LIST, ("a", "Yes", END), ("b", " ", END), default=END), agent())
    assert [(one.pointer, one.text) for one in found(raw, "empty-title")] == [
        ("/flowNodes/0/interactiveListSections/0/rows/1", "the row has no title")
    ]


@pytest.mark.parametrize(("titles", "count"), [(("",), 0), (("A", "B"), 0), (("A", ""), 1), (("", " "), 2)])
def test_sections_need_titles_where_there_are_several(titles: tuple[str, ...], count: int) -> None:
    raw = sections(*[1] * len(titles))
    for section, title in zip(raw["flowNodes"][0]["interactiveListSections"], titles, strict=True):
        section["title"] = title
    assert len(told(raw, "section-without-title")) == count


@pytest.mark.parametrize(
    ("kind", "is_told"), [("Image", True), ("Text", False), ("text", False), ("", False), (0, False)]
)
def test_a_list_has_a_text_for_a_header(kind: Any, is_told: bool) -> None:
    raw = flow(listed(interactiveListHeader={"type": kind, "text": "Our shop"}), agent())
    assert bool(told(raw, "header-not-text")) is is_told


@pytest.mark.parametrize(
    ("one", "is_told"),
    [
        (listed(interactiveListButtonText=" "), True),
        (address(interactiveCtaUrlButtonText=""), True),
        ({**form("f", "1"), "interactiveWhatsAppFlowButton": None}, True),
        (listed(), False),
        (address(interactiveCtaUrlButtonText="{{label}}"), False),
        (form("f", "1"), False),
    ],
)
def test_the_button_that_opens_something_needs_a_title(one: Raw, is_told: bool) -> None:
    assert bool(told(flow(one, agent()), "empty-title")) is is_told


@pytest.mark.parametrize(
    ("url", "grades"),
    [
        ("", ["error"]),
        ("shop.example.com", ["error"]),
        ("ftp://shop.example.com", ["error"]),
        ("http://localhost/x", ["error"]),
        ("https://shop.example.com/{{name}}", []),
        ("http://shop.example.com", []),
        ("{{link}}", []),
        ("@link", []),
    ],
)
def test_a_button_opens_an_address_that_customers_can_reach(url: str, grades: list[str]) -> None:
    assert [g for _, g, _ in told(flow(address(interactiveCtaUrlButtonUrl=url), agent()), "button-address")] == grades


@pytest.mark.parametrize(
    ("one", "grades"),
    [
        (message(HELLO, ""), ["warning"]),
        (message(HELLO, "<p><br></p>\n<p>&nbsp;</p>"), ["warning"]),
        (node("Message", HELLO, flowReplies=[]), ["warning"]),
        (node("Message", HELLO, flowReplies=None), ["warning"]),
        ({**question(HELLO), "flowReplies": []}, ["error"]),
        (menu(interactiveButtonsBody="<p> </p>"), ["error"]),
        (listed(interactiveListBody=""), ["error"]),
        (address(interactiveCtaUrlBody="<p></p>"), ["error"]),
        ({**form("f", "1"), "interactiveWhatsAppFlowBody": None}, ["error"]),
        (products(interactiveProductListBodyText=""), ["error"]),
        (products(interactiveProductListHeaderText=""), ["error"]),
        (products(), []),
        (address(), []),
        (form("f", "1"), []),
        (node("InteractiveProduct", "p", productRetailerId="sku-1", catalogId="1"), []),
        (message(HELLO, "<p>{{greeting}}</p>"), []),
        (message(HELLO, "👋"), []),
        (node("Message", HELLO, flowReplies=[{"flowReplyType": "Image", "data": ""}]), []),
        (node("Message", HELLO, flowReplies=[{"flowReplyType": 4, "data": "", "mimeType": "image/png"}]), []),
        (node("Message", HELLO, flowReplies=[{"data": ""}, {"data": "<p>x</p>"}]), []),
    ],
)
def test_nothing_to_send_is_told(one: Raw, grades: list[str]) -> None:
    assert [grade for _, grade, _ in told(flow(one, agent()), "nothing-to-send")] == grades
